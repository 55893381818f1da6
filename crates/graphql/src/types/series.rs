//! Series in the schema: figures of one source over time.

mod field;
mod line;

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, Object, Result};
use entity::{SubjectId, stat};
use futures_util::{future::try_join_all, try_join};
use measure::series::{self, Change, NoPercent};

pub(crate) use self::field::{SeriesArguments, SeriesOf, SeriesQuery};
use self::line::{Line, Point, lines};
use crate::{
    argument_path::ArgumentPath,
    loaders::{read, series::FiguresOfSubject},
    noun::{Noun, Referenced},
    provenance::cites,
    scalars::{Date, Decimal, number},
    types::{
        Subject, SubjectKind,
        conversion::{ExchangeRate, Scale},
        indicator::Indicator,
        round::Round,
        source::Source,
        stat::{PeriodBasis, Qualifier, Stat, Threshold},
        unit::Unit,
    },
};

/// The most subjects whose series are asked for at the root.
const MAX_SUBJECTS: usize = 100;

/// How often the figures of a series recur.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "measure::Frequency")]
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

/// Why a point has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum GapReason {
    /// The source has no such figure for the period, though for earlier and for later ones. Nothing is put in its place.
    NotInSource,
    /// The figure of the period is not the preferred one, and only preferred figures were asked for.
    NotPreferred,
    /// No exchange rate in the data has a period that contains this one.
    NoRate,
}

/// Why a change or its percentage is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum NoChange {
    /// The series has no period before.
    First,
    /// This period or the one before has no value.
    Gap,
    /// Nothing is a percentage of zero; the absolute change is given.
    FromZero,
    /// From a negative to a positive figure or the other way round, a percentage would mean nothing; the absolute change is given.
    AcrossZero,
}

/// The series of one of several subjects.
#[derive(Description)]
pub(crate) struct SubjectSeries {
    pub(crate) subject: Subject,
    pub(crate) query: SeriesQuery,
}

#[Object(crate = "crate::engine", use_type_description)]
impl SubjectSeries {
    /// What they are about.
    fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Its series, in the order of `series` of the subject. Empty if there is no such figure. Null, with an error, if they have more than 1000 points together, or cannot be converted.
    async fn series(&self, context: &Context<'_>) -> Option<Result<Vec<Series>>> {
        Some(Series::of(context, self.subject.subject_id(), &self.query).await)
    }
}

impl SubjectSeries {
    /// The series of each of the subjects that are named.
    pub(crate) async fn of(
        context: &Context<'_>,
        arguments: SeriesArguments,
        kind: SubjectKind,
        keys: Vec<String>,
    ) -> Result<Vec<Self>> {
        let path = ArgumentPath::argument("subjects");
        path.check_length(&keys, MAX_SUBJECTS, "keys")?;
        let subjects = try_join_all(
            keys.into_iter()
                .enumerate()
                .map(|(index, key)| async move { Subject::named(context, path.item(index), kind, key).await }),
        );
        let (query, subjects) = try_join!(arguments.resolve(context), subjects)?;
        Ok(subjects.into_iter().map(|subject| Self { subject, query: query.clone() }).collect())
    }
}

/// A period of a series.
#[derive(Description)]
pub(crate) struct SeriesPeriod(Arc<Line>, usize);

#[Object(crate = "crate::engine", use_type_description)]
impl SeriesPeriod {
    /// ISO 8601 year, month, day or interval, as the data writes it; in a gap in the same way.
    fn label(&self) -> &str {
        &self.point().label
    }

    /// First day.
    fn start(&self) -> Date {
        Date(self.point().period.start)
    }

    /// Last day.
    fn end(&self) -> Date {
        Date(self.point().period.end)
    }

    /// Whether the source states it. Null in a gap.
    fn basis(&self) -> Option<PeriodBasis> {
        Some(self.point().stat.as_ref()?.period_basis.into())
    }
}

impl SeriesPeriod {
    fn point(&self) -> &Point {
        &self.0.points[self.1]
    }
}

/// A change of a figure. Both parts are computed from the exact values.
#[derive(Default, Description)]
pub(crate) struct SeriesChange {
    absolute: Option<measure::Decimal>,
    percent: Option<measure::Decimal>,
    is_exact: Option<bool>,
    reason: Option<NoChange>,
}

#[Object(crate = "crate::engine", use_type_description)]
impl SeriesChange {
    /// The difference, exact, in the unit and scale of the series: in percentage points where values are in percent. Null where `reason` is `FIRST` or `GAP`.
    fn absolute(&self) -> Option<Decimal> {
        self.absolute.as_ref().map(Decimal::from)
    }

    /// The difference in percent of the size of the earlier value: `(later - earlier) / |earlier| * 100`, rounded half away from zero to 6 digits after the point, without zeros at its end. Null where there is a reason.
    fn percent(&self) -> Option<Decimal> {
        self.percent.as_ref().map(Decimal::from)
    }

    /// Whether both figures are exact as their sources word them, and the exchange rates too by which they were converted; if not, the change is only as good as they are. Null where there is no change.
    fn is_exact(&self) -> Option<bool> {
        self.is_exact
    }

