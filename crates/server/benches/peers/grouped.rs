//! Sums over all stats: the server against `psql` with the very statements that the server sends.

use std::time::Instant;

use serde_json::Value;

use crate::{
    Bench,
    lane::{Contender, Lane, Request, text},
    peer::Peer,
    row::{Better, Row},
    support::ask_with,
};

const QUERY: &str = "grouped";

pub(crate) async fn measure(bench: &Bench) -> Vec<Row> {
    let uncached = Contender::ours(bench, &["--cache-bytes", "0"]).await;
    let ours = Lane::ready(uncached, Request::ours(QUERY)).await;
    let asked = ask_with(bench.database.store(), &text(QUERY), Value::Null).await;
    assert!(asked.json["data"] == ours.answer.json()["data"], "the statements are those of another answer");
    let script = script(&asked.loader.session().recorded_literally());
    // Its transaction is still open.
    drop(asked);

    let mut rounds = Vec::new();
    // The first two are for nothing.
    for turn in 0..bench.plan.turns + 2 {
        let pair = (time(&ours).await, psql_time(bench, &script).await);
        eprintln!("ours {:.0} ms, psql {:.0} ms", pair.0, pair.1);
        if turn >= 2 {
            rounds.push(pair);
        }
    }
    let mut rows = vec![Row::new(name("the same SQL in psql"), "ms", Better::Less, Some(0.9), rounds)];

    for peer in [Peer::PostGraphile, Peer::Yoga, Peer::Seaography] {
        let Some(request) = peer.request(QUERY) else { continue };
        let other = Lane::ready(peer.start(&bench.database, &[]), request).await;
        ours.compare(&other);
        let mut rounds = Vec::new();
        for _ in 0..bench.plan.turns {
            rounds.push((time(&ours).await, time(&other).await));
        }
        rows.push(Row::new(name(peer.name()), "ms", Better::Less, None, rounds));
    }
    rows
}

fn name(other: &str) -> String {
    format!("grouped sum over all stats: {other}")
}

/// Milliseconds of one request.
async fn time(lane: &Lane) -> f64 {
    let start = Instant::now();
    let answer = lane.ask().await;
    let time = start.elapsed();
    assert!(answer == lane.answer, "{} answers something else by now", lane.contender.name);
    time.as_secs_f64() * 1e3
}

/// Has `psql` time each statement; what they give goes nowhere.
fn script(statements: &[String]) -> String {
    let statements: String = statements.iter().flat_map(|statement| [statement, ";\n"]).collect();
    format!("\\timing on\n\\o /dev/null\n{statements}")
}

/// Milliseconds of all statements, as `psql` says them: `Time: 812.345 ms (00:00.812)`. Its own start is not in it.
async fn psql_time(bench: &Bench, script: &str) -> f64 {
    let said = bench.database.psql("atlas", script).await;
    let times = said.lines().filter_map(|line| line.strip_prefix("Time: ")?.split(' ').next()?.parse::<f64>().ok());
    let times: Vec<f64> = times.collect();
    assert!(!times.is_empty(), "psql tells no time: {said}");
    times.iter().sum()
}
