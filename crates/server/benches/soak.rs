//! A server under everything at once: `script/bench soak`.
//!
//! For a minute (or as many seconds as the argument says) clients send valid, invalid and hostile requests as fast as the
//! server takes them. A third into it another release is imported, at two thirds the database goes away and comes back.
//! Every answer is judged: data must be, byte for byte, what the same query gives when it is asked alone of the release it
//! may be of, and everything else must be refused as it ought to be. What is slower or larger afterwards is told, and
//! fails only if it is grossly so.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is what this is for")]

#[path = "../tests/it/atlas.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod atlas;
#[path = "../tests/it/attacks.rs"]
mod attacks;
#[path = "soak/clients.rs"]
mod clients;
#[path = "../tests/it/data_package.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod data_package;
#[path = "soak/judge.rs"]
mod judge;
#[path = "soak/process.rs"]
mod process;
#[path = "soak/queries.rs"]
mod queries;
#[path = "../tests/it/sandbox.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod sandbox;

use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use atlas::{Atlas, Server, command};
use clients::Clients;
use data_package::Package;
use judge::{Edition, Judge};
use process::Process;
use reqwest::StatusCode;
use sandbox::Sandbox;
use store::embedded_postgres::{self, Config, EmbeddedPostgres, Opened, Purpose};
use testkit::until;

/// How long it takes if nothing else is asked for.
const SECONDS: u64 = 60;
/// How long the database stays away, in parts of the whole.
const OUTAGE: u32 = 20;
/// Requests of a probe.
const PROBES: usize = 300;
/// By how much the median of a probe may grow, in percent.
const GROSSLY_SLOWER: u128 = 300;
/// By how much memory may grow after the first third: the larger of a factor in percent, and of so many kB.
const MEMORY_PERCENT: u64 = 200;
const MEMORY_KB: u64 = 128 * 1024;
/// Files that may be open in the end besides those that were before.
const MORE_FILES: usize = 64;

