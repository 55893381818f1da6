//! Exact decimals of any length.
//!
//! Sums, differences and products keep every digit, and a decimal keeps its scale: 55.50 stays 55.50. What a decimal
//! cannot hold, the result of a division or of a root, is rounded once, half away from zero, to a number of digits that
//! the caller gives.

use std::{
    fmt,
    ops::{Add, Mul, Neg, Sub},
};

use bigdecimal::{
    BigDecimal,
    num_bigint::{BigInt, Sign},
};

/// Digits after the point of a change or a spread in percent.
pub const PERCENT_DIGITS: u32 = 6;

/// A decimal number with its scale. Two are equal if they are equal as numbers: 55.5 equals 55.50.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(BigDecimal);

impl Decimal {
    /// The number 1.
    #[must_use]
    pub fn one() -> Self {
        Self::new(1.into(), 0)
    }

    /// A whole number of the last digits: 55.50 is 5550 with a scale of 2.
    fn new(digits: BigInt, scale: u32) -> Self {
        Self(BigDecimal::new(digits, scale.into()))
    }

    /// Whether a text is a plain decimal: digits with at most one point among them, and one minus sign before them.
    #[must_use]
    pub fn is_plain(text: &str) -> bool {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Reads a plain decimal, see [`Decimal::is_plain`]; `None` if the text is something else, such as `1e3` or `NaN`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if Self::is_plain(text) { text.parse().ok().map(Self) } else { None }
    }

    /// Reads a plain decimal, or one with an exponent such as `1.5e3`.
    #[must_use]
    pub fn parse_scientific(text: &str) -> Option<Self> {
        // BigDecimal also takes separators.
        if text.contains('_') { None } else { text.parse().ok().map(Self) }
    }

