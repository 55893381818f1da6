//! Provinces in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use entity::{ProvinceId, SubjectId, province, subject::SubjectKind};
use store::{
    filter::Filter,
    order::Direction,
    province::{Condition, Field, Provinces},
    stat::Stats,
};

use crate::{
    choice::StatSelector,
    cited::cites,
    error::missing,
    filter::{FilterInput, Logic, NameFilter, Path, some},
    global_id::global_id,
    joined::Joined,
    language::Language,
    list::{Filtered, List, OrderDirection, OrderInput},
    listed::Listed,
    loaders::{province::ProvinceCode, read, read_required},
    near::NearFilter,
    scalars::Decimal,
    types::{
        city::City,
        cluster::{Cluster, ClustersFilter},
        country::Country,
        name::Name,
        ranking::RankField,
        series::SeriesOf,
        source::Source,
        stat::{Stat, StatsFilter},
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

    async fn parts(self, context: &Context<'_>, path: Path<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Vec::new();
        let at = path.member("name");
        if let Some(name) = at.given(self.name)? {
            parts.extend(name.text(at)?.map(|text| Filter::Is(Condition::NameContains(text))));
        }
        let at = path.member("region");
        if let Some(region) = at.given(self.region)? {
            let values = at.values(region.eq, region.one_of)?;
            parts.extend(
                values.map(|values| Filter::Is(Condition::Regions(values.into_iter().map(Into::into).collect()))),
            );
        }
        let at = path.member("clusters");
        if let Some(clusters) = at.given(self.clusters)? {
            parts.extend(some(clusters.some, context, at).await?.map(|filter| Filter::Is(Condition::Clusters(filter))));
        }
        let at = path.member("stats");
        if let Some(stats) = at.given(self.stats)? {
            parts.extend(
                some::<Stats, _>(stats.some, context, at).await?.map(|filter| Filter::Is(Condition::Stats(filter))),
            );
        }
        let at = path.member("near");
        if let Some(near) = at.given(self.near)? {
            parts.push(Filter::Is(Condition::Near(near.read(at)?)));
        }
        Ok(parts)
    }
}

/// What provinces can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProvinceOrderField {
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

impl From<ProvinceOrderField> for Field {
    fn from(field: ProvinceOrderField) -> Self {
        match field {
            ProvinceOrderField::Code => Self::Code,
            ProvinceOrderField::GbCode => Self::GbCode,
            ProvinceOrderField::Name => Self::Name,
            ProvinceOrderField::NameZh => Self::NameZh,
            ProvinceOrderField::ClusterCount => Self::ClusterCount,
        }
    }
}

/// An order of provinces.
#[derive(Debug, InputObject)]
pub(crate) struct ProvinceOrder {
    /// What to compare; or give `stat`.
    pub field: Option<ProvinceOrderField>,
    /// The figure to compare. What has none comes last.
    pub stat: Option<StatSelector>,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Provinces> for ProvinceOrder {
    async fn resolve(self, context: &Context<'_>, path: Path<'_>) -> Result<(Field, Direction)> {
        let field = match (self.field, self.stat) {
            (Some(field), None) => field.into(),
            (None, Some(stat)) => Field::Stat(stat.resolve(context, path.member("stat")).await?),
            _ => return Err(path.refuse("needs field or stat, and not both.")),
        };
        Ok((field, self.direction.into()))
    }
}

/// A province-level division of China: a province, autonomous region, municipality or special administrative region.
#[derive(Description)]
pub(crate) struct Province(pub(crate) Arc<province::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Province {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self) -> ID {
        global_id("Province", &self.0.code)
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

    /// The official name, in English unless another language is asked.
    pub(crate) async fn name(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        language.pick(&self.0.name_en, &self.0.name_zh)
    }

    /// The country it is part of.
    async fn country(&self, context: &Context<'_>) -> Result<Country> {
        Country::by_key(context, self.0.country_code.clone()).await?.ok_or_else(|| missing("country"))
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
    fn city_list(&self) -> List<City> {
        List::under(store::city::Parent::Province(self.0.id))
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> List<Cluster> {
        List::under(store::cluster::Parent::Province(self.0.id))
    }

    /// Other names, each from a source, by text.
    pub(crate) async fn names(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only names in this language.")] language: Option<Language>,
    ) -> Result<Vec<Name>> {
        Name::of(context, SubjectId(self.0.id.0), language).await
    }

    #[graphql(flatten)]
    fn rank_field(&self) -> Joined<RankField> {
        Joined(RankField::of(SubjectKind::Province, self.0.id))
    }

    #[graphql(flatten)]
    fn series_of(&self) -> Joined<SeriesOf> {
        Joined(SeriesOf(SubjectId(self.0.id.0)))
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> List<Stat> {
        List::under(store::stat::Parent::Subject(SubjectId(self.0.id.0)))
    }
}

impl Listed for Province {
    type Noun = Provinces;
    type Arguments = Filtered<ProvinceFilter, ProvinceOrder>;

    const FIELD: &'static str = "provinces";
    const DESCRIPTION: &'static str =
        "The province-level divisions of China. By GB/T 2260 code unless another order is asked.";

    fn from_row(row: Arc<province::Model>) -> Self {
        Self(row)
    }
}

impl Province {
    pub(crate) async fn fetch(context: &Context<'_>, id: ProvinceId) -> Result<Self> {
        read_required(context, id, "province").await.map(Self)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, ProvinceCode(key)).await?.map(Self))
    }
}
