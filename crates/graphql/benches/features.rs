//! How long each feature takes at several sizes of the data, side by side: `script/bench`.
//!
//! A feature is a file in `benches/features`. Times are printed for a reader and never judged; what fails is an answer
//! with errors or without rows, and a plan that reads all stats.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is what this is for")]

#[path = "../tests/it/features.rs"]
mod features;
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

use features::{Feature, Growth};
use graphql::{Request, Schema, Variables};
use serde_json::{Value, json};
use store::Store;
use support::ask_with;
use testkit::{PersistentDatabase, generated::Size};

/// Numbers of stats.
const FEATURES: [usize; 3] = [1_000, 100_000, 1_000_000];
const QUICK: [usize; 2] = [1_000, 100_000];
const GROWTH: [usize; 4] = [1_000, 100_000, 1_000_000, 5_000_000];
/// What takes longer than so many hundredths of the time it takes at the smallest size is not flat.
const FLAT: u128 = 150;
/// A statement is planned anew the first five times; only then PostgreSQL settles for a plan.
const WARM_UP: usize = 6;
const ROUNDS: usize = 30;
/// A feature gets so much time at all sizes together, unless it needs more for a few rounds.
const PATIENCE: Duration = Duration::from_secs(5);
const FEWEST_ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let asked = arguments.next().unwrap_or_default();
    let sizes: &[usize] = match asked.as_str() {
        "features" => &FEATURES,
        "quick" => &QUICK,
        "growth" => &GROWTH,
        _ => {
            eprintln!("arguments: features, quick or growth, a directory for the databases, a file for the results");
            return ExitCode::FAILURE;
        }
    };
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").to_owned()));
    let results = arguments.next();
    let mut databases = Vec::new();
    for stats in sizes {
        eprintln!("Opening the database of {stats} stats (made anew when something has changed, which takes minutes)");
        databases.push(testkit::persistent(Size::of(*stats), &directory).await);
    }

    println!("\nMedian milliseconds of up to {ROUNDS} rounds, from the document to the answer, in one process");
    println!("{}, PostgreSQL {}", machine(), databases[0].postgres_version());
    println!("ratio: to the smallest size whose answer is as long as at the largest; ! beyond 1.5");
    println!("statements and rows (smallest..largest): read from the database for one query\n");
    let columns = sizes.iter().fold(String::new(), |text, stats| format!("{text}{stats:>11}"));
    let ratios = sizes[1..].iter().fold(String::new(), |text, stats| format!("{text}{:>9}", short(*stats)));
    println!("{:<54}{columns} {ratios}  statements        rows", "feature, by number of stats; ratios");
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    for feature in features::all().into_iter().filter(|feature| asked != "growth" || feature.growth.is_some()) {
        rows.extend(measure(&feature, sizes, &databases, &mut faults).await);
    }
    for database in databases {
        database.close().await;
    }
    if let Some(path) = results {
        fs::write(&path, format!("{:#}\n", json!({ "rows": rows }))).expect("a file for the results");
    }
    for fault in &faults {
        println!("\n{fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the line of a feature. Returns a row of results for each size that can be compared with a smaller one.
async fn measure(
    feature: &Feature,
    sizes: &[usize],
    databases: &[PersistentDatabase],
    faults: &mut Vec<String>,
) -> Vec<Value> {
    let mut variables = Vec::new();
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    let mut statements = 0;
    for database in databases {
        let found = feature.variables(database.store()).await;
        let asked = ask_with(database.store(), &feature.query, found.clone()).await;
        faults.extend(features::fault(&asked.json).map(|fault| format!("{}: {fault}", feature.name)));
        statements = asked.sql.len();
        rows.push(asked.loader.session().usage().rows);
        items.push(features::items(&asked.json));
        if rows.len() == databases.len() {
            let read_all = features::that_read_all_stats(&asked).await;
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
    let medians: Vec<u128> = times.into_iter().map(|times| median(times).max(1)).collect();
    let longest = items[items.len() - 1];
    // Where there is little data, an answer may be short for want of it: its time says nothing about a long one.
    let base = items.iter().position(|items| items * 10 >= longest * 9).unwrap_or_default();
    let (mut ratios, mut results) = (String::new(), Vec::new());
    for (size, time) in medians.iter().enumerate().skip(1) {
        let hundredths = time * 100 / medians[base];
        let text = format!("{}.{:02}{}", hundredths / 100, hundredths % 100, if hundredths > FLAT { "!" } else { " " });
        let _ = write!(ratios, "{:>9}", if size > base { &text } else { "- " });
        if size > base {
            results.push(json!({
                "name": format!("{}, {} stats to {}", feature.name, short(sizes[size]), short(sizes[base])),
                "ours": thousandths(*time),
                "reference": thousandths(medians[base]),
                "ratio": thousandths(medians[base] * 1_000 / time),
                "bar": matches!(feature.growth, Some(Growth::Flat)).then(|| thousandths(100_000 / FLAT)),
            }));
        }
    }
    let columns = medians.iter().fold(String::new(), |mut text, median| {
        let _ = write!(text, "{:>7}.{:03}", median / 1_000, median % 1_000);
        text
    });
    let rows = format!("{}..{}", rows[0], rows[rows.len() - 1]);
    println!("{:<54}{columns} {ratios} {statements:>11} {rows:>11}", feature.name);
    if let Some(Growth::Grows(why)) = &feature.growth {
        println!("  grows: {why}");
    }
    results
}

/// A round number of stats, such as 100k.
fn short(stats: usize) -> String {
    if stats.is_multiple_of(1_000_000) { format!("{}M", stats / 1_000_000) } else { format!("{}k", stats / 1_000) }
}

/// A number of thousandths, as JSON.
fn thousandths(number: u128) -> Value {
    serde_json::from_str(&format!("{}.{:03}", number / 1_000, number % 1_000)).expect("a number")
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
