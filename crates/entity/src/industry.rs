//! What an industry is.

use sea_orm::entity::prelude::*;

use crate::SourceId;

id!(IndustryId, "Identifies a row of `industry` inside the database; never shown to a client.");

/// Kinds of industry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum IndustryKind {
    /// One of the key fields of the announcements of 2022.
    Field,
    /// A narrower track of the 2024 contest.
    Track,
    /// Taken from the name of a cluster.
    Label,
}

/// A field, track or label.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "industry", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IndustryId,
    /// Natural key.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Field, track or label.
    pub kind: IndustryKind,
    /// The field of a track.
    pub parent_id: Option<IndustryId>,
    /// Where it was read.
    pub source_id: SourceId,
    /// Remarks of the compiler.
    pub note: Option<String>,
    /// The industry that contains it.
    #[sea_orm(self_ref, relation_enum = "Parent", from = "parent_id", to = "id")]
    pub parent: BelongsTo<Option<Entity>>,
}
