//! Cities in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use entity::{CityId, SubjectId, city, subject::SubjectKind};
use store::{
    city::{Cities, Condition, Field, Parent},
    filter::Filter,
    order::Direction,
    stat::Stats,
};

use crate::{
    choice::StatSelector,
    cited::cites,
    filter::{FilterInput, KeyFilter, Logic, NameFilter, Path, some},
    global_id::global_id,
    joined::Joined,
    language::Language,
    list::{Filtered, List, OrderDirection, OrderInput},
    listed::Listed,
    loaders::{city::CityCode, province::ProvinceCode, read, read_required},
    near::NearFilter,
    scalars::Decimal,
    types::{
        cluster::{Cluster, ClustersFilter},
        name::Name,
        province::Province,
        ranking::RankField,
        series::SeriesOf,
        source::Source,
        stat::{Stat, StatsFilter},
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

    async fn parts(self, context: &Context<'_>, path: Path<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Vec::new();
        let at = path.member("name");
        if let Some(name) = at.given(self.name)? {
            parts.extend(name.text(at)?.map(|text| Filter::Is(Condition::NameContains(text))));
        }
        let at = path.member("province");
        if let Some(province) = at.given(self.province)? {
            let ids = province.ids(context, at, "province", ProvinceCode, |row| row.id).await?;
            parts.extend(ids.map(|ids| Filter::Is(Condition::Provinces(ids))));
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

/// What cities can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CityOrderField {
    /// GB/T 2260 code.
    Code,
    /// English name.
    Name,
    /// Chinese name, by code point.
    NameZh,
}

impl From<CityOrderField> for Field {
    fn from(field: CityOrderField) -> Self {
        match field {
            CityOrderField::Code => Self::Code,
            CityOrderField::Name => Self::Name,
            CityOrderField::NameZh => Self::NameZh,
        }
    }
}

/// An order of cities.
#[derive(Debug, InputObject)]
pub(crate) struct CityOrder {
    /// What to compare; or give `stat`.
    pub field: Option<CityOrderField>,
    /// The figure to compare. What has none comes last.
    pub stat: Option<StatSelector>,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Cities> for CityOrder {
    async fn resolve(self, context: &Context<'_>, path: Path<'_>) -> Result<(Field, Direction)> {
        let field = match (self.field, self.stat) {
            (Some(field), None) => field.into(),
            (None, Some(stat)) => Field::Stat(stat.resolve(context, path.member("stat")).await?),
            _ => return Err(path.refuse("needs field or stat, and not both.")),
        };
        Ok((field, self.direction.into()))
    }
}

/// A city, autonomous prefecture or county-level city of China which a cluster or a figure names.
#[derive(Description)]
pub(crate) struct City(pub(crate) Arc<city::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl City {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self) -> ID {
        global_id("City", &self.0.code)
    }

    /// GB/T 2260 code, six digits, such as 330382. A municipality has the code of its province.
    #[graphql(guard = cites(self.0.code_source_id))]
    fn code(&self) -> &str {
        &self.0.code
    }

    /// The official name, in English unless another language is asked.
    pub(crate) async fn name(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        language.pick(&self.0.name_en, &self.0.name_zh)
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
    fn city_list(&self) -> List<City> {
        List::under(Parent::City(self.0.id))
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> List<Cluster> {
        List::under(store::cluster::Parent::City(self.0.id))
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
        Joined(RankField::of(SubjectKind::City, self.0.id))
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

impl Listed for City {
    type Noun = Cities;
    type Arguments = Filtered<CityFilter, CityOrder>;

    const FIELD: &'static str = "cities";
    const DESCRIPTION: &'static str = "The cities which a cluster or a figure names; under a city, those directly below it. By GB/T 2260 code unless another order is asked.";

    fn from_row(row: Arc<city::Model>) -> Self {
        Self(row)
    }
}

impl City {
    pub(crate) async fn fetch(context: &Context<'_>, id: CityId) -> Result<Self> {
        read_required(context, id, "city").await.map(Self)
    }

    pub(crate) async fn fetch_optional(context: &Context<'_>, id: Option<CityId>) -> Option<Result<Self>> {
        Some(Self::fetch(context, id?).await)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, CityCode(key)).await?.map(Self))
    }
}
