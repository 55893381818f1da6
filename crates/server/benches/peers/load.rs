//! Load from `wrk`, and rounds of it by turns.

use std::{io::Write, time::Duration};

use tempfile::NamedTempFile;
use tokio::process::Command;

use crate::{
    Bench,
    lane::{Lane, Request},
};

/// Has `wrk` send one request again and again, and say what came of it in one line.
const DONE: &str = r#"
function done(summary, latency)
    local errors = summary.errors
    local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
    print(string.format("DONE %d %d %d %d %d",
        summary.requests, summary.duration, summary.bytes, failed, latency:percentile(99)))
end
"#;
/// Longer than any answer takes.
const TIMEOUT: &str = "30s";

/// What a run of load has shown.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    /// Requests in a second.
    pub(crate) rate: f64,
    /// Milliseconds within which 99 of 100 requests are answered.
    pub(crate) slow: f64,
    /// Seconds of processor time of the program and of PostgreSQL for 1,000 requests.
    pub(crate) cpu: f64,
}

/// Runs ours and another by turns; first each once for nothing.
pub(crate) async fn race(bench: &Bench, ours: &Lane, other: &Lane, connections: u32) -> Vec<(Measured, Measured)> {
    for lane in [ours, other] {
        run(bench, lane, connections).await;
    }
    let mut rounds = Vec::new();
    for round in 0..bench.plan.rounds {
        // Who comes first changes, as one may leave the other a warmer or a busier machine.
        let pair = if round % 2 == 0 {
            let ours = run(bench, ours, connections).await;
            (ours, run(bench, other, connections).await)
        } else {
            let other = run(bench, other, connections).await;
            (run(bench, ours, connections).await, other)
        };
        let (ours, theirs) = (pair.0.rate, pair.1.rate);
        eprintln!("{connections} connections: ours {ours:.0}/s, {} {theirs:.0}/s", other.contender.name);
        rounds.push(pair);
    }
    for lane in [ours, other] {
        lane.check().await;
    }
    rounds
}

async fn run(bench: &Bench, lane: &Lane, connections: u32) -> Measured {
    let trees = [lane.contender.tree(), bench.database.postmaster()];
    let cpu = || trees.iter().map(|tree| tree.cpu()).sum::<Duration>();
    let mut script = NamedTempFile::new().expect("a file for the script");
    script.write_all(text(&lane.request).as_bytes()).expect("a script");
    let mut command = Command::new("wrk");
    command.args(["--threads", "1", "--timeout", TIMEOUT, "--connections", &connections.to_string()]);
    command.args(["--duration", &format!("{}s", bench.plan.seconds), "--script"]).arg(script.path());
    command.arg(format!("http://{}{}", lane.contender.address, lane.request.path)).kill_on_drop(true);

    let before = cpu();
    let output = command.output().await.expect("wrk is there; script/bootstrap --bench installs it");
    let used = cpu().as_secs_f64() - before.as_secs_f64();
    let said = String::from_utf8_lossy(&output.stdout);
    let done = said.lines().find_map(|line| line.strip_prefix("DONE "));
    let numbers = done.iter().flat_map(|numbers| numbers.split(' ')).filter_map(|number| number.parse().ok());
    let Ok([requests, microseconds, bytes, failed, slow]) = <[f64; 5]>::try_from(numbers.collect::<Vec<_>>()) else {
        panic!("wrk on {}: {said}{}", lane.contender.name, String::from_utf8_lossy(&output.stderr))
    };
    let whole = f64::from(u32::try_from(lane.answer.body.len()).expect("a short answer"));
    assert!(
        requests > 0.0 && failed < 1.0 && bytes >= requests * whole,
        "{}: not all of {requests} requests got the answer of {whole} bytes: {said}",
        lane.contender.name
    );
    Measured { rate: requests / (microseconds / 1e6), slow: slow / 1e3, cpu: used / requests * 1e3 }
}

/// A request as `wrk` is told it.
fn text(request: &Request) -> String {
    let headers = request.headers.iter();
    let headers: Vec<_> = headers.map(|(name, value)| format!("[ {} ] = {}", quoted(name), quoted(value))).collect();
    let body = if request.body.is_empty() { "nil".to_owned() } else { quoted(&request.body) };
    let (method, headers) = (&request.method, headers.join(", "));
    format!("wrk.method = \"{method}\"\nwrk.body = {body}\nwrk.headers = {{ {headers} }}\n{DONE}")
}

/// A text in long brackets, which need no escapes.
fn quoted(text: &str) -> String {
    assert!(!text.contains("]==]"));
    format!("[==[{text}]==]")
}
