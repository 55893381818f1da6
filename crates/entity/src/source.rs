//! What a source is.

use sea_orm::entity::prelude::*;

id!(SourceId, "Identifies a row of `source` inside the database; never shown to a client.");

/// A page or file that was read.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Surrogate key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SourceId,
    /// Natural key.
    pub slug: String,
    /// Title, in the language of the source.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Address; none where the stored copy carried none.
    pub url: Option<String>,
    /// Year, month or day (ISO 8601).
    pub published_on: Option<String>,
    /// Day on which it was read.
    pub accessed_on: Date,
    /// ISO 639-1 code.
    pub language: String,
    /// Whether the collection started from it.
    pub seed: bool,
    /// Remarks of the compiler.
    pub note: Option<String>,
}
