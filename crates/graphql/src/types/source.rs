//! Sources in the schema.

use std::sync::Arc;

use async_graphql::{Description, ID, Object};
use entity::{SourceId, source};
use store::{
    Session,
    source::{Field, Sources},
};

use crate::{
    citation::{self, CitationStyle},
    connection::{ConnectionField, ConnectionNode, ConnectionOf, OrderDirection, Ordered, order_input},
    global_id::global_id,
    loaders::row::ById,
    natural_key::KeySyntax,
    noun::{Noun, Referenced},
    provenance::cites,
    row_ref::Row,
    scalars::{Date, PartialDate},
    types::stat::Stat,
};

order_input! {
    /// What sources can be ordered by.
    SourceOrderField for Field {
        /// Slug.
        Slug,
        /// Title, by code point.
        Title,
        /// Date of publication; sources without one come last.
        Published,
    }

    /// An order of sources.
    SourceOrder
}

/// A page or file that was read: what every figure and fact cites.
#[derive(Description)]
pub(crate) struct Source(pub(crate) Arc<source::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.id))]
impl Source {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    fn id(&self) -> ID {
        global_id("Source", &self.0.slug)
    }

    /// Natural key, such as ezhejiang-2021-04-01.
    fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Title, in the language of the source. "(title not stored)" marks a description by the compiler.
    fn title(&self) -> &str {
        &self.0.title
    }

    /// Who published it.
    fn publisher(&self) -> &str {
        &self.0.publisher
    }

    /// Address. Null where the copy that was read carried none.
    fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// Year, month or day of publication. Null where unknown.
    fn published_on(&self) -> Option<PartialDate> {
        self.0.published_on.clone().map(PartialDate)
    }

    /// Day on which it was read.
    fn accessed_on(&self) -> Date {
        Date(self.0.accessed_on)
    }

    /// Its language, ISO 639-1 code, such as zh.
    fn language(&self) -> &str {
        &self.0.language
    }

    /// Whether the collection started from it.
    fn seed(&self) -> bool {
        self.0.seed
    }

    /// Remarks of the compiler, in English. Null where there is nothing to remark.
    fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// How to cite it. A source without a title is cited by a description in brackets.
    fn citation(
        &self,
        #[graphql(default_with = "CitationStyle::Plain", desc = "The form.")] style: CitationStyle,
    ) -> String {
        citation::of_source(&self.0).cite(style.into())
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionOf::under(store::stat::Parent::Source(self.0.id))
    }
}

impl ConnectionNode for Source {
    type Resource = Sources;
    type Arguments = Ordered<SourceOrder>;

    const FIELD: &'static str = "sources";
    const DESCRIPTION: &'static str = "The sources. By slug unless another order is asked.";
}

impl From<Arc<source::Model>> for Source {
    fn from(row: Arc<source::Model>) -> Self {
        Self(row)
    }
}

impl Row for Source {
    type Key = ById<Self>;

    const NAME: &'static str = <Self as Noun>::NAME;

    fn from_row(row: Arc<source::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Source {
    type Row = source::Model;

    const NAME: &'static str = "source";
    const KEY: KeySyntax = KeySyntax::Slug;
    const LOOK_UP: &'static str = "A source. Null if there is none with this slug.";
    const LOOK_UP_KEY: &'static str = "Such as ezhejiang-2021-04-01.";

    fn key(row: &source::Model) -> &str {
        &row.slug
    }

    async fn by_keys(session: &Session, slugs: &[String]) -> Result<Vec<source::Model>, store::Error> {
        session.source_by_slugs(slugs).await
    }
}

impl Referenced for Source {
    type Id = SourceId;

    fn id(row: &source::Model) -> SourceId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[SourceId]) -> Result<Vec<source::Model>, store::Error> {
        session.source_by_ids(ids).await
    }
}
