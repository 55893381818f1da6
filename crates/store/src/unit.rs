//! Reads of units.

use entity::{UnitId, unit};

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, Natural},
};

/// Lists of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Units {}

impl Resource for Units {
    type Entity = unit::Entity;
    type Row = unit::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = NoParent;

    const TABLE: &'static str = "unit";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[Column::text("unit.code")];
}

impl Session {
    /// Units by id.
    pub async fn unit_by_ids(&self, ids: &[UnitId]) -> Result<Vec<unit::Model>, Error> {
        self.rows_by(unit::Column::Id, ids).await
    }

    /// Units by code.
    pub async fn unit_by_codes(&self, codes: &[String]) -> Result<Vec<unit::Model>, Error> {
        self.rows_by(unit::Column::Code, codes).await
    }
}
