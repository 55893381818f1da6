//! Industries in the schema.

use std::{mem::take, sync::Arc};

use async_graphql::{Context, Description, Enum, InputObject, MaybeUndefined, Object, Result};
use entity::{IndustryId, SourceId, industry, subject::SubjectKind};
use store::{
    Session,
    filter::Filter,
    industry::{Condition, Field, Industries},
    stat::Stats,
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionField, ConnectionNode, ConnectionOf, Filtered, OrderDirection, order_input},
    filter::{FilterInput, Logic, NameFilter, Parts},
    natural_key::KeySyntax,
    noun::{Child, Noun, Referenced},
    provenance::cites,
    types::{
        cluster::Cluster,
        source::Source,
        stat::StatsFilter,
        subject::{SubjectFields, SubjectNoun},
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
        let mut parts = Parts::new(context, path);
        parts.name_contains("name", self.name, Condition::NameContains)?;
        parts.some::<Stats, _, _>("stats", self.stats, |stats| stats.some, Condition::Stats).await?;
        Ok(parts.finish())
    }
}

order_input! {
    /// What industries can be ordered by.
    IndustryOrderField for Field {
        /// Slug.
        Slug,
        /// English name.
        Name,
        /// Chinese name, by code point.
        NameZh,
    }

    /// An order of industries.
    IndustryOrder
}

/// An industry: a key field, a track within a field, or a label.
#[derive(Description)]
pub(crate) struct Industry(pub(crate) Arc<industry::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl Industry {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// Natural key, such as high-end-equipment.
    fn slug(&self) -> &str {
        &self.0.slug
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
        Industry::under(context, self.0.id).await
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
        ConnectionOf::under(store::cluster::Parent::Industry(self.0.id))
    }
}

impl ConnectionNode for Industry {
    type Resource = Industries;
    type Arguments = Filtered<IndustryFilter, IndustryOrder>;

    const FIELD: &'static str = "industries";
    const DESCRIPTION: &'static str =
        "The industries: fields, tracks and labels. By slug unless another order is asked.";
}

impl From<Arc<industry::Model>> for Industry {
    fn from(row: Arc<industry::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Industry {
    type Row = industry::Model;

    const NAME: &'static str = "industry";
    const KEY: KeySyntax = KeySyntax::Slug;
    const LOOK_UP: &'static str = "An industry. Null if there is none with this slug.";
    const LOOK_UP_KEY: &'static str = "Such as high-end-equipment.";

    fn key(row: &industry::Model) -> &str {
        &row.slug
    }

    async fn by_keys(session: &Session, slugs: &[String]) -> Result<Vec<industry::Model>, store::Error> {
        session.industry_by_slugs(slugs).await
    }
}

impl Referenced for Industry {
    type Id = IndustryId;

    fn id(row: &industry::Model) -> IndustryId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[IndustryId]) -> Result<Vec<industry::Model>, store::Error> {
        session.industry_by_ids(ids).await
    }
}

impl SubjectNoun for Industry {
    const KIND: SubjectKind = SubjectKind::Industry;

    fn row(&self) -> &industry::Model {
        &self.0
    }

    fn official_names(row: &industry::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }

    fn source(row: &industry::Model) -> Option<SourceId> {
        Some(row.source_id)
    }
}

impl Child<IndustryId> for Industry {
    type Row = industry::Model;

    async fn by_parents(
        session: &Session,
        parents: &[IndustryId],
    ) -> Result<Vec<(IndustryId, industry::Model)>, store::Error> {
        session.industry_by_parents(parents).await
    }
}
