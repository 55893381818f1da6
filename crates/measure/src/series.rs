//! Series: figures of one source over time, in lines of one periodicity with their gaps.

use std::collections::BTreeMap;

use crate::{Decimal, PERCENT_DIGITS, Period, Periodicity};

/// A figure that can be a point of a series.
pub trait Figure {
    /// The time it is for.
    fn period(&self) -> Period;

    /// The label of the period, as the data write it.
    fn period_label(&self) -> &str;

    /// Whether it is the preferred one of the sources that give this figure.
    fn is_preferred(&self) -> bool;

    /// Whether another figure of the same subject and indicator is of the same source and kind: unit, scope and so on.
    fn is_comparable(&self, other: &Self) -> bool;
}

/// A point without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The source has no figure for the period, though for earlier and for later ones.
    NotInSource,
    /// The figure of the period is not the preferred one, and only preferred figures are wanted.
    NotPreferred,
}

/// A figure, or the gap in its place.
#[derive(Clone, Debug)]
pub struct Point<F> {
    /// The time it is for.
    pub period: Period,
    /// The label of the period.
    pub label: String,
    /// The figure.
    pub figure: Result<F, Gap>,
}

/// The points of a series, oldest first, gaps included.
#[derive(Clone, Debug)]
pub struct Line<F> {
    /// What all periods have in common.
    pub periodicity: Periodicity,
    /// From the first figure to the last.
    pub points: Vec<Point<F>>,
}

/// The lines have more points than the limit: at least so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPoints(pub usize);

/// Groups the figures of a subject and an indicator into lines. Figures that are comparable must stand together, each
/// group in the order of time. A line has one figure for each period: where a source gives several, the first line has
/// the first of each. Nothing is interpolated: a missing period is a gap.
pub fn lines<F: Figure + Clone>(
    figures: &[F],
    preferred_only: bool,
    max_points: usize,
) -> Result<Vec<Line<F>>, TooManyPoints> {
    let mut lines = Vec::new();
    let mut points = figures.len();
    let check = |points| if points > max_points { Err(TooManyPoints(points)) } else { Ok(()) };
    check(points)?;
    for comparable in figures.chunk_by(Figure::is_comparable) {
        let mut by_periodicity: BTreeMap<Periodicity, Vec<Vec<&F>>> = BTreeMap::new();
        for figure in comparable {
            let layers = by_periodicity.entry(Periodicity::of(figure.period())).or_default();
            let is_free = |layer: &&mut Vec<&F>| layer.last().is_none_or(|last| last.period() != figure.period());
            match layers.iter_mut().find(is_free) {
                Some(layer) => layer.push(figure),
                None => layers.push(vec![figure]),
            }
        }
        for (periodicity, layers) in by_periodicity {
            for mut layer in layers {
                if preferred_only {
                    let preferred = |figure: &&F| figure.is_preferred();
                    let Some(first) = layer.iter().position(preferred) else { continue };
                    layer.truncate(layer.iter().rposition(preferred).unwrap_or_default() + 1);
                    layer.drain(..first);
                }
                // Counted before they are made: two figures can be many periods apart.
                let missing = layer
                    .windows(2)
                    .map(|pair| periodicity.missing_between(pair[0].period(), pair[1].period()) as usize);
                points += missing.sum::<usize>();
                check(points)?;
                lines.push(line(periodicity, &layer, preferred_only));
            }
        }
    }
    Ok(lines)
}

/// Figures in the order of time with the gaps between them.
fn line<F: Figure + Clone>(periodicity: Periodicity, figures: &[&F], preferred_only: bool) -> Line<F> {
    let mut points: Vec<Point<F>> = Vec::new();
    for figure in figures {
        if let Some(before) = points.last() {
            let gap = |period: Period| Point { period, label: period.label(), figure: Err(Gap::NotInSource) };
            let gaps: Vec<_> = periodicity.between(before.period, figure.period()).map(gap).collect();
            points.extend(gaps);
        }
        let is_wanted = !preferred_only || figure.is_preferred();
        points.push(Point {
            period: figure.period(),
            label: figure.period_label().to_owned(),
            figure: if is_wanted { Ok((*figure).clone()) } else { Err(Gap::NotPreferred) },
        });
    }
    Line { periodicity, points }
}

/// A change from one figure to a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The difference, exact.
    pub absolute: Decimal,
    /// The change in percent, see [`Decimal::percent_change_from`], to [`PERCENT_DIGITS`]; or why there is none.
    pub percent: Result<Decimal, NoPercent>,
}

/// The reason why a change has no percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPercent {
    /// Nothing is a percentage of zero.
    FromZero,
    /// From a negative number to a positive one or the other way round, a percentage would mean nothing.
    AcrossZero,
}

