//! Stats as lists of them are read: whole, or without the columns that few ask for.

use std::sync::{Arc, LazyLock};

use entity::{
    Decimal, IndicatorId, SourceId,
    stat::{self, Column, PeriodBasis, Qualifier},
};
use sea_orm::{DbErr, FromQueryResult, QueryResult, prelude::Date};

use super::{Condition, Field, Parent, Stats};
use crate::{
    list::Noun,
    order::{self, Direction},
    sql::{Places, columns_of},
};

/// Lists of stats, each read as far as the page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entries {}

/// A stat of a list.
#[derive(Clone, Debug)]
pub enum Entry {
    /// With the columns that a figure is shown with.
    Brief(Arc<Brief>),
    /// With all columns.
    Whole(Arc<stat::Model>),
}

/// Makes the brief row, and what both kinds of entry can tell.
macro_rules! brief {
    ($($(#[$text:meta])* $name:ident, $column:ident: $kind:ty;)*) => {
        /// The columns that a figure is shown with.
        #[derive(Debug)]
        pub struct Brief {
            $($name: $kind,)*
        }

        impl Brief {
            const COLUMNS: &[Column] = &[$(Column::$column,)*];
        }

        impl Entry {
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

impl From<Arc<stat::Model>> for Entry {
    fn from(row: Arc<stat::Model>) -> Self {
        Self::Whole(row)
    }
}

impl FromQueryResult for Entry {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        stat::Model::from_query_result(row, prefix).map(|row| Self::Whole(Arc::new(row)))
    }
}

impl Noun for Entries {
    type Row = Entry;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = Stats::TABLE;
    const DEFAULT_ORDER: &'static [(Field, Direction)] = Stats::DEFAULT_ORDER;
    const TIE: &'static [order::Column] = Stats::TIE;

    fn columns() -> &'static str {
        Stats::columns()
    }

    fn brief_columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(|| columns_of::<stat::Entity>(Brief::COLUMNS.iter().copied()));
        &COLUMNS
    }

    fn read(row: &QueryResult, first: usize, brief: bool) -> Result<Entry, DbErr> {
        if !brief {
            return Stats::read(row, first, brief).map(|row| Entry::Whole(Arc::new(row)));
        }
        let mut places = Places::from(row, first)?;
        // In the order of `Brief::COLUMNS`.
        Ok(Entry::Brief(Arc::new(Brief {
            key: places.read()?,
            indicator_id: IndicatorId(places.read()?),
            value: Decimal(places.read()?),
            unit_code: places.read()?,
            qualifier: places.word()?,
            period_label: places.read()?,
            period_start: places.read()?,
            period_end: places.read()?,
            period_basis: places.word()?,
            source_id: SourceId(places.read()?),
            as_printed: places.read()?,
        })))
    }
}
