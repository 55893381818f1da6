//! SQL as text with bound values: the pieces are fixed, so that equal questions make equal statements.

use std::fmt::Write;

use sea_orm::{DbBackend, DbErr, EntityTrait, Iden, Iterable, QueryResult, Statement, TryGetable, Value};

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

    /// Adds a placeholder and the value that takes its place.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let number = self.values.len();
        let _ = write!(self.text, "${number}");
        self
    }

    /// Adds `any($n)` over ids: one parameter, however many there are.
    pub(crate) fn bind_any<Id: Copy + Into<i64>>(&mut self, ids: &[Id]) -> &mut Self {
        let ids: Vec<i64> = ids.iter().map(|id| (*id).into()).collect();
        self.push("any(").bind(ids).push(")")
    }

    /// Adds `$n` for one id and `any($n)` for several: a condition of a list. Below a single value an index gives the rows
    /// in its order, so that a page is read from its start; below `any` PostgreSQL would sort them all.
    pub(crate) fn bind_among<Id: Copy + Into<i64>>(&mut self, ids: &[Id]) -> &mut Self {
        if let [only] = ids { self.bind((*only).into()) } else { self.bind_any(ids) }
    }

    /// Adds `$n` for one text and `any($n)` for several.
    pub(crate) fn bind_among_text(&mut self, texts: impl Iterator<Item = String>) -> &mut Self {
        let mut texts: Vec<String> = texts.collect();
        if texts.len() == 1 { self.bind(texts.pop()) } else { self.push("any(").bind(texts).push(")") }
    }

    /// Adds the condition that one of the columns contains a text, in upper or lower case. Names are in collation `C`,
    /// which knows no case beyond ASCII; that of the database does.
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

    /// The statement.
    pub(crate) fn finish(self) -> Statement {
        Statement::from_sql_and_values(DbBackend::Postgres, self.text, self.values)
    }
}

/// The columns of an entity as a select list. Exact decimals are read as text.
pub(crate) fn columns<E: EntityTrait>() -> String {
    let table = E::default();
    let mut list = String::new();
    for column in E::Column::iter() {
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

/// The columns of a row, one after the other.
pub(crate) struct Places<'a> {
    pub(crate) row: &'a QueryResult,
    /// The place of the next one.
    pub(crate) next: usize,
}

impl Places<'_> {
    pub(crate) fn read<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let place = self.next;
        self.next += 1;
        self.row.try_get_by_index(place)
    }
}
