//! What the tests share: a connection past the store, and comparing with files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sqlx::{AssertSqlSafe, ConnectOptions, FromRow, PgConnection, postgres::PgRow};
use store::list::Page;
use testkit::Database;

/// A connection that knows nothing of the store.
pub(crate) async fn connect(database: &Database) -> PgConnection {
    database.options().connect().await.expect("the database of the test")
}

/// Reads rows past the store.
pub(crate) async fn rows<R>(database: &Database, sql: &str) -> Vec<R>
where
    R: for<'row> FromRow<'row, PgRow> + Send + Unpin,
{
    let mut connection = connect(database).await;
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut connection).await.expect(sql)
}

/// Reads one column past the store.
pub(crate) async fn column<T>(database: &Database, sql: &str) -> Vec<T>
where
    (T,): for<'row> FromRow<'row, PgRow>,
    T: Send + Unpin,
{
    rows::<(T,)>(database, sql).await.into_iter().map(|(value,)| value).collect()
}

/// The first rows of a list, with their positions.
pub(crate) fn first(limit: u32) -> Page {
    Page { limit, backwards: false, after: None, before: None, positions: true, more: true, brief: false }
}

/// The last rows of a list, with their positions.
pub(crate) fn last(limit: u32) -> Page {
    Page { backwards: true, ..first(limit) }
}

/// A file of the migrations.
pub(crate) fn migrations(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(name)
}

/// Compares a text with a file, or rewrites the file if `UPDATE=1`.
pub(crate) fn compare(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(path, actual).expect("a file to rewrite");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs; look at the difference, then accept it with UPDATE=1\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display(),
    );
}