#[tokio::main]
async fn main() -> ExitCode {
    let seconds = std::env::args().skip(1).find(|argument| argument != "--bench");
    let Ok(seconds @ 5..) = seconds.as_deref().map_or(Ok(SECONDS), str::parse::<u64>) else {
        eprintln!("argument: how many seconds to soak, 5 at least; {SECONDS} if there is none");
        return ExitCode::FAILURE;
    };
    let violations = soak(Duration::from_secs(seconds)).await;
    for violation in &violations {
        println!("VIOLATION: {violation}");
    }
    if violations.is_empty() {
        println!("No violation.");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Soaks a server of its own; returns what was wrong.
async fn soak(time: Duration) -> Vec<String> {
    let sandbox = Sandbox::new();
    let postgres = open(&sandbox).await;
    let url = url(&postgres);
    let server = start(&url).await;
    let process = Process::of(&server);
    let queries = Arc::new(answered(&server, queries::all()).await);
    let judge = Arc::new(Judge::new(&queries));

    eprintln!("Asking {} queries once each, alone", queries.len());
    judge.reference(Edition::Before, &server, &queries).await;
    let before = probe(&server, &queries).await;
    let files = process.open_files();

    eprintln!("Soaking {} for {} seconds", server.address, time.as_secs());
    let sampling = process.sample();
    let clients = Clients::start(&server, &queries, &judge).await;
    let began = Instant::now();
    let third = time / 3;
    tokio::time::sleep_until((began + third).into()).await;
    let warm = sampling.most();

    let package = Package::edition("soak");
    judge.import_began();
    let imported = atlas::run(["import", package.path(), "--database-url", &url]).await;
    judge.import_ended();
    eprintln!("Imported another release: {}", imported.stdout.lines().last().unwrap_or_default());
    let mut violations = Vec::new();
    if imported.code() != Some(0) {
        violations.push(format!("the import failed: {imported:?}"));
    }

    tokio::time::sleep_until((began + 2 * third).into()).await;
    judge.outage_began();
    postgres.stop().await;
    tokio::time::sleep(time / OUTAGE).await;
    let postgres = open(&sandbox).await;
    until("the server is ready again, or gone", async || {
        let ready = server.client().get(server.url("/readyz")).send().await;
        (ready.is_ok_and(|ready| ready.status() == StatusCode::OK) || !process.is_alive()).then_some(())
    })
    .await;
    judge.outage_ended();
    eprintln!("The database was away and is back");

    tokio::time::sleep_until((began + time).into()).await;
    clients.end().await;
    let most = sampling.end().await;

    eprintln!("Asking alone again");
    judge.reference(Edition::After, &server, &queries).await;
    let after = probe(&server, &queries).await;
    // What clients left behind is closed in the time that the server was told.
    let files_after = until("connections are closed", async || {
        let files_after = process.open_files();
        (files_after <= files + MORE_FILES).then_some(files_after)
    })
    .await;
    let memory = process.memory();

    judge.print(began.elapsed());
    println!("Memory: {warm} kB at most in the first third, {most} kB in all, {memory} kB in the end");
    println!("Open files: {files} before, {files_after} after");
    let percent = after.as_micros() * 100 / before.as_micros().max(1);
    println!("A quiet request, median: {before:?} before, {after:?} after, {percent} percent\n");

    violations.extend(judge.violations());
    let bound = (warm * MEMORY_PERCENT / 100).max(warm + MEMORY_KB);
    if most > bound {
        violations.push(format!("memory grew from {warm} kB to {most} kB; the bound is {bound} kB"));
    }
    if percent > GROSSLY_SLOWER {
        violations.push(format!("a quiet request takes {percent} percent of the time before"));
    }
    if !process.is_alive() {
        violations.push("the server is gone".to_owned());
    }
    let ended = server.stop().await;
    if ended.code() != Some(0) {
        violations.push(format!("the server ended with {:?} and signal {:?}", ended.code(), ended.signal()));
    }
    violations.extend(ended.stderr.lines().filter(|line| line.contains("panicked")).map(str::to_owned));
    postgres.stop().await;
    violations
}

/// Queries without those that the server refuses to run, such as one that costs too much.
async fn answered(server: &Server, queries: Vec<queries::Query>) -> Vec<queries::Query> {
    let mut kept = Vec::new();
    let all = queries.len();
    for query in queries {
        let answer = judge::ask(server, &query).await.0.expect("an answer");
        if answer.has_data() {
            kept.push(query);
        } else {
            eprintln!("Left out, since it is refused: {}", query.name);
        }
    }
    assert!(kept.len() * 10 > all * 9, "{} of {all} queries are answered", kept.len());
    kept
}

/// A PostgreSQL that is not the server's, so that it can be away while the server stays.
async fn open(sandbox: &Sandbox) -> EmbeddedPostgres {
    let config = Config { state_dir: sandbox.state_dir(), pg_bin: None, durable: false };
    match embedded_postgres::open(&config, Purpose::Serve).await.expect("a PostgreSQL") {
        Opened::Owned(postgres) => postgres,
        Opened::Shared(_) => panic!("nobody else runs it"),
    }
}

fn url(postgres: &EmbeddedPostgres) -> String {
    let options = postgres.connect_options();
    let socket = options.get_socket().expect("a socket").display().to_string().replace('/', "%2F");
    format!("postgres://{}@{socket}/{}", options.get_username(), options.get_database().expect("a name"))
}

/// A server that waits for slow clients as briefly as makes sense, so that many of them are cut within the time.
async fn start(url: &str) -> Server {
    let mut command = command(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--database-url", url]);
    command.args(["--header-timeout", "2s", "--body-timeout", "2s", "--send-timeout", "5s", "--keep-alive", "5s"]);
    Server::ready(Atlas::start(command)).await
}

/// The median time of a request when there are no others. Whether they are answered rightly is for others to say.
async fn probe(server: &Server, queries: &[queries::Query]) -> Duration {
    let mut times = Vec::new();
    for query in queries.iter().cycle().take(PROBES) {
        times.push(judge::ask(server, query).await.1);
    }
    times.sort();
    times[times.len() / 2]
}
