//! Countries in the schema.

use std::sync::Arc;

use async_graphql::{Description, Object};
use entity::{CountryId, country, subject::SubjectKind};
use store::Session;

use crate::{
    connection::{ConnectionField, ConnectionNode, ConnectionOf, NoArguments},
    natural_key::KeySyntax,
    noun::{Noun, Referenced},
    types::{
        province::Province,
        subject::{SubjectFields, SubjectNoun},
    },
};

/// The country that figures of the whole country are about.
#[derive(Description)]
pub(crate) struct Country(pub(crate) Arc<country::Model>);

#[Object(crate = "crate::engine", use_type_description)]
impl Country {
    #[graphql(flatten)]
    fn subject(&self) -> SubjectFields<'_> {
        self.subject_fields()
    }

    /// ISO 3166-1 alpha-2 code, such as CN.
    fn code(&self) -> &str {
        &self.0.code
    }

    #[graphql(flatten)]
    fn province_list(&self) -> ConnectionField<Province> {
        ConnectionOf::under(store::province::Parent::Country(self.0.id))
    }
}

impl ConnectionNode for Country {
    type Resource = store::Countries;
    type Arguments = NoArguments;

    const FIELD: &'static str = "countries";
    const DESCRIPTION: &'static str = "The countries. By code.";
}

impl From<Arc<country::Model>> for Country {
    fn from(row: Arc<country::Model>) -> Self {
        Self(row)
    }
}

impl Noun for Country {
    type Row = country::Model;

    const NAME: &'static str = "country";
    const KEY: KeySyntax = KeySyntax::Country;
    const LOOK_UP: &'static str = "A country. Null if there is none with this code.";
    const LOOK_UP_KEY: &'static str = "ISO 3166-1 alpha-2 code, such as CN.";

    fn key(row: &country::Model) -> &str {
        &row.code
    }

    async fn by_keys(session: &Session, codes: &[String]) -> Result<Vec<country::Model>, store::Error> {
        session.country_by_codes(codes).await
    }
}

impl Referenced for Country {
    type Id = CountryId;

    fn id(row: &country::Model) -> CountryId {
        row.id
    }

    async fn by_ids(session: &Session, ids: &[CountryId]) -> Result<Vec<country::Model>, store::Error> {
        session.country_by_ids(ids).await
    }
}

impl SubjectNoun for Country {
    const KIND: SubjectKind = SubjectKind::Country;

    fn row(&self) -> &country::Model {
        &self.0
    }

    fn official_names(row: &country::Model) -> (&str, &str) {
        (&row.name_en, &row.name_zh)
    }
}
