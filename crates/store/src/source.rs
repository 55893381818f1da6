//! Reads of sources.

use std::borrow::Cow;

use entity::{SourceId, source};

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, SortField},
};

/// Lists of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sources {}

/// What a list of sources can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Slug.
    Slug,
    /// Title.
    Title,
    /// Date of publication; sources without one come last.
    Published,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Slug => const { &[Column::text("source.slug")] },
            Self::Title => const { &[Column::text("source.title")] },
            Self::Published => const { &[Column::text("source.published_on").or_null()] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Slug => "slug",
            Self::Title => "title",
            Self::Published => "published",
        })
    }
}

impl Resource for Sources {
    type Entity = source::Entity;
    type Row = source::Model;
    type Condition = NoCondition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "source";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("source.slug")];
}

impl Session {
    /// Sources by id.
    pub async fn source_by_ids(&self, ids: &[SourceId]) -> Result<Vec<source::Model>, Error> {
        self.rows_by(source::Column::Id, ids).await
    }

    /// Sources by slug.
    pub async fn source_by_slugs(&self, slugs: &[String]) -> Result<Vec<source::Model>, Error> {
        self.rows_by(source::Column::Slug, slugs).await
    }
}
