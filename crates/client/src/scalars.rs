//! The scalars of the schema. `schema.graphql` describes the form of each.

pub use crate::Decimal;

/// A day, such as `2021-04-01`.
pub type Date = String;
/// A moment in UTC, as RFC 3339 writes it.
pub type DateTime = String;
/// A day, month or year, such as `2021-04-01`, `2021-04` or `2021`.
pub type PartialDate = String;
/// A period: its label, such as `2021` or `2021-H1`.
pub type PeriodSelector = String;
