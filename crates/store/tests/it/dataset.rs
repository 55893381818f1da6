//! The write of a dataset beside those who read.

use sqlx::Connection;
use store::dataset::Table;
use testkit::Database;

use crate::support::{column, connect};

/// Every row that an import writes, ids included.
async fn contents(database: &Database) -> Vec<(&'static str, Vec<String>)> {
    let mut contents = Vec::new();
    for table in ["subject", "search", "search_word"].into_iter().chain(Table::ALL.map(Table::name)) {
        let rows = format!(r#"select row::text from {table} as row order by row::text collate "C""#);
        contents.push((table, column(database, &rows).await));
    }
    contents
}

async fn indexes(database: &Database) -> Vec<String> {
    column(database, "select indexdef from pg_indexes where schemaname = 'public' order by indexname").await
}

#[tokio::test]
async fn the_first_import_builds_the_indexes_anew_and_all_of_them() {
    let (empty, seeded) = (testkit::database().await, testkit::seeded().await);
    assert_eq!(indexes(&seeded).await, indexes(&empty).await);
    // What was built later than its table has a later number. So this says that the indexes were dropped indeed.
    let anew = "select pg_class.relname::text from pg_class, pg_class as last
                where pg_class.oid = 'stat_subject'::regclass and last.relname = 'search_word_similar'
                  and pg_class.oid > last.oid";
    assert_eq!(column::<String>(&empty, anew).await, Vec::<String>::new());
    assert_eq!(column::<String>(&seeded, anew).await, ["stat_subject"]);
}

#[tokio::test]
async fn who_reads_the_empty_tables_is_not_made_to_wait_and_the_same_rows_come() {
    let database = testkit::database().await;
    let mut reader = connect(&database).await;
    let mut reading = reader.begin().await.expect("a transaction");
    let read = "select count(*) from stat";
    let count: i64 = sqlx::query_scalar(read).fetch_one(&mut *reading).await.expect(read);
    assert_eq!(count, 0);
    database.load().await;
    let count: i64 = sqlx::query_scalar(read).fetch_one(&mut *reading).await.expect(read);
    assert!(count > 0, "read committed: what was loaded is seen");

    let seeded = testkit::seeded().await;
    for ((table, rows), (_, expected)) in contents(&database).await.into_iter().zip(contents(&seeded).await) {
        assert_eq!(rows, expected, "{table}");
        assert!(!rows.is_empty(), "{table}");
    }
    assert_eq!(indexes(&database).await, indexes(&seeded).await);
}
