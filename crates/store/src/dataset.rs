//! The write of a dataset: all tables in one transaction, as the difference to what they hold.
//!
//! [`Store::dataset_begin`] takes the lock and makes an empty staging table for each table. [`Load::copy`] fills one of
//! them, row by row. [`Load::finish`] compares them with the tables, row by natural key, and inserts, updates and deletes
//! what differs, so that a row that stays keeps its id. Then it does the same with what search reads of them. Nothing is
//! seen by readers before the commit; a load that is dropped, or whose program is killed, leaves no trace.
//!
//! Into tables that hold rows, readers go on reading them all the while. Into empty ones, the indexes are dropped first and
//! built at the end, which takes a fraction of the time; whoever asks the empty tables for something meanwhile waits.

mod search;
mod step;
mod table;

use std::{fmt, sync::Arc};

use entity::release;
use sea_orm::{ActiveValue::Set, DbBackend, EntityTrait, QueryTrait};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection,
    postgres::{PgConnection, PgCopyIn, PgDatabaseError},
};

use self::step::Steps;
pub use self::{
    step::{Stage, Step},
    table::Table,
};
use crate::{Store, session::bound};

/// Key of the advisory lock that one load at a time holds ("atlas" in ASCII).
const LOCK: i64 = 0x61_74_6c_61_73;
/// Staged rows are sent in chunks of about this many bytes.
const CHUNK: usize = 64 * 1024;

/// Memory that a load may take, unless the database allows it more: for each sort and hash, and for building an index.
const MEMORY: [(&str, &str); 2] = [("work_mem", "64MB"), ("maintenance_work_mem", "256MB")];

/// Why a load came to nothing. The tables are then as they were before.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refuses the rows of a table.
    #[error("the database refuses the rows of table {table}: {reason}; nothing was loaded")]
    Refused {
        /// The table, or the step of the load.
        table: &'static str,
        /// What the database says, with the name of the constraint.
        reason: String,
        /// The error as it came.
        source: Arc<sqlx::Error>,
    },
    /// Anything else, such as a database that went away.
    #[error(transparent)]
    Store(#[from] crate::Error),
}

/// What a release says about the package it was made from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PackageInfo {
    /// Name of the package.
    pub package: String,
    /// Version of the package.
    pub version: String,
    /// Title of the package.
    pub title: String,
    /// Name of the licence of the data.
    pub license: String,
    /// SHA-256 over the files of the package, in hexadecimal.
    pub checksum: String,
}

/// What a load did, or would do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diff {
    /// One entry for each table, in the order of [`Table::ALL`].
    pub tables: Vec<TableDiff>,
    /// What became of the release.
    pub outcome: Outcome,
}

/// How many rows of a table a load added, changed and removed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TableDiff {
    /// The table.
    pub table: Table,
    /// Rows that were not there before.
    pub added: u64,
    /// Rows that have another value in some column.
    pub changed: u64,
    /// Rows that are gone.
    pub removed: u64,
}

/// What became of the release.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Nothing differs from the newest release, so none was made.
    Unchanged,
    /// A release with this id was made.
    Released(i64),
    /// There are differences, but the load was a dry run.
    DryRun,
}

/// A load that has begun. Dropped before [`Load::finish`], it changes nothing.
#[derive(Debug)]
pub struct Load {
    /// Of its own: whatever happens, neither the transaction nor a half-sent COPY outlives the load.
    connection: PgConnection,
    /// How many rows are staged, in the order of [`Table::ALL`].
    staged: [u64; Table::ALL.len()],
}

/// An index that is dropped until the rows are written.
struct Index {
    table: &'static str,
    definition: String,
}

/// The rows of one table on their way into its staging table.
pub struct Copy<'load> {
    table: Table,
    sink: PgCopyIn<&'load mut PgConnection>,
    staged: &'load mut u64,
    chunk: Vec<u8>,
}

impl Store {
    /// Begins a load and takes the lock. When another load holds it, calls `waiting` and then waits for that load to end.
    pub async fn dataset_begin(&self, waiting: impl FnOnce()) -> Result<Load, Error> {
        // Its statements take as long as they take: a warning of each slow one would tell nothing.
        let options = (*self.pool.connect_options()).clone().disable_statement_logging();
        let connection = options.connect().await.map_err(crate::Error::from)?;
        let mut load = Load { connection, staged: [0; Table::ALL.len()] };
        load.begin(waiting).await.map_err(|error| refused("(begin of the load)", error))?;
        for table in Table::ALL {
            load.run(&table.create_staged()).await.map_err(|error| refused(table.name(), error))?;
        }
        Ok(load)
    }
}

