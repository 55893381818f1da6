//! Sessions that are given up, that take too long, or that wait for a connection.

use std::{path::Path, time::Duration};

use futures_util::FutureExt;
use sea_orm::{DbBackend, Statement};
use sqlx::{ConnectOptions, Executor, PgConnection};
use store::{Config, Error, PoolState, Session, Store, embedded_postgres::Purpose};
use testkit::{Database, until};

use crate::support::{column, connect, rows};

/// A store with one connection: whatever leaks, or goes back in disorder, is met by the next session.
async fn narrow(database: &Database) -> Store {
    Store::with_options(database.options().clone(), 1).await.expect("a store with one connection")
}

/// Makes every read of provinces wait until the connection is dropped.
async fn hold_provinces(database: &Database) -> PgConnection {
    let mut holder = connect(database).await;
    holder.execute("begin; lock table province in access exclusive mode").await.expect("the lock");
    holder
}

async fn read_provinces(session: &Session) -> Result<usize, Error> {
    session.province_by_codes(&["CN-ZJ".to_owned()]).await.map(|found| found.len())
}

/// The process of the statement that waits for the provinces.
async fn waiting_process(database: &Database) -> i32 {
    until("a statement waits", async || {
        let waiting = "select pid from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and application_name = 'cluster-atlas'";
        column::<i32>(database, waiting).await.pop()
    })
    .await
}

/// Waits until a process runs nothing and is in no transaction, but is still there.
async fn settled(database: &Database, pid: i32) {
    until("the connection is idle", async || {
        let state: Vec<(i32, Option<String>)> =
            rows(database, "select pid, state from pg_stat_activity where datname = current_database()").await;
        let (_, state) = state.into_iter().find(|(found, _)| *found == pid).expect("the connection is kept");
        (state.as_deref() == Some("idle")).then_some(())
    })
    .await;
}

/// What the one connection of a store still has from before.
async fn check_order(store: &Store) {
    let session = store.session();
    let show = Statement::from_string(DbBackend::Postgres, "select current_setting('statement_timeout')");
    let row = session.run(show).await.expect("the connection is usable").pop().expect("a row");
    assert_eq!(row.try_get_by_index::<String>(0).expect("a text"), "0");
    drop(session);
    until("the connection is back", async || {
        (store.pool() == PoolState { size: 1, idle: 1, max: 1, waiting: 0 }).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_session_that_has_read_leaves_no_transaction() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let session = store.session();
    read_provinces(&session).await.expect("a read");
    let open = "select pid from pg_stat_activity where datname = current_database() and state = 'idle in transaction'";
    let pid = column::<i32>(&database, open).await.pop().expect("the snapshot is held");
    drop(session);
    settled(&database, pid).await;
    check_order(&store).await;
}

#[tokio::test]
async fn a_session_that_is_dropped_is_cancelled() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let holder = hold_provinces(&database).await;
    let session = store.session();
    let reading = tokio::spawn(async move { read_provinces(&session).await });
    let pid = waiting_process(&database).await;
    reading.abort();

    // The lock is held all the while.
    settled(&database, pid).await;
    check_order(&store).await;
    drop(holder);
    assert_eq!(read_provinces(&store.session()).await.expect("a read"), 1);
    store.close().await;
}

#[tokio::test]
async fn a_read_that_is_dropped_ends_its_session() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let session = store.session();
    session.release_current().await.expect("a first read");
    let _holder = hold_provinces(&database).await;
    let pid = tokio::select! {
        read = read_provinces(&session) => panic!("the table is held, but {read:?}"),
        pid = waiting_process(&database) => pid,
    };

    settled(&database, pid).await;
    // It has lost its snapshot, and must not go on with another one.
    let error = session.release_current().await.expect_err("the session has ended");
    assert!(matches!(error, Error::Cancelled) && !error.is_timeout() && !error.is_unavailable(), "{error:?}");
    check_order(&store).await;
}

#[tokio::test]
async fn a_session_that_takes_too_long_is_cancelled() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let _holder = hold_provinces(&database).await;
    for read_before in [false, true] {
        let session = store.session_within(Duration::from_secs(3));
        if read_before {
            session.release_current().await.expect("a first read");
        }
        let (error, pid) = tokio::join!(read_provinces(&session), waiting_process(&database));
        let error = error.expect_err("the table is held");
        assert!(error.is_timeout() && !error.is_unavailable(), "{error:?}");
        let error = session.release_current().await.expect_err("the time is over");
        assert!(error.is_timeout(), "{error:?}");
        settled(&database, pid).await;
        check_order(&store).await;
    }
}

#[tokio::test]
async fn the_server_knows_the_time_too() {
    let database = testkit::database().await;
    let store = narrow(&database).await;
    let session = store.session_within(Duration::from_secs(100));
    let show = "select setting from pg_settings where name = 'statement_timeout'";
    let row = session.run(Statement::from_string(DbBackend::Postgres, show)).await.expect("a read").pop();
    let milliseconds: String = row.expect("a row").try_get_by_index(0).expect("a text");
    let milliseconds: u32 = milliseconds.parse().expect("a number");
    assert!((1..=100_000).contains(&milliseconds), "{milliseconds}");
    drop(session);
    check_order(&store).await;

    // More than PostgreSQL can count is no error.
    for time in [Duration::from_secs(1 << 40), Duration::MAX] {
        assert_eq!(store.session_within(time).release_current().await.expect("time enough"), None);
    }
}

