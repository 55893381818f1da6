//! Conflicts in the schema: where sources disagree.

use std::sync::Arc;

use async_graphql::{
    Context, Description, Object, Result,
    registry::{MetaInputValue, Registry},
};
use entity::stat;
use measure::PERCENT_DIGITS;
use store::{
    filter::Filter,
    list::{FilterOf, Order},
    stat::{Condition, Stats},
};

use crate::{
    connection::{ConnectionArguments, ConnectionNode, Filtered},
    error::missing,
    noun::{Noun, Referenced},
    provenance::{cite, cites},
    scalars::{Decimal, number},
    types::{
        Subject,
        indicator::Indicator,
        round::Round,
        stat::{Period, Stat, StatFilter, StatOrder, Threshold, figure_in_all_sources},
        unit::Unit,
    },
};

/// How far the values of one figure lie apart.
#[derive(Description)]
pub(crate) struct Spread {
    absolute: measure::Decimal,
    percent: Option<measure::Decimal>,
}

#[Object(crate = "crate::engine", use_type_description)]
impl Spread {
    /// The highest value less the lowest, in the unit of the figure, exact.
    fn absolute(&self) -> Decimal {
        Decimal::from(&self.absolute)
    }

    /// The same in percent of the preferred value: `(highest - lowest) / |preferred| * 100`, rounded half away from zero to 6 digits after the point. Null if the preferred value is zero.
    fn percent(&self) -> Option<Decimal> {
        self.percent.as_ref().map(Decimal::from)
    }
}

/// A figure for which the sources give different values: the same subject, indicator, unit, period, scope, product, threshold and round.
#[derive(Description)]
pub(crate) struct Conflict {
    preferred: Arc<stat::Model>,
}

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.preferred.source_id))]
impl Conflict {
    /// What it is about.
    async fn subject(&self, context: &Context<'_>) -> Result<Subject> {
        Subject::fetch(context, self.preferred.subject_kind, self.preferred.subject_id).await
    }

    /// What it measures.
    async fn indicator(&self, context: &Context<'_>) -> Result<Indicator> {
        Indicator::fetch(context, self.preferred.indicator_id).await
    }

    /// What it is counted in, in all of the sources.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::find_required(context, &self.preferred.unit_code).await
    }

    /// The time it is for: with the same first and last day in all of the sources, and with the label and basis of the preferred stat.
    fn period(&self) -> Period {
        Period(Arc::clone(&self.preferred).into())
    }

    /// What it is limited to. Null where it is not limited.
    fn scope(&self) -> Option<&str> {
        self.preferred.scope.as_deref()
    }

    /// The product or industry it is limited to. Null where it is not limited.
    fn product(&self) -> Option<&str> {
        self.preferred.product.as_deref()
    }

    /// The threshold of a count above a threshold, or the amount a currency equivalent belongs to. Null for other figures.
    fn threshold(&self) -> Option<Threshold> {
        Threshold::of(&self.preferred)
    }

    /// The round of a contest to which a count is limited. Null for other figures.
    async fn round(&self, context: &Context<'_>) -> Option<Result<Round>> {
        Round::fetch_optional(context, self.preferred.round_id).await
    }

    /// The one to take, by the rule of `Stat.preferred`.
    fn preferred(&self) -> Stat {
        Arc::clone(&self.preferred).into()
    }

    /// All of them, each with its source; two or more, in the order of preference.
    async fn stats(&self, context: &Context<'_>) -> Result<Vec<Stat>> {
        Ok(figure_in_all_sources(context, self.preferred.id).await?.into_iter().map(Stat::from).collect())
    }

    /// The one with the lowest value; of equal ones the first in the order of preference.
    async fn lowest(&self, context: &Context<'_>) -> Result<Stat> {
        Ok(self.ends(context).await?.lowest.1.into())
    }

    /// The one with the highest value; of equal ones the first in the order of preference.
    async fn highest(&self, context: &Context<'_>) -> Result<Stat> {
        Ok(self.ends(context).await?.highest.1.into())
    }

    /// How far the values lie apart.
    async fn spread(&self, context: &Context<'_>) -> Result<Spread> {
        let Ends { lowest: (lowest, low), highest: (highest, high) } = self.ends(context).await?;
        cite(context, [low.source_id, high.source_id]);
        let absolute = &highest - &lowest;
        let percent = absolute.percent_of(&number(&self.preferred.value)?.absolute(), PERCENT_DIGITS);
        Ok(Spread { absolute, percent })
    }
}

/// The stats with the lowest and the highest value, each beside its value.
struct Ends {
    lowest: (measure::Decimal, Arc<stat::Model>),
    highest: (measure::Decimal, Arc<stat::Model>),
}

impl Conflict {
    async fn ends(&self, context: &Context<'_>) -> Result<Ends> {
        let mut ends: Option<Ends> = None;
        for stat in figure_in_all_sources(context, self.preferred.id).await? {
            let value = number(&stat.value)?;
            match &mut ends {
                None => ends = Some(Ends { lowest: (value.clone(), stat.clone()), highest: (value, stat) }),
                Some(ends) if value < ends.lowest.0 => ends.lowest = (value, stat),
                Some(ends) if value > ends.highest.0 => ends.highest = (value, stat),
                Some(_) => {}
            }
        }
        ends.ok_or_else(|| missing("stat"))
    }
}

impl ConnectionNode for Conflict {
    type Resource = Stats;
    type Arguments = OfPreferred;

    const FIELD: &'static str = "conflicts";
    const DESCRIPTION: &'static str = "Figures for which the sources give different values, compared as numbers, whatever their qualifiers. `filter` and `orderBy` look at the preferred stat of each. Newest period first, then by code of the indicator, unless another order is asked; equal ones by key of the preferred stat.";
}

impl From<Arc<stat::Model>> for Conflict {
    fn from(preferred: Arc<stat::Model>) -> Self {
        Self { preferred }
    }
}

type StatArguments = Filtered<StatFilter, StatOrder>;

/// The arguments of a list of stats: they mean the preferred stat of each conflict.
pub(crate) struct OfPreferred(StatArguments);

impl ConnectionArguments<Stats> for OfPreferred {
    fn describe() -> Vec<MetaInputValue> {
        <StatArguments as ConnectionArguments<Stats>>::describe()
    }

    fn register(registry: &mut Registry) {
        <StatArguments as ConnectionArguments<Stats>>::register(registry);
    }

    fn read(context: &Context<'_>) -> Result<Self> {
        <StatArguments as ConnectionArguments<Stats>>::read(context).map(Self)
    }

    async fn resolve(self, context: &Context<'_>) -> Result<(FilterOf<Stats>, Order<Stats>)> {
        let (filter, order) = ConnectionArguments::<Stats>::resolve(self.0, context).await?;
        let is_conflict = [Condition::Disputed, Condition::Preferred].map(Filter::Is);
        Ok((Filter::All(is_conflict.into_iter().chain([filter]).collect()), order))
    }
}
