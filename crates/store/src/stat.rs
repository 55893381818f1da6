//! Reads of stats.

use std::sync::LazyLock;

use entity::{IndicatorId, RoundId, SourceId, SubjectId, UnitId, stat, subject::SubjectKind};
use sea_orm::ActiveEnum;

use crate::{
    Error, Session,
    list::{Noun, Parent as ListParent},
    order::{Column, Direction, Field as OrderField},
    sql::{Sql, columns},
};

/// Lists of stats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stats {}

/// What a list of stats can be narrowed by; each part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of one of these indicators.
    pub indicators: Option<Vec<IndicatorId>>,
    /// From one of these sources.
    pub sources: Option<Vec<SourceId>>,
    /// Limited to one of these rounds.
    pub rounds: Option<Vec<RoundId>>,
    /// For one of these periods, as the data writes them.
    pub period_labels: Option<Vec<String>>,
    /// About subjects of one of these kinds.
    pub subject_kinds: Option<Vec<SubjectKind>>,
    /// With one of these scopes.
    pub scopes: Option<Vec<String>>,
    /// With one of these products.
    pub products: Option<Vec<String>>,
}

/// What a list of stats can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Period: by its last day, then by its first.
    Period,
    /// The figure itself, whatever its unit.
    Value,
    /// Code of the indicator.
    Indicator,
    /// Kind of subject, then its key.
    Subject,
}

impl OrderField for Field {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Period => const { &[Column::date("stat.period_end"), Column::date("stat.period_start")] },
            Self::Value => const { &[Column::of("stat.value", "numeric")] },
            Self::Indicator => const { &[Column::text("stat.indicator_code")] },
            Self::Subject => const { &[Column::text("stat.subject_kind"), Column::text("stat.subject_key")] },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Value => "value",
            Self::Indicator => "indicator",
            Self::Subject => "subject",
        }
    }
}

/// What stats can be listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// What they are about.
    Subject(SubjectId),
    /// What they measure.
    Indicator(IndicatorId),
    /// Where they were read.
    Source(SourceId),
    /// Their unit.
    Unit(UnitId),
}

impl ListParent for Parent {
    fn condition(self) -> &'static str {
        match self {
            Self::Subject(_) => "stat.subject_id = parent.id",
            Self::Indicator(_) => "stat.indicator_id = parent.id",
            Self::Source(_) => "stat.source_id = parent.id",
            Self::Unit(_) => "stat.unit_code = (select code from unit where unit.id = parent.id)",
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Subject(id) => id.into(),
            Self::Indicator(id) => id.into(),
            Self::Source(id) => id.into(),
            Self::Unit(id) => id.into(),
        }
    }
}

impl Noun for Stats {
    type Row = stat::Model;
    type Filter = Filter;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "stat";
    const DEFAULT_ORDER: &'static [(Field, Direction)] =
        &[(Field::Period, Direction::Descending), (Field::Indicator, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("stat.key")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<stat::Entity>);
        &COLUMNS
    }

    fn filter(filter: &Filter, sql: &mut Sql) {
        if let Some(indicators) = &filter.indicators {
            sql.push(" and stat.indicator_id = ").bind_any(indicators);
        }
        if let Some(sources) = &filter.sources {
            sql.push(" and stat.source_id = ").bind_any(sources);
        }
        if let Some(rounds) = &filter.rounds {
            sql.push(" and stat.round_id = ").bind_any(rounds);
        }
        if let Some(period_labels) = &filter.period_labels {
            sql.push(" and stat.period_label = ").bind_any_text(period_labels.iter().cloned());
        }
        if let Some(subject_kinds) = &filter.subject_kinds {
            sql.push(" and stat.subject_kind = ").bind_any_text(subject_kinds.iter().map(ActiveEnum::to_value));
        }
        if let Some(scopes) = &filter.scopes {
            sql.push(" and stat.scope = ").bind_any_text(scopes.iter().cloned());
        }
        if let Some(products) = &filter.products {
            sql.push(" and stat.product = ").bind_any_text(products.iter().cloned());
        }
    }
}

impl Session {
    /// Stats by key.
    pub async fn stat_by_keys(&self, keys: &[String]) -> Result<Vec<stat::Model>, Error> {
        self.find::<stat::Entity>(stat::COLUMN.key.eq_any(keys.to_vec())).await
    }
}
