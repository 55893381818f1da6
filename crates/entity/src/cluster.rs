//! What a cluster is.

use sea_orm::entity::prelude::*;

use crate::{IndustryId, SourceId, award::Verification};

id!(ClusterId, "Identifies a row of `cluster` inside the database; never shown to a client.");

/// Where an English name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum NameEnOrigin {
    /// Printed in an English source.
    Source,
    /// Translated by the compiler.
    Translated,
}

/// Where a Chinese name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum NameZhOrigin {
    /// Printed in a Chinese source.
    Source,
    /// Put together by the compiler.
    Compiled,
}

/// How the industry of a cluster was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum IndustryBasis {
    /// Chosen by the compiler by the name of the cluster.
    Assigned,
    /// Taken from the name of the cluster.
    Label,
}

/// An industrial cluster.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cluster", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClusterId,
    /// Natural key.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Where the English name comes from.
    pub name_en_origin: NameEnOrigin,
    /// Where the English name is printed.
    pub name_en_source_id: Option<SourceId>,
    /// Where the Chinese name comes from.
    pub name_zh_origin: NameZhOrigin,
    /// Field or label.
    pub industry_id: Option<IndustryId>,
    /// How the industry was found.
    pub industry_basis: Option<IndustryBasis>,
    /// Track of the 2024 contest.
    pub track_id: Option<IndustryId>,
    /// How far the sources prove it.
    pub verification: Verification,
    /// The source that names it.
    pub source_id: SourceId,
    /// Remarks of the compiler.
    pub note: Option<String>,
}
