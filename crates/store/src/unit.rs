//! Reads of units.

use std::sync::LazyLock;

use entity::{UnitId, unit};
use sea_orm::ColumnTrait;

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, Natural},
    sql::columns,
};

/// Lists of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Units {}

impl Resource for Units {
    type Row = unit::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = NoParent;

    const TABLE: &'static str = "unit";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[Column::text("unit.code")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<unit::Entity>);
        &COLUMNS
    }
}

impl Session {
    /// Units by id.
    pub async fn unit_by_ids(&self, ids: &[UnitId]) -> Result<Vec<unit::Model>, Error> {
        self.find::<unit::Entity>(unit::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Units by code.
    pub async fn unit_by_codes(&self, codes: &[String]) -> Result<Vec<unit::Model>, Error> {
        self.find::<unit::Entity>(unit::COLUMN.code.eq_any(codes.to_vec())).await
    }
}
