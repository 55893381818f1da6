//! `kill -9` of an import at any point: the old data stands whole, or the new.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use testkit::until;

use crate::{
    atlas::{Atlas, Server, run_in},
    data_package::{BUNDLED, Package, served},
    sandbox::Sandbox,
};

/// Each file is told twice: "checked …" and "loaded …".
const LINES: usize = 24;

/// The sessions in this database that are in the middle of something, but for this one.
const BUSY: &str = "select count(*) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'";
/// What is asked is what the database has, not what a server has heard of it.
const NOTHING_KEPT: [&str; 2] = ["--cache-bytes", "0"];
const WAITING: &str = "select count(*) from pg_locks where not granted";

#[tokio::test]
async fn after_any_line_of_its_output() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &NOTHING_KEPT).await;
    let packages = [Package::edition("B"), Package::edition("C")];
    let mut database = sandbox.connect().await;
    let mut before = served(&server).await;
    for line in (2..=LINES).step_by(2) {
        let edition = if before.edition == "B" { "C" } else { "B" };
        let package = &packages[usize::from(edition == "C")];
        let import = Atlas::start_in(&sandbox, &["import", package.path()]);
        import.stderr.grow_to(line).await;
        let ended = import.kill().await;
        assert!(ended.signal() == Some(9) || ended.code() == Some(0), "{ended:?}");
        count_becomes(&mut database, BUSY, 0).await;

        let now = served(&server).await;
        if now.edition == before.edition {
            assert_eq!(now, before, "after line {line}");
            assert!(!ended.stdout.contains("Loaded as release"), "after line {line}: {ended:?}");
        } else {
            assert_eq!(now.edition, edition, "after line {line}");
            assert!(now.release > before.release, "after line {line}");
        }
        before = now;
    }
    let edition = if before.edition == "B" { "C" } else { "B" };
    let ended = run_in(&sandbox, &["import", packages[usize::from(edition == "C")].path()]).await.success();
    let now = served(&server).await;
    assert_eq!(now.edition, edition);
    assert!(ended.stdout.contains(&format!("Loaded as release {}.", now.release)), "{ended:?}");
    server.stop().await.success();
}

/// Its writes are held up at one table after the other, the last being that of the releases, right before the commit.
#[tokio::test]
async fn in_the_middle_of_its_writes() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &NOTHING_KEPT).await;
    let package = Package::edition("B");
    let before = served(&server).await;
    assert_eq!(before.edition, BUNDLED);
    let mut database = sandbox.connect().await;
    let mut observer = sandbox.connect().await;
    for table in ["source", "cluster", "stat", "subject", "release"] {
        // Others may read the table, but not write to it.
        let mut holder = database.begin().await.expect("a transaction");
        holder.execute(AssertSqlSafe(format!("lock table {table} in share mode"))).await.expect("a lock");
        let import = Atlas::start_in(&sandbox, &["import", package.path()]);
        count_becomes(&mut observer, WAITING, 1).await;
        import.kill().await;
        assert_eq!(served(&server).await, before, "while {table} is written to");
        holder.rollback().await.expect("the end of the transaction");
        count_becomes(&mut observer, BUSY, 0).await;
        assert_eq!(served(&server).await, before, "after {table} was written to");
    }
    run_in(&sandbox, &["import", package.path()]).await.success();
    let after = served(&server).await;
    assert_eq!(after.edition, "B");
    assert_eq!(server.query("{ releases { totalCount } }").await["releases"]["totalCount"], 2);
    server.stop().await.success();
}

/// The import runs PostgreSQL itself, and leaves it behind.
#[tokio::test]
async fn without_a_server() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &NOTHING_KEPT).await;
    let before = served(&server).await;
    server.stop().await.success();
    let package = Package::edition("B");
    for line in ["checked provinces.csv", "loaded sources.csv", "loaded observations.csv"] {
        let import = Atlas::start_in(&sandbox, &["import", package.path()]);
        import.stderr.line_with(line).await;
        import.kill().await;
        let server = Server::start(&sandbox, &NOTHING_KEPT).await;
        assert_eq!(served(&server).await, before, "after {line:?}");
        server.stop().await.success();
    }
    // One import after the other recovers as well.
    let import = Atlas::start_in(&sandbox, &["import", package.path()]);
    import.stderr.line_with("loaded provinces.csv").await;
    import.kill().await;
    run_in(&sandbox, &["import", package.path()]).await.success();
    assert_eq!(sandbox.processes(), Vec::new());
    let server = Server::start(&sandbox, &NOTHING_KEPT).await;
    assert_eq!(served(&server).await.edition, "B");
    server.stop().await.success();
}

/// The server waits for the import that holds the state directory, and starts when that is killed.
#[tokio::test]
async fn while_a_server_waits_for_it() {
    let sandbox = Sandbox::new();
    let package = Package::edition("B");
    let import = Atlas::start_in(&sandbox, &["import", package.path()]);
    import.stderr.line_with("checked provinces.csv").await;
    let mut waiting = crate::atlas::command(["serve", "--listen", "127.0.0.1:0", "--state-dir"]);
    waiting.arg(sandbox.state_dir());
    let waiting = Atlas::start(waiting);
    import.kill().await;
    waiting.stdout.line_with("is ready at").await;
    waiting.signal(rustix::process::Signal::TERM);
    waiting.ended().await.success();
    let server = Server::start(&sandbox, &NOTHING_KEPT).await;
    assert_eq!(served(&server).await.edition, BUNDLED);
}

async fn count_becomes(database: &mut PgConnection, query: &'static str, wanted: i64) {
    until(query, async || {
        let count: i64 = sqlx::query_scalar(query).fetch_one(&mut *database).await.expect(query);
        (count == wanted).then_some(())
    })
    .await;
}
