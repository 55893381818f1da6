//! Clusters in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, InputObject, MaybeUndefined, Object, Result};
use entity::{ClusterId, SourceId, cluster, subject::SubjectKind};
use store::{
    Session,
    cluster::{Clusters, Condition, Field},
    filter::Filter,
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionNode, Filtered, OrderDirection, order_input},
    filter::{FilterInput, KeyFilter, Logic, NameFilter, Parts},
    geo_radius::NearFilter,
    natural_key::KeySyntax,
    noun::{Child, Noun, Referenced},
    provenance::{cite, cites, is_requested},
    types::{
        award::{Award, Verification},
        city::City,
        cluster_location::ClusterLocation,
        industry::Industry,
        province::{Province, RegionFilter},
        round::Round,
        source::Source,
        stat::StatsFilter,
        subject::{SubjectFields, SubjectNoun},
    },
};

/// Where an English name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::cluster::NameEnOrigin")]
pub enum NameEnOrigin {
    /// Printed in an English source.
    Source,
    /// Translated by the compiler.
    Translated,
}

/// Where a Chinese name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::cluster::NameZhOrigin")]
pub enum NameZhOrigin {
    /// Printed in a Chinese source.
    Source,
    /// Put together by the compiler from what the sources say; the note explains.
    Compiled,
}

/// How the industry of a cluster was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::cluster::IndustryBasis")]
pub enum IndustryBasis {
    /// Chosen by the compiler by the name of the cluster; no source that was read gives a list by field.
    Assigned,
    /// Taken from the name of the cluster.
    Label,
}

/// Looks into the clusters of something.
#[derive(Debug, InputObject)]
pub(crate) struct ClustersFilter {
    /// There is a cluster that satisfies this.
    pub some: MaybeUndefined<Box<ClusterFilter>>,
}

/// Narrows a list of clusters; every part given must hold.
#[derive(Debug, InputObject)]
pub(crate) struct ClusterFilter {
    /// All of these hold; an empty list is satisfied by everything. At most 100.
    pub and: MaybeUndefined<Vec<ClusterFilter>>,
    /// At least one of these holds; an empty list is satisfied by nothing. At most 100.
    pub or: MaybeUndefined<Vec<ClusterFilter>>,
    /// This does not hold.
    pub not: MaybeUndefined<Box<ClusterFilter>>,
    /// Its official names.
    pub name: MaybeUndefined<NameFilter>,
    /// A province of one of its locations, by ISO 3166-2 or GB/T 2260 code.
    pub province: MaybeUndefined<KeyFilter>,
    /// A city of one of its locations, by GB/T 2260 code.
    pub city: MaybeUndefined<KeyFilter>,
    /// Its industry or track, by slug.
    pub industry: MaybeUndefined<KeyFilter>,
    /// A round in which it won, by slug. Awards of the rounds inside that round match as well.
    pub round: MaybeUndefined<KeyFilter>,
    /// The economic region of one of its provinces.
    pub region: MaybeUndefined<RegionFilter>,
    /// The stats about it.
    pub stats: MaybeUndefined<StatsFilter>,
    /// The point of one of its locations lies in this circle.
    pub near: MaybeUndefined<NearFilter>,
}

impl FilterInput<Clusters> for ClusterFilter {
    fn logic(&mut self) -> Logic<Self> {
        Logic { and: take(&mut self.and), or: take(&mut self.or), not: take(&mut self.not) }
    }

    async fn parts(self, context: &Context<'_>, path: ArgumentPath<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Parts::new(context, path);
        parts.name_contains("name", self.name, Condition::NameContains)?;
        parts.ids::<Province>("province", self.province, Condition::Provinces).await?;
        parts.ids::<City>("city", self.city, Condition::Cities).await?;
        parts.ids::<Industry>("industry", self.industry, Condition::Industries).await?;
        parts.ids::<Round>("round", self.round, Condition::Rounds).await?;
        parts.one_of("region", self.region, |region| (region.eq, region.one_of), Condition::Regions)?;
        parts.some::<Stats, _, _>("stats", self.stats, |stats| stats.some, Condition::Stats).await?;
        parts.near("near", self.near, Condition::Near)?;
        Ok(parts.finish())
    }
}

order_input! {
    /// What clusters can be ordered by.
    ClusterOrderField for Field {
        /// Slug.
        Slug,
        /// English name.
        Name,
        /// Chinese name, by code point.
        NameZh,
    }

    /// An order of clusters.
    ClusterOrder or stat
}

