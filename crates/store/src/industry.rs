//! Reads of industries.

use std::borrow::Cow;

use entity::{
    IndustryId,
    industry::{self, Relation},
};
use sea_orm::RelationTrait;

use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    keyed::Children,
    list::{NoParent, Resource},
    order::{Column, Direction, SortField},
    sql::Sql,
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
    type Entity = industry::Entity;
    type Row = industry::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "industry";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("industry.slug")];
}

impl Session {
    /// Industries by id.
    pub async fn industry_by_ids(&self, ids: &[IndustryId]) -> Result<Vec<industry::Model>, Error> {
        self.rows_by(industry::Column::Id, ids).await
    }

    /// Industries by slug.
    pub async fn industry_by_slugs(&self, slugs: &[String]) -> Result<Vec<industry::Model>, Error> {
        self.rows_by(industry::Column::Slug, slugs).await
    }

    /// The industries within each industry, by slug.
    pub async fn industry_by_parents(
        &self,
        parents: &[IndustryId],
    ) -> Result<Vec<(IndustryId, industry::Model)>, Error> {
        self.rows_under(parents, Children::of::<industry::Entity>(Relation::Parent.def(), "industry.slug")).await
    }
}
