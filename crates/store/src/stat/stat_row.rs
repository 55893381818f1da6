//! Stats as lists of them are read: whole, or without the columns that few ask for.

use std::sync::{Arc, LazyLock};

use entity::{
    Decimal, IndicatorId, SourceId,
    stat::{self, Column, PeriodBasis, Qualifier},
};
use sea_orm::{DbErr, FromQueryResult, QueryResult, prelude::Date};

use super::{Condition, Field, Parent, Stats};
use crate::{
    list::Resource,
    order::{self, Direction},
    sql::{ColumnReader, columns_of},
};

/// Lists of stats, each read as far as the page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatRows {}

/// A stat of a list.
#[derive(Clone, Debug)]
pub enum StatRow {
    /// With the columns that a figure is shown with.
    Brief(Arc<BriefStat>),
    /// With all columns.
    Whole(Arc<stat::Model>),
}

/// Makes the brief row, and what both kinds of entry can tell.
macro_rules! brief {
    ($($(#[$text:meta])* $name:ident, $column:ident: $kind:ty;)*) => {
        /// The columns that a figure is shown with.
        #[derive(Debug)]
        pub struct BriefStat {
            $($name: $kind,)*
        }

        impl BriefStat {
            const COLUMNS: &[Column] = &[$(Column::$column,)*];
        }

        impl StatRow {
            $(
                $(#[$text])*
                #[must_use]
                pub fn $name(&self) -> &$kind {
                    match self {
                        Self::Brief(row) => &row.$name,
                        Self::Whole(row) => &row.$name,
                    }
                }
            )*
        }
    };
}

brief! {
    /// Natural key.
    key, Key: String;
    /// What it measures.
    indicator_id, IndicatorId: IndicatorId;
    /// The figure, exact.
    value, Value: Decimal;
    /// Its unit, by code.
    unit_code, UnitCode: String;
    /// How the source words it.
    qualifier, Qualifier: Qualifier;
    /// ISO 8601 year, month, day or interval.
    period_label, PeriodLabel: String;
    /// First day.
    period_start, PeriodStart: Date;
    /// Last day.
    period_end, PeriodEnd: Date;
    /// Where the period comes from.
    period_basis, PeriodBasis: PeriodBasis;
    /// Where it was read.
    source_id, SourceId: SourceId;
    /// The figure in the words of the source.
    as_printed, AsPrinted: Option<String>;
}

impl From<Arc<stat::Model>> for StatRow {
    fn from(row: Arc<stat::Model>) -> Self {
        Self::Whole(row)
    }
}

impl FromQueryResult for StatRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        stat::Model::from_query_result(row, prefix).map(|row| Self::Whole(Arc::new(row)))
    }
}

impl Resource for StatRows {
    type Entity = stat::Entity;
    type Row = StatRow;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = Stats::TABLE;
    const DEFAULT_ORDER: &'static [(Field, Direction)] = Stats::DEFAULT_ORDER;
    const TIE: &'static [order::Column] = Stats::TIE;

    fn brief_columns() -> &'static str {
        static COLUMNS: LazyLock<String> =
            LazyLock::new(|| columns_of::<stat::Entity>(BriefStat::COLUMNS.iter().copied()));
        &COLUMNS
    }

    fn read(row: &QueryResult, first: usize, brief: bool) -> Result<StatRow, DbErr> {
        if !brief {
            return Stats::read(row, first, brief).map(|row| StatRow::Whole(Arc::new(row)));
        }
        let mut columns = ColumnReader::from(row, first)?;
        // In the order of `Brief::COLUMNS`.
        Ok(StatRow::Brief(Arc::new(BriefStat {
            key: columns.read()?,
            indicator_id: IndicatorId(columns.read()?),
            value: Decimal(columns.read()?),
            unit_code: columns.read()?,
            qualifier: columns.read_enum()?,
            period_label: columns.read()?,
            period_start: columns.read()?,
            period_end: columns.read()?,
            period_basis: columns.read_enum()?,
            source_id: SourceId(columns.read()?),
            as_printed: columns.read()?,
        })))
    }
}
