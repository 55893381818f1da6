//! What a text is by which something can be found.

use sea_orm::entity::prelude::*;

/// The kinds of thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum SearchKind {
    /// A country.
    Country,
    /// A province-level division.
    Province,
    /// A city.
    City,
    /// An industry.
    Industry,
    /// A contest.
    Contest,
    /// A round of a contest.
    Round,
    /// An industrial cluster.
    Cluster,
    /// An indicator.
    Indicator,
    /// A unit.
    Unit,
    /// A source.
    Source,
}

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
