//! Types and rules of a single value: what Table Schema calls type and constraints, and a few of our own.

use regex::Regex;
use serde_json::Value;
use url::Url;

use measure::{Decimal, Period};

use crate::{contract::Extra, counted, descriptor::Field};

/// Significant digits, and decimal places, that a number may have: what every part of Atlas keeps exactly.
const DIGITS: usize = 28;
/// Characters that a code may have.
const CODE: usize = 100;

/// Type of the values of a column.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Text,
    Address,
    Number,
    Integer,
    Year,
    Date,
    Boolean { yes: Vec<String>, no: Vec<String> },
}

/// A rule, and the sentence that says it: two rules are the same when they say the same.
pub(crate) struct Rule {
    test: Test,
    sentence: String,
}

enum Test {
    Required,
    Pattern(Regex),
    Allowed(Vec<String>),
    Minimum(Bound),
    Maximum(Bound),
    MinLength(usize),
    MaxLength(usize),
    Code,
    Period,
    Day,
}

enum Bound {
    Number(Decimal),
    Date(String),
}

impl Kind {
    /// The type that a descriptor gives to a column. The error says what of it is not supported.
    pub(crate) fn of(field: &Field) -> Result<Self, String> {
        if field.decimal_char.as_deref().is_some_and(|text| text != ".") {
            return Err("has a decimalChar; only the point is supported".to_owned());
        }
        if field.group_char.is_some() || field.bare_number == Some(false) {
            return Err("has a groupChar or bareNumber; only plain numbers are supported".to_owned());
        }
        let format = field.format.as_deref().unwrap_or("default");
        match (field.kind.as_str(), format) {
            ("string", "default") => Ok(Self::Text),
            ("string", "uri") => Ok(Self::Address),
            ("number", "default") => Ok(Self::Number),
            ("integer", "default") => Ok(Self::Integer),
            ("year", "default") => Ok(Self::Year),
            ("date", "default") => Ok(Self::Date),
            ("boolean", "default") => Ok(Self::Boolean {
                yes: field
                    .true_values
                    .clone()
                    .unwrap_or_else(|| ["true", "True", "TRUE", "1"].map(str::to_owned).into()),
                no: field
                    .false_values
                    .clone()
                    .unwrap_or_else(|| ["false", "False", "FALSE", "0"].map(str::to_owned).into()),
            }),
            (kind, format) => Err(format!(
                "has the type {kind} with the format {format}; supported are string (default or uri), number, integer, year, date and boolean (default)"
            )),
        }
    }

    /// Whether a text stands for true.
    pub(crate) fn is_true(&self, text: &str) -> bool {
        matches!(self, Self::Boolean { yes, .. } if yes.iter().any(|other| other == text))
    }

    /// Why a text is not a value of this type.
    pub(crate) fn refuses(&self, text: &str) -> Option<String> {
        match self {
            Self::Text => None,
            Self::Address => {
                (!is_address(text)).then(|| "is not an address that starts with http:// or https://".to_owned())
            }
            Self::Number => number(text).err().map(str::to_owned),
            Self::Integer => integer(text).err().map(str::to_owned),
            Self::Year => {
                let valid = text.len() == 4 && Period::parse_simple(text).is_ok();
                (!valid).then(|| "is not a year between 1000 and 9999".to_owned())
            }
            Self::Date => Period::parse_date(text).err().map(str::to_owned),
            Self::Boolean { yes, no } => {
                let mut allowed = yes.iter().chain(no);
                let valid = allowed.any(|other| other == text);
                (!valid).then(|| format!("is not one of: {}", [&yes[..], &no[..]].concat().join(", ")))
            }
        }
    }
}

