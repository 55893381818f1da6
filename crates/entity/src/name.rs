//! What another name is.

use sea_orm::entity::prelude::*;

use crate::{SourceId, SubjectId};

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum NameKind {
    /// A nickname.
    Nickname,
    /// Another spelling or translation.
    Variant,
    /// Another name in use.
    AlsoKnownAs,
    /// A shortened name.
    Abbreviation,
}

/// A nickname, variant or abbreviation of a subject.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "name", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Whose name it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    /// The name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub text: String,
    /// ISO 639-1 code.
    pub language: String,
    /// What kind of name.
    pub kind: NameKind,
    /// Where it was read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: SourceId,
    /// Remarks of the compiler.
    pub note: Option<String>,
    /// The subject with this name.
    #[sea_orm(belongs_to, from = "subject_id", to = "id")]
    pub subject: BelongsTo<super::subject::Entity>,
    /// The source of the name.
    #[sea_orm(belongs_to, from = "source_id", to = "id")]
    pub source: BelongsTo<super::source::Entity>,
}
