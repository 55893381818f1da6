//! Cities in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, InputObject, MaybeUndefined, Object, Result};
use entity::{CityId, ClusterId, city, subject::SubjectKind};
use store::{
    Session,
    city::{Cities, Condition, Field, Parent},
    cluster::Clusters,
    filter::Filter,
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, ConnectionOf, Filtered, OrderDirection, order_input},
    filter::{FilterInput, KeyFilter, Logic, NameFilter, Parts},
    geo_radius::NearFilter,
    natural_key::KeySyntax,
    noun::{Child, Noun, Referenced},
    provenance::cites,
    scalars::Decimal,
    types::{
        cluster::{Cluster, ClustersFilter},
        province::Province,
        source::Source,
        stat::StatsFilter,
        subject::{SubjectFields, SubjectNoun},
    },
};

/// Administrative levels of cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::city::CityLevel")]
pub enum CityLevel {
    /// A municipality, which is a province as well.
    Municipality,
    /// A sub-provincial city.
    SubProvincialCity,
    /// A prefecture-level city.
    PrefectureLevelCity,
    /// An autonomous prefecture.
    AutonomousPrefecture,
    /// A county-level city.
    CountyLevelCity,
}

/// Narrows a list of cities; every part given must hold.
#[derive(Debug, InputObject)]
pub(crate) struct CityFilter {
    /// All of these hold; an empty list is satisfied by everything. At most 100.
    pub and: MaybeUndefined<Vec<CityFilter>>,
    /// At least one of these holds; an empty list is satisfied by nothing. At most 100.
    pub or: MaybeUndefined<Vec<CityFilter>>,
    /// This does not hold.
    pub not: MaybeUndefined<Box<CityFilter>>,
    /// Its official names.
    pub name: MaybeUndefined<NameFilter>,
    /// The province it lies in, by ISO 3166-2 or GB/T 2260 code.
    pub province: MaybeUndefined<KeyFilter>,
    /// The clusters with a location in it.
    pub clusters: MaybeUndefined<ClustersFilter>,
    /// The stats about it.
    pub stats: MaybeUndefined<StatsFilter>,
    /// Lies in this circle. One without coordinates lies in none.
    pub near: MaybeUndefined<NearFilter>,
}

impl FilterInput<Cities> for CityFilter {
    fn logic(&mut self) -> Logic<Self> {
        Logic { and: take(&mut self.and), or: take(&mut self.or), not: take(&mut self.not) }
    }

    async fn parts(self, context: &Context<'_>, path: ArgumentPath<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Parts::new(context, path);
        parts.name_contains("name", self.name, Condition::NameContains)?;
        parts.ids::<Province>("province", self.province, Condition::Provinces).await?;
        parts.some::<Clusters, _, _>("clusters", self.clusters, |clusters| clusters.some, Condition::Clusters).await?;
        parts.some::<Stats, _, _>("stats", self.stats, |stats| stats.some, Condition::Stats).await?;
        parts.near("near", self.near, Condition::Near)?;
        Ok(parts.finish())
    }
}

order_input! {
    /// What cities can be ordered by.
    CityOrderField for Field {
        /// GB/T 2260 code.
        Code,
        /// English name.
        Name,
        /// Chinese name, by code point.
        NameZh,
    }

    /// An order of cities.
    CityOrder or stat
}

/// A city, autonomous prefecture or county-level city of China which a cluster or a figure names.
#[derive(Description)]
pub(crate) struct City(pub(crate) Arc<city::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl City {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// GB/T 2260 code, six digits, such as 330382. A municipality has the code of its province.
    #[graphql(guard = cites(self.0.code_source_id))]
    fn code(&self) -> &str {
        &self.0.code
    }

    /// Administrative level.
    fn level(&self) -> CityLevel {
        self.0.level.into()
    }

    /// The province it lies in.
    async fn province(&self, context: &Context<'_>) -> Result<Province> {
        Province::fetch(context, self.0.province_id).await
    }

    /// The prefecture-level city above a county-level city. Null for other cities.
    async fn parent(&self, context: &Context<'_>) -> Option<Result<City>> {
        City::fetch_optional(context, self.0.parent_id).await
    }

    /// Degrees north, WGS 84. Null where unknown.
    #[graphql(guard = cites(self.0.coordinates_source_id))]
    fn latitude(&self) -> Option<Decimal> {
        self.0.latitude.as_ref().map(Decimal::from)
    }

    /// Degrees east, WGS 84. Null where unknown.
    #[graphql(guard = cites(self.0.coordinates_source_id))]
    fn longitude(&self) -> Option<Decimal> {
        self.0.longitude.as_ref().map(Decimal::from)
    }

    /// Where the code was read.
    async fn code_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.code_source_id).await
    }

    /// Where the coordinates were read.
    async fn coordinates_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.coordinates_source_id).await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    #[graphql(flatten)]
    fn city_list(&self) -> ConnectionField<City> {
        ConnectionOf::under(Parent::City(self.0.id))
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> ConnectionField<Cluster> {
        ConnectionOf::under(store::cluster::Parent::City(self.0.id))
    }
}

impl ConnectionNode for City {
    type Resource = Cities;
    type Arguments = Filtered<CityFilter, CityOrder>;

    const FIELD: &'static str = "cities";
    const DESCRIPTION: &'static str = "The cities which a cluster or a figure names; under a city, those directly below it. By GB/T 2260 code unless another order is asked.";
}

impl From<Arc<city::Model>> for City {
    fn from(row: Arc<city::Model>) -> Self {
        Self(row)
    }
}

impl Noun for City {
    type Row = city::Model;

    const NAME: &'static str = "city";
    const KEY: KeySyntax = KeySyntax::City;
    const LOOK_UP: &'static str = "A city. Null if there is none with this code.";
    const LOOK_UP_KEY: &'static str = "GB/T 2260 code, such as 330382.";

    fn key(row: &city::Model) -> &str {
        &row.code
    }

    async fn by_keys(session: &Session, codes: &[String]) -> Result<Vec<city::Model>, store::Error> {
        session.city_by_codes(codes).await
    }
}

impl Referenced for City {
    type Id = CityId;

    fn id(row: &city::Model) -> CityId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[CityId]) -> Result<Vec<city::Model>, store::Error> {
        session.city_by_ids(ids).await
    }
}

impl SubjectNoun for City {
    const KIND: SubjectKind = SubjectKind::City;

    fn row(&self) -> &city::Model {
        &self.0
    }

    fn official_names(row: &city::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }
}

impl Child<ClusterId> for City {
    type Row = city::Model;

    async fn by_parents(
        session: &Session,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, city::Model)>, store::Error> {
        session.city_by_clusters(clusters).await
    }
}