impl Load {
    async fn begin(&mut self, waiting: impl FnOnce()) -> Result<(), sqlx::Error> {
        self.run("begin isolation level read committed").await?;
        // A large package takes the time it takes, whatever limits the database sets for requests.
        self.run("set local statement_timeout = 0").await?;
        self.run("set local lock_timeout = 0").await?;
        self.run("set local idle_in_transaction_session_timeout = 0").await?;
        for (setting, least) in MEMORY {
            let raise = "select set_config($1, $2, true) where pg_size_bytes(current_setting($1)) < pg_size_bytes($2)";
            sqlx::query(raise).bind(setting).bind(least).execute(&mut self.connection).await?;
        }
        // Parents may come after their children, and rows may swap unique codes.
        self.run("set constraints all deferred").await?;
        let locked: bool = sqlx::query_scalar("select pg_try_advisory_xact_lock($1)")
            .bind(LOCK)
            .fetch_one(&mut self.connection)
            .await?;
        if !locked {
            waiting();
            sqlx::query("select pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut self.connection).await?;
        }
        Ok(())
    }

    /// Opens the staging table of a table for its rows.
    pub async fn copy(&mut self, table: Table) -> Result<Copy<'_>, Error> {
        let Self { connection, staged } = self;
        let sink = connection.copy_in_raw(&format!("copy staged_{} from stdin", table.name())).await;
        let sink = sink.map_err(|error| refused(table.name(), error))?;
        Ok(Copy { table, sink, staged: &mut staged[table as usize], chunk: Vec::with_capacity(CHUNK) })
    }

    /// Brings the tables to what was staged and makes a release, or, with `dry_run`, finds out what would change. Tells
    /// `told` of each step when it begins.
    pub async fn finish(
        mut self,
        info: &PackageInfo,
        dry_run: bool,
        mut on_step: impl FnMut(Step) + Send,
    ) -> Result<Diff, Error> {
        for table in Table::ALL {
            self.run(&format!("analyze staged_{}", table.name()))
                .await
                .map_err(|error| refused(table.name(), error))?;
        }
        let indexes = self.drop_indexes().await.map_err(|error| refused("(indexes)", error))?;
        let mut steps = Steps::new(&mut on_step, self.staged, indexes.iter().map(|index| index.table));
        let tables = self.apply(&mut steps).await?;
        let last = |error| refused("release", error);
        let changed = tables.iter().any(|table| !table.is_empty());
        let outcome = if !changed && self.is_newest(info).await.map_err(last)? {
            Outcome::Unchanged
        } else if dry_run {
            Outcome::DryRun
        } else {
            Outcome::Released(self.release(info).await.map_err(last)?)
        };
        steps.begin(Stage::Search, search::TABLE);
        // A database may have its rows from a program that did not know of search yet.
        let refreshed =
            !dry_run && search::refresh(&mut self.connection).await.map_err(|error| refused(search::TABLE, error))?;
        // In a dry run, too: a text may be too long for an index.
        for Index { table, definition } in indexes {
            steps.begin(Stage::Index, table);
            self.run(&definition).await.map_err(|error| refused(table, error))?;
        }
        if refreshed || matches!(outcome, Outcome::Released(_)) {
            // In the same transaction, so that the first reader of the new rows has the statistics for them.
            for change in tables.iter().filter(|change| !change.is_empty()) {
                steps.begin(Stage::Analyze, change.table.name());
                self.run(&format!("analyze {}", change.table.name())).await.map_err(last)?;
            }
            self.run("commit").await.map_err(last)?;
        } else {
            self.run("rollback").await.map_err(last)?;
        }
        // All is done; how the connection ends is of no consequence.
        let _ = self.connection.close().await;
        Ok(Diff { tables, outcome })
    }

    /// Drops the indexes of tables that are all empty, and gives what it takes to build them again; nothing if there are
    /// rows, or if somebody reads the tables at this moment or they are somebody else's, who then keep their indexes.
    ///
    /// To drop an index is to lock its table until the commit. Never waiting for a lock, a load cannot come to a deadlock
    /// with readers.
    async fn drop_indexes(&mut self) -> Result<Vec<Index>, sqlx::Error> {
        let empty: bool = sqlx::query_scalar(AssertSqlSafe(Table::are_empty())).fetch_one(&mut self.connection).await?;
        if !empty {
            return Ok(Vec::new());
        }
        let found: Vec<(String, String, String)> =
            sqlx::query_as(AssertSqlSafe(Table::indexes())).fetch_all(&mut self.connection).await?;
        let names: Vec<&str> = found.iter().map(|(_, name, _)| name.as_str()).collect();
        let mut dropped = self.run(&format!("savepoint indexes; {}", Table::lock())).await;
        if dropped.is_ok() && !names.is_empty() {
            dropped = self.run(&format!("drop index {}", names.join(", "))).await;
        }
        match dropped {
            Ok(_) => {
                let index = |(table, _, definition): (String, String, String)| {
                    Some(Index { table: Table::name_of(&table)?, definition })
                };
                Ok(found.into_iter().filter_map(index).collect())
            }
            Err(sqlx::Error::Database(_)) => {
                self.run("rollback to indexes").await?;
                Ok(Vec::new())
            }
            Err(error) => Err(error),
        }
    }

