//! Rounds of contests in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, Object, Result};
use entity::{ContestId, RoundId, SourceId, round, subject::SubjectKind};
use store::{
    Session,
    round::{Field, Rounds},
};

use crate::{
    connection::{ConnectionField, ConnectionNode, ConnectionOf, OrderDirection, Ordered, order_input},
    natural_key::KeySyntax,
    noun::{Child, Noun, Referenced},
    provenance::cites,
    scalars::Date,
    types::{
        award::Award,
        cluster::Cluster,
        contest::Contest,
        source::Source,
        subject::{SubjectFields, SubjectNoun},
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

order_input! {
    /// What rounds can be ordered by.
    RoundOrderField for Field {
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
    RoundOrder
}

/// A batch, list or round of a contest, or a running total over several rounds.
#[derive(Description)]
pub(crate) struct Round(pub(crate) Arc<round::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Round {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// Natural key, such as first-batch-2021.
    fn slug(&self) -> &str {
        &self.0.slug
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
        Round::under(context, self.0.id).await
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
        ConnectionOf::under(store::award::Parent::Round(self.0.id))
    }

    #[graphql(flatten)]
    fn cluster_list(&self) -> ConnectionField<Cluster> {
        ConnectionOf::under(store::cluster::Parent::Round(self.0.id))
    }
}

impl ConnectionNode for Round {
    type Resource = Rounds;
    type Arguments = Ordered<RoundOrder>;

    const FIELD: &'static str = "rounds";
    const DESCRIPTION: &'static str = "The rounds of all contests. By slug unless another order is asked.";
}

impl From<Arc<round::Model>> for Round {
    fn from(row: Arc<round::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Round {
    type Row = round::Model;

    const NAME: &'static str = "round";
    const KEY: KeySyntax = KeySyntax::Slug;
    const LOOK_UP: &'static str = "A round of a contest. Null if there is none with this slug.";
    const LOOK_UP_KEY: &'static str = "Such as first-batch-2021.";

    fn key(row: &round::Model) -> &str {
        &row.slug
    }

    async fn by_keys(session: &Session, slugs: &[String]) -> Result<Vec<round::Model>, store::Error> {
        session.round_by_slugs(slugs).await
    }
}

impl Referenced for Round {
    type Id = RoundId;

    fn id(row: &round::Model) -> RoundId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[RoundId]) -> Result<Vec<round::Model>, store::Error> {
        session.round_by_ids(ids).await
    }
}

impl SubjectNoun for Round {
    const KIND: SubjectKind = SubjectKind::Round;

    fn row(&self) -> &round::Model {
        &self.0
    }

    fn official_names(row: &round::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }

    fn source(row: &round::Model) -> Option<SourceId> {
        Some(row.source_id)
    }
}

impl Child<ContestId> for Round {
    type Row = round::Model;

    async fn by_parents(
        session: &Session,
        contests: &[ContestId],
    ) -> Result<Vec<(ContestId, round::Model)>, store::Error> {
        session.round_by_contests(contests).await
    }
}

impl Child<RoundId> for Round {
    type Row = round::Model;

    async fn by_parents(session: &Session, parents: &[RoundId]) -> Result<Vec<(RoundId, round::Model)>, store::Error> {
        session.round_by_parents(parents).await
    }
}