/// A national advanced manufacturing cluster: an industry concentrated in one or a few cities.
#[derive(Description)]
pub(crate) struct Cluster(pub(crate) Arc<cluster::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Cluster {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// Natural key, such as wenzhou-yueqing-electrical.
    fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Whether the English name is printed in a source.
    fn name_en_origin(&self) -> NameEnOrigin {
        self.0.name_en_origin.into()
    }

    /// Where the English name is printed. Null for a translation.
    async fn name_en_source(&self, context: &Context<'_>) -> Option<Result<Source>> {
        Source::fetch_optional(context, self.0.name_en_source_id).await
    }

    /// Whether the Chinese name is printed in a source.
    fn name_zh_origin(&self) -> NameZhOrigin {
        self.0.name_zh_origin.into()
    }

    /// Its field or label. Null where the sources do not tell enough.
    async fn industry(&self, context: &Context<'_>) -> Option<Result<Industry>> {
        Industry::fetch_optional(context, self.0.industry_id).await
    }

    /// How the industry was found. Null where there is none.
    fn industry_basis(&self) -> Option<IndustryBasis> {
        self.0.industry_basis.map(IndustryBasis::from)
    }

    /// Its track in the 2024 contest, by its name. Null where none fits.
    async fn track(&self, context: &Context<'_>) -> Option<Result<Industry>> {
        Industry::fetch_optional(context, self.0.track_id).await
    }

    /// Where it lies, the leading place, or the one named first, at the start.
    async fn locations(&self, context: &Context<'_>) -> Result<Vec<ClusterLocation>> {
        ClusterLocation::under(context, self.0.id).await
    }

    /// The provinces it lies in, each once, in the order of its locations.
    async fn provinces(&self, context: &Context<'_>) -> Result<Vec<Province>> {
        self.cite_locations(context).await?;
        Province::under(context, self.0.id).await
    }

    /// The cities it lies in, each once, in the order of its locations. Empty where only the province is known.
    async fn cities(&self, context: &Context<'_>) -> Result<Vec<City>> {
        self.cite_locations(context).await?;
        City::under(context, self.0.id).await
    }

    /// What it won, by day of announcement.
    async fn awards(&self, context: &Context<'_>) -> Result<Vec<Award>> {
        Award::under(context, self.0.id).await
    }

    /// How far the sources prove that it won.
    fn verification(&self) -> Verification {
        self.0.verification.into()
    }

    /// The source which names it as a winner, or gives the evidence.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

impl ConnectionNode for Cluster {
    type Resource = Clusters;
    type Arguments = Filtered<ClusterFilter, ClusterOrder>;

    const FIELD: &'static str = "clusters";
    const DESCRIPTION: &'static str = "Clusters: those with a location in the place, of the industry or track, or which won in the round or in one inside it. By slug unless another order is asked.";
}

impl From<Arc<cluster::Model>> for Cluster {
    fn from(row: Arc<cluster::Model>) -> Self {
        Self(row)
    }
}

impl Cluster {
    /// That it lies in a place is a fact with a source of its own, which the row of the place does not know.
    async fn cite_locations(&self, context: &Context<'_>) -> Result<()> {
        if is_requested(context) {
            let locations = ClusterLocation::under(context, self.0.id).await?;
            cite(context, locations.iter().map(|location| location.0.source_id));
        }
        Ok(())
    }
}

impl Noun for Cluster {
    type Row = cluster::Model;

    const NAME: &'static str = "cluster";
    const KEY: KeySyntax = KeySyntax::Slug;
    const LOOK_UP: &'static str = "A cluster. Null if there is none with this slug.";
    const LOOK_UP_KEY: &'static str = "Such as wenzhou-yueqing-electrical.";

    fn key(row: &cluster::Model) -> &str {
        &row.slug
    }

    async fn by_keys(session: &Session, slugs: &[String]) -> Result<Vec<cluster::Model>, store::Error> {
        session.cluster_by_slugs(slugs).await
    }
}

impl Referenced for Cluster {
    type Id = ClusterId;

    fn id(row: &cluster::Model) -> ClusterId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[ClusterId]) -> Result<Vec<cluster::Model>, store::Error> {
        session.cluster_by_ids(ids).await
    }
}

impl SubjectNoun for Cluster {
    const KIND: SubjectKind = SubjectKind::Cluster;

    fn row(&self) -> &cluster::Model {
        &self.0
    }

    fn official_names(row: &cluster::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }

    fn source(row: &cluster::Model) -> Option<SourceId> {
        Some(row.source_id)
    }

    fn english_source(row: &cluster::Model) -> Option<SourceId> {
        row.name_en_source_id
    }
}
