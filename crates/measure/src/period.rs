//! Periods: an ISO 8601 year, month, day, or an interval of two of them.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::periodicity::day_after;

/// The years that a period or date may have: four digits, the first not zero.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

/// First and last day.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

impl Period {
    /// A year, month or day, or `a/b`: from the first day of a to the last day of b. The error is in plain words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let Some((from, to)) = text.split_once('/') else {
            return Self::parse_simple(text);
        };
        let (start, end) = (Self::parse_simple(from)?.start, Self::parse_simple(to)?.end);
        if end < start { Err("ends before it starts") } else { Ok(Self { start, end }) }
    }

    /// A year, month or day.
    pub fn parse_simple(text: &str) -> Result<Self, &'static str> {
        const FORM: &str = "is not a year, month or day (such as 2021, 2021-04 or 2021-04-01)";
        let parts: Vec<&str> = text.split('-').collect();
        let number = |index: usize, digits: usize| {
            let part: &str = parts[index];
            let valid = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            if valid { part.parse::<u32>().map_err(|_| FORM) } else { Err(FORM) }
        };
        if parts.len() > 3 {
            return Err(FORM);
        }
        let year = i32::try_from(number(0, 4)?).map_err(|_| FORM)?;
        let month = if parts.len() > 1 { Some(number(1, 2)?) } else { None };
        let day = if parts.len() > 2 { Some(number(2, 2)?) } else { None };
        if !YEARS.contains(&year) {
            return Err("has a year that is not between 1000 and 9999");
        }
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err("has a month that does not exist");
        }
        let start = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))
            .ok_or("has a day that does not exist")?;
        let months = match (month, day) {
            (_, Some(_)) => return Ok(Self { start, end: start }),
            (Some(_), None) => 1,
            (None, None) => 12,
        };
        let end = start.checked_add_months(Months::new(months)).and_then(|next| next.checked_sub_days(Days::new(1)));
        Ok(Self { start, end: end.ok_or(FORM)? })
    }

    /// The label as a data package writes it: a year, month or day if it is one, else an interval of such.
    #[must_use]
    pub fn label(self) -> String {
        let after = day_after(self.end);
        let is_months = self.start.day() == 1 && after.day() == 1;
        let is_years = is_months && self.start.month() == 1 && after.month() == 1;
        let format = if is_years {
            "%Y"
        } else if is_months {
            "%Y-%m"
        } else {
            "%Y-%m-%d"
        };
        let (first, last) = (self.start.format(format).to_string(), self.end.format(format).to_string());
        if first == last { first } else { format!("{first}/{last}") }
    }

    /// A calendar date, `YYYY-MM-DD`.
    pub fn parse_date(text: &str) -> Result<NaiveDate, &'static str> {
        if text.len() != 10 {
            return Err("is not a date (such as 2021-04-01)");
        }
        Self::parse_simple(text).map(|period| period.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Result<(String, String), &'static str> {
        Period::parse(text).map(|period| (period.start.to_string(), period.end.to_string()))
    }

    #[test]
    fn first_and_last_day() {
        let expect = |start: &str, end: &str| Ok((start.to_owned(), end.to_owned()));
        assert_eq!(days("2021"), expect("2021-01-01", "2021-12-31"));
        assert_eq!(days("2024-02"), expect("2024-02-01", "2024-02-29"));
        assert_eq!(days("2021-12"), expect("2021-12-01", "2021-12-31"));
        assert_eq!(days("2021-04-01"), expect("2021-04-01", "2021-04-01"));
        assert_eq!(days("2019/2021-03"), expect("2019-01-01", "2021-03-31"));
        assert_eq!(days("9999"), expect("9999-01-01", "9999-12-31"));
    }

    #[test]
    fn what_is_not_in_the_calendar_is_refused() {
        assert_eq!(days("2021-13"), Err("has a month that does not exist"));
        assert_eq!(days("2021-02-30"), Err("has a day that does not exist"));
        assert_eq!(days("0999"), Err("has a year that is not between 1000 and 9999"));
        assert_eq!(days("2021/2020"), Err("ends before it starts"));
        for text in ["", "21", "2021-4", "2021-04-01-02", "2021-04-01T00", "+021", "２０２１", "2021/2022/2023"] {
            assert_eq!(days(text), Err("is not a year, month or day (such as 2021, 2021-04 or 2021-04-01)"), "{text}");
        }
    }
}
