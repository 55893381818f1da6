//! Industries in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use entity::{IndustryId, SubjectId, industry, subject::SubjectKind};
use store::{
    filter::Filter,
    industry::{Condition, Field, Industries},
    order::Direction,
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, Filtered, OrderDirection, OrderInput},
    filter::{FilterInput, Logic, NameFilter, some},
    global_id::global_id,
    language::Language,
    loaders::{
        industry::{IndustriesOfIndustry, IndustrySlug},
        read, read_required,
    },
    provenance::{cite, cites},
    shared_field::Flatten,
    types::{
        cluster::Cluster,
        name::Name,
        ranking::RankField,
        series::SeriesOf,
        source::Source,
        stat::{Stat, StatsFilter},
    },
};

/// Kinds of industry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::industry::IndustryKind")]
pub enum IndustryKind {
    /// One of the six key fields of the announcements of 2022.
    Field,
    /// A narrower track of the 2024 contest, within a field.
    Track,
    /// Taken from the name of a cluster, because the six fields have no plain place for it.
    Label,
}

/// Narrows a list of industries; every part given must hold.
#[derive(Debug, InputObject)]
pub(crate) struct IndustryFilter {
    /// All of these hold; an empty list is satisfied by everything. At most 100.
    pub and: MaybeUndefined<Vec<IndustryFilter>>,
    /// At least one of these holds; an empty list is satisfied by nothing. At most 100.
    pub or: MaybeUndefined<Vec<IndustryFilter>>,
    /// This does not hold.
    pub not: MaybeUndefined<Box<IndustryFilter>>,
    /// Its official names.
    pub name: MaybeUndefined<NameFilter>,
    /// The stats about it.
    pub stats: MaybeUndefined<StatsFilter>,
}

impl FilterInput<Industries> for IndustryFilter {
    fn logic(&mut self) -> Logic<Self> {
        Logic { and: take(&mut self.and), or: take(&mut self.or), not: take(&mut self.not) }
    }

    async fn parts(self, context: &Context<'_>, path: ArgumentPath<'_>) -> Result<Vec<Filter<Condition>>> {
        let mut parts = Vec::new();
        let at = path.member("name");
        if let Some(name) = at.given(self.name)? {
            parts.extend(name.text(at)?.map(|text| Filter::Is(Condition::NameContains(text))));
        }
        let at = path.member("stats");
        if let Some(stats) = at.given(self.stats)? {
            parts.extend(
                some::<Stats, _>(stats.some, context, at).await?.map(|filter| Filter::Is(Condition::Stats(filter))),
            );
        }
        Ok(parts)
    }
}

/// What industries can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::industry::Field")]
pub enum IndustryOrderField {
    /// Slug.
    Slug,
    /// English name.
    Name,
    /// Chinese name, by code point.
    NameZh,
}

/// An order of industries.
#[derive(Debug, InputObject)]
pub(crate) struct IndustryOrder {
    /// What to compare.
    pub field: IndustryOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Industries> for IndustryOrder {
    async fn resolve(self, _: &Context<'_>, _: ArgumentPath<'_>) -> Result<(Field, Direction)> {
        Ok((self.field.into(), self.direction.into()))
    }
}

/// An industry: a key field, a track within a field, or a label.
#[derive(Description)]
pub(crate) struct Industry(pub(crate) Arc<industry::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Industry {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self, context: &Context<'_>) -> ID {
        cite(context, [self.0.source_id]);
        global_id("Industry", &self.0.slug)
    }

    /// Natural key, such as high-end-equipment.
    fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The official name, in English unless another language is asked.
    pub(crate) async fn name(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        cite(context, [self.0.source_id]);
        language.pick(&self.0.name_en, &self.0.name_zh)
    }

    /// Field, track or label.
    fn kind(&self) -> IndustryKind {
        self.0.kind.into()
    }

    /// The field of a track. Null for fields and labels.
    async fn parent(&self, context: &Context<'_>) -> Option<Result<Industry>> {
        Industry::fetch_optional(context, self.0.parent_id).await
    }

    /// The tracks within a field, by slug.
    async fn tracks(&self, context: &Context<'_>) -> Result<Vec<Industry>> {
        let rows = read(context, IndustriesOfIndustry(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(Industry).collect())
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> ConnectionField<Cluster> {
        ConnectionField::under(store::cluster::Parent::Industry(self.0.id))
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
    fn rank_field(&self) -> Flatten<RankField> {
        Flatten(RankField::of(SubjectKind::Industry, self.0.id))
    }

    #[graphql(flatten)]
    fn series_of(&self) -> Flatten<SeriesOf> {
        Flatten(SeriesOf(SubjectId(self.0.id.0)))
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionField::under(store::stat::Parent::Subject(SubjectId(self.0.id.0)))
    }
}

impl ConnectionNode for Industry {
    type Noun = Industries;
    type Arguments = Filtered<IndustryFilter, IndustryOrder>;

    const FIELD: &'static str = "industries";
    const DESCRIPTION: &'static str =
        "The industries: fields, tracks and labels. By slug unless another order is asked.";

    fn from_row(row: Arc<industry::Model>) -> Self {
        Self(row)
    }
}

impl Industry {
    pub(crate) async fn fetch(context: &Context<'_>, id: IndustryId) -> Result<Self> {
        read_required(context, id, "industry").await.map(Self)
    }

    pub(crate) async fn fetch_optional(context: &Context<'_>, id: Option<IndustryId>) -> Option<Result<Self>> {
        Some(Self::fetch(context, id?).await)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, IndustrySlug(key)).await?.map(Self))
    }
}
