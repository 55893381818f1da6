//! `atlas import`: with a server and without, all of a package or nothing.

use serde_json::json;
use sqlx::{Connection, Executor};
use testkit::until;

use crate::{
    atlas::{Atlas, Server, run_in},
    data_package::{BUNDLED, LARGE, Package, served},
    sandbox::Sandbox,
};

#[tokio::test]
async fn beside_a_server_which_answers_from_the_new_release_at_once() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let before = served(&server).await;
    assert_eq!((before.edition.as_str(), before.release), (BUNDLED, 1));

    // The same package again.
    let same = Package::copy();
    let ended = run_in(&sandbox, &["import", same.path()]).await.success();
    assert!(ended.stdout.starts_with("Nothing changes"), "{ended:?}");
    assert_eq!(served(&server).await, before);

    // Another, but only to see what it would do.
    let changed = Package::edition("B");
    let ended = run_in(&sandbox, &["import", changed.path(), "--dry-run"]).await.success();
    assert!(ended.stdout.contains("Dry run: nothing was written."), "{ended:?}");
    assert_eq!(served(&server).await, before);
    let rows_of_dry_run =
        ended.stdout.lines().filter(|line| !line.starts_with("Dry run")).collect::<Vec<_>>().join("\n");

    let ended = run_in(&sandbox, &["import", changed.path()]).await.success();
    assert!(ended.stdout.starts_with(&rows_of_dry_run), "{ended:?}");
    let stat = ended.stdout.lines().find(|line| line.starts_with("stat ")).expect("a line for the table");
    let numbers: Vec<_> = stat.split_whitespace().skip(1).collect();
    assert_eq!((numbers[0], numbers[2]), ("0", "1"), "{stat}");
    let after = until("it has heard of the release", async || {
        Some(served(&server).await).filter(|shown| shown.release > before.release)
    })
    .await;
    assert_eq!(after.edition, "B");
    assert!(after.release > 1 && ended.stdout.contains(&format!("release {}", after.release)), "{ended:?}");
    assert_eq!(server.query("{ releases { totalCount } }").await["releases"]["totalCount"], 2);

    // And again the same.
    let ended = run_in(&sandbox, &["import", changed.path()]).await.success();
    assert!(ended.stdout.starts_with("Nothing changes"), "{ended:?}");
    assert_eq!(served(&server).await, after);

    // The server is none the worse.
    server.stop().await.success();
    assert_eq!(served(&Server::start(&sandbox, &[]).await).await, after);
}

#[tokio::test]
async fn without_a_server() {
    let sandbox = Sandbox::new();
    let changed = Package::edition("B");
    // Into nothing: the database is made, migrated and loaded.
    let ended = run_in(&sandbox, &["import", changed.path()]).await.success();
    assert!(ended.stdout.ends_with("Loaded as release 1.\n"), "{ended:?}");
    assert_eq!(sandbox.processes(), Vec::new());
    let ended = run_in(&sandbox, &["import", changed.path()]).await.success();
    assert!(ended.stdout.starts_with("Nothing changes"), "{ended:?}");

    // The server finds it loaded and leaves it so.
    let server = Server::start(&sandbox, &[]).await;
    let found = served(&server).await;
    assert_eq!((found.edition.as_str(), found.release), ("B", 1));
    server.stop().await.success();
}

#[tokio::test]
async fn figures_come_out_as_they_went_in() {
    let sandbox = Sandbox::new();
    let figures = [LARGE, "55.50", "0.000000000000000000000000001", "-0.10", "0", "9999999999999999999999999999"];
    let package = Package::copy();
    let mut next = figures.iter();
    let mut keys = Vec::new();
    package.edit_lines("observations.csv", |line| {
        let mut cells: Vec<_> = line.split(',').collect();
        if !line.starts_with("o-") || line.contains('"') {
            return Some(line.to_owned());
        }
        let Some(figure) = next.next() else { return Some(line.to_owned()) };
        keys.push(cells[0].to_owned());
        cells[4] = figure;
        Some(cells.join(","))
    });
    let server = Server::start(&sandbox, &["--data", package.path()]).await;
    for (key, figure) in keys.iter().zip(figures) {
        let data = server.query(&format!("{{ stat(key: \"{key}\") {{ value }} }}")).await;
        assert_eq!(data, json!({"stat": {"value": figure}}), "{key}");
    }
    assert_eq!(keys.len(), figures.len());
    // They keep their digits through an import that changes other rows, too.
    package.edit("datapackage.json", |text| text.replace("2026.11.23", "2026.11.24"));
    run_in(&sandbox, &["import", package.path()]).await.success();
    let data = server.query(&format!("{{ stat(key: \"{}\") {{ value }} dataset {{ version }} }}", keys[0])).await;
    assert_eq!(data, json!({"stat": {"value": LARGE}, "dataset": {"version": "2026.11.24"}}));
}

