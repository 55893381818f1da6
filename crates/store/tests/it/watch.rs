//! Hearing of new releases. That an import is heard of is shown where imports are.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use store::{
    Error, ReleaseStamp, Store, Watched,
    embedded_postgres::{self, Config, Opened, Purpose},
};
use testkit::{Database, until};

use crate::support::{column, connect};

const RELEASE: &str = "insert into release (package, version, title, license, checksum, counts)
     select 'test', 'version', 'title', 'license', repeat('0', 64), '{}'
     returning array[id, (extract(epoch from loaded_at) * 1000000)::bigint]";

async fn release(connection: &mut PgConnection) -> ReleaseStamp {
    let stamp: [i64; 2] = sqlx::query_scalar(RELEASE).fetch_one(connection).await.expect("a release");
    stamp.into()
}

/// When the connection that listens has last asked for the release.
async fn last_look(database: &Database) -> Option<String> {
    let looks = "select query_start::text from pg_stat_activity
         where datname = current_database() and query like 'select array[id,%'";
    column(database, looks).await.pop()
}

#[tokio::test]
async fn without_a_notification_it_looks() {
    let database = testkit::database().await;
    let mut releases = database.store().watch();
    let live = *releases.wait_for(|watched| watched.live).await.expect("it listens");
    assert_eq!(live, Watched { release: None, live: true });
    let id = release(&mut connect(&database).await).await;
    releases.wait_for(|watched| watched.release == Some(id)).await.expect("the release");
    // All share one connection.
    let mut others = database.store().watch();
    assert_eq!(*others.borrow_and_update(), Watched { release: Some(id), live: true });
    let listening = column::<i32>(
        &database,
        "select pid from pg_stat_activity where datname = current_database() and query like 'select array[id,%'",
    );
    assert_eq!(listening.await.len(), 1);
}

#[tokio::test]
async fn what_is_rolled_back_does_not_show() {
    let database = testkit::seeded().await;
    let mut releases = database.store().watch();
    let first = releases.wait_for(|watched| watched.live).await.expect("it listens").release;
    let mut connection = connect(&database).await;
    let mut transaction = connection.begin().await.expect("a transaction");
    let rolled_back = release(&mut transaction).await;
    transaction.execute("select pg_notify('atlas_release', '')").await.expect("a notification");
    let before = last_look(&database).await;
    until("it has looked meanwhile", async || (last_look(&database).await != before).then_some(())).await;
    assert_eq!(releases.borrow().release, first);
    transaction.rollback().await.expect("a rollback");
    let committed = release(&mut connection).await;

    let mut seen = Vec::new();
    let wait = releases.wait_for(|watched| {
        seen.push(watched.release);
        watched.release == Some(committed)
    });
    wait.await.expect("the release that was committed");
    assert!(!seen.contains(&Some(rolled_back)), "{seen:?}");
}

#[tokio::test]
async fn a_release_that_was_made_anew_is_another() {
    let database = testkit::seeded().await;
    let mut releases = database.store().watch();
    let first = releases.wait_for(|watched| watched.live).await.expect("it listens").release.expect("a release");
    database.execute("truncate release restart identity").await;
    let anew = release(&mut connect(&database).await).await;
    assert_eq!(anew.id, first.id);
    assert!(anew > first);
    releases.wait_for(|watched| watched.release == Some(anew)).await.expect("the release");
}

#[tokio::test]
async fn a_connection_that_is_lost_is_replaced() {
    let database = testkit::seeded().await;
    let store = database.another_store().await;
    let mut releases = store.watch();
    releases.wait_for(|watched| watched.live).await.expect("it listens");
    let name = database.options().get_database().expect("a name").to_owned();
    let mut elsewhere =
        PgConnection::connect_with(&database.options().clone().database("postgres")).await.expect("there");
    let mut allow = async |connections: bool| {
        let change = format!("alter database {name} allow_connections {connections}");
        elsewhere.execute(AssertSqlSafe(change)).await.expect("the setting");
    };
    let mut connection = connect(&database).await;
    allow(false).await;
    let kill = "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()";
    connection.execute(kill).await.expect("it ends");

    let away = *releases.wait_for(|watched| !watched.live).await.expect("it goes on");
    assert!(away.release.is_some(), "what was seen last");
    let id = release(&mut connection).await;
    assert_ne!(away.release, Some(id));
    assert!(!releases.borrow().live);
    allow(true).await;
    let back = *releases.wait_for(|watched| watched.live).await.expect("it listens again");
    assert_eq!(back.release, Some(id), "what was missed is known as soon as it is live");
    store.close().await;
}

#[tokio::test]
async fn it_ends_with_its_store() {
    let database = testkit::seeded().await;
    for close in [true, false] {
        let store = database.another_store().await;
        let mut releases = store.watch();
        releases.wait_for(|watched| watched.live).await.expect("it listens");
        if close {
            store.shut().await;
            // The task has ended by now.
            assert!(releases.has_changed().is_err());
            assert!(!store.watch().borrow().live && store.watch().has_changed().is_err());
            let error = store.session().release_current().await.expect_err("it is shut");
            assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        }
        drop(store);
        while releases.changed().await.is_ok() {}
        assert!(!releases.borrow().live);
        until("its connection is gone", async || {
            let connected = "select pid from pg_stat_activity
                 where datname = current_database() and application_name = 'cluster-atlas'";
            column::<i32>(&database, connected).await.is_empty().then_some(())
        })
        .await;
    }
}

/// An embedded PostgreSQL is restarted when it dies; the watch survives that.
#[tokio::test]
async fn a_restart_of_the_embedded_postgres_is_noticed() {
    // Open to all, so that PostgreSQL's user can enter it under root.
    let directory = tempfile::Builder::new().permissions(Permissions::from_mode(0o755)).tempdir().expect("a directory");
    let config = Config { state_dir: directory.path().join("state"), pg_bin: None, durable: false };
    let Opened::Owned(postgres) = embedded_postgres::open(&config, Purpose::Serve).await.expect("it opens") else {
        panic!("nobody shares a new state directory");
    };
    let options = postgres.connect_options();
    let store = Store::with_options(options.clone(), 2).await.expect("a store");
    store.migrate().await.expect("migrations");
    let mut releases = store.watch();
    assert_eq!(releases.wait_for(|watched| watched.live).await.expect("it listens").release, None);
    let id = release(&mut PgConnection::connect_with(&options).await.expect("a connection")).await;
    releases.wait_for(|watched| watched.release == Some(id)).await.expect("the release");

    let pid_file = fs::read_to_string(postgres.state_dir().join("postgres/postmaster.pid")).expect("its process id");
    let pid = pid_file.lines().next().and_then(|pid| Pid::from_raw(pid.parse().ok()?)).expect("a process id");
    kill_process(pid, Signal::KILL).expect("it runs");
    releases.wait_for(|watched| !watched.live).await.expect("the watch goes on");
    let back = *releases.wait_for(|watched| watched.live).await.expect("it listens again");
    // A database that is not durable may have lost the release in the crash: what is there counts.
    let newest = store.session().release_current().await.expect("an answer");
    assert_eq!(back.release.map(|seen| seen.id), newest.map(|release| release.id));
    store.close().await;
    postgres.stop().await;
}
