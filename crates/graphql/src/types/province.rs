//! Provinces in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, InputObject, MaybeUndefined, Object, Result};
use entity::{ClusterId, ProvinceId, province, subject::SubjectKind};
use store::{
    Session,
    cluster::Clusters,
    filter::Filter,
    province::{Condition, Field, Provinces},
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, ConnectionOf, Filtered, OrderDirection, order_input},
    filter::{FilterInput, Logic, NameFilter, Parts},
    geo_radius::NearFilter,
    language::Language,
    natural_key::{KeySyntax, is_gb_code},
    noun::{Child, Noun, Referenced},
    provenance::cites,
    scalars::Decimal,
    types::{
        city::City,
        cluster::{Cluster, ClustersFilter},
        country::Country,
        source::Source,
        stat::StatsFilter,
        subject::{SubjectFields, SubjectNoun},
    },
};

/// Kinds of province-level division of China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::province::ProvinceKind")]
pub enum ProvinceKind {
    /// A province.
    Province,
    /// An autonomous region.
    AutonomousRegion,
    /// A municipality directly under the central government, which is a city as well.
    Municipality,
    /// Hong Kong or Macao.
    SpecialAdministrativeRegion,
}

/// Economic regions of the National Bureau of Statistics of China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::province::Region")]
pub enum Region {
    /// The east.
    East,
    /// The centre.
    Central,
    /// The west.
    West,
    /// The northeast.
    Northeast,
}

/// Compares an economic region.
#[derive(Debug, InputObject)]
pub(crate) struct RegionFilter {
    /// Exactly this one.
    pub eq: MaybeUndefined<Region>,
    /// Any of these. An empty list matches nothing.
    #[graphql(name = "in")]
    pub one_of: MaybeUndefined<Vec<Region>>,
}

/// Narrows a list of provinces; every part given must hold.
#[derive(Debug, InputObject)]
pub(crate) struct ProvinceFilter {
    /// All of these hold; an empty list is satisfied by everything. At most 100.
    pub and: MaybeUndefined<Vec<ProvinceFilter>>,
    /// At least one of these holds; an empty list is satisfied by nothing. At most 100.
    pub or: MaybeUndefined<Vec<ProvinceFilter>>,
    /// This does not hold.
    pub not: MaybeUndefined<Box<ProvinceFilter>>,
    /// Its official names.
    pub name: MaybeUndefined<NameFilter>,
    /// Its economic region.
    pub region: MaybeUndefined<RegionFilter>,
    /// The clusters with a location in it.
    pub clusters: MaybeUndefined<ClustersFilter>,
    /// The stats about it.
    pub stats: MaybeUndefined<StatsFilter>,
    /// Its point, that of the capital, lies in this circle. One without coordinates lies in none.
    pub near: MaybeUndefined<NearFilter>,
}

impl FilterInput<Provinces> for ProvinceFilter {
    fn logic(&mut self) -> Logic<Self> {
        Logic { and: take(&mut self.and), or: take(&mut self.or), not: take(&mut self.not) }
    }

    async fn parts(self, context: &Context<'_>, path: ArgumentPath<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Parts::new(context, path);
        parts.name_contains("name", self.name, Condition::NameContains)?;
        parts.one_of("region", self.region, |region| (region.eq, region.one_of), Condition::Regions)?;
        parts.some::<Clusters, _, _>("clusters", self.clusters, |clusters| clusters.some, Condition::Clusters).await?;
        parts.some::<Stats, _, _>("stats", self.stats, |stats| stats.some, Condition::Stats).await?;
        parts.near("near", self.near, Condition::Near)?;
        Ok(parts.finish())
    }
}

order_input! {
    /// What provinces can be ordered by.
    ProvinceOrderField for Field {
        /// ISO 3166-2 code.
        Code,
        /// GB/T 2260 code.
        GbCode,
        /// English name.
        Name,
        /// Chinese name, by code point.
        NameZh,
        /// Number of clusters with a location in it.
        ClusterCount,
    }

    /// An order of provinces.
    ProvinceOrder or stat
}

