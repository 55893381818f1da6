//! What an indicator is.

use sea_orm::entity::prelude::*;

id!(IndicatorId, "Identifies a row of `indicator` inside the database; never shown to a client.");

/// Kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum IndicatorKind {
    /// A number of things.
    Number,
    /// An amount of money.
    Amount,
    /// A part of a whole.
    Share,
    /// A rate of change or of one thing to another.
    Rate,
    /// A quantity of goods.
    Quantity,
}

/// What a figure measures.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "indicator", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Surrogate key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IndicatorId,
    /// Natural key.
    pub code: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Usual unit.
    pub unit_code: Option<String>,
    /// Kind of value.
    pub kind: IndicatorKind,
    /// What is measured, in English.
    pub description: String,
}