impl Change {
    /// The change between two figures.
    #[must_use]
    pub fn between(old: &Decimal, new: &Decimal) -> Self {
        let percent = if !new.is_zero() && !old.is_zero() && old.is_negative() != new.is_negative() {
            Err(NoPercent::AcrossZero)
        } else {
            new.percent_change_from(old, PERCENT_DIGITS).ok_or(NoPercent::FromZero)
        };
        Self { absolute: new - old, percent }
    }
}

/// The compound annual growth rate in percent over a whole line, see [`Decimal::annual_growth_percent_from`]; `None` for
/// less than a year, and for periods at no fixed distance.
#[must_use]
pub fn annual_growth_percent(
    periodicity: Periodicity,
    (first, old): (Period, &Decimal),
    (last, new): (Period, &Decimal),
) -> Option<Decimal> {
    let months = periodicity.months_between(first, last).filter(|months| *months >= 12)?;
    new.annual_growth_percent_from(old, months, PERCENT_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Row(&'static str, &'static str, bool);

    impl Figure for Row {
        fn period(&self) -> Period {
            Period::parse(self.1).expect("a period")
        }

        fn period_label(&self) -> &str {
            self.1
        }

        fn is_preferred(&self) -> bool {
            self.2
        }

        fn is_comparable(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    /// Each line as its labels, gaps in brackets.
    fn drawn(rows: &[Row], preferred_only: bool, max_points: usize) -> Result<Vec<String>, TooManyPoints> {
        let draw = |point: &Point<Row>| match point.figure {
            Ok(_) => point.label.clone(),
            Err(Gap::NotInSource) => format!("({})", point.label),
            Err(Gap::NotPreferred) => format!("[{}]", point.label),
        };
        let lines = lines(rows, preferred_only, max_points)?;
        Ok(lines.iter().map(|line| line.points.iter().map(draw).collect::<Vec<_>>().join(" ")).collect())
    }

    #[test]
    fn a_missing_period_is_a_gap() {
        let rows = || vec![Row("a", "2018", true), Row("a", "2021", false), Row("a", "2022", true)];
        assert_eq!(drawn(&rows(), false, 5), Ok(vec!["2018 (2019) (2020) 2021 2022".to_owned()]));
        assert_eq!(drawn(&rows(), true, 5), Ok(vec!["2018 (2019) (2020) [2021] 2022".to_owned()]));
        assert_eq!(drawn(&rows(), false, 4), Err(TooManyPoints(5)));
    }

    #[test]
    fn figures_that_are_not_comparable_or_recur_otherwise_are_lines_of_their_own() {
        let rows = vec![
            Row("a", "2020", true),
            Row("a", "2020-12", true),
            Row("a", "2021", true),
            Row("a", "2021", false),
            Row("b", "2021", true),
        ];
        assert_eq!(drawn(&rows, false, 9), Ok(["2020 2021", "2021", "2020-12", "2021"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn only_preferred_figures_begin_and_end_a_line() {
        let rows =
            vec![Row("a", "2019", false), Row("a", "2020", true), Row("a", "2021", false), Row("b", "2021", false)];
        assert_eq!(drawn(&rows, true, 9), Ok(vec!["2020".to_owned()]));
    }

    #[test]
    fn changes_have_a_percentage_where_it_means_something() {
        let number = |text| Decimal::parse(text).expect("a decimal");
        for (old, new, absolute, percent) in [
            ("100", "110.0", "10.0", Ok("10")),
            ("-10", "-5", "5", Ok("50")),
            ("3", "0", "-3", Ok("-100")),
            ("0.0", "5", "5.0", Err(NoPercent::FromZero)),
            ("0", "0", "0", Err(NoPercent::FromZero)),
            ("-1", "1", "2", Err(NoPercent::AcrossZero)),
            ("1", "-1", "-2", Err(NoPercent::AcrossZero)),
        ] {
            let change = Change::between(&number(old), &number(new));
            assert_eq!(change.absolute.to_string(), absolute);
            assert_eq!(change.percent, percent.map(number), "{old} to {new}");
        }
    }

    #[test]
    fn growth_takes_a_year_at_least() {
        let period = |text| Period::parse(text).expect("a period");
        let number = |text| Decimal::parse(text).expect("a decimal");
        let growth = |from, to| {
            let periodicity = Periodicity::of(period(from));
            annual_growth_percent(periodicity, (period(from), &number("100")), (period(to), &number("121")))
        };
        assert_eq!(growth("2019", "2021"), Some(number("10")));
        assert_eq!(growth("2021-01", "2021-12"), None);
        assert_eq!(growth("2019-05-01", "2021-05-01"), None);
    }
}
