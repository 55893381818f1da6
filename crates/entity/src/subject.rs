//! What a figure can be about.

use sea_orm::entity::prelude::*;

id!(SubjectId, "Identifies a row of `subject` inside the database; never shown to a client.");

/// The kinds of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum SubjectKind {
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
}

/// The supertype of the seven kinds; each row has one row in the table its kind names.
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