    /// Whether it is zero, at any scale.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.sign() == Sign::NoSign
    }

    /// Whether it is less than zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Minus
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        Self(self.0.abs())
    }

    /// The product with a power of ten, exact. A whole number loses its trailing zeros when a point is put before them;
    /// otherwise all digits stay: 1500 by -3 is 1.5, and 55.50 by -2 is 0.5550.
    #[must_use]
    pub fn shifted(&self, power: i32) -> Self {
        let (digits, scale) = self.parts();
        let distance = power.unsigned_abs();
        if power < 0 {
            let moved = Self::new(digits, scale + distance);
            if scale == 0 { moved.trimmed() } else { moved }
        } else {
            // Digits after the point become whole ones before zeros are added.
            Self::new(digits * power_of_ten(distance.saturating_sub(scale)), scale.saturating_sub(distance))
        }
    }

    /// The quotient, rounded to at most so many digits after the point; `None` if the divisor is zero.
    #[must_use]
    pub fn quotient(&self, divisor: &Self, digits_after_point: u32) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        let ((dividend, scale), (by, by_scale)) = (self.absolute().parts(), divisor.absolute().parts());
        let dividend = dividend * power_of_ten(by_scale + digits_after_point);
        let by = by * power_of_ten(scale);
        // A half more than the quotient, rounded down, is the quotient rounded half up; without signs, half away from 0.
        let digits: BigInt = (dividend * 2_u8 + &by) / (by * 2_u8);
        let digits = if self.is_negative() == divisor.is_negative() { digits } else { -digits };
        Some(Self::new(digits, digits_after_point).trimmed())
    }

    /// The share of a whole in percent, rounded to at most so many digits after the point; `None` if the whole is zero.
    #[must_use]
    pub fn percent_of(&self, whole: &Self, digits_after_point: u32) -> Option<Self> {
        self.shifted(2).quotient(whole, digits_after_point)
    }

    /// The change from another number in percent: `(this - other) / |other| * 100`. Its sign says whether this is more or
    /// less, also if the other is negative. `None` if the other is zero.
    #[must_use]
    pub fn percent_change_from(&self, other: &Self, digits_after_point: u32) -> Option<Self> {
        (self - other).percent_of(&other.absolute(), digits_after_point)
    }

    /// The compound annual growth rate in percent: an amount became this one in so many months, growing by the same
    /// factor each year: `((this / other)^(12 / months) - 1) * 100`. The factor is rounded half up, to two digits more
    /// than the percentage has at most. `None` for 0 months, from a number that is not positive, and to a negative one.
    #[must_use]
    pub fn annual_growth_percent_from(&self, other: &Self, months: u32, digits_after_point: u32) -> Option<Self> {
        if months == 0 || self.is_negative() || other.is_negative() || other.is_zero() {
            return None;
        }
        // The exponent 12 / months in lowest terms.
        let common = [12, 6, 4, 3, 2, 1].into_iter().find(|divisor| months.is_multiple_of(*divisor))?;
        let (power, degree) = (12 / common, months / common);
        let scale = self.parts().1.max(other.parts().1);
        let factor_digits = digits_after_point + 2;
        // A whole number whose root is twice the factor, in units of its last digit: what is lost by rounding it down
        // is less than a half of one.
        let unit = power_of_ten(factor_digits) * 2_u8;
        let radicand = self.digits_at(scale).pow(power) * unit.pow(degree) / other.digits_at(scale).pow(power);
        let factor = Self::new((root(&radicand, degree) + 1_u8) / 2_u8, factor_digits);
        Some((&factor - &Self::one()).shifted(2).trimmed())
    }

    /// The same number without zeros at the end of its fraction.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let (mut digits, mut scale) = self.parts();
        let ten = BigInt::from(10_u8);
        while scale > 0 && (&digits % &ten).sign() == Sign::NoSign {
            digits /= &ten;
            scale -= 1;
        }
        Self::new(digits, scale)
    }

    /// The digits as a whole number, and how many of them come after the point.
    fn parts(&self) -> (BigInt, u32) {
        let (digits, scale) = self.0.as_bigint_and_exponent();
        // A number with a positive exponent has no digits after the point.
        match u32::try_from(scale) {
            Ok(scale) => (digits, scale),
            Err(_) => (digits * power_of_ten(u32::try_from(-scale).unwrap_or_default()), 0),
        }
    }

    /// The digits at a scale no smaller than its own.
    fn digits_at(&self, scale: u32) -> BigInt {
        let (digits, own) = self.parts();
        digits * power_of_ten(scale - own)
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

impl Add for &Decimal {
    type Output = Decimal;

    fn add(self, other: Self) -> Decimal {
        // BigDecimal drops the scale of a zero.
        let scale = self.parts().1.max(other.parts().1);
        Decimal::new(self.digits_at(scale) + other.digits_at(scale), scale)
    }
}

impl Sub for &Decimal {
    type Output = Decimal;

    fn sub(self, other: Self) -> Decimal {
        self + &-other
    }
}

impl Mul for &Decimal {
    type Output = Decimal;

    fn mul(self, other: Self) -> Decimal {
        let ((one, one_scale), (two, two_scale)) = (self.parts(), other.parts());
        Decimal::new(one * two, one_scale + two_scale)
    }
}

impl Neg for &Decimal {
    type Output = Decimal;

    fn neg(self) -> Decimal {
        let (digits, scale) = self.parts();
        Decimal::new(-digits, scale)
    }
}

/// All digits, no exponent: plain, see [`Decimal::is_plain`].
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.to_plain_string())
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn exact(text: &str) -> Decimal {
        let exact = Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a decimal"));
        assert!(Decimal::is_plain(&exact.to_string()), "{exact}");
        exact
    }

    fn text(exact: Option<Decimal>) -> Option<String> {
        let text = exact?.to_string();
        assert!(Decimal::is_plain(&text), "{text}");
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
            assert!(Decimal::parse(other).is_none(), "{other:?}");
        }
        assert_eq!(exact("-0.00").to_string(), "0.00");
        assert_eq!(exact("007.5").to_string(), "7.5");
    }

    #[test]
    fn bounds_may_have_an_exponent() {
        for (written, plain) in [("1.5e3", "1500"), ("-2E-2", "-0.02"), ("55.50", "55.50"), ("1e0", "1")] {
            let decimal = Decimal::parse_scientific(written).expect("a number");
            assert_eq!(decimal, exact(plain));
            assert_eq!(decimal.to_string(), plain);
        }
        for other in ["", "one", "1e", "1_000", "NaN"] {
            assert!(Decimal::parse_scientific(other).is_none(), "{other:?}");
        }
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
        let rounded = |text| exact(text).quotient(&Decimal::one(), 2).map(|rounded| rounded.to_string());
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
    fn annual_growth() {
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
            let growth = exact(new).annual_growth_percent_from(&exact(old), months, digits);
            assert_eq!(text(growth).as_deref(), percent, "{old} to {new} in {months} months");
        }
        // As many years as there are: long, but exact all the same.
        let growth = exact("1").annual_growth_percent_from(&exact("3"), 12 * 9000, 6);
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