    /// The difference, table by table: parents first for what comes, children first for what goes.
    async fn apply(&mut self, steps: &mut Steps<'_>) -> Result<Vec<TableDiff>, Error> {
        for table in Table::ALL {
            if let Some(statement) = table.insert_subjects() {
                self.run(&statement).await.map_err(|error| refused("subject", error))?;
            }
        }
        let mut changes = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            changes.push(self.upsert(table, steps).await.map_err(|error| refused(table.name(), error))?);
        }
        for change in changes.iter_mut().rev() {
            let table = change.table;
            change.removed = self.run(&table.delete()).await.map_err(|error| refused(table.name(), error))?;
        }
        self.run(&Table::delete_subjects()).await.map_err(|error| refused("subject", error))?;
        // A dry run, too, must see what the deferred constraints refuse.
        self.run("set constraints all immediate").await.map_err(|error| refused("(constraints)", error))?;
        Ok(changes)
    }

    async fn upsert(&mut self, table: Table, steps: &mut Steps<'_>) -> Result<TableDiff, sqlx::Error> {
        steps.begin(Stage::Write, table.name());
        self.run(&table.create_wanted()).await?;
        self.run(&format!("analyze wanted_{}", table.name())).await?;
        let columns: Vec<String> = sqlx::query_scalar(
            "select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum",
        )
        .bind(format!("pg_temp.wanted_{}", table.name()))
        .fetch_all(&mut self.connection)
        .await?;
        steps.begin(Stage::Write, table.name());
        let changed = match table.update(&columns) {
            Some(statement) => self.run(&statement).await?,
            None => 0,
        };
        let added = self.run(&table.insert(&columns)).await?;
        Ok(TableDiff { table, added, changed, removed: 0 })
    }

    async fn is_newest(&mut self, info: &PackageInfo) -> Result<bool, sqlx::Error> {
        let newest: Option<(String, String, String, String)> =
            sqlx::query_as("select package, version, title, license from release order by id desc limit 1")
                .fetch_optional(&mut self.connection)
                .await?;
        Ok(newest.is_some_and(|(package, version, title, license)| {
            (package, version, title, license)
                == (info.package.clone(), info.version.clone(), info.title.clone(), info.license.clone())
        }))
    }

    async fn release(&mut self, info: &PackageInfo) -> Result<i64, sqlx::Error> {
        let counts = sqlx::query_scalar(AssertSqlSafe(Table::counts())).fetch_one(&mut self.connection).await?;
        // The id and the time of the load are the database's.
        let release = release::ActiveModel {
            package: Set(info.package.clone()),
            version: Set(info.version.clone()),
            title: Set(info.title.clone()),
            license: Set(info.license.clone()),
            checksum: Set(info.checksum.clone()),
            counts: Set(counts),
            ..Default::default()
        };
        let mut insert = release::Entity::insert(release).into_query();
        let statement = DbBackend::Postgres.build(insert.returning_col(release::Column::Id));
        let release: i64 = sqlx::query_scalar_with(AssertSqlSafe(statement.sql), bound(statement.values))
            .fetch_one(&mut self.connection)
            .await?;
        // Sent by the commit: every server learns of the release when its rows can be read.
        sqlx::query("select pg_notify($1, $2::text)")
            .bind(crate::watch::CHANNEL)
            .bind(release.to_string())
            .execute(&mut self.connection)
            .await?;
        Ok(release)
    }

    /// Runs a statement once, without preparing it, and tells how many rows it touched.
    async fn run(&mut self, statement: &str) -> Result<u64, sqlx::Error> {
        let done = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut self.connection).await?;
        Ok(done.rows_affected())
    }
}

