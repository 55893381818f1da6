//! Sources in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, ID, InputObject, Object, Result};
use entity::{SourceId, source};
use store::{
    order::Direction,
    source::{Field, Sources},
};

use crate::{
    argument_path::ArgumentPath,
    citation::{self, CitationStyle},
    connection::{ConnectionField, ConnectionNode, OrderDirection, OrderInput, Ordered},
    global_id::global_id,
    loaders::{read, read_required, source::SourceSlug},
    provenance::{cite, cites},
    row_ref::Row,
    scalars::{Date, PartialDate},
    types::stat::Stat,
};

/// What sources can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::source::Field")]
pub enum SourceOrderField {
    /// Slug.
    Slug,
    /// Title, by code point.
    Title,
    /// Date of publication; sources without one come last.
    Published,
}

/// An order of sources.
#[derive(Debug, InputObject)]
pub(crate) struct SourceOrder {
    /// What to compare.
    pub field: SourceOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Ascending")]
    pub direction: OrderDirection,
}

impl OrderInput<Sources> for SourceOrder {
    async fn resolve(self, _: &Context<'_>, _: ArgumentPath<'_>) -> Result<(Field, Direction)> {
        Ok((self.field.into(), self.direction.into()))
    }
}

/// A page or file that was read: what every figure and fact cites.
#[derive(Description)]
pub(crate) struct Source(pub(crate) Arc<source::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.id))]
impl Source {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self, context: &Context<'_>) -> ID {
        cite(context, [self.0.id]);
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
        ConnectionField::under(store::stat::Parent::Source(self.0.id))
    }
}

impl ConnectionNode for Source {
    type Noun = Sources;
    type Arguments = Ordered<SourceOrder>;

    const FIELD: &'static str = "sources";
    const DESCRIPTION: &'static str = "The sources. By slug unless another order is asked.";

    fn from_row(row: Arc<source::Model>) -> Self {
        Self(row)
    }
}

impl Row for Source {
    type Key = SourceId;

    const NAME: &'static str = "source";

    fn from_row(row: Arc<source::Model>) -> Self {
        Self(row)
    }
}

impl Source {
    pub(crate) async fn fetch(context: &Context<'_>, id: SourceId) -> Result<Self> {
        read_required(context, id, "source").await.map(Self)
    }

    pub(crate) async fn fetch_optional(context: &Context<'_>, id: Option<SourceId>) -> Option<Result<Self>> {
        Some(Self::fetch(context, id?).await)
    }

    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, SourceSlug(key)).await?.map(Self))
    }
}
