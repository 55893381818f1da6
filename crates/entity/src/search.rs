//! What a text is by which something can be found.

use sea_orm::entity::prelude::*;

pub use crate::SearchKind;

/// A name, title or key, prepared for search.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Table that holds the rest.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: SearchKind,
    /// Natural key in that table.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub text: String,
    /// ISO 639-1 code; none for a key.
    pub language: Option<String>,
    /// Its words and runs of Chinese characters, each between two blanks.
    pub words: String,
    /// How many letters, digits and Chinese characters these have.
    pub size: i32,
    /// Its Chinese characters, alone and in twos.
    pub grams: Vec<String>,
}
