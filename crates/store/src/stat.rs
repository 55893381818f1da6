//! Reads of stats.

mod stat_row;

use std::borrow::Cow;

use chrono::NaiveDate;
use entity::{
    Decimal, IndicatorId, ProvinceId, RoundId, SourceId, StatId, SubjectId, UnitId, stat, subject::SubjectKind,
};
use sea_orm::{ActiveEnum, DbErr, QueryResult};

pub use self::stat_row::{BriefStat, StatRow, StatRows};
use crate::{
    Error, Session,
    filter::{Comparison, FilterCondition},
    list::{ListParent, Resource},
    order::{Column, Direction, SortField},
    sql::{ColumnReader, Sql},
    stat_selector::StatSelector,
};

/// The order of preference among stats of one figure, as `order by` takes it; the rule is documented at `WANTED_STATS` in
/// `dataset/table/definitions.rs`.
macro_rules! preference {
    () => {
        "case stat.period_basis when 'stated' then 1 when 'publication' then 2 else 3 end, stat.qualifier <> 'exact', \
         published_on desc nulls last, stat.key"
    };
}
pub(crate) use preference;

/// Lists of stats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stats {}

/// What can be said of a stat.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Of one of these indicators.
    Indicators(Vec<IndicatorId>),
    /// From one of these sources.
    Sources(Vec<SourceId>),
    /// Limited to one of these rounds.
    Rounds(Vec<RoundId>),
    /// In one of these units, by code.
    Units(Vec<String>),
    /// With one of these values, compared as numbers.
    Values(Vec<Decimal>),
    /// With such a value.
    Value(Comparison, Decimal),
    /// For one of these periods, as the data writes them.
    PeriodLabels(Vec<String>),
    /// For a period with such a first day.
    PeriodStart(Comparison, NaiveDate),
    /// For a period with such a last day.
    PeriodEnd(Comparison, NaiveDate),
    /// About subjects of one of these kinds.
    SubjectKinds(Vec<SubjectKind>),
    /// About one of these provinces, a city in one, or a cluster with a location in one.
    Provinces(Vec<ProvinceId>),
    /// With one of these scopes.
    Scopes(Vec<String>),
    /// With one of these products.
    Products(Vec<String>),
    /// Which is preferred to the same figure in other sources.
    Preferred,
    /// For which the sources give different values.
    Disputed,
    /// Which is this figure of a subject of this kind.
    Selected(SubjectKind, StatSelector),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Indicators(ids) => {
                sql.push("stat.indicator_id = ").bind_among(ids);
            }
            Self::Sources(ids) => {
                sql.push("stat.source_id = ").bind_among(ids);
            }
            Self::Rounds(ids) => {
                sql.push("stat.round_id = ").bind_among(ids);
            }
            Self::Units(codes) => {
                sql.push("stat.unit_code = ").bind_among_text(codes.iter().cloned());
            }
            Self::Values(values) => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                sql.push("stat.value = any(").bind(values).push("::numeric[])");
            }
            Self::Value(comparison, value) => {
                sql.push("stat.value")
                    .push(comparison.operator())
                    .push("cast(")
                    .bind(value.0.clone())
                    .push(" as numeric)");
            }
            Self::PeriodLabels(labels) => {
                sql.push("stat.period_label = ").bind_among_text(labels.iter().cloned());
            }
            Self::PeriodStart(comparison, day) => {
                sql.push("stat.period_start").push(comparison.operator()).bind(*day);
            }
            Self::PeriodEnd(comparison, day) => {
                sql.push("stat.period_end").push(comparison.operator()).bind(*day);
            }
            Self::SubjectKinds(kinds) => {
                sql.push("stat.subject_kind = ").bind_among_text(kinds.iter().map(ActiveEnum::to_value));
            }
            Self::Provinces(ids) => {
                // All in one, so that an index of each table tells whether a stat lies in the province: a page in any order
                // is then read from its start.
                sql.push("exists (select from (select id as subject_id, id as province_id from province");
                sql.push(" union all select id, province_id from city");
                sql.push(" union all select cluster_id, province_id from cluster_location) as place");
                sql.push(" where place.subject_id = stat.subject_id and place.province_id = ");
                sql.bind_among(ids).push(")");
            }
            Self::Scopes(texts) => {
                sql.push("stat.scope = ").bind_among_text(texts.iter().cloned());
            }
            Self::Products(texts) => {
                sql.push("stat.product = ").bind_among_text(texts.iter().cloned());
            }
            Self::Preferred => {
                sql.push("stat.preferred");
            }
            Self::Disputed => {
                sql.push("stat.disputed");
            }
            Self::Selected(kind, selector) => {
                sql.push("stat.subject_kind = ").bind(kind.to_value()).push(" and ");
                selector.push(sql, "stat");
            }
        }
    }
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

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Period => const { &[Column::date("stat.period_end"), Column::date("stat.period_start")] },
            Self::Value => const { &[Column::of("stat.value", "numeric")] },
            Self::Indicator => const { &[Column::text("stat.indicator_code")] },
            Self::Subject => const { &[Column::text("stat.subject_kind"), Column::text("stat.subject_key")] },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Period => "period",
            Self::Value => "value",
            Self::Indicator => "indicator",
            Self::Subject => "subject",
        })
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

