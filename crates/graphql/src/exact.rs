//! Exact arithmetic with decimals of any length.
//!
//! Sums, differences and products keep every digit. What a decimal cannot hold, the result of a division, is rounded
//! once, half away from zero, to a number of digits that the caller says.

use std::{
    cmp::Ordering,
    fmt,
    ops::{Add, Mul, Neg, Sub},
};

use async_graphql::Result;
use num_bigint::{BigInt, Sign};

use crate::error::internal;

/// A change or a spread in percent is rounded to so many digits after the point.
pub(crate) const PERCENT_DIGITS: u32 = 6;

/// A decimal number as a whole number of its last digits: 55.50 is 5550 with a scale of 2. Equal if equal as numbers.
#[derive(Clone, Debug)]
pub(crate) struct Exact {
    digits: BigInt,
    scale: u32,
}

impl Exact {
    /// The number 1.
    pub(crate) fn one() -> Self {
        Self { digits: 1.into(), scale: 0 }
    }

    /// Takes it from a figure of the data. One that is no number (a `numeric` can be `NaN`) is a fault of the server.
    pub(crate) fn of(decimal: &entity::Decimal) -> Result<Self> {
        Self::parse(&decimal.0).ok_or_else(|| internal("a figure is no decimal number"))
    }

    /// Takes it from a decimal as it is written.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !entity::Decimal::is_written_as(text) {
            return None;
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        Some(Self { digits: format!("{whole}{fraction}").parse().ok()?, scale: fraction.len().try_into().ok()? })
    }

    /// Whether it is zero, however that is written.
    pub(crate) fn is_zero(&self) -> bool {
        self.digits.sign() == Sign::NoSign
    }

    /// Whether it is less than zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.digits.sign() == Sign::Minus
    }

    /// The same without its sign.
    pub(crate) fn absolute(&self) -> Self {
        Self { digits: self.digits.magnitude().clone().into(), scale: self.scale }
    }

    /// A multiple by a power of ten, exact. A whole number loses the zeros it ends in when it gets a point before them;
    /// otherwise all digits stay: 1500 by -3 is 1.5, and 55.50 by -2 is 0.5550.
    pub(crate) fn shifted(&self, power: i32) -> Self {
        let distance = power.unsigned_abs();
        if power < 0 {
            let moved = Self { digits: self.digits.clone(), scale: self.scale + distance };
            if self.scale == 0 { moved.trimmed() } else { moved }
        } else {
            // Digits after the point become whole ones before zeros are added.
            Self {
                digits: &self.digits * power_of_ten(distance.saturating_sub(self.scale)),
                scale: self.scale.saturating_sub(distance),
            }
        }
    }

    /// This divided by another, rounded to at most so many digits after the point; `None` if the other is zero.
    pub(crate) fn quotient(&self, divisor: &Self, digits_after_point: u32) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        let dividend = self.absolute().digits * power_of_ten(divisor.scale + digits_after_point);
        let by = divisor.absolute().digits * power_of_ten(self.scale);
        // A half more than the quotient, rounded down, is the quotient rounded half up; without signs, half away from 0.
        let digits: BigInt = (dividend * 2_u8 + &by) / (by * 2_u8);
        let negative = (self.digits.sign() == Sign::Minus) != (divisor.digits.sign() == Sign::Minus);
        Some(Self { digits: if negative { -digits } else { digits }, scale: digits_after_point }.trimmed())
    }

    /// How many percent of a whole this is, rounded to at most so many digits after the point; `None` of nothing.
    pub(crate) fn percent_of(&self, whole: &Self, digits_after_point: u32) -> Option<Self> {
        self.shifted(2).quotient(whole, digits_after_point)
    }

    /// By how many percent this is more than another: `(this - other) / |other| * 100`, so that its sign says whether it
    /// is more or less also if the other is negative. `None` if the other is zero.
    pub(crate) fn percent_change_from(&self, other: &Self, digits_after_point: u32) -> Option<Self> {
        (self - other).percent_of(&other.absolute(), digits_after_point)
    }

    /// By how many percent a year an amount became this one in so many months, if it grew by the same factor each year:
    /// `((this / other)^(12 / months) - 1) * 100`. The factor is rounded half up, to two digits more than the percentage
    /// then has at most. `None` in no time, from what is not positive, and to what is negative.
    pub(crate) fn yearly_percent_from(&self, other: &Self, months: u32, digits_after_point: u32) -> Option<Self> {
        if months == 0 || self.is_negative() || other.is_negative() || other.is_zero() {
            return None;
        }
        // The exponent 12 / months in lowest terms.
        let common = [12, 6, 4, 3, 2, 1].into_iter().find(|divisor| months.is_multiple_of(*divisor))?;
        let (power, degree) = (12 / common, months / common);
        let (scale, factor_digits) = (self.scale.max(other.scale), digits_after_point + 2);
        // A whole number whose root is twice the factor, in units of its last digit: what is lost by rounding it down
        // is less than a half of one.
        let unit = power_of_ten(factor_digits) * 2_u8;
        let radicand = self.digits_at(scale).pow(power) * unit.pow(degree) / other.digits_at(scale).pow(power);
        let factor = Self { digits: (root(&radicand, degree) + 1_u8) / 2_u8, scale: factor_digits };
        Some((&factor - &Self::one()).shifted(2).trimmed())
    }

    /// The same number without zeros at the end of its fraction.
    pub(crate) fn trimmed(mut self) -> Self {
        let ten = BigInt::from(10_u8);
        while self.scale > 0 && (&self.digits % &ten).sign() == Sign::NoSign {
            self.digits /= &ten;
            self.scale -= 1;
        }
        self
    }

    /// The digits at a scale no smaller than its own.
    fn digits_at(&self, scale: u32) -> BigInt {
        &self.digits * power_of_ten(scale - self.scale)
    }
}

