#![doc = include_str!("../README.md")]

mod citation;
mod decimal;
mod language;
mod number_format;
mod period;
mod periodicity;
pub mod series;

pub use citation::{CitationStyle, Title, Work};
pub use decimal::{Decimal, PERCENT_DIGITS};
pub use language::Language;
pub use number_format::{Qualifier, Unit, format_figure};
pub use period::Period;
pub use periodicity::{Frequency, Periodicity};
