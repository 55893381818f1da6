//! Rankings in the schema: subjects of one kind by one figure.

use std::sync::Arc;

use async_graphql::{
    Context, Description, Enum, InputType, MaybeUndefined, Object, Result,
    registry::{MetaInputValue, Registry},
    resolver_utils::enum_value,
};
use entity::{SubjectId, stat};
use futures_util::{FutureExt, future::BoxFuture};
use store::{
    filter::Filter,
    list::{FilterOf, Order},
    ranking::Rankings,
    stat::{Condition, Stats},
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionArguments, ConnectionNode, read_filter, resolve_filter},
    loaders::{
        ranking::{RankCount, RankOf, Ranked, RankingSum, Sum},
        read, read_required,
    },
    provenance::cites,
    scalars::{Decimal, Given, PeriodSelector, number},
    shared_field::{SharedField, argument, described},
    stat_selector::StatSelector,
    types::{
        Subject, SubjectKind,
        group::SumUnavailableReason,
        stat::{Stat, StatFilter},
    },
};

/// Digits after the point of a share in percent.
const SHARE_DIGITS: u32 = 4;

/// Among which subjects of its kind a subject is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::ranking::Within")]
pub enum RankWithin {
    /// All of its kind.
    Kind,
    /// Those in the same economic region: for provinces, cities and clusters. A cluster is in that of its first location.
    Region,
    /// Those in the same province: for cities and clusters. A cluster is in that of its first location.
    Province,
    /// Those of the same industry: for clusters.
    Industry,
}

/// One place of a ranking.
#[derive(Description)]
pub(crate) struct RankedStat {
    row: Arc<stat::Model>,
    filter: Arc<FilterOf<Stats>>,
}

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.row.source_id))]
impl RankedStat {
    /// One more than the number of larger figures in the ranking: equal figures share a rank, and the next has one as much higher.
    async fn rank(&self, context: &Context<'_>) -> Result<i32> {
        Ok(place(self.read(context).await?.rank))
    }

    /// What is ranked.
    async fn subject(&self, context: &Context<'_>) -> Result<Subject> {
        Subject::fetch(context, self.row.subject_kind, self.row.subject_id).await
    }

    /// The figure it is ranked by.
    fn stat(&self) -> Stat {
        Arc::clone(&self.row).into()
    }

    /// By how much it is less than the next larger figure of the ranking, in the unit of the figure, exact. Null at the top.
    async fn gap_to_next(&self, context: &Context<'_>) -> Option<Result<Decimal>> {
        match self.read(context).await {
            Ok(rank) => distance(rank.above.as_ref(), &self.row.value),
            Err(error) => Some(Err(error)),
        }
    }

    /// Its share of the sum of all figures in the ranking, in percent: rounded half away from zero to four digits after the point. Null where they are not added up, for which `shareUnavailableReason` says why, or where they add up to zero.
    async fn share(&self, context: &Context<'_>) -> Option<Result<Decimal>> {
        let share = async || {
            let Ok(sum) = self.sum(context).await? else { return Ok(None) };
            let share = number(&self.row.value)?.percent_of(&number(&sum)?, SHARE_DIGITS);
            Ok(share.as_ref().map(Decimal::from))
        };
        share().await.transpose()
    }

    /// Why there is no sum of the figures to have a share of. Null where there is one.
    async fn share_unavailable_reason(&self, context: &Context<'_>) -> Option<Result<SumUnavailableReason>> {
        self.sum(context).await.map(|sum| sum.err().map(SumUnavailableReason::from)).transpose()
    }
}

impl RankedStat {
    fn ranked(&self) -> Ranked {
        let within = store::ranking::Within::Kind;
        Ranked { filter: Arc::clone(&self.filter), kind: self.row.subject_kind, within }
    }

    async fn read(&self, context: &Context<'_>) -> Result<Arc<store::ranking::Rank>> {
        read_required(context, RankOf { ranked: self.ranked(), subject: self.row.subject_id }, "rank").await
    }

    /// What all figures add up to, or why they do not.
    async fn sum(&self, context: &Context<'_>) -> Result<Sum> {
        read_required(context, RankingSum(Arc::clone(&self.filter)), "sum").await
    }
}

