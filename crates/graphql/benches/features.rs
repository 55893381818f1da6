//! How long each feature takes at several sizes of the data, side by side: `script/bench`.
//!
//! A feature is a file in `benches/features`. Times are printed for a reader and never judged; what fails is an answer
//! with errors or without rows, and a plan that reads all stats.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is what this is for")]

#[path = "../tests/it/feature.rs"]
mod feature;
#[path = "../tests/it/support.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod support;

use std::{
    fmt::Write,
    fs,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use feature::Feature;
use graphql::{Request, Schema, Variables};
use store::Store;
use support::ask_with;
use testkit::{Kept, generated::Size};

/// Numbers of stats.
const FEATURES: [usize; 3] = [1_000, 100_000, 1_000_000];
const QUICK: [usize; 2] = [1_000, 100_000];
/// A statement is planned anew the first five times; only then PostgreSQL settles for a plan.
const WARM_UP: usize = 6;
const ROUNDS: usize = 30;
/// A feature gets so much time at all sizes together, unless it needs more for a few rounds.
const PATIENCE: Duration = Duration::from_secs(5);
const FEWEST_ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let sizes: &[usize] = match arguments.next().as_deref() {
        Some("features") => &FEATURES,
        Some("quick") => &QUICK,
        _ => {
            eprintln!("arguments: features or quick, then a directory for the databases");
            return ExitCode::FAILURE;
        }
    };
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").to_owned()));
    let mut databases = Vec::new();
    for stats in sizes {
        eprintln!("Opening the database of {stats} stats (made anew when something has changed, which takes minutes)");
        databases.push(testkit::kept(Size::of(*stats), &directory).await);
    }

    println!("\nMedian milliseconds of up to {ROUNDS} rounds, from the document to the answer, in one process");
    println!("{}, PostgreSQL {}", machine(), databases[0].postgres_version());
    println!(
        "ratio: largest to smallest; statements and rows (smallest..largest): read from the database for one query\n"
    );
    let columns = sizes.iter().fold(String::new(), |text, stats| format!("{text}{stats:>11}"));
    println!("{:<54}{columns}  ratio  statements        rows", "feature, by number of stats");
    let mut faults = Vec::new();
    for feature in feature::all() {
        measure(&feature, &databases, &mut faults).await;
    }
    for database in databases {
        database.close().await;
    }
    for fault in &faults {
        println!("\n{fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the line of a feature.
async fn measure(feature: &Feature, databases: &[Kept], faults: &mut Vec<String>) {
    let mut variables = Vec::new();
    let mut rows = Vec::new();
    let mut statements = 0;
    for database in databases {
        let found = feature.variables(database.store()).await;
        let asked = ask_with(database.store(), &feature.query, found.clone()).await;
        faults.extend(feature::fault(&asked.json).map(|fault| format!("{}: {fault}", feature.name)));
        statements = asked.sql.len();
        rows.push(asked.loader.session().usage().rows);
        if rows.len() == databases.len() {
            let read_all = feature::that_read_all_stats(&asked).await;
            faults.extend(read_all.iter().map(|fault| format!("{}: a sequential scan on stat\n{fault}", feature.name)));
        }
        variables.push(found);
    }

    let schema = Schema::default();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); databases.len()];
    let start = Instant::now();
    for round in 0..WARM_UP + ROUNDS {
        if round >= WARM_UP + FEWEST_ROUNDS && start.elapsed() > PATIENCE {
            break;
        }
        for ((database, variables), times) in databases.iter().zip(&variables).zip(&mut times) {
            let request = Request::new(feature.query.clone()).variables(Variables::from_json(variables.clone()));
            let time = answer(&schema, database.store(), request).await;
            if round >= WARM_UP {
                times.push(time);
            }
        }
    }
    let medians: Vec<u128> = times.into_iter().map(median).collect();
    let columns = medians.iter().fold(String::new(), |mut text, median| {
        let _ = write!(text, "{:>7}.{:03}", median / 1_000, median % 1_000);
        text
    });
    let (smallest, largest) = (medians[0].max(1), medians[medians.len() - 1]);
    let tenths = largest * 10 / smallest;
    let rows = format!("{}..{}", rows[0], rows[rows.len() - 1]);
    println!("{:<54}{columns}{:>5}.{} {statements:>11} {rows:>11}", feature.name, tenths / 10, tenths % 10);
}

async fn answer(schema: &Schema, store: &Store, request: Request) -> Duration {
    let start = Instant::now();
    let checked = schema.check(request).expect("a valid query");
    let (answer, _) = schema.execute(checked, store.session()).await;
    let time = start.elapsed();
    assert!(answer.response.errors.is_empty(), "{:?}", answer.response.errors);
    time
}

/// In microseconds.
fn median(mut times: Vec<Duration>) -> u128 {
    times.sort_unstable();
    times[times.len() / 2].as_micros()
}

fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model);
    format!("{processors} processors ({model}), {}", std::env::consts::OS)
}
