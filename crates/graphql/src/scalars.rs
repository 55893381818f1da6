//! Scalars beside the five of the specification. None is a float.

use async_graphql::{Description, InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// An exact decimal number as text, such as `"55.50"`: every digit and the scale as in the source, no exponent. Never a
/// floating-point number; parse it with a decimal type.
#[derive(Description)]
pub(crate) struct Decimal(pub String);

#[Scalar(use_type_description)]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value).map(Self)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl From<&entity::Decimal> for Decimal {
    fn from(decimal: &entity::Decimal) -> Self {
        Self(decimal.0.clone())
    }
}

/// A calendar date, ISO 8601: `2021-03-22`.
#[derive(Description)]
pub(crate) struct Date(pub chrono::NaiveDate);

#[Scalar(use_type_description)]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(text(value)?.parse()?))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A year, month or day, ISO 8601, as exact as the source gives it: `2021`, `2021-03` or `2021-03-22`.
#[derive(Description)]
pub(crate) struct PartialDate(pub String);

#[Scalar(use_type_description)]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        text(value).map(Self)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A moment in UTC, RFC 3339: `2026-11-23T08:30:00Z`.
#[derive(Description)]
pub(crate) struct DateTime(pub chrono::DateTime<chrono::Utc>);

#[Scalar(use_type_description)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(text(value)?.parse()?))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

fn text<T: async_graphql::InputType>(value: Value) -> Result<String, InputValueError<T>> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(InputValueError::expected_type(other)),
    }
}
