//! What a round is.

use sea_orm::entity::prelude::*;

use crate::{ContestId, SourceId};

id!(RoundId, "Identifies a row of `round` inside the database; never shown to a client.");

/// Kinds of round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum RoundKind {
    /// A part of a list.
    Batch,
    /// A list of winners in batches.
    List,
    /// A round.
    Round,
    /// A running total.
    Aggregate,
}

/// A batch, list or round of a contest, or a running total.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoundId,
    /// Natural key.
    pub slug: String,
    /// The contest.
    pub contest_id: ContestId,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Batch, list, round or aggregate.
    pub kind: RoundKind,
    /// The list or total which contains this one.
    pub parent_id: Option<RoundId>,
    /// Number of winners.
    pub winners_count: i32,
    /// First day of public comment, or of publication.
    pub announced_on: Option<Date>,
    /// Day of the final list.
    pub confirmed_on: Option<Date>,
    /// Number of the document.
    pub document: Option<String>,
    /// Where it was read.
    pub source_id: SourceId,
    /// Remarks of the compiler.
    pub note: Option<String>,
    /// The contest.
    #[sea_orm(belongs_to, from = "contest_id", to = "id")]
    pub contest: BelongsTo<super::contest::Entity>,
    /// The list or total that contains it.
    #[sea_orm(self_ref, relation_enum = "Parent", from = "parent_id", to = "id")]
    pub parent: BelongsTo<Option<Entity>>,
}
