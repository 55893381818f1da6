//! Rounds of contests in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, ID, InputObject, Object, Result};
use entity::{RoundId, SubjectId, round, subject::SubjectKind};
use store::{
    order::Direction,
    round::{Field, Rounds},
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, OrderDirection, OrderInput, Ordered},
    global_id::global_id,
    language::Language,
    loaders::{
        read, read_required,
        round::{RoundSlug, RoundsOfRound},
    },
    provenance::{cite, cites},
    scalars::Date,
    shared_field::Flatten,
    types::{
        award::Award, cluster::Cluster, contest::Contest, name::Name, ranking::RankField, series::SeriesOf,
        source::Source, stat::Stat,
    },
};

/// Kinds of round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::round::RoundKind")]
pub enum RoundKind {
    /// A part of a list.
    Batch,
    /// A list of winners that was decided in batches.
    List,
    /// A round.
    Round,
    /// A running total over several rounds.
    Aggregate,
}

/// What rounds can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::round::Field")]
pub enum RoundOrderField {
    /// Slug.
    Slug,
    /// Day of announcement; rounds without one come last.
    Announced,
    /// English name.
    Name,
    /// Chinese name, by code point.
    NameZh,
}

/// An order of rounds.
#[derive(Debug, InputObject)]
pub(crate) struct RoundOrder {
    /// What to compare.
    pub field: RoundOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Rounds> for RoundOrder {
    async fn resolve(self, _: &Context<'_>, _: ArgumentPath<'_>) -> Result<(Field, Direction)> {
        Ok((self.field.into(), self.direction.into()))
    }
}

/// A batch, list or round of a contest, or a running total over several rounds.
#[derive(Description)]
pub(crate) struct Round(pub(crate) Arc<round::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Round {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self, context: &Context<'_>) -> ID {
        cite(context, [self.0.source_id]);
        global_id("Round", &self.0.slug)
    }

    /// Natural key, such as first-batch-2021.
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

    /// The contest.
    async fn contest(&self, context: &Context<'_>) -> Result<Contest> {
        Contest::fetch(context, self.0.contest_id).await
    }

    /// Batch, list, round or aggregate.
    fn kind(&self) -> RoundKind {
        self.0.kind.into()
    }

    /// The list or running total which contains this one. Null for the outermost.
    async fn parent(&self, context: &Context<'_>) -> Option<Result<Round>> {
        Round::fetch_optional(context, self.0.parent_id).await
    }

    /// The rounds directly inside this one, by day of announcement, then by slug.
    async fn rounds(&self, context: &Context<'_>) -> Result<Vec<Round>> {
        let rows = read(context, RoundsOfRound(self.0.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(Round).collect())
    }

    /// How many clusters won, as announced. The data may know fewer of them: see `clusters { totalCount }`.
    fn winners_count(&self) -> i32 {
        self.0.winners_count
    }

    /// First day of public comment, or of publication. Null where unknown.
    fn announced_on(&self) -> Option<Date> {
        self.0.announced_on.map(Date)
    }

    /// Day on which the final list was published or reported. Null where unknown.
    fn confirmed_on(&self) -> Option<Date> {
        self.0.confirmed_on.map(Date)
    }

    /// Number of the ministry's document. Null where no source gives it.
    fn document(&self) -> Option<&str> {
        self.0.document.as_deref()
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
    fn award_list(&self) -> ConnectionField<Award> {
        ConnectionField::under(store::award::Parent::Round(self.0.id))
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> ConnectionField<Cluster> {
        ConnectionField::under(store::cluster::Parent::Round(self.0.id))
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
        Flatten(RankField::of(SubjectKind::Round, self.0.id))
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

impl ConnectionNode for Round {
    type Noun = Rounds;
    type Arguments = Ordered<RoundOrder>;

    const FIELD: &'static str = "rounds";
    const DESCRIPTION: &'static str = "The rounds of all contests. By slug unless another order is asked.";

    fn from_row(row: Arc<round::Model>) -> Self {
        Self(row)
    }
}

impl Round {
    pub(crate) async fn fetch(context: &Context<'_>, id: RoundId) -> Result<Self> {
        read_required(context, id, "round").await.map(Self)
    }

    pub(crate) async fn fetch_optional(context: &Context<'_>, id: Option<RoundId>) -> Option<Result<Self>> {
        Some(Self::fetch(context, id?).await)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, RoundSlug(key)).await?.map(Self))
    }
}