#[tokio::test]
async fn what_postgres_cancels_has_timed_out() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let _holder = hold_provinces(&database).await;
    let session = store.session();
    let cancel = async {
        let pid = waiting_process(&database).await;
        database.execute(&format!("select pg_cancel_backend({pid})")).await;
    };
    let (error, ()) = tokio::join!(read_provinces(&session), cancel);
    let error = error.expect_err("it was cancelled");
    assert!(error.is_timeout(), "{error:?}");
    // The connection is free although the session is still there.
    check_order(&store).await;
}

#[tokio::test]
async fn without_time_nothing_is_begun() {
    let database = testkit::database().await;
    let store = narrow(&database).await;
    let error = store.session_within(Duration::ZERO).release_current().await.expect_err("no time");
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(store.pool(), PoolState { size: 0, idle: 0, max: 1, waiting: 0 });
}

/// Wherever a session is cut off, the next one on the same connection finds it in order.
#[tokio::test]
async fn it_may_end_at_any_moment() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let session = store.session();
    read_provinces(&session).await.expect("the connection is open");
    drop(session);
    let (mut ended, mut cut_off) = (0, 0);
    for microseconds in (0..2_000).step_by(20).chain([1_000_000]) {
        let session = store.session_within(Duration::from_micros(microseconds));
        let read = async {
            read_provinces(&session).await?;
            session.stat_by_keys(&["no such key".to_owned()]).await
        };
        match read.await {
            Ok(_) => ended += 1,
            Err(error) if error.is_timeout() => cut_off += 1,
            Err(error) => panic!("after {microseconds} microseconds: {error:?}"),
        }
        drop(session);
        let session = store.session();
        assert_eq!(read_provinces(&session).await.expect("the next session"), 1);
        assert!(session.release().is_some());
    }
    assert!(ended > 0 && cut_off > 0, "{ended} ended, {cut_off} cut off");
    check_order(&store).await;
}

#[tokio::test]
async fn a_pool_that_stays_full_is_unavailable() {
    let database = testkit::database().await;
    let config = Config {
        database_url: Some(database.options().to_url_lossy().to_string()),
        state_dir: Path::new("/nonexistent").to_owned(),
        pg_bin: None,
        max_connections: 1,
        acquire_timeout: Duration::from_millis(20),
    };
    let store = Store::connect(&config, Purpose::Command("test")).await.expect("a store");
    let first = store.session();
    first.release_current().await.expect("the one connection");
    let second = store.session();
    let error = second.release_current().await.expect_err("no connection is left");
    assert!(error.is_unavailable() && !error.is_timeout(), "{error:?}");
    drop(first);
    check_order(&store).await;
    // What a session has said once it says again, and does not wait anew.
    let error = second.release_current().await.expect_err("the session has ended");
    assert!(error.is_unavailable(), "{error:?}");
}

#[tokio::test]
async fn who_waits_is_counted_and_served() {
    let database = testkit::database().await;
    let store = narrow(&database).await;
    let first = store.session();
    first.release_current().await.expect("the one connection");
    assert_eq!(store.pool(), PoolState { size: 1, idle: 0, max: 1, waiting: 0 });

    let given_up = store.session();
    tokio::select! {
        read = given_up.release_current() => panic!("there is no connection, but {read:?}"),
        () = until("one waits", async || (store.pool().waiting == 1).then_some(())) => {}
    }
    assert_eq!(store.pool().waiting, 0);

    let second = store.session();
    let end_first = async {
        until("one waits", async || (store.pool().waiting == 1).then_some(())).await;
        drop(first);
    };
    let (read, ()) = tokio::join!(second.release_current(), end_first);
    assert_eq!(read.expect("the connection of the first"), None);
    drop(second);
    check_order(&store).await;
}

/// A connection goes from session to session without a look at it in between: nothing of one may show in the next.
#[tokio::test]
async fn who_waited_has_a_snapshot_and_a_time_of_its_own() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let first = store.session_within(Duration::from_mins(10));
    let old = first.release_current().await.expect("the one connection");
    database
        .execute(
            "insert into release (package, version, title, license, checksum, counts)
             select package, version || '+', title, license, checksum, counts from release",
        )
        .await;

    // The first that waits is given up when its turn has come.
    let sessions = [store.session(), store.session()];
    let waits = async |session: &Session| session.release_current().await;
    let (third, ()) = {
        let mut second = Box::pin(waits(&sessions[0]));
        tokio::select! {
            biased;
            read = &mut second => panic!("there is no connection, but {read:?}"),
            () = until("one waits", async || (store.pool().waiting == 1).then_some(())) => {}
        }
        let end = async {
            until("two wait", async || (store.pool().waiting == 2).then_some(())).await;
            drop(first);
            drop(second);
        };
        tokio::join!(waits(&sessions[1]), end)
    };
    assert_ne!(third.expect("the connection of the first"), old);

    let show = Statement::from_string(DbBackend::Postgres, "select current_setting('statement_timeout')");
    let row = sessions[1].run(show).await.expect("a read").pop().expect("a row");
    assert_eq!(row.try_get_by_index::<String>(0).expect("a text"), "0");
    drop(sessions);
    check_order(&store).await;
}

#[tokio::test]
async fn many_more_than_the_pool_has_are_all_served() {
    let database = testkit::seeded().await;
    let store = narrow(&database).await;
    let read = async |given_up: bool| {
        let session = store.session();
        let reading = read_provinces(&session);
        if given_up { reading.now_or_never().transpose().map(|_| 0) } else { reading.await }
    };
    let sessions = (0..60).map(|index| read(index % 3 == 0));
    let found = futures_util::future::join_all(sessions).await;
    let served: usize = found.into_iter().map(|found| found.expect("a read")).sum();
    assert_eq!(served, 40);
    check_order(&store).await;
}
