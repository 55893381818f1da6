//! Reads of countries.

use std::sync::LazyLock;

use entity::{CountryId, country};
use sea_orm::ColumnTrait;

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, Natural},
    sql::columns,
};

/// Lists of countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Countries {}

impl Resource for Countries {
    type Row = country::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = NoParent;

    const TABLE: &'static str = "country";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[Column::text("country.code")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<country::Entity>);
        &COLUMNS
    }
}

impl Session {
    /// Countries by id.
    pub async fn country_by_ids(&self, ids: &[CountryId]) -> Result<Vec<country::Model>, Error> {
        self.find::<country::Entity>(country::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Countries by code.
    pub async fn country_by_codes(&self, codes: &[String]) -> Result<Vec<country::Model>, Error> {
        self.find::<country::Entity>(country::COLUMN.code.eq_any(codes.to_vec())).await
    }
}
