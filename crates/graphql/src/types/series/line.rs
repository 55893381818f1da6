//! The points of series, from the rows of stats.

use std::sync::Arc;

use async_graphql::{Context, Result};
use entity::stat;
use futures_util::future::try_join_all;
use measure::{
    Period, Periodicity,
    series::{self, Figure, TooManyPoints},
};

use super::{GapReason, NoChange, Series, SeriesChange};
use crate::{
    error::missing,
    limits::exceeded,
    loaders::series::MAX_POINTS,
    provenance::cite,
    types::{
        conversion::{Amount, ExchangeRate, NoConversion, Target},
        stat::Qualifier,
    },
};

/// The points of a series.
pub(super) struct Line {
    pub(super) periodicity: Periodicity,
    pub(super) points: Vec<Point>,
}

/// A value or a gap.
pub(super) struct Point {
    pub(super) period: Period,
    pub(super) label: String,
    pub(super) stat: Option<Arc<stat::Model>>,
    pub(super) value: Option<entity::Decimal>,
    pub(super) rate: Option<ExchangeRate>,
    pub(super) gap: Option<GapReason>,
}

impl From<series::Point<Row>> for Point {
    fn from(series::Point { period, label, figure }: series::Point<Row>) -> Self {
        let (stat, gap) = match figure {
            Ok(Row(stat)) => (Some(stat), None),
            Err(series::Gap::NotInSource) => (None, Some(GapReason::NotInSource)),
            Err(series::Gap::NotPreferred) => (None, Some(GapReason::NotPreferred)),
        };
        Self { period, label, value: stat.as_ref().map(|stat| stat.value.clone()), stat, rate: None, gap }
    }
}

impl Point {
    /// The qualifier; `None` in a gap.
    pub(super) fn qualifier(&self) -> Option<Qualifier> {
        self.value.as_ref().and(self.stat.as_ref()).map(|stat| stat.qualifier.into())
    }

    /// Whether neither the figure nor its rate is an estimate.
    pub(super) fn is_exact(&self) -> bool {
        self.qualifier() == Some(Qualifier::Exact) && self.rate.as_ref().is_none_or(ExchangeRate::is_exact)
    }

    async fn convert(mut self, context: &Context<'_>, target: &Target) -> Result<Self> {
        if let Some(stat) = &self.stat {
            let converted = Amount::of(stat).convert(context, target).await?;
            self.gap = converted.reason.map(|reason| match reason {
                NoConversion::NoRate | NoConversion::NoEquivalent => GapReason::NoRate,
            });
            self.value = converted.value.map(|value| entity::Decimal(value.to_string()));
            self.rate = converted.rate;
        }
        Ok(self)
    }
}

impl Line {
    /// Cites the sources of the rates by which these points were converted.
    pub(super) fn cite_rates(&self, context: &Context<'_>, points: impl IntoIterator<Item = usize>) {
        cite(context, points.into_iter().filter_map(|index| Some(self.points[index].rate.as_ref()?.source())));
    }

    /// The change of a point from the one before.
    pub(super) fn change(&self, index: usize) -> Result<SeriesChange> {
        match index.checked_sub(1) {
            Some(earlier) => SeriesChange::between(&self.points[earlier], &self.points[index]),
            None => Ok(SeriesChange { reason: Some(NoChange::First), ..SeriesChange::default() }),
        }
    }

    /// The series with its values in the unit and scale of the target.
    pub(super) async fn convert(mut self, context: &Context<'_>, target: &Target) -> Result<Series> {
        let stat = self.points.iter().find_map(|point| point.stat.clone()).ok_or_else(|| missing("figure"))?;
        if target.is_change() {
            self.points = try_join_all(self.points.into_iter().map(|point| point.convert(context, target))).await?;
        }
        let unit_code = target.unit_code.clone().unwrap_or_else(|| stat.unit_code.clone());
        Ok(Series { unit_code, scale: target.scale, line: Arc::new(self), stat })
    }
}

/// Figures that were read in the order of their series as lines, within the limit of points.
pub(super) fn lines(rows: &[Arc<stat::Model>], preferred_only: bool) -> Result<Vec<Line>> {
    let rows: Vec<Row> = rows.iter().cloned().map(Row).collect();
    let lines = series::lines(&rows, preferred_only, MAX_POINTS as usize).map_err(|TooManyPoints(points)| {
        let (limit, actual) = (u64::from(MAX_POINTS), points as u64);
        let message = format!(
            "The series of one subject have more than {limit} points together, gaps included. Ask for a shorter time with from and to, or for one source."
        );
        exceeded(message, limit, actual)
    })?;
    let line = |series::Line { periodicity, points }| Line {
        periodicity,
        points: points.into_iter().map(Point::from).collect(),
    };
    Ok(lines.into_iter().map(line).collect())
}

/// A stat as a figure of a series.
#[derive(Clone)]
struct Row(Arc<stat::Model>);

impl Figure for Row {
    fn period(&self) -> Period {
        Period { start: self.0.period_start, end: self.0.period_end }
    }

    fn period_label(&self) -> &str {
        &self.0.period_label
    }

    fn is_preferred(&self) -> bool {
        self.0.preferred
    }

    /// The notation of thresholds does not matter: 55.5 is 55.50.
    fn is_comparable(&self, Self(other): &Self) -> bool {
        let Self(one) = self;
        let key = |stat: &stat::Model| (stat.source_id, stat.round_id);
        let threshold =
            |stat: &stat::Model| stat.threshold_value.as_ref().and_then(|value| measure::Decimal::parse(&value.0));
        key(one) == key(other)
            && one.unit_code == other.unit_code
            && one.scope == other.scope
            && one.product == other.product
            && one.threshold_unit_code == other.threshold_unit_code
            && threshold(one) == threshold(other)
    }
}
