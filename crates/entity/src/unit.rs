//! What a unit is.

use sea_orm::entity::prelude::*;

id!(UnitId, "Identifies a row of `unit` inside the database; never shown to a client.");

/// What kind of thing a unit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum UnitKind {
    /// An amount of money.
    Currency,
    /// An amount of one currency for one unit of another.
    ExchangeRate,
    /// A part of a whole.
    Share,
    /// A number of things.
    Count,
    /// A physical quantity.
    Quantity,
}

/// What a figure is counted in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Surrogate key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    /// Natural key.
    pub code: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// What may be compared.
    pub kind: UnitKind,
}
