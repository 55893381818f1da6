//! The SQL builder: fixed pieces of text with bound values, so that equal queries have equal texts.

use std::{
    any::TypeId,
    collections::BTreeMap,
    fmt::Write,
    sync::{PoisonError, RwLock},
};

use sea_orm::{ActiveEnum, DbBackend, DbErr, EntityTrait, Iden, Iterable, QueryResult, RuntimeErr, Statement, Value};
use sqlx::{Decode, Postgres, Row, postgres::PgRow};

/// A statement under construction.
#[derive(Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Adds a piece of SQL.
    pub(crate) fn push(&mut self, piece: &str) -> &mut Self {
        self.text.push_str(piece);
        self
    }

    /// Adds a placeholder and its value.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let number = self.values.len();
        let _ = write!(self.text, "${number}");
        self
    }

    /// Adds `any($n)` over ids: one parameter for any number of them.
    pub(crate) fn bind_any<Id: Copy + Into<i64>>(&mut self, ids: &[Id]) -> &mut Self {
        let ids: Vec<i64> = ids.iter().map(|id| (*id).into()).collect();
        self.push("any(").bind(ids).push(")")
    }

    /// Adds `$n` for one id and `any($n)` for several: a condition of a list. For a single value an index returns the rows
    /// in its order, so that a page is read from its start; for `any` PostgreSQL would sort all rows.
    pub(crate) fn bind_among<Id: Copy + Into<i64>>(&mut self, ids: &[Id]) -> &mut Self {
        if let [only] = ids { self.bind((*only).into()) } else { self.bind_any(ids) }
    }

    /// Adds `$n` for one text and `any($n)` for several.
    pub(crate) fn bind_among_text(&mut self, texts: impl Iterator<Item = String>) -> &mut Self {
        let mut texts: Vec<String> = texts.collect();
        if texts.len() == 1 { self.bind(texts.pop()) } else { self.push("any(").bind(texts).push(")") }
    }

    /// Adds the condition that one of the columns contains a text, ignoring case. Names have the collation `C`, which knows
    /// no case beyond ASCII; the database's default collation does.
    pub(crate) fn push_contains(&mut self, columns: &[&str], text: &str) -> &mut Self {
        let mut pattern = "%".to_owned();
        for character in text.chars() {
            if matches!(character, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(character);
        }
        pattern.push('%');
        for (index, column) in columns.iter().enumerate() {
            self.push(if index == 0 { "(" } else { " or " })
                .push(column)
                .push(" collate \"default\" ilike ")
                .bind(pattern.clone());
        }
        self.push(")")
    }

    /// Returns the statement.
    pub(crate) fn finish(self) -> Statement {
        Statement::from_sql_and_values(DbBackend::Postgres, self.text, self.values)
    }
}

/// The columns of an entity as a select list, made once for each entity.
pub(crate) fn select_list<E: EntityTrait>() -> &'static str {
    static LISTS: RwLock<BTreeMap<TypeId, &'static str>> = RwLock::new(BTreeMap::new());
    let entity = TypeId::of::<E>();
    let made = LISTS.read().unwrap_or_else(PoisonError::into_inner).get(&entity).copied();
    made.unwrap_or_else(|| {
        let mut lists = LISTS.write().unwrap_or_else(PoisonError::into_inner);
        lists.entry(entity).or_insert_with(|| columns_of::<E>(E::Column::iter()).leak())
    })
}

/// Some columns of an entity as a select list. Exact decimals are read as text.
pub(crate) fn columns_of<E: EntityTrait>(columns: impl Iterator<Item = E::Column>) -> String {
    let table = E::default();
    let mut list = String::new();
    for column in columns {
        if !list.is_empty() {
            list.push_str(", ");
        }
        let (table, name) = (table.table_name(), column.unquoted());
        let _ = if sea_orm::ColumnTrait::def(&column).get_column_type() == &sea_orm::ColumnType::Decimal(None) {
            write!(list, "{table}.{name}::text as {name}")
        } else {
            write!(list, "{table}.{name}")
        };
    }
    list
}

/// Reads the columns of a row by position, one after the other. Faster than by name, for long lists.
pub(crate) struct ColumnReader<'a> {
    row: &'a PgRow,
    next: usize,
}

impl<'a> ColumnReader<'a> {
    /// Starts at the column with this index.
    pub(crate) fn from(row: &'a QueryResult, first: usize) -> Result<Self, DbErr> {
        let row = row.try_as_pg_row().ok_or_else(|| DbErr::Type("not a row of PostgreSQL".to_owned()))?;
        Ok(Self { row, next: first })
    }

    /// Reads the next column. Its type is not checked again for each row.
    pub(crate) fn read<T: Decode<'a, Postgres>>(&mut self) -> Result<T, DbErr> {
        let index = self.next;
        self.next += 1;
        self.row.try_get_unchecked(index).map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
    }

    /// Reads the next column as an enum.
    pub(crate) fn read_enum<E: ActiveEnum<Value = String>>(&mut self) -> Result<E, DbErr> {
        E::try_from_value(&self.read()?)
    }

    /// Reads the next column as an enum or null.
    pub(crate) fn read_optional_enum<E: ActiveEnum<Value = String>>(&mut self) -> Result<Option<E>, DbErr> {
        self.read::<Option<String>>()?.map(|text| E::try_from_value(&text)).transpose()
    }
}
