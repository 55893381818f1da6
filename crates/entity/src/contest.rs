//! What a contest is.

use sea_orm::entity::prelude::*;

use crate::SourceId;

id!(ContestId, "Identifies a row of `contest` inside the database; never shown to a client.");

/// A contest in which clusters are chosen.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contest", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContestId,
    /// Natural key.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Organizer, in English.
    pub organizer_en: String,
    /// Organizer, in Chinese.
    pub organizer_zh: String,
    /// Year.
    pub launched: String,
    /// Aim.
    pub aim: Option<String>,
    /// What the organizer asks of a winner.
    pub criteria: Option<String>,
    /// Where it was read.
    pub source_id: SourceId,
}
