//! Exact decimals.

use std::fmt;

/// A decimal as PostgreSQL's `numeric` writes it: every digit, and the scale as it was given ("55.50" stays "55.50").
///
/// It is text, because every binary form at hand loses something: floats lose digits, and 96-bit decimals lose the
/// scale of a zero and overflow on sums. Read it with a cast (`value::text`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, sea_orm::DeriveValueType)]
#[sea_orm(column_type = "Decimal(None)")]
pub struct Decimal(pub String);

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