#[tokio::test]
async fn a_broken_package_changes_nothing() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let before = served(&server).await;
    let package = Package::edition("B");
    package.edit_lines("observations.csv", |line| {
        Some(if line.starts_with("o-6800a43a44ea,") { line.replace(LARGE, "1e9") } else { line.to_owned() })
    });
    package.edit("clusters.csv", |text| text.replacen(",high-end-equipment,", ",horse-carriages,", 1));
    for arguments in
        [&["import", package.path()][..], &["import", package.path(), "--dry-run"], &["validate", package.path()]]
    {
        let ended = run_in(&sandbox, arguments).await;
        assert_eq!(ended.code(), Some(1), "{ended:?}");
        for part in [
            "observations.csv, line 2, column value: \"1e9\" ",
            "clusters.csv, line 2, column industry: ",
            "2 problems.",
        ] {
            assert!(ended.stdout.contains(part), "{part}: {ended:?}");
        }
        assert!(!ended.stderr.contains("loaded "), "{ended:?}");
        assert_eq!(served(&server).await, before);
    }
    let ended = run_in(&sandbox, &["import", "/nonexistent"]).await;
    assert_eq!(ended.code(), Some(1), "{ended:?}");
    assert!(ended.stdout.contains("/nonexistent"), "{ended:?}");
    assert_eq!(served(&server).await, before);
}

#[tokio::test]
async fn two_at_once_beside_a_server() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &["--cache-bytes", "0"]).await;
    let packages = ["B", "C"].map(Package::edition);
    for _ in 0..3 {
        let imports = packages.each_ref().map(|package| Atlas::start_in(&sandbox, &["import", package.path()]));
        let [one, other] = imports;
        let (one, other) = tokio::join!(one.ended(), other.ended());
        for ended in [&one, &other] {
            assert_eq!(ended.code(), Some(0), "{ended:?}");
        }
        let now = served(&server).await;
        assert!(["B", "C"].contains(&now.edition.as_str()), "{}", now.edition);
    }
}

/// The first is held up in the middle of its writes, so that the second must wait and comes last.
#[tokio::test]
async fn the_second_waits_for_the_first() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &["--cache-bytes", "0"]).await;
    let before = served(&server).await;
    let [b, c] = ["B", "C"].map(Package::edition);
    let mut database = sandbox.connect().await;
    let mut holder = database.begin().await.expect("a transaction");
    holder.execute("lock table stat in share mode").await.expect("a lock");
    let first = Atlas::start_in(&sandbox, &["import", b.path()]);
    // By then it holds the right to import.
    first.stderr.line_with("loaded names.csv").await;
    let second = Atlas::start_in(&sandbox, &["import", c.path()]);
    second.stderr.line_with("another import is running; waiting for it").await;
    assert_eq!(served(&server).await, before);
    holder.rollback().await.expect("the end of the transaction");
    let (first, second) = tokio::join!(first.ended(), second.ended());
    assert!(first.success().stdout.ends_with("Loaded as release 2.\n"));
    assert!(second.success().stdout.ends_with("Loaded as release 3.\n"));
    let after = served(&server).await;
    assert_eq!((after.edition.as_str(), after.release), ("C", 3));
}

/// The second waits until the first has stopped the PostgreSQL that it runs.
#[tokio::test]
async fn two_at_once_without_a_server() {
    let sandbox = Sandbox::new();
    let packages = ["B", "C"].map(Package::edition);
    let [one, other] = packages.each_ref().map(|package| Atlas::start_in(&sandbox, &["import", package.path()]));
    let (one, other) = tokio::join!(one.ended(), other.ended());
    for ended in [&one, &other] {
        assert_eq!(ended.code(), Some(0), "{ended:?}");
    }
    assert!(format!("{}{}", one.stderr, other.stderr).contains("waiting for `atlas import`"), "{one:?} {other:?}");
    assert_eq!(sandbox.processes(), Vec::new());
    let server = Server::start(&sandbox, &["--cache-bytes", "0"]).await;
    let now = served(&server).await;
    assert!(["B", "C"].contains(&now.edition.as_str()), "{}", now.edition);
    assert_eq!(now.release, 2);
}
