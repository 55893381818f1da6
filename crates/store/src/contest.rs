//! Reads of contests.

use entity::{ContestId, contest};

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, Natural},
};

/// Lists of contests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contests {}

impl Resource for Contests {
    type Entity = contest::Entity;
    type Row = contest::Model;
    type Condition = NoCondition;
    type Field = Natural;
    type Parent = NoParent;

    const TABLE: &'static str = "contest";
    const DEFAULT_ORDER: &'static [(Natural, Direction)] = &[];
    const TIE: &'static [Column] = &[Column::text("contest.slug")];
}

impl Session {
    /// Contests by id.
    pub async fn contest_by_ids(&self, ids: &[ContestId]) -> Result<Vec<contest::Model>, Error> {
        self.rows_by(contest::Column::Id, ids).await
    }

    /// Contests by slug.
    pub async fn contest_by_slugs(&self, slugs: &[String]) -> Result<Vec<contest::Model>, Error> {
        self.rows_by(contest::Column::Slug, slugs).await
    }
}