fn place(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn distance(above: Option<&entity::Decimal>, value: &entity::Decimal) -> Option<Result<Decimal>> {
    Some(number(above?).and_then(|above| Ok(Decimal::from(&(&above - &number(value)?)))))
}

impl ConnectionNode for RankedStat {
    type Resource = Rankings;
    type Arguments = RankingArguments;

    const FIELD: &'static str = "ranking";
    const DESCRIPTION: &'static str = "The subjects of a kind by one figure, the largest first; equal ones by code or slug. A subject without the figure is left out.";

    fn from_list(row: Arc<stat::Model>, filter: &Arc<FilterOf<Stats>>) -> Self {
        Self { row, filter: Arc::clone(filter) }
    }
}

impl From<Arc<stat::Model>> for RankedStat {
    fn from(row: Arc<stat::Model>) -> Self {
        Self { row, filter: Arc::default() }
    }
}

/// The arguments of a ranking.
pub(crate) struct RankingArguments {
    stat: StatSelector,
    kind: SubjectKind,
    filter: MaybeUndefined<StatFilter>,
}

impl ConnectionArguments<Rankings> for RankingArguments {
    fn describe() -> Vec<MetaInputValue> {
        let mut arguments = vec![described::<SubjectKind>("kind", "What is ranked.")];
        arguments.extend(describe_choice());
        let filter = "Only among figures that satisfy this, such as those of one region. It may be left out, but must not be null.";
        arguments.push(described::<MaybeUndefined<StatFilter>>("filter", filter));
        arguments
    }

    fn register(registry: &mut Registry) {
        <SubjectKind as InputType>::create_type_info(registry);
        StatFilter::create_type_info(registry);
        register_choice(registry);
    }

    fn read(context: &Context<'_>) -> Result<Self> {
        Ok(Self { stat: read_choice(context)?, kind: argument(context, "kind")?, filter: read_filter(context)? })
    }

    async fn resolve(self, context: &Context<'_>) -> Result<(FilterOf<Rankings>, Order<Rankings>)> {
        let figure = self.stat.resolve(context, ArgumentPath::arguments()).await?;
        let mut all = vec![Filter::Is(Condition::Selected(self.kind.into(), figure))];
        all.extend(resolve_filter::<Stats, _>(self.filter, context).await?);
        Ok((Filter::All(all), Vec::new()))
    }
}

fn describe_choice() -> Vec<MetaInputValue> {
    let mut unscoped =
        described::<bool>("unscoped", "Only figures without scope and product, instead of the headline ones.");
    unscoped.default_value = Some("false".to_owned());
    vec![
        described::<String>("indicator", "What is measured, by code."),
        described::<Option<PeriodSelector>>("period", "For which time; the newest period of each subject if left out."),
        described::<Option<String>>("unit", "The unit, by code; the usual one of the indicator if left out."),
        described::<Option<String>>("scope", "Figures limited to exactly this scope, instead of the headline ones."),
        described::<Option<String>>(
            "product",
            "Figures limited to exactly this product, instead of the headline ones.",
        ),
        unscoped,
    ]
}

fn register_choice(registry: &mut Registry) {
    <String as InputType>::create_type_info(registry);
    <PeriodSelector as InputType>::create_type_info(registry);
    <bool as InputType>::create_type_info(registry);
}

fn read_choice(context: &Context<'_>) -> Result<StatSelector> {
    Ok(StatSelector {
        indicator: argument(context, "indicator")?,
        period: argument::<Option<Given<PeriodSelector>>>(context, "period")?,
        unit: argument(context, "unit")?,
        scope: argument(context, "scope")?,
        product: argument(context, "product")?,
        unscoped: argument::<Option<bool>>(context, "unscoped")?.unwrap_or_default(),
    })
}

/// The place of a subject among others of its kind.
#[derive(Description)]
pub(crate) struct Rank {
    ranked: Ranked,
    rank: Arc<store::ranking::Rank>,
}

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.rank.stat.source_id))]
impl Rank {
    /// One more than the number of larger figures among those it is ranked with: equal figures share a rank.
    fn rank(&self) -> i32 {
        place(self.rank.rank)
    }

    /// How many are ranked with it, itself included.
    async fn of(&self, context: &Context<'_>) -> Result<i32> {
        let key = RankCount { ranked: self.ranked.clone(), part: self.rank.part.clone() };
        read_required(context, key, "number of ranks").await.map(place)
    }

    /// The figure it is ranked by.
    fn stat(&self) -> Stat {
        Arc::new(self.rank.stat.clone()).into()
    }

    /// By how much it is less than the next larger figure, in the unit of the figure, exact. Null at the top.
    fn gap_to_next(&self) -> Option<Result<Decimal>> {
        distance(self.rank.above.as_ref(), &self.rank.stat.value)
    }
}

/// The field `rank` of every kind of subject.
pub(crate) struct RankField {
    kind: entity::subject::SubjectKind,
    subject: SubjectId,
}

impl RankField {
    pub(crate) fn of(kind: entity::subject::SubjectKind, subject: impl Into<i64>) -> Self {
        Self { kind, subject: SubjectId(subject.into()) }
    }

    /// The rank of the subject, if it has the figure and lies within what is asked.
    pub(crate) async fn rank(
        &self,
        context: &Context<'_>,
        stat: StatSelector,
        within: RankWithin,
    ) -> Result<Option<Rank>> {
        let within = store::ranking::Within::from(within);
        if !within.applies_to(self.kind) {
            let kind = SubjectKind::from(self.kind);
            let kind = enum_value(kind);
            return Err(
                ArgumentPath::argument("within").refuse(format!("does not apply to a subject of the kind {kind}."))
            );
        }
        let figure = stat.resolve(context, ArgumentPath::arguments()).await?;
        let filter = Arc::new(Filter::Is(Condition::Selected(self.kind, figure)));
        let ranked = Ranked { filter, kind: self.kind, within };
        let found = read(context, RankOf { ranked: ranked.clone(), subject: self.subject }).await?;
        Ok(found.map(|rank| Rank { ranked, rank }))
    }
}

impl SharedField for RankField {
    type Answer = Option<Result<Rank>>;

    const NAME: &'static str = "rank";
    const DESCRIPTION: &'static str = "Its place among others of its kind by one figure, the largest first. Null if it has no such figure, or does not lie in what `within` names.";

    fn arguments() -> Vec<MetaInputValue> {
        let mut arguments = describe_choice();
        let mut within = described::<RankWithin>("within", "Among which others.");
        within.default_value = Some(enum_value(RankWithin::Kind).to_string());
        arguments.push(within);
        arguments
    }

    fn register(registry: &mut Registry) {
        <RankWithin as InputType>::create_type_info(registry);
        register_choice(registry);
    }

    fn answer<'a>(&'a self, context: &'a Context<'_>) -> BoxFuture<'a, Self::Answer> {
        let rank = async move {
            let within: Option<RankWithin> = argument(context, "within")?;
            self.rank(context, read_choice(context)?, within.unwrap_or(RankWithin::Kind)).await
        };
        rank.map(Result::transpose).boxed()
    }
}
