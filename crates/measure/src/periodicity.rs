//! The periodicity of a series: the distance at which its periods follow each other, so that a gap is found.

use chrono::{Datelike, Months, NaiveDate};

use crate::Period;

/// The frequency of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Calendar years.
    Year,
    /// January to June, and July to December.
    HalfYear,
    /// January to March, and so on.
    Quarter,
    /// Calendar months.
    Month,
    /// Single days on which something was counted. They recur at no fixed distance, so there is no gap between them.
    Day,
    /// Other intervals, each between the same dates of its year, such as January to September. The next one is that of the next year; of those longer than a year, the one that starts so many whole years later.
    Interval,
}

/// The attributes that all periods of a series share. Ordered by frequency, then by length, then by start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Periodicity {
    frequency: Frequency,
    /// From the first day to the one after the last: the months between, and the day of the month.
    length: (i32, u32),
    /// The first day: its month, counted from where a step may start, and the day of the month.
    start: (i32, u32),
    /// Months from one start to the next. Zero if there is no fixed distance.
    step: i32,
}

impl Periodicity {
    /// The periodicity of a series with this period.
    #[must_use]
    pub fn of(period: Period) -> Self {
        if period.start == period.end {
            return Self { frequency: Frequency::Day, length: (0, 0), start: (0, 0), step: 0 };
        }
        let after = day_after(period.end);
        let (first_month, day) = (month(period.start), period.start.day());
        let length = (month(after) - first_month, after.day());
        let named = [(12, Frequency::Year), (6, Frequency::HalfYear), (3, Frequency::Quarter), (1, Frequency::Month)];
        let is_named = |months: i32| (day, length) == (1, (months, 1)) && first_month.rem_euclid(months) == 0;
        let (step, frequency) = named.into_iter().find(|(months, _)| is_named(*months)).unwrap_or_else(|| {
            let begun = length.0 + i32::from(length.1 > day);
            ((begun + 11) / 12 * 12, Frequency::Interval)
        });
        Self { frequency, length, start: (first_month.rem_euclid(step), day), step }
    }

    /// The frequency.
    #[must_use]
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// Months from the start of one of its periods to that of another; `None` if there is no fixed distance.
    #[must_use]
    pub fn months_between(self, from: Period, to: Period) -> Option<u32> {
        if self.step == 0 { None } else { u32::try_from(month(to.start) - month(from.start)).ok() }
    }

    /// The number of periods missing between two of them.
    #[must_use]
    pub fn missing_between(self, from: Period, to: Period) -> u32 {
        let steps = self.months_between(from, to).map(|months| months / self.step.unsigned_abs());
        steps.unwrap_or_default().saturating_sub(1)
    }

    /// The periods that are missing between two of them, the oldest first.
    pub fn between(self, from: Period, to: Period) -> impl Iterator<Item = Period> {
        let later = move |steps: u32| {
            let moved = |day: NaiveDate| day + Months::new(steps * self.step.unsigned_abs());
            Period { start: moved(from.start), end: day_before(moved(day_after(from.end))) }
        };
        (1..=self.missing_between(from, to)).map(later)
    }
}

/// Months since the beginning of the calendar.
fn month(day: NaiveDate) -> i32 {
    day.year() * 12 + day.month0().cast_signed()
}

// The calendar goes on far beyond the years that a period may have.
pub(crate) fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap_or_else(|error| panic!("{text} {error}"))
    }

    #[test]
    fn each_kind_of_period_has_its_frequency() {
        for (text, frequency) in [
            ("2021", Frequency::Year),
            ("2021-01/2021-12", Frequency::Year),
            ("2021-04/2022-03", Frequency::Interval),
            ("2021-07/2021-12", Frequency::HalfYear),
            ("2021-06/2021-11", Frequency::Interval),
            ("2021-10/2021-12", Frequency::Quarter),
            ("2021-02/2021-04", Frequency::Interval),
            ("2024-02", Frequency::Month),
            ("2024-02-29", Frequency::Day),
            ("2021-01/2021-09", Frequency::Interval),
            ("2017/2022", Frequency::Interval),
            ("2021-05-01/2021-05-05", Frequency::Interval),
        ] {
            assert_eq!(Periodicity::of(period(text)).frequency(), frequency, "{text}");
        }
    }

    #[test]
    fn periods_of_one_kind_share_a_periodicity_and_others_do_not() {
        for (one, other, alike) in [
            ("2021", "1999", true),
            ("2021", "2021-06", false),
            ("2021-01/2021-03", "2022-10/2022-12", true),
            ("2021-01/2021-09", "2023-01/2023-09", true),
            ("2021-01/2021-09", "2021-01/2021-10", false),
            ("2021-01/2021-09", "2021-02/2021-10", false),
            ("2023-01/2023-02", "2024-01/2024-02", true),
            ("2015/2017", "2018/2020", true),
            // These overlap: neither is the one before the other.
            ("2015/2017", "2016/2018", false),
            ("2021-05-01/2021-05-05", "2023-05-01/2023-05-05", true),
            ("2021-05-01/2021-05-05", "2023-05-02/2023-05-06", false),
            ("2021-12-20/2022-01-05", "2022-12-20/2023-01-05", true),
            ("2021-12-20", "1949-10-01", true),
        ] {
            assert_eq!(Periodicity::of(period(one)) == Periodicity::of(period(other)), alike, "{one} and {other}");
        }
    }

    #[test]
    fn what_is_missing_between_two_periods_is_known() {
        for (from, to, expected) in [
            ("2016", "2018", vec!["2017"]),
            ("2016", "2017", vec![]),
            ("2020-11", "2021-02", vec!["2020-12", "2021-01"]),
            ("2020-10/2020-12", "2021-07/2021-09", vec!["2021-01/2021-03", "2021-04/2021-06"]),
            ("2020-07/2020-12", "2021-07/2021-12", vec!["2021-01/2021-06"]),
            ("2021-01/2021-02", "2025-01/2025-02", vec!["2022-01/2022-02", "2023-01/2023-02", "2024-01/2024-02"]),
            ("2020-04/2021-03", "2022-04/2023-03", vec!["2021-04/2022-03"]),
            ("2015/2017", "2021/2023", vec!["2018/2020"]),
            ("2021-12-20/2022-01-05", "2023-12-20/2024-01-05", vec!["2022-12-20/2023-01-05"]),
            ("2010-06-30", "2020-06-30", vec![]),
        ] {
            let (from, to) = (period(from), period(to));
            let periodicity = Periodicity::of(from);
            assert_eq!(periodicity, Periodicity::of(to));
            let labels: Vec<String> = periodicity.between(from, to).map(Period::label).collect();
            assert_eq!(labels, expected);
            assert_eq!(periodicity.missing_between(from, to) as usize, expected.len());
            assert!(labels.iter().all(|label| Periodicity::of(period(label)) == periodicity), "{labels:?}");
        }
    }

    #[test]
    fn labels_read_back_as_their_period() {
        for text in ["2021", "2017/2022", "2024-02", "2021-01/2021-09", "2024-02-29", "2021-12-20/2022-01-05"] {
            assert_eq!(period(text).label(), text);
        }
        assert_eq!(period("2021-01/2021-12").label(), "2021");
    }
}
