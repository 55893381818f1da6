//! Contests in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result};
use entity::{ContestId, SubjectId, contest, subject::SubjectKind};

use crate::{
    connection::{ConnectionField, ConnectionNode, NoArguments},
    global_id::global_id,
    language::Language,
    loaders::{contest::ContestSlug, read, read_required, round::RoundsOfContest},
    provenance::{cite, cites},
    scalars::PartialDate,
    shared_field::Flatten,
    types::{name::Name, ranking::RankField, round::Round, series::SeriesOf, source::Source, stat::Stat},
};

/// A contest in which clusters are chosen.
#[derive(Description)]
pub(crate) struct Contest(pub(crate) Arc<contest::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Contest {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self, context: &Context<'_>) -> ID {
        cite(context, [self.0.source_id]);
        global_id("Contest", &self.0.slug)
    }

    /// Natural key, such as advanced-manufacturing-clusters.
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

    /// Who organizes it.
    fn organizer(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        language.pick(&self.0.organizer_en, &self.0.organizer_zh)
    }

    /// The year in which it was launched.
    fn launched(&self) -> PartialDate {
        PartialDate(self.0.launched.clone())
    }

    /// What it is for, in English. Null where no source says.
    fn aim(&self) -> Option<&str> {
        self.0.aim.as_deref()
    }

    /// What the organizer asks of a winner, in English. Null where no source says.
    fn criteria(&self) -> Option<&str> {
        self.0.criteria.as_deref()
    }

    /// Its rounds, by day of announcement, then by slug.
    async fn rounds(&self, context: &Context<'_>) -> Result<Vec<Round>> {
        let rows = read(context, RoundsOfContest(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(Round).collect())
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
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
        Flatten(RankField::of(SubjectKind::Contest, self.0.id))
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

impl ConnectionNode for Contest {
    type Noun = store::Contests;
    type Arguments = NoArguments;

    const FIELD: &'static str = "contests";
    const DESCRIPTION: &'static str = "The contests. By slug.";

    fn from_row(row: Arc<contest::Model>) -> Self {
        Self(row)
    }
}

impl Contest {
    pub(crate) async fn fetch(context: &Context<'_>, id: ContestId) -> Result<Self> {
        read_required(context, id, "contest").await.map(Self)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, ContestSlug(key)).await?.map(Self))
    }
}
