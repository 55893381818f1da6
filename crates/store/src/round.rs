//! Reads of rounds.

use std::{borrow::Cow, sync::LazyLock};

use entity::{ContestId, RoundId, round};
use sea_orm::ColumnTrait;

use crate::{
    Error, Session,
    filter::NoCondition,
    list::{NoParent, Resource},
    order::{Column, Direction, SortField},
    sql::{Sql, columns},
};

/// Lists of rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounds {}

/// What a list of rounds can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Slug.
    Slug,
    /// Day of announcement; rounds without one come last.
    Announced,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Slug => const { &[Column::text("round.slug")] },
            Self::Announced => const { &[Column::date("round.announced_on").or_null()] },
            Self::Name => const { &[Column::text("round.name_en")] },
            Self::NameZh => const { &[Column::text("round.name_zh")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Slug => "slug",
            Self::Announced => "announced",
            Self::Name => "name",
            Self::NameZh => "name_zh",
        })
    }
}

impl Resource for Rounds {
    type Row = round::Model;
    type Condition = NoCondition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "round";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("round.slug")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<round::Entity>);
        &COLUMNS
    }
}

impl Session {
    /// Rounds by id.
    pub async fn round_by_ids(&self, ids: &[RoundId]) -> Result<Vec<round::Model>, Error> {
        self.find::<round::Entity>(round::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Rounds by slug.
    pub async fn round_by_slugs(&self, slugs: &[String]) -> Result<Vec<round::Model>, Error> {
        self.find::<round::Entity>(round::COLUMN.slug.eq_any(slugs.to_vec())).await
    }

    /// The rounds of each contest, by announcement, then by slug.
    pub async fn round_by_contests(&self, contests: &[ContestId]) -> Result<Vec<(ContestId, round::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select round.contest_id as parent, ").push(Rounds::columns());
        sql.push(" from round where round.contest_id = ")
            .bind_any(contests)
            .push(" order by round.announced_on, round.slug");
        self.children(sql).await
    }

    /// The rounds directly inside each round, by announcement, then by slug.
    pub async fn round_by_parents(&self, parents: &[RoundId]) -> Result<Vec<(RoundId, round::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select round.parent_id as parent, ").push(Rounds::columns());
        sql.push(" from round where round.parent_id = ")
            .bind_any(parents)
            .push(" order by round.announced_on, round.slug");
        self.children(sql).await
    }
}
