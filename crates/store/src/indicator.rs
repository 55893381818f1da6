//! Reads of indicators.

use std::borrow::Cow;

use entity::{IndicatorId, UnitId, indicator};

use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    list::{ListParent, Resource},
    order::{Column, Direction, SortField},
    sql::Sql,
    stat,
};

/// Lists of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indicators {}

/// What can be said of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// With this in one of its official names, in any case.
    NameContains(String),
    /// With a stat like this.
    Stats(Filter<stat::Condition>),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::NameContains(text) => {
                sql.push_contains(&["indicator.name_en", "indicator.name_zh"], text);
            }
            Self::Stats(filter) => {
                sql.push("exists (select from stat where stat.indicator_id = indicator.id and ");
                filter.push(sql);
                sql.push(")");
            }
        }
    }
}

/// What a list of indicators can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Code.
    Code,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Code => const { &[Column::text("indicator.code")] },
            Self::Name => const { &[Column::text("indicator.name_en")] },
            Self::NameZh => const { &[Column::text("indicator.name_zh")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::NameZh => "name_zh",
        })
    }
}

/// What indicators can be listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// Their usual unit.
    Unit(UnitId),
}

impl ListParent for Parent {
    fn condition(self) -> &'static str {
        match self {
            Self::Unit(_) => "indicator.unit_code = (select code from unit where unit.id = parent.id)",
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Unit(id) => id.into(),
        }
    }
}

impl Resource for Indicators {
    type Entity = indicator::Entity;
    type Row = indicator::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "indicator";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Code, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("indicator.code")];
}

impl Session {
    /// Indicators by id.
    pub async fn indicator_by_ids(&self, ids: &[IndicatorId]) -> Result<Vec<indicator::Model>, Error> {
        self.rows_by(indicator::Column::Id, ids).await
    }

    /// Indicators by code.
    pub async fn indicator_by_codes(&self, codes: &[String]) -> Result<Vec<indicator::Model>, Error> {
        self.rows_by(indicator::Column::Code, codes).await
    }
}
