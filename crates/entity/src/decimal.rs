//! Exact decimals.

use std::fmt;

/// A decimal as PostgreSQL's `numeric` writes it: every digit, and the scale as it was given ("55.50" stays "55.50").
///
/// It is text, because every binary form at hand loses something: floats lose digits, and 96-bit decimals lose the
/// scale of a zero and overflow on sums. Read it with a cast (`value::text`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, sea_orm::DeriveValueType)]
#[sea_orm(column_type = "Decimal(None)")]
pub struct Decimal(pub String);

impl Decimal {
    /// Whether a text is a decimal: digits with at most one point among them and one minus sign before them.
    #[must_use]
    pub fn is_written_as(text: &str) -> bool {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