    /// Why the change or its percentage is missing. Null where both are there.
    fn reason(&self) -> Option<NoChange> {
        self.reason
    }
}

impl SeriesChange {
    fn between(earlier: &Point, later: &Point) -> Result<Self> {
        let (Some(old), Some(new)) = (&earlier.value, &later.value) else {
            return Ok(Self { reason: Some(NoChange::Gap), ..Self::default() });
        };
        let Change { absolute, percent } = Change::between(&number(old)?, &number(new)?);
        let reason = percent.as_ref().err().map(|reason| match reason {
            NoPercent::FromZero => NoChange::FromZero,
            NoPercent::AcrossZero => NoChange::AcrossZero,
        });
        let is_exact = Some(earlier.is_exact() && later.is_exact());
        Ok(Self { absolute: Some(absolute), percent: percent.ok(), is_exact, reason })
    }
}

/// The value of a series for one period, or the gap where there is none.
#[derive(Description)]
pub(crate) struct SeriesPoint(Arc<Line>, usize);

#[Object(crate = "crate::engine", use_type_description)]
impl SeriesPoint {
    /// The time it is for.
    fn period(&self) -> SeriesPeriod {
        SeriesPeriod(Arc::clone(&self.0), self.1)
    }

    /// The figure, in the unit and scale of the series; exact unless it was divided by an exchange rate, see `Stat.valueIn`. Read it with its qualifier. Null in a gap.
    fn value(&self, context: &Context<'_>) -> Option<Decimal> {
        self.0.cite_rates(context, [self.1]);
        self.point().value.as_ref().map(Decimal::from)
    }

    /// How the source words it. Null in a gap.
    fn qualifier(&self) -> Option<Qualifier> {
        self.point().qualifier()
    }

    /// The figure itself, as it was before it was converted. Null in a gap, but for one without an exchange rate.
    fn stat(&self) -> Option<Stat> {
        self.point().stat.clone().map(Stat::from)
    }

    /// The exchange rate by which the value was converted: that of its own period. Null where none was needed, or there is none.
    fn rate(&self) -> Option<&ExchangeRate> {
        self.point().rate.as_ref()
    }

    /// Why there is no value. Null where there is one.
    fn gap(&self) -> Option<GapReason> {
        self.point().gap
    }

    /// The change from the period before: in a series of days, from the day before it in the series.
    fn change(&self, context: &Context<'_>) -> Result<SeriesChange> {
        self.0.cite_rates(context, self.1.saturating_sub(1)..=self.1);
        self.0.change(self.1)
    }
}

impl SeriesPoint {
    fn point(&self) -> &Point {
        &self.0.points[self.1]
    }
}

/// The points of a series as lists of equal length, one entry a point, oldest first: what charts take.
#[derive(Description)]
pub(crate) struct SeriesColumns(Arc<Line>);

#[Object(crate = "crate::engine", use_type_description)]
impl SeriesColumns {
    /// The label of each period.
    fn periods(&self) -> Vec<&str> {
        self.0.points.iter().map(|point| point.label.as_str()).collect()
    }

    /// Each value; null in a gap.
    fn values(&self, context: &Context<'_>) -> Vec<Option<Decimal>> {
        self.0.cite_rates(context, 0..self.0.points.len());
        self.0.points.iter().map(|point| point.value.as_ref().map(Decimal::from)).collect()
    }

    /// How the source words each value; null in a gap.
    fn qualifiers(&self) -> Vec<Option<Qualifier>> {
        self.0.points.iter().map(Point::qualifier).collect()
    }

    /// Why a point has no value; null where it has one.
    fn gaps(&self) -> Vec<Option<GapReason>> {
        self.0.points.iter().map(|point| point.gap).collect()
    }

    /// The absolute change of each from the period before, as `change.absolute` of the point has it.
    fn absolute_changes(&self, context: &Context<'_>) -> Result<Vec<Option<Decimal>>> {
        self.changes(context, |change| change.absolute)
    }

    /// The change of each from the period before in percent, as `change.percent` of the point has it.
    fn percent_changes(&self, context: &Context<'_>) -> Result<Vec<Option<Decimal>>> {
        self.changes(context, |change| change.percent)
    }
}

impl SeriesColumns {
    fn changes(
        &self,
        context: &Context<'_>,
        part: fn(SeriesChange) -> Option<measure::Decimal>,
    ) -> Result<Vec<Option<Decimal>>> {
        self.0.cite_rates(context, 0..self.0.points.len());
        let change = |index| Ok(part(self.0.change(index)?).as_ref().map(Decimal::from));
        (0..self.0.points.len()).map(change).collect()
    }
}

/// The change over a whole series: from its first value to its last, whatever lies between.
#[derive(Description)]
pub(crate) struct SeriesGrowth {
    line: Arc<Line>,
    first: usize,
    last: usize,
}

#[Object(crate = "crate::engine", use_type_description)]
impl SeriesGrowth {
    /// The period of the first value.
    fn from(&self) -> SeriesPeriod {
        SeriesPeriod(Arc::clone(&self.line), self.first)
    }

