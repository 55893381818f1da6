//! Scalars beside the five of the specification. None is a float.

use std::{borrow::Cow, marker::PhantomData};

use async_graphql::{
    Description, InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value, registry::Registry,
};
use measure::Period;
use store::stat_selector::SelectedPeriod;

use crate::error::internal;

/// A scalar that stands in arguments.
pub(crate) trait Readable: Sized {
    /// What it looks like, in words.
    const SHAPE: &'static str;

    /// Takes it from a value, if it is one.
    fn read(value: &Value) -> Option<Self>;
}

/// A scalar in an argument, as it was given. The engine would refuse one that cannot be read without saying where it
/// stands, so it is read later, when its path is known.
#[derive(Debug)]
pub(crate) struct Given<T> {
    pub(crate) value: Value,
    scalar: PhantomData<T>,
}

impl<T: InputType> InputType for Given<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        Ok(Self { value: value.unwrap_or_default(), scalar: PhantomData })
    }

    fn to_value(&self) -> Value {
        self.value.clone()
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// An exact decimal number as text, such as `"55.50"`: every digit and the scale as in the source, no exponent. Never a
/// floating-point number; parse it with a decimal type. An argument may also be a whole number, and has at most 28
/// digits.
#[derive(Debug, Description)]
pub(crate) struct Decimal(pub String);

#[Scalar(use_type_description)]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// The most digits of a decimal in an argument.
const MAX_DIGITS: usize = 28;

impl Readable for Decimal {
    const SHAPE: &'static str =
        "a decimal of at most 28 digits, as text such as \"55.50\" without an exponent, or a whole number";

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) if is_decimal(text) => Some(Self(text.clone())),
            // A whole number is exact; one with a point has gone through a float.
            Value::Number(number) if number.is_i64() || number.is_u64() => Some(Self(number.to_string())),
            _ => None,
        }
    }
}

fn is_decimal(text: &str) -> bool {
    measure::Decimal::is_plain(text) && text.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS
}

impl From<Decimal> for entity::Decimal {
    fn from(decimal: Decimal) -> Self {
        Self(decimal.0)
    }
}

/// A decimal of a row as a number. One that is no number (a `numeric` can be `NaN`) is a fault of the server.
pub(crate) fn number(decimal: &entity::Decimal) -> async_graphql::Result<measure::Decimal> {
    measure::Decimal::parse(&decimal.0).ok_or_else(|| internal("a figure is no decimal number"))
}

impl From<&measure::Decimal> for Decimal {
    fn from(decimal: &measure::Decimal) -> Self {
        Self(decimal.to_string())
    }
}

impl From<&entity::Decimal> for Decimal {
    fn from(decimal: &entity::Decimal) -> Self {
        Self(decimal.0.clone())
    }
}

/// A calendar date, ISO 8601: `2021-03-22`.
#[derive(Debug, Description)]
pub(crate) struct Date(pub chrono::NaiveDate);

#[Scalar(use_type_description)]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl Readable for Date {
    const SHAPE: &'static str = "a calendar date such as \"2021-03-22\"";

    fn read(value: &Value) -> Option<Self> {
        let Value::String(text) = value else { return None };
        // The parser would also take 2021-3-2 and years of five digits.
        let date = text.parse::<chrono::NaiveDate>().ok()?;
        (date.to_string() == *text).then_some(Self(date))
    }
}

/// For which time a figure is wanted: `LATEST` for the newest period that each subject has such a figure for, or a
/// period: an ISO 8601 year, month, day or interval, such as `"2020"` or `"2022-01/2022-06"`, which is compared by its
/// first and last day.
#[derive(Debug, Description)]
pub(crate) struct PeriodSelector(pub SelectedPeriod);

#[Scalar(use_type_description)]
impl ScalarType for PeriodSelector {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(match self.0 {
            SelectedPeriod::Latest => LATEST.to_owned(),
            SelectedPeriod::Period(Period { start, end }) => format!("{start}/{end}"),
        })
    }
}

/// In a document it may stand as a word, as values of an enum do; in variables it is text.
const LATEST: &str = "LATEST";

impl Readable for PeriodSelector {
    const SHAPE: &'static str = "LATEST, or a period such as \"2020\", \"2020-12\" or \"2022-01/2022-06\"";

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Enum(name) if name == LATEST => Some(Self(SelectedPeriod::Latest)),
            Value::String(text) if text == LATEST => Some(Self(SelectedPeriod::Latest)),
            Value::String(text) => Period::parse(text).ok().map(|period| Self(SelectedPeriod::Period(period))),
            _ => None,
        }
    }
}

fn read<T: Readable + InputType>(value: &Value) -> InputValueResult<T> {
    T::read(value).ok_or_else(|| InputValueError::custom(format!("expected {}", T::SHAPE)))
}

/// A year, month or day, ISO 8601, as exact as the source gives it: `2021`, `2021-03` or `2021-03-22`.
#[derive(Description)]
pub(crate) struct PartialDate(pub String);

#[Scalar(use_type_description)]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl Readable for PartialDate {
    const SHAPE: &'static str = "a year, month or day such as \"2021\", \"2021-03\" or \"2021-03-22\"";

    fn read(value: &Value) -> Option<Self> {
        let Value::String(text) = value else { return None };
        Period::parse_simple(text).is_ok().then(|| Self(text.clone()))
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
