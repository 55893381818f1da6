//! Clusters in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use entity::{ClusterId, SourceId, SubjectId, cluster, subject::SubjectKind};
use store::{
    cluster::{Clusters, Condition, Field},
    filter::Filter,
    order::Direction,
    stat::Stats,
};

use crate::{
    choice::StatSelector,
    cited::{cite, cites, is_asked},
    filter::{FilterInput, KeyFilter, Logic, NameFilter, Path, some},
    global_id::global_id,
    joined::Joined,
    language::Language,
    list::{Filtered, List, OrderDirection, OrderInput},
    listed::Listed,
    loaders::{
        award::AwardsOfCluster,
        city::{CitiesOfCluster, CityCode},
        cluster::ClusterSlug,
        cluster_location::LocationsOfCluster,
        industry::IndustrySlug,
        province::{ProvinceCode, ProvincesOfCluster},
        read, read_required,
        round::RoundSlug,
    },
    near::NearFilter,
    types::{
        award::{Award, Verification},
        city::City,
        cluster_location::ClusterLocation,
        industry::Industry,
        name::Name,
        province::{Province, RegionFilter},
        ranking::RankField,
        series::SeriesOf,
        source::Source,
        stat::{Stat, StatsFilter},
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
        let at = path.member("city");
        if let Some(city) = at.given(self.city)? {
            let ids = city.ids(context, at, "city", CityCode, |row| row.id).await?;
            parts.extend(ids.map(|ids| Filter::Is(Condition::Cities(ids))));
        }
        let at = path.member("industry");
        if let Some(industry) = at.given(self.industry)? {
            let ids = industry.ids(context, at, "industry", IndustrySlug, |row| row.id).await?;
            parts.extend(ids.map(|ids| Filter::Is(Condition::Industries(ids))));
        }
        let at = path.member("round");
        if let Some(round) = at.given(self.round)? {
            let ids = round.ids(context, at, "round", RoundSlug, |row| row.id).await?;
            parts.extend(ids.map(|ids| Filter::Is(Condition::Rounds(ids))));
        }
        let at = path.member("region");
        if let Some(region) = at.given(self.region)? {
            let values = at.values(region.eq, region.one_of)?;
            parts.extend(
                values.map(|values| Filter::Is(Condition::Regions(values.into_iter().map(Into::into).collect()))),
            );
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

/// What clusters can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ClusterOrderField {
    /// Slug.
    Slug,
    /// English name.
    Name,
    /// Chinese name, by code point.
    NameZh,
}

impl From<ClusterOrderField> for Field {
    fn from(field: ClusterOrderField) -> Self {
        match field {
            ClusterOrderField::Slug => Self::Slug,
            ClusterOrderField::Name => Self::Name,
            ClusterOrderField::NameZh => Self::NameZh,
        }
    }
}

/// An order of clusters.
#[derive(Debug, InputObject)]
pub(crate) struct ClusterOrder {
    /// What to compare; or give `stat`.
    pub field: Option<ClusterOrderField>,
    /// The figure to compare. What has none comes last.
    pub stat: Option<StatSelector>,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Clusters> for ClusterOrder {
    async fn resolve(self, context: &Context<'_>, path: Path<'_>) -> Result<(Field, Direction)> {
        let field = match (self.field, self.stat) {
            (Some(field), None) => field.into(),
            (None, Some(stat)) => Field::Stat(stat.resolve(context, path.member("stat")).await?),
            _ => return Err(path.refuse("needs field or stat, and not both.")),
        };
        Ok((field, self.direction.into()))
    }
}

/// A national advanced manufacturing cluster: an industry concentrated in one or a few cities.
#[derive(Description)]
pub(crate) struct Cluster(pub(crate) Arc<cluster::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Cluster {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self, context: &Context<'_>) -> ID {
        cite(context, [self.0.source_id]);
        global_id("Cluster", &self.0.slug)
    }

    /// Natural key, such as wenzhou-yueqing-electrical.
    fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The official name, in English unless another language is asked.
    #[graphql(guard = cites(self.name_source(language)))]
    pub(crate) async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        cite(context, [self.name_source(language)]);
        language.pick(&self.0.name_en, &self.0.name_zh)
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
        let rows = read(context, LocationsOfCluster(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(ClusterLocation).collect())
    }

    /// The provinces it lies in, each once, in the order of its locations.
    async fn provinces(&self, context: &Context<'_>) -> Result<Vec<Province>> {
        self.cite_locations(context).await?;
        let rows = read(context, ProvincesOfCluster(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(Province).collect())
    }

    /// The cities it lies in, each once, in the order of its locations. Empty where only the province is known.
    async fn cities(&self, context: &Context<'_>) -> Result<Vec<City>> {
        self.cite_locations(context).await?;
        let rows = read(context, CitiesOfCluster(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(City).collect())
    }

    /// What it won, by day of announcement.
    async fn awards(&self, context: &Context<'_>) -> Result<Vec<Award>> {
        let rows = read(context, AwardsOfCluster(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(Award).collect())
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
        Joined(RankField::of(SubjectKind::Cluster, self.0.id))
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

impl Listed for Cluster {
    type Noun = Clusters;
    type Arguments = Filtered<ClusterFilter, ClusterOrder>;

    const FIELD: &'static str = "clusters";
    const DESCRIPTION: &'static str = "Clusters: those with a location in the place, of the industry or track, or which won in the round or in one inside it. By slug unless another order is asked.";

    fn from_row(row: Arc<cluster::Model>) -> Self {
        Self(row)
    }
}

impl Cluster {
    fn name_source(&self, language: Language) -> SourceId {
        let printed = (language == Language::En).then_some(self.0.name_en_source_id).flatten();
        printed.unwrap_or(self.0.source_id)
    }

    /// That it lies in a place is a fact with a source of its own, which the row of the place does not know.
    async fn cite_locations(&self, context: &Context<'_>) -> Result<()> {
        if is_asked(context) {
            let locations = read(context, LocationsOfCluster(self.0.id)).await?.unwrap_or_default();
            cite(context, locations.iter().map(|location| location.source_id));
        }
        Ok(())
    }

    pub(crate) async fn fetch(context: &Context<'_>, id: ClusterId) -> Result<Self> {
        read_required(context, id, "cluster").await.map(Self)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, ClusterSlug(key)).await?.map(Self))
    }
}
