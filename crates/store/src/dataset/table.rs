//! The tables of a dataset, and the SQL that brings each of them to what was staged.
//!
//! A table is described by four things: the columns of its staging table (all of them text, named as in the files of a
//! package), the SELECT that turns staged rows into rows of the table, the columns of that row which identify it, and,
//! for the kinds of a subject, the staged column that holds the natural key. The statements are made from these.
//!
//! The SELECTs join with LEFT JOIN throughout: a reference to a row that is not there becomes null and is refused by the
//! NOT NULL of its column, where an inner join would lose the row without a word.

mod definitions;

pub use self::definitions::Table;

struct Definition {
    name: &'static str,
    /// Columns of the staging table.
    staged: &'static [&'static str],
    /// The staged column with the natural key, for a table whose rows are subjects of the kind of its name.
    subject: Option<&'static str>,
    /// Columns that identify a row of the table.
    key: &'static [&'static str],
    /// The rows that the table shall have.
    wanted: &'static str,
}

impl Table {
    /// Name of the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.definition().name
    }

    /// Names of the cells of a staged row, in their order. A staged value is text as it stands in the files.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        self.definition().staged
    }

    /// Text of collation C, as the keys of the tables are: two collations cannot be compared.
    pub(super) fn create_staged(self) -> String {
        let columns = list(self.columns().iter(), |column| format!("\"{column}\" text collate \"C\""));
        format!("create temp table staged_{} ({columns}) on commit drop", self.name())
    }

    /// The rows that the table shall have, in a table of their own because three statements read them.
    pub(super) fn create_wanted(self) -> String {
        let Definition { name, wanted, .. } = self.definition();
        format!("create temp table wanted_{name} on commit drop as {wanted}")
    }

    /// New subjects of this kind. Their ids are made here, so that rows may point to each other before either exists.
    pub(super) fn insert_subjects(self) -> Option<String> {
        let Definition { name, subject, .. } = self.definition();
        let key = (*subject)?;
        Some(format!(
            "insert into subject (kind, key)
             select '{name}', staged.{key} from staged_{name} as staged
             where not exists (select 1 from subject where subject.kind = '{name}' and subject.key = staged.{key})
             order by staged.{key}"
        ))
    }

    /// Rows are compared byte by byte: 55.5 and 55.50 are equal as numbers, but not as figures.
    /// `None` for a table that has no columns but its key.
    pub(super) fn update(self, columns: &[String]) -> Option<String> {
        let name = self.name();
        let others: Vec<&String> = columns.iter().filter(|column| !self.is_key(column)).collect();
        if others.is_empty() {
            return None;
        }
        Some(format!(
            "update {name} as old set {set}
             from wanted_{name} as wanted
             where {same} and record_image_ne(row({before}), row({after}))",
            set = list(others.iter(), |column| format!("\"{column}\" = wanted.\"{column}\"")),
            same = self.same_row("old", "wanted"),
            before = list(others.iter(), |column| format!("old.\"{column}\"")),
            after = list(others.iter(), |column| format!("wanted.\"{column}\"")),
        ))
    }

    pub(super) fn insert(self, columns: &[String]) -> String {
        let name = self.name();
        format!(
            "insert into {name} ({columns})
             select {columns} from wanted_{name} as wanted
             where not exists (select 1 from {name} as old where {same})
             order by {key}",
            columns = list(columns.iter(), |column| format!("\"{column}\"")),
            same = self.same_row("old", "wanted"),
            key = list(self.definition().key.iter(), |column| format!("\"{column}\"")),
        )
    }

    pub(super) fn delete(self) -> String {
        let name = self.name();
        format!(
            "delete from {name} as old where not exists (select 1 from wanted_{name} as wanted where {same})",
            same = self.same_row("old", "wanted"),
        )
    }

    /// Subjects whose own row is gone.
    pub(super) fn delete_subjects() -> String {
        let subjects = Self::ALL.iter().filter(|table| table.definition().subject.is_some());
        let ids: Vec<String> = subjects.map(|table| format!("select id from wanted_{}", table.name())).collect();
        format!(
            "delete from subject where not exists (select 1 from ({}) as wanted where wanted.id = subject.id)",
            ids.join(" union all ")
        )
    }

    /// Whether no table has a row.
    pub(super) fn are_empty() -> String {
        let empty: Vec<String> = names().map(|name| format!("not exists (select from {name})")).collect();
        format!("select {}", empty.join(" and "))
    }

    /// Takes all tables at once, or fails at once if any of them is being read.
    pub(super) fn lock() -> String {
        format!("lock table {} in access exclusive mode nowait", list(names(), str::to_owned))
    }

    /// Table, name and definition of every index that only serves reading: none that keeps rows unique.
    pub(super) fn indexes() -> String {
        format!(
            "select relname::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
             from pg_index join pg_class on pg_class.oid = indrelid
             where indrelid in ({}) and not indisunique
             order by indrelid, indexrelid",
            list(names(), |name| format!("'{name}'::regclass"))
        )
    }

    /// The name of a table that a load fills, as it stands here.
    pub(super) fn name_of(table: &str) -> Option<&'static str> {
        names().find(|name| *name == table)
    }

    /// A query for the number of rows of each table, as JSON.
    pub(super) fn counts() -> String {
        let counts = list(Self::ALL.iter(), |table| format!("'{0}', (select count(*) from {0})", table.name()));
        format!("select jsonb_build_object({counts})")
    }

    fn same_row(self, left: &str, right: &str) -> String {
        let same: Vec<String> =
            self.definition().key.iter().map(|column| format!("{left}.\"{column}\" = {right}.\"{column}\"")).collect();
        same.join(" and ")
    }

    fn is_key(self, column: &str) -> bool {
        self.definition().key.contains(&column)
    }
}

/// Every table that a load fills, those included that it makes of the others.
fn names() -> impl Iterator<Item = &'static str> {
    ["subject", super::search::TABLE].into_iter().chain(Table::ALL.into_iter().map(Table::name))
}

fn list<T>(items: impl Iterator<Item = T>, text: impl Fn(T) -> String) -> String {
    items.map(text).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_row_is_one_with_other_bytes() {
        let columns = ["code", "name_en"].map(str::to_owned);
        let statement = Table::Unit.update(&columns).unwrap_or_default();
        assert!(statement.contains("record_image_ne(row(old.\"name_en\"), row(wanted.\"name_en\"))"), "{statement}");
        assert_eq!(Table::Unit.update(&columns[..1]), None);
    }
}
