//! Reads of countries.

use entity::{CountryId, country};

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, Natural},
};

/// Lists of countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Countries {}

impl Resource for Countries {
    type Entity = country::Entity;
    type Row = country::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = NoParent;

    const TABLE: &'static str = "country";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[Column::text("country.code")];
}

impl Session {
    /// Countries by id.
    pub async fn country_by_ids(&self, ids: &[CountryId]) -> Result<Vec<country::Model>, Error> {
        self.rows_by(country::Column::Id, ids).await
    }

    /// Countries by code.
    pub async fn country_by_codes(&self, codes: &[String]) -> Result<Vec<country::Model>, Error> {
        self.rows_by(country::Column::Code, codes).await
    }
}
