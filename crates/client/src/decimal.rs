//! Figures as they are: decimals of any length, never a float.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

/// An exact decimal of any length, kept as its digits: `55.50` stays `55.50`.
///
/// Two are equal if they are the same number, however it is written. For arithmetic, parse [`as_str`](Self::as_str) into a
/// decimal of your choice.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal(String);

/// A text that is no decimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no decimal: digits, with one point and a leading minus sign where needed")]
pub struct NotDecimal(String);

impl Decimal {
    /// Its digits, with a point and a minus sign where it has them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is below zero, its whole digits without leading zeros, and those of its fraction without trailing ones.
    fn parts(&self) -> (bool, &str, &str) {
        let (negative, digits) = match self.0.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, &*self.0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        (negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction)
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotDecimal;

    fn try_from(text: String) -> Result<Self, NotDecimal> {
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
        if are_digits(whole) && fraction.is_none_or(are_digits) { Ok(Self(text)) } else { Err(NotDecimal(text)) }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<Decimal> for String {
    fn from(Decimal(text): Decimal) -> Self {
        text
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((one_negative, one_whole, one_rest), (negative, whole, rest)) = (self.parts(), other.parts());
        let size = one_whole.len().cmp(&whole.len()).then_with(|| (one_whole, one_rest).cmp(&(whole, rest)));
        match (one_negative, negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn digits_stay_as_they_are() {
        for text in ["0", "55.50", "-0.10", "12345678901234567890.123", "007"] {
            assert_eq!(decimal(text).to_string(), text);
            let json = format!("\"{text}\"");
            let read: Decimal = serde_json::from_str(&json).expect("a decimal");
            assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
        }
        for text in ["", "-", ".", "1.", ".5", "+1", "1e9", "1,000", "1.2.3", "--1", " 1", "NaN", "１"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Decimal>("1.5").is_err(), "a float");
    }

    #[test]
    fn numbers_are_compared_not_texts() {
        let rising = [
            "-10",
            "-9.5",
            "-9.05",
            "-0.1",
            "0",
            "0.099",
            "0.1",
            "0.11",
            "1",
            "9",
            "10",
            "12345678901234567890.123",
            "12345678901234567890.1231",
        ];
        for (place, one) in rising.iter().enumerate() {
            for (other_place, other) in rising.iter().enumerate() {
                assert_eq!(decimal(one).cmp(&decimal(other)), place.cmp(&other_place), "{one} and {other}");
            }
        }
        for (one, other) in [("55.5", "55.50"), ("0", "-0.0"), ("007", "7"), ("-1.0", "-1")] {
            assert_eq!(decimal(one), decimal(other));
            assert_eq!(HashSet::from([decimal(one), decimal(other)]).len(), 1);
        }
        assert_eq!(Decimal::from(-7), decimal("-7"));
    }
}
