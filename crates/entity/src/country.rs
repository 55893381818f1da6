//! What a country is.

use sea_orm::entity::prelude::*;

id!(CountryId, "Identifies a row of `country` inside the database; never shown to a client.");

/// A country.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "country", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CountryId,
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
}