/// The greatest whole number whose power of this degree is at most so much, bit by bit: a root of a high degree has few
/// bits, and methods that start from a guess take a step for each degree.
fn root(radicand: &BigInt, degree: u32) -> BigInt {
    let mut root = BigInt::ZERO;
    for bit in (0..=radicand.bits() / u64::from(degree)).rev() {
        root.set_bit(bit, true);
        if &root.pow(degree) > radicand {
            root.set_bit(bit, false);
        }
    }
    root
}

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10_u8).pow(exponent)
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: Self) -> Exact {
        let scale = self.scale.max(other.scale);
        Exact { digits: self.digits_at(scale) + other.digits_at(scale), scale }
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: Self) -> Exact {
        self + &-other
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: Self) -> Exact {
        Exact { digits: &self.digits * &other.digits, scale: self.scale + other.scale }
    }
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        Exact { digits: -&self.digits, scale: self.scale }
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.digits_at(scale).cmp(&other.digits_at(scale))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}

/// All digits, no exponent: as [`entity::Decimal`] is written.
impl fmt::Display for Exact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale as usize;
        // At least one digit stands before the point.
        let digits = format!("{:0>width$}", self.digits.magnitude().to_string(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let sign = if self.digits.sign() == Sign::Minus { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{whole}{point}{fraction}")
    }
}

impl From<Exact> for entity::Decimal {
    fn from(exact: Exact) -> Self {
        Self(exact.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    fn exact(text: &str) -> Exact {
        let exact = Exact::parse(text).unwrap_or_else(|| panic!("{text} is a decimal"));
        assert!(entity::Decimal::is_written_as(&exact.to_string()), "{exact}");
        exact
    }

    fn text(exact: Option<Exact>) -> Option<String> {
        let text = exact?.to_string();
        assert!(entity::Decimal::is_written_as(&text), "{text}");
        Some(text)
    }

    #[test]
    fn every_digit_comes_back() {
        for written in [
            "0",
            "0.00",
            "-1",
            "-0.05",
            "55.50",
            "1000000",
            "9999999999999999999999999999",
            "-0.0000000000000000000000000001",
            "12345678901234567890.12345678",
        ] {
            assert_eq!(exact(written).to_string(), written);
        }
        for other in ["", "-", "1.", ".5", "1e3", "+1", "NaN", "1,000", " 1", "1.2.3", "Infinity"] {
            assert!(Exact::parse(other).is_none(), "{other:?}");
        }
        assert_eq!(exact("-0.00").to_string(), "0.00");
        assert_eq!(exact("007.5").to_string(), "7.5");
    }

    #[test]
    fn figures_that_are_no_numbers_are_refused() {
        assert!(Exact::of(&entity::Decimal("NaN".to_owned())).is_err());
        assert_eq!(Exact::of(&entity::Decimal("1.50".to_owned())).ok(), Some(exact("1.5")));
    }

    #[test]
    fn sums_and_products_keep_every_digit() {
        for (left, right, sum, difference, product) in [
            ("1.5", "2.25", "3.75", "-0.75", "3.375"),
            ("0.00", "7", "7.00", "-7.00", "0.00"),
            ("-1", "1", "0", "-2", "-1"),
            (
                "9999999999999999999999999999",
                "0.0000000000000000000000000001",
                "9999999999999999999999999999.0000000000000000000000000001",
                "9999999999999999999999999998.9999999999999999999999999999",
                "0.9999999999999999999999999999",
            ),
            (
                "9999999999999999999999999999",
                "9999999999999999999999999999",
                "19999999999999999999999999998",
                "0",
                "99999999999999999999999999980000000000000000000000000001",
            ),
        ] {
            let (left, right) = (exact(left), exact(right));
            assert_eq!((&left + &right).to_string(), sum);
            assert_eq!((&left - &right).to_string(), difference);
            assert_eq!((&left * &right).to_string(), product);
        }
    }

    #[test]
    fn quotients_are_rounded_once_and_half_away_from_zero() {
        for (left, right, digits, quotient) in [
            ("1", "3", 4, Some("0.3333")),
            ("2", "3", 4, Some("0.6667")),
            ("-2", "3", 4, Some("-0.6667")),
            ("1", "8", 2, Some("0.13")),
            ("-1", "8", 2, Some("-0.13")),
            ("1", "-8", 2, Some("-0.13")),
            ("-1", "-8", 2, Some("0.13")),
            // Rounded to three digits first, this would become 0.45 and then 0.5.
            ("0.4499", "1", 1, Some("0.4")),
            ("0.45", "1", 1, Some("0.5")),
            ("5", "2", 0, Some("3")),
            ("-5", "2", 0, Some("-3")),
            ("6.00", "2.0", 5, Some("3")),
            ("0.00", "7", 5, Some("0")),
            ("-1", "1000", 2, Some("0")),
            ("1", "0.00", 5, None),
            ("0", "0", 5, None),
            (
                "9999999999999999999999999999",
                "0.0000000000000000000000000001",
                0,
                Some(concat!("9999999999999999999999999999", "0000000000000000000000000000")),
            ),
            (
                "9999999999999999999999999999",
                "7",
                28,
                Some("1428571428571428571428571428.4285714285714285714285714286"),
            ),
        ] {
            assert_eq!(text(exact(left).quotient(&exact(right), digits)).as_deref(), quotient, "{left} / {right}");
        }
        let rounded = |text| exact(text).quotient(&Exact::one(), 2).map(|rounded| rounded.to_string());
        assert_eq!(rounded("2.675").as_deref(), Some("2.68"));
        assert_eq!(rounded("-2.675").as_deref(), Some("-2.68"));
        assert_eq!(rounded("2.5000").as_deref(), Some("2.5"));
        assert_eq!(rounded("7").as_deref(), Some("7"));
    }

    #[test]
    fn percents() {
        assert_eq!(text(exact("1").percent_of(&exact("3"), 2)).as_deref(), Some("33.33"));
        assert_eq!(text(exact("45").percent_of(&exact("45.00"), 2)).as_deref(), Some("100"));
        assert_eq!(text(exact("1").percent_of(&exact("0.0"), 2)), None);
        for (new, old, change) in [
            ("110", "100", Some("10")),
            ("90.0", "100", Some("-10")),
            ("-5", "-10", Some("50")),
            ("5", "-10", Some("150")),
            ("-15", "-10", Some("-50")),
            ("2", "3", Some("-33.3333")),
            ("7", "7.00", Some("0")),
            ("1", "0", None),
        ] {
            assert_eq!(text(exact(new).percent_change_from(&exact(old), 4)).as_deref(), change, "{old} to {new}");
        }
    }

    #[test]
    fn yearly_percents() {
        for (new, old, months, digits, percent) in [
            ("121", "100", 24, 4, Some("10")),
            ("81.0", "100", 24, 4, Some("-10")),
            ("110", "100", 12, 4, Some("10")),
            // Half a year and a year and a half.
            ("110", "100", 6, 4, Some("21")),
            ("1.331", "1", 18, 4, Some("21")),
            ("2", "1", 24, 4, Some("41.4214")),
            ("2", "1", 24, 0, Some("41")),
            ("1", "2", 24, 4, Some("-29.2893")),
            // 1.5^(12/7) = 2.003875473...
            ("1.5", "1", 7, 4, Some("100.3875")),
            ("7", "7.00", 120, 4, Some("0")),
            ("0", "7", 120, 4, Some("-100")),
            (
                "9999999999999999999999999999",
                "0.0000000000000000000000000001",
                24,
                2,
                Some("999999999999999999999999999850"),
            ),
            ("1", "0", 24, 4, None),
            ("1", "-1", 24, 4, None),
            ("-1", "1", 24, 4, None),
            ("2", "1", 0, 4, None),
        ] {
            let growth = exact(new).yearly_percent_from(&exact(old), months, digits);
            assert_eq!(text(growth).as_deref(), percent, "{old} to {new} in {months} months");
        }
        // As many years as there are: long, but exact all the same.
        let growth = exact("1").yearly_percent_from(&exact("3"), 12 * 9000, 6);
        assert_eq!(text(growth).as_deref(), Some("-0.012206"));
    }

    #[test]
    fn shifts_are_exact() {
        for (written, power, shifted) in [
            ("1340000000000", -12, "1.34"),
            ("1500", -3, "1.5"),
            ("0", -3, "0"),
            ("7", -8, "0.00000007"),
            ("-7", -2, "-0.07"),
            ("55.50", -2, "0.5550"),
            ("0.00", -2, "0.0000"),
            ("0.5550", 2, "55.50"),
            ("55.50", 3, "55500"),
            ("7", 2, "700"),
            ("7.25", 0, "7.25"),
            ("9999999999999999999999999999", -8, "99999999999999999999.99999999"),
        ] {
            assert_eq!(exact(written).shifted(power).to_string(), shifted, "{written} by {power}");
        }
    }

    #[test]
    fn order_is_that_of_numbers() {
        assert_eq!(exact("55.5"), exact("55.50"));
        assert!(exact("9") < exact("10"));
        assert!(exact("-9") > exact("-10.5"));
        assert!(exact("0.1000000000000000000000000001") > exact("0.1"));
        assert_eq!(exact("0"), exact("-0.00"));
    }
}