    /// The period of the last value.
    fn to(&self) -> SeriesPeriod {
        SeriesPeriod(Arc::clone(&self.line), self.last)
    }

    /// The change from the one to the other.
    fn change(&self, context: &Context<'_>) -> Result<SeriesChange> {
        self.line.cite_rates(context, [self.first, self.last]);
        SeriesChange::between(self.first(), self.last())
    }

    /// Percent a year, if the value had grown by the same factor each year: `((last / first)^(1 / years) - 1) * 100`, where years are whole months divided by 12. The factor is rounded half up to 8 digits after the point, so that the percentage has at most 6. Null for less than a year, for days, and unless the first value is positive and the last not negative.
    fn annual_growth_percent(&self, context: &Context<'_>) -> Result<Option<Decimal>> {
        self.line.cite_rates(context, [self.first, self.last]);
        let (first, last) = (self.first(), self.last());
        let (Some(old), Some(new)) = (&first.value, &last.value) else { return Ok(None) };
        let (old, new) = (number(old)?, number(new)?);
        let percent = series::annual_growth_percent(self.line.periodicity, (first.period, &old), (last.period, &new));
        Ok(percent.as_ref().map(Decimal::from))
    }
}

impl SeriesGrowth {
    fn first(&self) -> &Point {
        &self.line.points[self.first]
    }

    fn last(&self) -> &Point {
        &self.line.points[self.last]
    }
}

/// The figures of one subject, indicator and source over time that can be compared with each other: all have the same unit, scope, product, threshold, round and frequency. A second source, or a revised base, which is another scope, makes a second series; so do further figures of one source for the same period. Nothing is filled in: what the source lacks between two periods is a gap.
#[derive(Description)]
pub(crate) struct Series {
    /// Any of its figures, for what all have in common.
    stat: Arc<stat::Model>,
    unit_code: String,
    scale: Scale,
    line: Arc<Line>,
}

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.stat.source_id))]
impl Series {
    /// What it is about.
    async fn subject(&self, context: &Context<'_>) -> Result<Subject> {
        Subject::fetch(context, self.stat.subject_kind, self.stat.subject_id).await
    }

    /// What it measures.
    async fn indicator(&self, context: &Context<'_>) -> Result<Indicator> {
        Indicator::fetch(context, self.stat.indicator_id).await
    }

    /// Where all of it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.stat.source_id).await
    }

    /// The unit of the source, whatever the values were converted into.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::find_required(context, &self.stat.unit_code).await
    }

    /// Code of the unit that values and changes are in: the one asked for, or that of the source.
    fn unit_code(&self) -> &str {
        &self.unit_code
    }

    /// The scale that values and changes are in: multiply by it to write them out.
    fn scale(&self) -> Scale {
        self.scale
    }

    /// What it is limited to, a vintage of statistics among others. Null where it is not limited.
    fn scope(&self) -> Option<&str> {
        self.stat.scope.as_deref()
    }

    /// The product or industry it is limited to. Null where it is not limited.
    fn product(&self) -> Option<&str> {
        self.stat.product.as_deref()
    }

    /// The threshold of counts above a threshold. Null for other figures.
    fn threshold(&self) -> Option<Threshold> {
        Threshold::of(&self.stat)
    }

    /// The round of a contest to which counts are limited. Null for other figures.
    async fn round(&self, context: &Context<'_>) -> Option<Result<Round>> {
        Round::fetch_optional(context, self.stat.round_id).await
    }

    /// What kind of period it goes by, all of the same length.
    fn frequency(&self) -> Frequency {
        self.line.periodicity.frequency().into()
    }

    /// Its periods from the first figure to the last, oldest first, gaps included.
    fn points(&self) -> Vec<SeriesPoint> {
        (0..self.line.points.len()).map(|index| SeriesPoint(Arc::clone(&self.line), index)).collect()
    }

    /// The same as lists.
    fn columns(&self) -> SeriesColumns {
        SeriesColumns(Arc::clone(&self.line))
    }

    /// The change over the whole of it. Null where fewer than two periods have a value.
    fn growth(&self) -> Option<SeriesGrowth> {
        let has_value = |point: &Point| point.value.is_some();
        let first = self.line.points.iter().position(has_value)?;
        let last = self.line.points.iter().rposition(has_value)?;
        (first < last).then(|| SeriesGrowth { line: Arc::clone(&self.line), first, last })
    }
}

impl Series {
    /// The series of a subject, in the order in which their figures are read; those of one source by frequency, as the
    /// enum has them, then by the length of their periods and by their start in the year.
    pub(crate) async fn of(context: &Context<'_>, subject: SubjectId, query: &SeriesQuery) -> Result<Vec<Self>> {
        let SeriesQuery { indicator, within, .. } = *query;
        let rows = read(context, FiguresOfSubject { subject, indicator, within }).await?.unwrap_or_default();
        let lines = lines(&rows, query.preferred_only)?;
        try_join_all(lines.into_iter().map(|line| line.convert(context, &query.target))).await
    }
}
