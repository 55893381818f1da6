//! Reads of contests.

use std::sync::LazyLock;

use entity::{ContestId, contest};
use sea_orm::ColumnTrait;

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, Natural},
    sql::columns,
};

/// Lists of contests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contests {}

impl Resource for Contests {
    type Row = contest::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = NoParent;

    const TABLE: &'static str = "contest";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[Column::text("contest.slug")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<contest::Entity>);
        &COLUMNS
    }
}

impl Session {
    /// Contests by id.
    pub async fn contest_by_ids(&self, ids: &[ContestId]) -> Result<Vec<contest::Model>, Error> {
        self.find::<contest::Entity>(contest::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Contests by slug.
    pub async fn contest_by_slugs(&self, slugs: &[String]) -> Result<Vec<contest::Model>, Error> {
        self.find::<contest::Entity>(contest::COLUMN.slug.eq_any(slugs.to_vec())).await
    }
}
