//! Contests in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Object, Result};
use entity::{ContestId, SourceId, contest, subject::SubjectKind};
use store::Session;

use crate::{
    connection::{ConnectionNode, NoArguments},
    language::Language,
    natural_key::KeySyntax,
    noun::{Child, Noun, Referenced},
    provenance::cites,
    scalars::PartialDate,
    types::{
        round::Round,
        source::Source,
        subject::{SubjectFields, SubjectNoun},
    },
};

/// A contest in which clusters are chosen.
#[derive(Description)]
pub(crate) struct Contest(pub(crate) Arc<contest::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Contest {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// Natural key, such as advanced-manufacturing-clusters.
    fn slug(&self) -> &str {
        &self.0.slug
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
        Round::under(context, self.0.id).await
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }
}

impl ConnectionNode for Contest {
    type Resource = store::Contests;
    type Arguments = NoArguments;

    const FIELD: &'static str = "contests";
    const DESCRIPTION: &'static str = "The contests. By slug.";
}

impl From<Arc<contest::Model>> for Contest {
    fn from(row: Arc<contest::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Contest {
    type Row = contest::Model;

    const NAME: &'static str = "contest";
    const KEY: KeySyntax = KeySyntax::Slug;
    const LOOK_UP: &'static str = "A contest. Null if there is none with this slug.";
    const LOOK_UP_KEY: &'static str = "Such as advanced-manufacturing-clusters.";

    fn key(row: &contest::Model) -> &str {
        &row.slug
    }

    async fn by_keys(session: &Session, slugs: &[String]) -> Result<Vec<contest::Model>, store::Error> {
        session.contest_by_slugs(slugs).await
    }
}

impl Referenced for Contest {
    type Id = ContestId;

    fn id(row: &contest::Model) -> ContestId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[ContestId]) -> Result<Vec<contest::Model>, store::Error> {
        session.contest_by_ids(ids).await
    }
}

impl SubjectNoun for Contest {
    const KIND: SubjectKind = SubjectKind::Contest;

    fn row(&self) -> &contest::Model {
        &self.0
    }

    fn official_names(row: &contest::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }

    fn source(row: &contest::Model) -> Option<SourceId> {
        Some(row.source_id)
    }
}
