//! Groups of clusters in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, MaybeUndefined, Object, Result};
use store::{
    cluster_group::{Dimension, Key},
    group::Group,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{Connection, PageArguments, Paged},
    loaders::group::GroupPage,
    noun::{Noun, Referenced},
    provenance::cites_each,
    scalars::Given,
    stat_selector::StatSelector,
    types::{
        award::Verification,
        city::City,
        cluster::ClusterFilter,
        group::{GroupHaving, GroupMeasures, GroupOrder, GroupQuery},
        indicator::Indicator,
        industry::Industry,
        province::{Province, Region},
        round::Round,
        unit::Unit,
    },
};

/// What clusters can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::cluster_group::Dimension")]
pub enum ClusterDimension {
    /// The province of each location. A cluster in two provinces is in both groups, once in each.
    Province,
    /// The economic region of that province. A cluster in two regions is in both groups.
    Region,
    /// The city of each location. A cluster in two cities is in both groups; a location of which only the province is known puts it into the group without a city.
    City,
    /// The field or label.
    Industry,
    /// The track of the 2024 contest.
    Track,
    /// Each round in which it won, not those that contain it.
    Round,
    /// How far the sources prove that it won.
    Verification,
}

/// Clusters that have something in common, with what one figure of each comes to.
#[derive(Description)]
pub(crate) struct ClusterGroup(Arc<Group<Key>>);

#[Object(crate = "crate::engine", use_type_description, guard = cites_each(self.0.measures.sources()))]
impl ClusterGroup {
    /// The province in which they have a location. Null if not grouped by `PROVINCE`, and in the group of those that have none.
    async fn province(&self, context: &Context<'_>) -> Option<Result<Province>> {
        Some(Province::fetch(context, self.0.key.province_id?).await)
    }

    /// The economic region in which they have a location. Null if not grouped by `REGION`, and in the group of those in none.
    fn region(&self) -> Option<Region> {
        self.0.key.region.map(Region::from)
    }

    /// The city in which they have a location. Null if not grouped by `CITY`, and in the group of those of which only the province is known.
    async fn city(&self, context: &Context<'_>) -> Option<Result<City>> {
        City::fetch_optional(context, self.0.key.city_id).await
    }

    /// Their field or label. Null if not grouped by `INDUSTRY`, and in the group of those without one.
    async fn industry(&self, context: &Context<'_>) -> Option<Result<Industry>> {
        Industry::fetch_optional(context, self.0.key.industry_id).await
    }

    /// Their track in the 2024 contest. Null if not grouped by `TRACK`, and in the group of those without one.
    async fn track(&self, context: &Context<'_>) -> Option<Result<Industry>> {
        Industry::fetch_optional(context, self.0.key.track_id).await
    }

    /// The round in which they won. Null if not grouped by `ROUND`, and in the group of those that won in none.
    async fn round(&self, context: &Context<'_>) -> Option<Result<Round>> {
        Round::fetch_optional(context, self.0.key.round_id).await
    }

    /// How far the sources prove that they won. Null if not grouped by `VERIFICATION`.
    fn verification(&self) -> Option<Verification> {
        self.0.key.verification.map(Verification::from)
    }

    /// How many clusters there are in the group.
    fn count(&self) -> i32 {
        self.0.measures.count
    }

    /// How many of them have the figure that `stat` chooses; 0 without `stat`.
    fn figure_count(&self) -> i32 {
        self.0.measures.figures
    }

    /// What the figures measure. Null without `stat`.
    async fn indicator(&self, context: &Context<'_>) -> Option<Result<Indicator>> {
        Some(Indicator::fetch(context, self.0.measures.indicator_id?).await)
    }

    /// What the figures are counted in. Null without `stat`.
    async fn unit(&self, context: &Context<'_>) -> Option<Result<Unit>> {
        Some(Unit::find_required(context, self.0.measures.unit_code.as_ref()?).await)
    }

    #[graphql(flatten)]
    fn measures(&self) -> GroupMeasures<'_> {
        GroupMeasures(&self.0.measures)
    }
}

impl Paged for ClusterGroup {
    type Key = GroupPage<Dimension>;

    fn node(row: Arc<Group<Key>>, _: &Self::Key) -> Self {
        Self(row)
    }
}

/// The field under which groups of clusters stand.
pub(crate) struct ClusterGroups;

/// The field under which groups of clusters stand.
#[Object(crate = "crate::engine")]
impl ClusterGroups {
    /// Clusters grouped by what they have in common: how many there are and, with `stat`, what one figure of each comes to. There is a group for everything that at least one cluster has in common; what has no value for a dimension is in the group without one.
    #[expect(clippy::too_many_arguments, reason = "those of the field")]
    async fn cluster_groups(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to group by: 1 to 5 different dimensions.")] by: Vec<ClusterDimension>,
        #[graphql(
            desc = "Only clusters that satisfy every part that is given. It chooses clusters, not groups: a cluster in two provinces is in the groups of both, whichever was asked for. It may be left out, but must not be null."
        )]
        filter: MaybeUndefined<Given<ClusterFilter>>,
        #[graphql(
            desc = "The one figure of each cluster that is added up and compared. Without it clusters are only counted. Figures for the newest period of each cluster may be for different periods; choose one to have their sum."
        )]
        stat: Option<StatSelector>,
        #[graphql(
            desc = "Only groups that satisfy every part that is given; all but the count need `stat`. It may be left out, but must not be null."
        )]
        having: MaybeUndefined<GroupHaving>,
        #[graphql(
            desc = "The order; the first entry decides first. What is equal in all of them, and everything if it is left out, comes by key. At most 5 entries; all but the count and the key need `stat`."
        )]
        order_by: Option<Vec<GroupOrder>>,
        #[graphql(desc = "How many from the start of the list: 1 to 100. 20 if neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end of the list: 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
    ) -> Result<Connection<ClusterGroup>> {
        let figure = match stat {
            Some(stat) => Some(stat.resolve(context, ArgumentPath::argument("stat")).await?),
            None => None,
        };
        let has_figures = figure.is_some();
        let page = PageArguments { first, after, last, before };
        GroupQuery { by, filter, having, order_by, page }.groups(context, figure, has_figures).await
    }
}
