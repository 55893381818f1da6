//! Orders of a list.

use std::{borrow::Cow, hash::Hash};

use chrono::Datelike;
use measure::Decimal;

use crate::stat_selector::StatSelector;

/// Which way an order runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Direction {
    /// The direction in a cursor.
    pub(crate) fn sign(self) -> char {
        if self == Self::Descending { '-' } else { '+' }
    }
}

/// A column that rows are put in order by.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The column, with its table.
    pub(crate) name: &'static str,
    /// Its SQL type, to which the value in a cursor is cast.
    pub(crate) kind: &'static str,
    /// Whether it may be null; nulls come last in either direction.
    pub(crate) nullable: bool,
}

impl Column {
    pub(crate) const fn text(name: &'static str) -> Self {
        Self { name, kind: "text", nullable: false }
    }

    pub(crate) const fn date(name: &'static str) -> Self {
        Self { name, kind: "date", nullable: false }
    }

    pub(crate) const fn of(name: &'static str, kind: &'static str) -> Self {
        Self { name, kind, nullable: false }
    }

    /// Whether a text can be a value of this column, written as PostgreSQL writes it. What is accepted here must not
    /// fail there.
    pub(crate) fn accepts(self, value: Option<&str>) -> bool {
        let Some(value) = value else { return self.nullable };
        match self.kind {
            "date" => is_date(value),
            "integer" => value.parse::<i32>().is_ok_and(|number| number.to_string() == value),
            "bigint" => value.parse::<i64>().is_ok_and(|number| number.to_string() == value),
            "numeric" => Decimal::is_plain(value) && value.split(['-', '.']).all(|part| part.len() < 1000),
            _ => !value.contains('\0'),
        }
    }

    pub(crate) const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }
}

/// What the rows of a noun can be put in order by.
pub trait SortField: Clone + Eq + Hash + Send + Sync + 'static {
    /// The columns of the field, the one that decides first; none for a figure.
    fn columns(&self) -> &'static [Column];
    /// The field's name in a cursor.
    fn name(&self) -> Cow<'static, str>;
    /// The figure, if the field is one.
    fn selector(&self) -> Option<&StatSelector> {
        None
    }
}

/// For a noun whose lists have one order only: that of its natural key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Natural {}

impl SortField for Natural {
    fn columns(&self) -> &'static [Column] {
        match *self {}
    }
    fn name(&self) -> Cow<'static, str> {
        match *self {}
    }
}

/// A day of the calendar as `2020-12-31`. PostgreSQL has no year 0, and the data no year of five digits.
fn is_date(text: &str) -> bool {
    let day = text.parse::<chrono::NaiveDate>();
    day.is_ok_and(|day| (1..=9999).contains(&day.year()) && day.to_string() == text)
}
