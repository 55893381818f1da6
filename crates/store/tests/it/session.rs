//! A session: one snapshot, and it only reads.

use std::error::Error as _;

use sea_orm::{DbBackend, Statement};
use store::{Session, filter::Filter};

use crate::support::{column, first};

/// A figure of the bundled data.
async fn figure(session: &Session, key: &str) -> String {
    let mut rows = session.stat_by_keys(&[key.to_owned()]).await.expect("a stat");
    rows.pop().expect("the stat").value.0
}

#[tokio::test]
async fn what_commits_meanwhile_is_for_the_next_session() {
    let database = testkit::seeded().await;
    let keys: Vec<String> = column(&database, "select key from stat order by key limit 2").await;
    let session = database.store().session();
    let not_yet_read = database.store().session();
    let old = figure(&session, &keys[0]).await;
    let old_release = session.release_current().await.expect("an answer");

    database
        .execute(&format!(
            "begin;
             update stat set value = 123456.7890 where key in ('{}', '{}');
             insert into release (package, version, title, license, checksum, counts)
             select package, version || '+', title, license, checksum, counts from release;
             commit",
            keys[0], keys[1]
        ))
        .await;

    assert_eq!(figure(&session, &keys[0]).await, old);
    // Nor a row that it has not read before, nor a new one.
    assert_ne!(figure(&session, &keys[1]).await, "123456.7890");
    assert_eq!(session.release_current().await.expect("an answer"), old_release);
    assert_eq!(session.count::<store::Releases>(&Filter::default()).await.expect("a count"), 1);

    for new in [not_yet_read, database.store().session(), database.another_store().await.session()] {
        assert_eq!(figure(&new, &keys[0]).await, "123456.7890");
        assert_eq!(figure(&new, &keys[1]).await, "123456.7890");
        assert_ne!(new.release_current().await.expect("an answer"), old_release);
    }
}

#[tokio::test]
async fn it_knows_the_release_of_its_snapshot() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    assert_eq!(session.release(), None);
    session.count::<store::Units>(&Filter::default()).await.expect("a count");
    let old = session.release();
    database
        .execute(
            "insert into release (package, version, title, license, checksum, counts)
             select package, version || '+', title, license, checksum, counts from release",
        )
        .await;
    let read = session.release_current().await.expect("an answer").expect("a release");
    assert_eq!((session.release(), old), (Some((&read).into()), Some((&read).into())));
    let new = database.store().session();
    let read = new.release_current().await.expect("an answer").expect("a release");
    assert_eq!(new.release(), Some((&read).into()));
    assert_ne!(new.release(), old);

    let empty = testkit::database().await;
    let session = empty.store().session();
    session.count::<store::Units>(&Filter::default()).await.expect("a count");
    assert_eq!(session.release(), None);
}

#[tokio::test]
async fn it_only_reads() {
    let database = testkit::seeded().await;
    for write in ["delete from name", "delete from name returning text"] {
        let session = database.store().session();
        let refused = session.run(Statement::from_string(DbBackend::Postgres, write)).await.expect_err("no writes");
        let cause = refused.source().expect("a cause").to_string();
        assert!(cause.contains("read-only transaction"), "{write}: {cause}");
    }

    let names: Vec<i64> = column(&database, "select count(*) from name").await;
    assert_eq!(names, [38]);
}

#[tokio::test]
async fn it_says_what_it_cost() {
    let database = testkit::seeded().await;
    let session = database.store().recording_session();
    assert_eq!((session.usage().statements, session.usage().rows), (0, 0));
    session.list::<store::Units>(&Filter::default(), &[], &first(3)).await.expect("units");
    // One row more than asked tells whether the list goes on.
    assert_eq!((session.usage().statements, session.usage().rows), (1, 4));
    session.count::<store::Units>(&Filter::default()).await.expect("their number");
    assert_eq!((session.usage().statements, session.usage().rows), (2, 5));
    let recorded = session.recorded();
    assert_eq!(recorded.len(), 2);
    assert_eq!(
        recorded[1],
        "select coalesce((select (release.counts ->> 'unit')::bigint from release order by id desc limit 1), (select \
         count(*) as total from unit where true)) as total"
    );
    assert!(database.store().session().recorded().is_empty());
}

#[tokio::test]
async fn it_gives_its_connection_back() {
    let database = testkit::seeded().await;
    let store = store::Store::with_options(database.options().clone(), 1).await.expect("a store with one connection");
    for _ in 0..5 {
        assert!(store.session().release_current().await.expect("the one connection").is_some());
    }
    // Opened, but not read from, it holds none.
    let idle = store.session();
    assert!(store.session().release_current().await.expect("the one connection").is_some());
    drop(idle);
    store.close().await;
}

#[tokio::test]
async fn connections_that_died_in_the_pool_are_replaced() {
    let database = testkit::seeded().await;
    let read = async |session: Session| session.count::<store::Units>(&Filter::default()).await;
    let (one, other) = (database.store().session(), database.store().session());
    for session in [&one, &other] {
        session.begin().await.expect("a snapshot");
    }
    // Both go back to the pool.
    assert_eq!(read(one).await.expect("a count"), read(other).await.expect("a count"));
    database
        .execute(
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity
             where application_name = 'cluster-atlas' and datname = current_database() and pid <> pg_backend_pid()",
        )
        .await;
    read(database.store().session()).await.expect("another connection");
}
