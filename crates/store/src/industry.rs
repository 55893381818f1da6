//! Reads of industries.

use std::{borrow::Cow, sync::LazyLock};

use entity::{IndustryId, industry};
use sea_orm::ColumnTrait;

use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    list::{NoParent, Resource},
    order::{Column, Direction, SortField},
    sql::{Sql, columns},
    stat,
};

/// Lists of industries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Industries {}

/// What can be said of an industry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// With this in one of its official names, in any case.
    NameContains(String),
    /// With a stat like this about it.
    Stats(Filter<stat::Condition>),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::NameContains(text) => {
                sql.push_contains(&["industry.name_en", "industry.name_zh"], text);
            }
            Self::Stats(filter) => {
                sql.push("exists (select from stat where stat.subject_id = industry.id and ");
                filter.push(sql);
                sql.push(")");
            }
        }
    }
}

/// What a list of industries can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Slug.
    Slug,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Slug => const { &[Column::text("industry.slug")] },
            Self::Name => const { &[Column::text("industry.name_en")] },
            Self::NameZh => const { &[Column::text("industry.name_zh")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Slug => "slug",
            Self::Name => "name",
            Self::NameZh => "name_zh",
        })
    }
}

impl Resource for Industries {
    type Row = industry::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "industry";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("industry.slug")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<industry::Entity>);
        &COLUMNS
    }
}

impl Session {
    /// Industries by id.
    pub async fn industry_by_ids(&self, ids: &[IndustryId]) -> Result<Vec<industry::Model>, Error> {
        self.find::<industry::Entity>(industry::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Industries by slug.
    pub async fn industry_by_slugs(&self, slugs: &[String]) -> Result<Vec<industry::Model>, Error> {
        self.find::<industry::Entity>(industry::COLUMN.slug.eq_any(slugs.to_vec())).await
    }

    /// The industries within each industry, by slug.
    pub async fn industry_by_parents(
        &self,
        parents: &[IndustryId],
    ) -> Result<Vec<(IndustryId, industry::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select industry.parent_id as parent, ").push(Industries::columns());
        sql.push(" from industry where industry.parent_id = ").bind_any(parents).push(" order by industry.slug");
        self.children(sql).await
    }
}
