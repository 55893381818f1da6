//! An import, with all that is checked, against `psql` which copies the rows of the largest table as they are.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use testkit::generated::{self, Size};

use crate::{
    Bench,
    atlas::command,
    database::{Database, SCRATCH},
    row::{Better, Row},
};

pub(crate) async fn measure(bench: &Bench) -> Vec<Row> {
    let (stats, database) = (bench.plan.stats, &bench.database);
    let [imported, copied] = SCRATCH;
    let directory = tempfile::tempdir().expect("a directory for the package");
    let package = directory.path().join("package");
    let rows_of_stat = directory.path().join("stat");
    eprintln!("Writing a package of {stats} stats");
    let written = tokio::task::spawn_blocking({
        let package = package.clone();
        move || generated::write(Size::of(stats), &package)
    });
    written.await.expect("it ends").expect("a generated package");

    let mut rounds = Vec::new();
    for _ in 0..bench.plan.imports {
        database.create(imported, "template1").await;
        atlas(database, "migrate", None).await;
        database.execute("checkpoint").await;
        let import = atlas(database, "import", Some(&package)).await;

        // The same table with the same indexes and foreign keys, and what those lead to.
        database.create(copied, imported).await;
        database.create(imported, "template1").await;
        let path = rows_of_stat.display();
        database.psql(copied, &format!("\\copy stat to '{path}'\ntruncate stat;\n")).await;
        database.execute("checkpoint").await;
        let start = Instant::now();
        database.psql(copied, &format!("\\copy stat from '{path}'\n")).await;
        let copy = start.elapsed();
        let count = database.psql(copied, "\\pset tuples_only on\nselect count(*) from stat;\n").await;
        assert_eq!(count.trim(), stats.to_string(), "not all rows were copied");

        eprintln!("import {import:.1?}, copy {copy:.1?}");
        rounds.push((import.as_secs_f64(), copy.as_secs_f64()));
    }
    vec![Row::new(format!("import of {stats} stats: psql \\copy"), "s", Better::Less, Some(0.5), rounds)]
}

/// How long a command takes, from its start to its end.
async fn atlas(database: &Database, name: &str, package: Option<&Path>) -> Duration {
    let mut command = command([name]);
    command.args(package).args(["--log", "warn", "--database-url", &database.url_of(SCRATCH[0])]).kill_on_drop(true);
    let start = Instant::now();
    let output = command.output().await.expect("it runs");
    let time = start.elapsed();
    assert!(output.status.success(), "atlas {name}: {}", String::from_utf8_lossy(&output.stderr));
    time
}