impl Rule {
    /// The rules that a descriptor gives to a column. An error says which constraint makes no sense.
    pub(crate) fn of(field: &Field, kind: &Kind) -> Vec<Result<Self, String>> {
        let constraints = &field.constraints;
        let mut rules = Vec::new();
        if constraints.required {
            rules.push(Ok(Self::required()));
        }
        if let Some(pattern) = &constraints.pattern {
            // The pattern is for the whole value, whether it says so or not.
            rules.push(match Regex::new(&format!("^(?:{pattern})$")) {
                Ok(regex) => Ok(Self::new(Test::Pattern(regex), format!("does not match the pattern {pattern}"))),
                Err(_) => Err(format!("has a pattern that is not a regular expression: {pattern}")),
            });
        }
        if let Some(allowed) = &constraints.allowed {
            let allowed: Vec<String> = allowed.iter().map(plain).collect();
            let sentence = format!("is not one of: {}", allowed.join(", "));
            rules.push(Ok(Self::new(Test::Allowed(allowed), sentence)));
        }
        if let Some(minimum) = &constraints.minimum {
            let sentence = format!("is less than the minimum of {}", plain(minimum));
            rules.push(Bound::of(minimum, kind, "minimum").map(|bound| Self::new(Test::Minimum(bound), sentence)));
        }
        if let Some(maximum) = &constraints.maximum {
            let sentence = format!("is more than the maximum of {}", plain(maximum));
            rules.push(Bound::of(maximum, kind, "maximum").map(|bound| Self::new(Test::Maximum(bound), sentence)));
        }
        if let Some(length) = constraints.min_length {
            let sentence = format!("is shorter than the minimum of {}", characters(length));
            rules.push(Ok(Self::new(Test::MinLength(length), sentence)));
        }
        if let Some(length) = constraints.max_length {
            rules.push(Ok(Self::max_length(length)));
        }
        rules
    }

    /// A rule of the contract that Table Schema cannot express.
    pub(crate) fn extra(extra: Extra) -> Self {
        match extra {
            Extra::Code => {
                Self::new(Test::Code, format!("is not a code of 1 to {CODE} characters without white space"))
            }
            Extra::Period => Self::new(Test::Period, "is a period".to_owned()),
            Extra::Day => Self::new(Test::Day, "is a year, month or day".to_owned()),
            Extra::MaxLength(length) => Self::max_length(length),
        }
    }

    pub(crate) fn required() -> Self {
        Self::new(Test::Required, "is empty; a value is required".to_owned())
    }

    fn max_length(length: usize) -> Self {
        Self::new(Test::MaxLength(length), format!("is longer than the maximum of {}", characters(length)))
    }

    fn new(test: Test, sentence: String) -> Self {
        Self { test, sentence }
    }

    /// Whether two rules say the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.sentence == other.sentence
    }

    /// What the rule says about a value that is not there.
    pub(crate) fn refuses_nothing(&self) -> Option<String> {
        matches!(self.test, Test::Required).then(|| self.sentence.clone())
    }

    /// Why the rule does not hold for a value of the right type.
    pub(crate) fn refuses(&self, text: &str) -> Option<String> {
        let holds = match &self.test {
            Test::Required => true,
            Test::Pattern(regex) => regex.is_match(text),
            Test::Allowed(allowed) => allowed.iter().any(|other| other == text),
            Test::Minimum(bound) => bound.compare(text).is_none_or(std::cmp::Ordering::is_ge),
            Test::Maximum(bound) => bound.compare(text).is_none_or(std::cmp::Ordering::is_le),
            Test::MinLength(length) => text.chars().count() >= *length,
            Test::MaxLength(length) => text.chars().count() <= *length,
            Test::Code => text.chars().count() <= CODE && !text.contains(char::is_whitespace),
            Test::Period => return Period::parse(text).err().map(str::to_owned),
            Test::Day => return Period::parse_simple(text).err().map(str::to_owned),
        };
        (!holds).then(|| self.sentence.clone())
    }
}

