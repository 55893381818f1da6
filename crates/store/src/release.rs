//! Reads of releases.

use std::borrow::Cow;

use entity::{ReleaseId, release};

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, SortField},
    sql::Sql,
};

/// Lists of releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Releases {}

/// What a list of releases can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// When they were made.
    Id,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Id => const { &[Column::of("release.id", "bigint")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Id => "id",
        })
    }
}

impl Resource for Releases {
    type Entity = release::Entity;
    type Row = release::Model;
    type Condition = NoCondition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "release";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Id, Direction::Descending)];
    const TIE: &'static [Column] = &[Column::of("release.id", "bigint")];
}

/// What tells the data of a release from all other. Its number alone does not: a database that is made anew, or goes back
/// to an earlier state, gives the same numbers again. Of two, the later one is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseStamp {
    /// When it was loaded, in microseconds since 1970, which is what the database counts in.
    pub loaded_at: i64,
    /// Its number.
    pub id: ReleaseId,
}

/// The stamp of the newest release, as numbers; fit for a subquery.
macro_rules! newest {
    () => {
        "select array[id, (extract(epoch from loaded_at) * 1000000)::bigint] from release order by id desc limit 1"
    };
}
pub(crate) use newest;

impl From<[i64; 2]> for ReleaseStamp {
    fn from([id, loaded_at]: [i64; 2]) -> Self {
        Self { loaded_at, id: ReleaseId(id) }
    }
}

impl From<&release::Model> for ReleaseStamp {
    fn from(release: &release::Model) -> Self {
        Self { loaded_at: release.loaded_at.timestamp_micros(), id: release.id }
    }
}

impl Session {
    /// Releases by id.
    pub async fn release_by_ids(&self, ids: &[ReleaseId]) -> Result<Vec<release::Model>, Error> {
        self.rows_by(release::Column::Id, ids).await
    }

    /// The newest release, which every answer is made from; none before the first import.
    pub async fn release_current(&self) -> Result<Option<release::Model>, Error> {
        let mut sql = Sql::default();
        sql.push("select ").push(Releases::columns()).push(" from release order by release.id desc limit 1");
        Ok(self.rows(sql).await?.pop())
    }
}