impl Copy<'_> {
    /// Adds a row: a cell for each of [`Table::columns`], in that order, `None` for null. The text must be valid already.
    pub async fn row<'cell>(&mut self, cells: impl IntoIterator<Item = Option<&'cell str>>) -> Result<(), Error> {
        push_row(&mut self.chunk, cells);
        if self.chunk.len() >= CHUNK {
            self.send().await?;
        }
        Ok(())
    }

    /// Ends the rows of the table.
    pub async fn finish(mut self) -> Result<(), Error> {
        self.send().await?;
        *self.staged += self.sink.finish().await.map_err(|error| refused(self.table.name(), error))?;
        Ok(())
    }

    async fn send(&mut self) -> Result<(), Error> {
        self.sink.send(&*self.chunk).await.map_err(|error| refused(self.table.name(), error))?;
        self.chunk.clear();
        Ok(())
    }
}

/// Writes a row in the text format of COPY: tabs between cells, `\N` for null, a backslash before what has a meaning.
fn push_row<'cell>(chunk: &mut Vec<u8>, cells: impl IntoIterator<Item = Option<&'cell str>>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            chunk.push(b'\t');
        }
        let Some(text) = cell else {
            chunk.extend_from_slice(br"\N");
            continue;
        };
        for byte in text.bytes() {
            match byte {
                b'\\' => chunk.extend_from_slice(br"\\"),
                b'\t' => chunk.extend_from_slice(br"\t"),
                b'\n' => chunk.extend_from_slice(br"\n"),
                b'\r' => chunk.extend_from_slice(br"\r"),
                byte => chunk.push(byte),
            }
        }
    }
    chunk.push(b'\n');
}

/// An error of the database in the words of the load; a lost connection stays one.
fn refused(table: &'static str, error: sqlx::Error) -> Error {
    match crate::Error::from(error) {
        crate::Error::Statement(source) => Error::Refused { table, reason: describe(&source), source },
        other => other.into(),
    }
}

fn describe(error: &sqlx::Error) -> String {
    let Some(error) = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>()) else {
        return error.to_string();
    };
    let mut text = error.message().to_owned();
    if let Some(detail) = error.detail() {
        text = format!("{text} ({detail})");
    }
    if let Some(constraint) = error.constraint() {
        text = format!("{text}, constraint {constraint}");
    }
    // SQLSTATE of a table or column that does not exist.
    if matches!(error.code(), "42P01" | "42703") {
        text.push_str(" (is the database migrated?)");
    }
    text
}

impl TableDiff {
    /// Whether the table stays as it is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added == 0 && self.changed == 0 && self.removed == 0
    }
}

impl Diff {
    /// The release that was made, if any.
    #[must_use]
    pub fn release_id(&self) -> Option<i64> {
        match self.outcome {
            Outcome::Released(id) => Some(id),
            Outcome::Unchanged | Outcome::DryRun => None,
        }
    }

    /// Whether nothing differs: no row, and nothing that a release says about its package.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.outcome == Outcome::Unchanged
    }

    /// What happened to one table.
    #[must_use]
    pub fn table(&self, table: Table) -> TableDiff {
        let unchanged = TableDiff { table, added: 0, changed: 0, removed: 0 };
        self.tables.iter().copied().find(|change| change.table == table).unwrap_or(unchanged)
    }
}

/// A line for each table that changes, and one for the release.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.tables.iter().any(|change| !change.is_empty()) {
            writeln!(f, "{:<16} {:>9} {:>9} {:>9}", "table", "added", "changed", "removed")?;
        }
        for change in self.tables.iter().filter(|change| !change.is_empty()) {
            let TableDiff { table, added, changed, removed } = change;
            writeln!(f, "{:<16} {added:>9} {changed:>9} {removed:>9}", table.name())?;
        }
        match self.outcome {
            Outcome::Unchanged => write!(f, "Nothing changes: the database holds this package already."),
            Outcome::Released(id) => write!(f, "Loaded as release {id}."),
            Outcome::DryRun => write!(f, "Dry run: nothing was written."),
        }
    }
}

impl fmt::Debug for Copy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copy").field("table", &self.table).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_text_keeps_every_character() {
        let mut chunk = Vec::new();
        push_row(&mut chunk, [Some("a\\N\tb"), None, Some(""), Some("中\r\n")]);
        assert_eq!(chunk, "a\\\\N\\tb\t\\N\t\t中\\r\\n\n".as_bytes());
    }

    #[test]
    fn changes_print_the_tables_that_change() {
        let changes = Diff {
            tables: vec![
                TableDiff { table: Table::Source, added: 0, changed: 0, removed: 0 },
                TableDiff { table: Table::Stat, added: 1, changed: 2, removed: 3 },
            ],
            outcome: Outcome::Released(7),
        };
        assert_eq!(
            changes.to_string(),
            "table                added   changed   removed\n\
             stat                     1         2         3\n\
             Loaded as release 7."
        );
    }
}