impl Bound {
    fn of(value: &Value, kind: &Kind, which: &str) -> Result<Self, String> {
        let text = plain(value);
        match kind {
            Kind::Number | Kind::Integer | Kind::Year => Decimal::parse_scientific(&text)
                .map(Self::Number)
                .ok_or_else(|| format!("has a {which} that is not a number: {text}")),
            Kind::Date if Period::parse_date(&text).is_ok() => Ok(Self::Date(text)),
            Kind::Date => Err(format!("has a {which} that is not a date: {text}")),
            Kind::Text | Kind::Address | Kind::Boolean { .. } => {
                Err(format!("has a {which}, which its type cannot have"))
            }
        }
    }

    /// How a value stands to the bound.
    fn compare(&self, text: &str) -> Option<std::cmp::Ordering> {
        match self {
            Self::Number(bound) => Decimal::parse(text).map(|value| value.cmp(bound)),
            Self::Date(bound) => Some(text.cmp(bound.as_str())),
        }
    }
}

/// A JSON value as it would stand in a CSV file.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn characters(length: usize) -> String {
    counted(length as u64, "character")
}

/// A number in the form in which PostgreSQL gives it back, so that what is stored is what was written.
fn number(text: &str) -> Result<(), &'static str> {
    const FORM: &str =
        "is not a plain decimal number such as -1234.50 (no exponent, separators, plus sign or leading zeros)";
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let are_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || fraction.is_some_and(|fraction| !are_digits(fraction)) {
        return Err(FORM);
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(FORM);
    }
    let fraction = fraction.unwrap_or_default();
    let significant = whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0').count();
    if significant == 0 && text.starts_with('-') {
        return Err("is a negative zero; write it without the minus");
    }
    if significant > DIGITS || fraction.len() > DIGITS {
        return Err("has more than 28 digits");
    }
    Ok(())
}

fn integer(text: &str) -> Result<(), &'static str> {
    if text.contains('.') || number(text).is_err_and(|reason| reason != "has more than 28 digits") {
        return Err("is not a whole number such as 12");
    }
    match text.parse::<i32>() {
        Ok(_) => Ok(()),
        Err(_) => Err("is not between -2147483648 and 2147483647"),
    }
}

fn is_address(text: &str) -> bool {
    let scheme = text.starts_with("http://") || text.starts_with("https://");
    // The parser would repair white space in silence.
    let plain = !text.contains(|character: char| character.is_whitespace() || character.is_control());
    scheme && plain && Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_come_back_as_they_are() {
        for text in [
            "0",
            "-1.50",
            "55.50",
            "12345678901234567890.123",
            "0.0000000000000000000000000001",
            "9999999999999999999999999999",
        ] {
            assert_eq!(number(text), Ok(()), "{text}");
        }
        for text in
            ["", "-", "+1", "1e5", "1,000", "1_000", "NaN", "INF", ".5", "1.", "007", " 1", "1 ", "１", "0x1", "1.2.3"]
        {
            assert!(number(text).is_err_and(|reason| reason.starts_with("is not a plain")), "{text}");
        }
        assert_eq!(number("-0.00"), Err("is a negative zero; write it without the minus"));
        assert_eq!(number("10000000000000000000000000000"), Err("has more than 28 digits"));
        assert_eq!(number("0.00000000000000000000000000001"), Err("has more than 28 digits"));
    }

    #[test]
    fn integers_fit_the_database() {
        assert_eq!(integer("2147483647"), Ok(()));
        assert_eq!(integer("2147483648"), Err("is not between -2147483648 and 2147483647"));
        for text in ["1.0", "01", "-0", "x", ""] {
            assert_eq!(integer(text), Err("is not a whole number such as 12"), "{text}");
        }
    }

    #[test]
    fn addresses_are_of_the_web() {
        for text in ["http://a.cn/b_c.htm?d=1#e", "https://例子.cn/"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["a.cn", "ftp://a.cn", "http://", "http:a.cn", "https://a b.cn", "javascript:1", "http://a.cn/\n"] {
            assert!(!is_address(text), "{text}");
        }
    }
}