impl Resource for Stats {
    type Entity = stat::Entity;
    type Row = stat::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "stat";
    const DEFAULT_ORDER: &'static [(Field, Direction)] =
        &[(Field::Period, Direction::Descending), (Field::Indicator, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("stat.key")];

    fn read(row: &QueryResult, first: usize, _: bool) -> Result<stat::Model, DbErr> {
        let mut columns = ColumnReader::from(row, first)?;
        // In the order of the entity, as `columns` has them.
        Ok(stat::Model {
            id: StatId(columns.read()?),
            key: columns.read()?,
            subject_id: SubjectId(columns.read()?),
            subject_kind: columns.read_enum()?,
            subject_key: columns.read()?,
            indicator_id: IndicatorId(columns.read()?),
            indicator_code: columns.read()?,
            value: Decimal(columns.read()?),
            unit_code: columns.read()?,
            qualifier: columns.read_enum()?,
            period_label: columns.read()?,
            period_start: columns.read()?,
            period_end: columns.read()?,
            period_basis: columns.read_enum()?,
            scope: columns.read()?,
            product: columns.read()?,
            threshold_value: columns.read::<Option<String>>()?.map(Decimal),
            threshold_unit_code: columns.read()?,
            round_id: columns.read::<Option<i64>>()?.map(RoundId),
            source_id: SourceId(columns.read()?),
            as_printed: columns.read()?,
            note: columns.read()?,
            preferred: columns.read()?,
            headline: columns.read()?,
            latest: columns.read()?,
            disputed: columns.read()?,
        })
    }
}

/// What stats of one figure have in common: columns that are never null, as the index `stat_figure` has them, and columns
/// that may be.
const SAME_FIGURE: [&str; 5] = ["subject_id", "indicator_id", "period_end", "period_start", "unit_code"];
const SAME_LIMITS: [&str; 5] = ["scope", "product", "threshold_value", "threshold_unit_code", "round_id"];

impl Session {
    /// Stats by key.
    pub async fn stat_by_keys(&self, keys: &[String]) -> Result<Vec<stat::Model>, Error> {
        self.rows_by(stat::Column::Key, keys).await
    }

    /// The same figure in all sources, for each stat: itself and its alternatives, in the order of preference.
    pub async fn stat_of_figures(&self, ids: &[StatId]) -> Result<Vec<(StatId, stat::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select figure.id as parent, ").push(Stats::columns());
        sql.push(" from stat as figure join stat on ");
        for (index, column) in SAME_FIGURE.iter().enumerate() {
            sql.push(if index > 0 { " and " } else { "" }).push("stat.").push(column);
            sql.push(" = figure.").push(column);
        }
        for column in SAME_LIMITS {
            sql.push(" and stat.").push(column).push(" is not distinct from figure.").push(column);
        }
        sql.push(" join source on source.id = stat.source_id where figure.id = ").bind_any(ids);
        sql.push(concat!(" order by ", preference!()));
        self.children(sql).await
    }
}
