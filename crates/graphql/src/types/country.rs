//! Countries in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, Result};
use entity::{SubjectId, country, subject::SubjectKind};

use crate::{
    connection::{ConnectionField, ConnectionNode, NoArguments},
    global_id::global_id,
    language::Language,
    loaders::{country::CountryCode, read},
    shared_field::Flatten,
    types::{name::Name, province::Province, ranking::RankField, series::SeriesOf, stat::Stat},
};

/// The country that figures of the whole country are about.
#[derive(Description)]
pub(crate) struct Country(pub(crate) Arc<country::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Country {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    pub(crate) async fn id(&self) -> ID {
        global_id("Country", &self.0.code)
    }

    /// ISO 3166-1 alpha-2 code, such as CN.
    fn code(&self) -> &str {
        &self.0.code
    }

    /// The official name, in English unless another language is asked.
    pub(crate) async fn name(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        language.pick(&self.0.name_en, &self.0.name_zh)
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
        Flatten(RankField::of(SubjectKind::Country, self.0.id))
    }

    #[graphql(flatten)]
    fn series_of(&self) -> Flatten<SeriesOf> {
        Flatten(SeriesOf(SubjectId(self.0.id.0)))
    }

    #[graphql(flatten)]
    fn stat_list(&self) -> ConnectionField<Stat> {
        ConnectionField::under(store::stat::Parent::Subject(SubjectId(self.0.id.0)))
    }

    #[graphql(flatten)]
    fn province_list(&self) -> ConnectionField<Province> {
        ConnectionField::under(store::province::Parent::Country(self.0.id))
    }
}

impl ConnectionNode for Country {
    type Noun = store::Countries;
    type Arguments = NoArguments;

    const FIELD: &'static str = "countries";
    const DESCRIPTION: &'static str = "The countries. By code.";

    fn from_row(row: Arc<country::Model>) -> Self {
        Self(row)
    }
}

impl Country {
    pub(crate) async fn by_key(context: &Context<'_>, key: String) -> Result<Option<Self>> {
        Ok(read(context, CountryCode(key)).await?.map(Self))
    }
}
