//! Groups of stats in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, MaybeUndefined, Object, Result};
use store::{
    group::Group,
    stat_group::{Dimension, Key},
};

use crate::{
    connection::{Connection, PageArguments, Paged},
    error::missing,
    loaders::group::GroupPage,
    noun::{Noun, Referenced},
    provenance::cites_each,
    scalars::{Decimal, Given},
    types::{
        Subject, SubjectKind,
        group::{GroupHaving, GroupMeasures, GroupOrder, GroupPeriod, GroupQuery, GroupThreshold},
        indicator::Indicator,
        industry::Industry,
        province::{Province, Region},
        round::Round,
        source::Source,
        stat::{Qualifier, StatFilter},
        unit::Unit,
    },
};

/// What stats can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::stat_group::Dimension")]
pub enum StatDimension {
    /// The kind of subject.
    SubjectKind,
    /// The subject.
    Subject,
    /// The province of the subject: itself, that of the city, that of each location of the cluster. A figure about a cluster in two provinces is in both groups, once in each.
    Province,
    /// The economic region of that province. A figure about a cluster in two regions is in both groups.
    Region,
    /// The industry of the subject: itself, or the field or label of the cluster.
    Industry,
    /// The period, by its first and last day.
    Period,
    /// The source.
    Source,
    /// How the source words the figure.
    Qualifier,
    /// The indicator. Groups are always told apart by it.
    Indicator,
    /// The unit. Groups are always told apart by it.
    Unit,
    /// The scope. Groups are always told apart by it.
    Scope,
    /// The product. Groups are always told apart by it.
    Product,
    /// The threshold of a count above a threshold. Groups are always told apart by it.
    Threshold,
    /// The round of a contest to which a count is limited. Groups are always told apart by it.
    Round,
}

/// Stats that have something in common, with what they come to. All have the same indicator, unit, scope, product,
/// threshold and round, so that their figures can be compared.
#[derive(Description)]
pub(crate) struct StatGroup(Arc<Group<Key>>);

#[Object(crate = "crate::engine", use_type_description, guard = cites_each(self.0.measures.sources()))]
impl StatGroup {
    /// The kind of their subjects. Null if not grouped by `SUBJECT_KIND` or `SUBJECT`.
    fn subject_kind(&self) -> Option<SubjectKind> {
        self.0.key.subject_kind.map(SubjectKind::from)
    }

    /// Their subject. Null if not grouped by `SUBJECT`.
    async fn subject(&self, context: &Context<'_>) -> Option<Result<Subject>> {
        let (kind, id) = self.0.key.subject_kind.zip(self.0.key.subject_id)?;
        Some(Subject::fetch(context, kind, id).await)
    }

    /// The province of their subjects. Null if not grouped by `PROVINCE`, and in the group of those that lie in none.
    async fn province(&self, context: &Context<'_>) -> Option<Result<Province>> {
        Some(Province::fetch(context, self.0.key.province_id?).await)
    }

    /// The economic region of their subjects. Null if not grouped by `REGION`, and in the group of those that lie in none.
    fn region(&self) -> Option<Region> {
        self.0.key.region.map(Region::from)
    }

    /// The industry of their subjects. Null if not grouped by `INDUSTRY`, and in the group of those that have none.
    async fn industry(&self, context: &Context<'_>) -> Option<Result<Industry>> {
        Industry::fetch_optional(context, self.0.key.industry_id).await
    }

    /// The time they are for. Null if not grouped by `PERIOD`.
    fn period(&self) -> Option<GroupPeriod> {
        let Key { period_label, period_start, period_end, .. } = &self.0.key;
        Some(GroupPeriod { label: period_label.clone()?, start: (*period_start)?, end: (*period_end)? })
    }

    /// Where they were read. Null if not grouped by `SOURCE`.
    async fn source(&self, context: &Context<'_>) -> Option<Result<Source>> {
        Source::fetch_optional(context, self.0.key.source_id).await
    }

    /// How the sources word them. Null if not grouped by `QUALIFIER`.
    fn qualifier(&self) -> Option<Qualifier> {
        self.0.key.qualifier.map(Qualifier::from)
    }

    /// What they measure.
    async fn indicator(&self, context: &Context<'_>) -> Result<Indicator> {
        Indicator::fetch(context, self.0.measures.indicator_id.ok_or_else(|| missing("indicator"))?).await
    }

    /// What they are counted in.
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Unit::find_required(context, self.0.measures.unit_code.as_ref().ok_or_else(|| missing("unit"))?).await
    }

    /// What they are limited to. Null where they are not limited.
    fn scope(&self) -> Option<&str> {
        self.0.key.scope.as_deref()
    }

    /// The product or industry they are limited to. Null where they are not limited.
    fn product(&self) -> Option<&str> {
        self.0.key.product.as_deref()
    }

    /// The threshold of counts above a threshold, without zeros at its end. Null for other figures.
    fn threshold(&self) -> Option<GroupThreshold> {
        let Key { threshold_value, threshold_unit_code, .. } = &self.0.key;
        let (value, unit_code) = threshold_value.as_ref().zip(threshold_unit_code.clone())?;
        Some(GroupThreshold { value: Decimal::from(value), unit_code })
    }

    /// The round of a contest to which counts are limited. Null for other figures.
    async fn round(&self, context: &Context<'_>) -> Option<Result<Round>> {
        Round::fetch_optional(context, self.0.key.round_id).await
    }

    /// How many stats there are in the group.
    fn count(&self) -> i32 {
        self.0.measures.count
    }

    #[graphql(flatten)]
    fn measures(&self) -> GroupMeasures<'_> {
        GroupMeasures(&self.0.measures)
    }
}

impl Paged for StatGroup {
    type Key = GroupPage<Dimension>;

    fn node(row: Arc<Group<Key>>, _: &Self::Key) -> Self {
        Self(row)
    }
}

/// The field under which groups of stats stand.
pub(crate) struct StatGroups;

/// The field under which groups of stats stand.
#[Object(crate = "crate::engine")]
impl StatGroups {
    /// Stats grouped by what they have in common, with what they come to: exact sums, averages and extremes. Figures are put together only where they can be compared: groups are always told apart by indicator, unit, scope, product, threshold and round, and of several sources for one figure the preferred one counts. There is a group for everything that at least one stat has in common; what has no value for a dimension is in the group without one.
    #[expect(clippy::too_many_arguments, reason = "those of the field")]
    async fn stat_groups(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to group by: 1 to 5 different dimensions.")] by: Vec<StatDimension>,
        #[graphql(
            desc = "Only stats that satisfy every part that is given. It chooses stats, not groups: a stat about a cluster in two provinces is in the groups of both, whichever was asked for. It may be left out, but must not be null."
        )]
        filter: MaybeUndefined<Given<StatFilter>>,
        #[graphql(
            default = true,
            desc = "Of several sources for one figure only the preferred one (see `Stat.preferred`). If false, all count."
        )]
        preferred_only: bool,
        #[graphql(
            desc = "Only groups that satisfy every part that is given. It may be left out, but must not be null."
        )]
        having: MaybeUndefined<GroupHaving>,
        #[graphql(
            desc = "The order; the first entry decides first. What is equal in all of them, and everything if it is left out, comes by key. At most 5 entries."
        )]
        order_by: Option<Vec<GroupOrder>>,
        #[graphql(desc = "How many from the start of the list: 1 to 100. 20 if neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end of the list: 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
    ) -> Result<Connection<StatGroup>> {
        let page = PageArguments { first, after, last, before };
        GroupQuery { by, filter, having, order_by, page }.groups(context, preferred_only, true).await
    }
}
