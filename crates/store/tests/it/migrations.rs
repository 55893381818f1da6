//! The migrations run once, whoever runs them and however often.

use std::time::Duration;

use store::Store;
use testkit::Database;

use crate::support::column;

/// A store on a database that was never migrated, beside that of the test.
async fn bare(database: &Database, name: &str) -> Store {
    database.execute(&format!("create database {name}")).await;
    let options = database.options().clone().database(name);
    Store::with_options(options, 2).await.expect("the new database")
}

#[tokio::test]
async fn they_run_twice() {
    let database = testkit::seeded().await;
    let before = database.store().readiness().await.expect("it answers");
    database.store().migrate().await.expect("a second run");
    assert_eq!(database.store().readiness().await.expect("it answers"), before);
    assert!(before.is_ready(), "{before}");
}

#[tokio::test]
async fn two_programs_run_them_at_once() {
    let database = testkit::database().await;
    let one = bare(&database, "migrated_by_two").await;
    let other = Store::with_options(database.options().clone().database("migrated_by_two"), 2).await.expect("a store");
    let nothing = one.readiness().await.expect("it answers");
    assert_eq!((nothing.migrations_applied, nothing.release), (0, None));
    assert!(!nothing.is_ready());

    let (first, second) = tokio::join!(one.migrate(), other.migrate());
    first.expect("one");
    second.expect("the other");

    let done = other.readiness().await.expect("it answers");
    assert_eq!(done.migrations_applied, done.migrations_known);
    assert!(!done.is_ready(), "there is no data yet");
    assert_eq!(done.to_string(), format!("{0} of {0} migrations applied, no data loaded", done.migrations_known));
    one.close().await;
    other.close().await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let database = testkit::seeded().await;
    database
        .execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'of tomorrow', true, '', 0)",
        )
        .await;
    let readiness = database.store().readiness().await.expect("it answers");
    assert!(readiness.is_ready(), "an older program goes on serving: {readiness}");
    let error = database.store().migrate().await.expect_err("not ours to run");
    let text = error.to_string();
    assert!(text.contains("9999"), "{text}");
    // What failed has given up the lock.
    let other = database.another_store().await;
    let again = tokio::time::timeout(Duration::from_secs(30), other.migrate()).await.expect("no wait for the first");
    assert_eq!(again.expect_err("still not ours").to_string(), text);
    let versions: Vec<i64> = column(&database, "select max(version) from _sqlx_migrations").await;
    assert_eq!(versions, [9999]);
}

#[tokio::test]
async fn who_may_not_create_the_extension_is_told_what_to_do() {
    let database = testkit::database().await;
    drop(bare(&database, "of_somebody_else").await);
    database.execute("create role guest login").await;
    let options = database.options().clone().database("of_somebody_else").username("guest");
    let guest = Store::with_options(options, 1).await.expect("a store");
    let error = guest.migrate().await.expect_err("a guest may not create anything").to_string();
    assert_eq!(
        error,
        "the database needs the extension pg_trgm, for search: this user may not create it; as the owner of the \
         database run: create extension pg_trgm"
    );
    assert_eq!(guest.migrations_applied().await.expect("it answers").0, 0);

    // Once it is there, nothing more is asked for.
    let owner = Store::with_options(database.options().clone().database("of_somebody_else"), 1).await.expect("a store");
    owner.migrate().await.expect("migrations");
    guest.check_extension().await.expect("the extension is there");
    owner.close().await;
    guest.close().await;
}
