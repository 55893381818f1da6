//! What a release is.

use sea_orm::entity::prelude::*;

id!(ReleaseId, "Identifies a row of `release` inside the database; never shown to a client.");

/// One import that changed something.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Surrogate key; grows with each release.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReleaseId,
    /// Name of the data package.
    pub package: String,
    /// Version of the data package.
    pub version: String,
    /// Title of the data package.
    pub title: String,
    /// Name of the licence of the data.
    pub license: String,
    /// When it was loaded.
    pub loaded_at: DateTimeUtc,
    /// SHA-256 over the files of the package.
    pub checksum: String,
    /// Rows of each table after the import.
    pub counts: Json,
}