/// A province-level division of China: a province, autonomous region, municipality or special administrative region.
#[derive(Description)]
pub(crate) struct Province(pub(crate) Arc<province::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Province {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// ISO 3166-2 code, such as CN-ZJ.
    #[graphql(guard = cites(self.0.code_source_id))]
    fn code(&self) -> &str {
        &self.0.code
    }

    /// GB/T 2260 code, six digits, such as 330000.
    #[graphql(guard = cites(self.0.gb_code_source_id))]
    fn gb_code(&self) -> &str {
        &self.0.gb_code
    }

    /// The country it is part of.
    async fn country(&self, context: &Context<'_>) -> Result<Country> {
        Country::find_required(context, &self.0.country_code).await
    }

    /// Kind of division.
    fn kind(&self) -> ProvinceKind {
        self.0.kind.into()
    }

    /// Economic region. Null for Hong Kong, Macao and Taiwan, which the scheme of the bureau leaves out.
    #[graphql(guard = cites(self.0.region_source_id))]
    fn region(&self) -> Option<Region> {
        self.0.region.map(Region::from)
    }

    /// Abbreviation of one Chinese character.
    #[graphql(guard = cites(self.0.abbreviation_source_id))]
    fn abbreviation_zh(&self) -> &str {
        &self.0.abbreviation_zh
    }

    /// Name of the capital. Null for Hong Kong and Macao.
    fn capital(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> Option<&str> {
        match language {
            Language::En => self.0.capital_en.as_deref(),
            Language::Zh => self.0.capital_zh.as_deref(),
        }
    }

    /// Degrees north of the capital, or of the place itself, WGS 84. Null where unknown.
    #[graphql(guard = cites(self.0.coordinates_source_id))]
    fn latitude(&self) -> Option<Decimal> {
        self.0.latitude.as_ref().map(Decimal::from)
    }

    /// Degrees east of the capital, or of the place itself, WGS 84. Null where unknown.
    #[graphql(guard = cites(self.0.coordinates_source_id))]
    fn longitude(&self) -> Option<Decimal> {
        self.0.longitude.as_ref().map(Decimal::from)
    }

    /// Wikidata item, such as Q16967.
    #[graphql(guard = cites(self.0.wikidata_source_id))]
    fn wikidata(&self) -> Option<&str> {
        self.0.wikidata.as_deref()
    }

    /// Where the ISO 3166-2 code was read.
    async fn code_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.code_source_id).await
    }

    /// Where the GB/T 2260 code was read.
    async fn gb_code_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.gb_code_source_id).await
    }

    /// Where the abbreviation was read.
    async fn abbreviation_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.abbreviation_source_id).await
    }

    /// Where the region was read. Null where there is no region.
    async fn region_source(&self, context: &Context<'_>) -> Option<Result<Source>> {
        Source::fetch_optional(context, self.0.region_source_id).await
    }

    /// Where the coordinates were read.
    async fn coordinates_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.coordinates_source_id).await
    }

    /// Where the Wikidata item was read.
    async fn wikidata_source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.wikidata_source_id).await
    }

    #[graphql(flatten)]
    fn city_list(&self) -> ConnectionField<City> {
        ConnectionOf::under(store::city::Parent::Province(self.0.id))
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> ConnectionField<Cluster> {
        ConnectionOf::under(store::cluster::Parent::Province(self.0.id))
    }
}

impl ConnectionNode for Province {
    type Resource = Provinces;
    type Arguments = Filtered<ProvinceFilter, ProvinceOrder>;

    const FIELD: &'static str = "provinces";
    const DESCRIPTION: &'static str =
        "The province-level divisions of China. By GB/T 2260 code unless another order is asked.";
}

impl From<Arc<province::Model>> for Province {
    fn from(row: Arc<province::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Province {
    type Row = province::Model;

    const NAME: &'static str = "province";
    const KEY: KeySyntax = KeySyntax::Province;
    const LOOK_UP: &'static str = "A province. Null if there is none with this code.";
    const LOOK_UP_KEY: &'static str = "ISO 3166-2 code such as CN-ZJ, or GB/T 2260 code such as 330000.";

    fn key(row: &province::Model) -> &str {
        &row.code
    }

    fn other_key(row: &province::Model) -> Option<&str> {
        Some(&row.gb_code)
    }

    async fn by_keys(session: &Session, codes: &[String]) -> Result<Vec<province::Model>, store::Error> {
        let (gb, iso): (Vec<String>, Vec<String>) = codes.iter().cloned().partition(|code| is_gb_code(code));
        let mut rows = Vec::new();
        if !iso.is_empty() {
            rows = session.province_by_codes(&iso).await?;
        }
        if !gb.is_empty() {
            rows.extend(session.province_by_gb_codes(&gb).await?);
        }
        Ok(rows)
    }
}

impl Referenced for Province {
    type Id = ProvinceId;

    fn id(row: &province::Model) -> ProvinceId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[ProvinceId]) -> Result<Vec<province::Model>, store::Error> {
        session.province_by_ids(ids).await
    }
}

impl SubjectNoun for Province {
    const KIND: SubjectKind = SubjectKind::Province;

    fn row(&self) -> &province::Model {
        &self.0
    }

    fn official_names(row: &province::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }
}

impl Child<ClusterId> for Province {
    type Row = province::Model;

    async fn by_parents(
        session: &Session,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, province::Model)>, store::Error> {
        session.province_by_clusters(clusters).await
    }
}
