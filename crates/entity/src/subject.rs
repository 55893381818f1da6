//! What a figure can be about.

use sea_orm::entity::prelude::*;

pub use crate::SubjectKind;

id!(SubjectId, "Identifies a row of `subject` inside the database; never shown to a client.");

/// The supertype of the kinds of [`SubjectKind`]; each row has one row in the table its kind names.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subject", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Surrogate key, shared with the row of that kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubjectId,
    /// Table that holds the rest.
    pub kind: SubjectKind,
    /// Natural key in that table.
    pub key: String,
}
