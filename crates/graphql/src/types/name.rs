//! Other names of subjects in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, Object, Result};
use entity::{SubjectId, name};
use store::Session;

use crate::{
    noun::{Child, Referenced},
    provenance::cites,
    types::source::Source,
};

/// Kinds of other names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::name::NameKind")]
pub enum NameKind {
    /// A nickname.
    Nickname,
    /// Another spelling or translation.
    Variant,
    /// Another name in use.
    AlsoKnownAs,
    /// A shortened name.
    Abbreviation,
}

/// A nickname, variant or abbreviation of a subject, as a source prints it.
#[derive(Description)]
pub(crate) struct Name(pub(crate) Arc<name::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Name {
    /// The name.
    fn text(&self) -> &str {
        &self.0.text
    }

    /// Its language, ISO 639-1 code.
    fn language(&self) -> &str {
        &self.0.language
    }

    /// What kind of name it is.
    fn kind(&self) -> NameKind {
        self.0.kind.into()
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

impl From<Arc<name::Model>> for Name {
    fn from(row: Arc<name::Model>) -> Self {
        Self(row)
    }
}

impl Child<SubjectId> for Name {
    type Row = name::Model;

    async fn by_parents(
        session: &Session,
        subjects: &[SubjectId],
    ) -> Result<Vec<(SubjectId, name::Model)>, store::Error> {
        session.name_by_subjects(subjects).await
    }
}
