//! The server beside others that answer the same from the same data: `script/bench peers`, and `script/bench quick`.
//!
//! All read one embedded PostgreSQL through its Unix socket. Before anything is timed, their answers are compared field by
//! field. Then each runs by turns with the server, which evens out what else the machine does; a ratio is the median of
//! those of the rounds. What fails is an answer that is wrong or differs, never a time.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is what this is for")]
#![expect(clippy::float_arithmetic, reason = "times and ratios, no figures of the data")]

#[path = "peers/answer.rs"]
mod answer;
#[path = "../tests/it/atlas.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod atlas;
#[path = "peers/database.rs"]
mod database;
#[path = "peers/grouped.rs"]
mod grouped;
#[path = "peers/importing.rs"]
mod importing;
#[path = "peers/kept.rs"]
mod kept;
#[path = "peers/lane.rs"]
mod lane;
#[path = "peers/levels.rs"]
mod levels;
#[path = "peers/load.rs"]
mod load;
#[path = "peers/peer.rs"]
mod peer;
#[path = "soak/process.rs"]
#[expect(dead_code, reason = "the soak uses more of it")]
mod process;
#[path = "peers/row.rs"]
mod row;
#[path = "../tests/it/sandbox.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod sandbox;
#[path = "peers/start.rs"]
mod start;
#[path = "../../graphql/tests/it/support.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod support;
#[path = "peers/tree.rs"]
mod tree;

use std::{
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    process::ExitCode,
};

use database::Database;
use futures_util::FutureExt;
use row::Row;
use tokio::{
    select,
    signal::{
        ctrl_c,
        unix::{SignalKind, signal},
    },
};

/// How much is measured.
struct Plan {
    stats: usize,
    /// Connections of the load, one run for each.
    connections: &'static [u32],
    rounds: usize,
    /// How long each side runs in a round, and once before the first.
    seconds: u32,
    /// How often what takes one request is asked by turns.
    turns: usize,
    imports: usize,
    starts: usize,
}

const PEERS: Plan =
    Plan { stats: 1_000_000, connections: &[16, 64], rounds: 5, seconds: 4, turns: 11, imports: 3, starts: 5 };
const QUICK: Plan = Plan { stats: 100_000, connections: &[16], rounds: 2, seconds: 1, turns: 3, imports: 1, starts: 1 };

/// What can be measured by itself, by the word that chooses it.
const CHAPTERS: [&str; 7] = ["nested", "flat", "grouped", "cached", "unchanged", "import", "start"];

/// What a chapter needs.
struct Bench {
    plan: Plan,
    database: Database,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (plan, directory) = (arguments.next(), arguments.next());
    let chosen: Vec<String> = arguments.collect();
    let plan = match plan.as_deref() {
        Some("peers") => PEERS,
        Some("quick") => QUICK,
        _ => return usage(),
    };
    let Some(directory) = directory.filter(|_| chosen.iter().all(|word| CHAPTERS.contains(&word.as_str()))) else {
        return usage();
    };
    let chapters =
        CHAPTERS.into_iter().filter(|chapter| chosen.is_empty() || chosen.iter().any(|word| word == chapter));

    let database = select! {
        database = Database::open(plan.stats, Path::new(&directory)) => database,
        () = interrupted() => return ExitCode::FAILURE,
    };
    let bench = Bench { plan, database };
    // Whatever comes of it, the database is stopped in the end; everything else ends when the measuring is dropped.
    let measured = select! {
        measured = AssertUnwindSafe(measure(&bench, chapters)).catch_unwind() => measured.ok(),
        () = interrupted() => None,
    };
    if let Some(rows) = &measured {
        row::print(rows, &bench);
        row::write(rows, &repository().join("bench/results/latest.json"));
    }
    bench.database.close().await;
    if measured.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn usage() -> ExitCode {
    eprintln!("arguments: peers or quick, a directory for the databases, then any of {}", CHAPTERS.join(", "));
    ExitCode::FAILURE
}

async fn measure(bench: &Bench, chapters: impl Iterator<Item = &'static str>) -> Vec<Row> {
    let mut rows = Vec::new();
    for chapter in chapters {
        eprintln!("\n{chapter}");
        rows.extend(match chapter {
            "grouped" => grouped::measure(bench).await,
            "cached" => kept::cached(bench).await,
            "unchanged" => kept::unchanged(bench).await,
            "import" => importing::measure(bench).await,
            "start" => start::measure(bench).await,
            levels => levels::measure(bench, levels).await,
        });
    }
    rows
}

/// Waits until somebody wants this to end.
async fn interrupted() {
    let mut terminated = signal(SignalKind::terminate()).expect("a handler for signals");
    select! {
        _ = ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
