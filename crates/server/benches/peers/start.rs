//! How long a start takes, until `/readyz` says 200.

use std::time::Instant;

use reqwest::StatusCode;
use testkit::until;

use crate::{Bench, atlas::Server, row::Row, sandbox::Sandbox};

/// Seconds within which it must be ready: the first time, when it makes its database and loads the bundled data, and
/// whenever the data is there.
const FIRST: f64 = 10.0;
const LATER: f64 = 2.0;

pub(crate) async fn measure(bench: &Bench) -> Vec<Row> {
    let url = bench.database.url();
    let (mut first, mut later, mut large) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..bench.plan.starts {
        let sandbox = Sandbox::new();
        first.push(time(async || Server::start(&sandbox, &[]).await).await);
        later.push(time(async || Server::start(&sandbox, &[]).await).await);
        large.push(time(async || Server::on_database(&url).await).await);
    }
    let large_name = format!("start on {} stats, in a PostgreSQL that runs: the limit", bench.plan.stats);
    vec![
        Row::limit("first run, with PostgreSQL and the import: the limit".to_owned(), FIRST, Some(1.0), first),
        Row::limit("start with data loaded, with PostgreSQL: the limit".to_owned(), LATER, Some(1.0), later),
        Row::limit(large_name, LATER, Some(1.0), large),
    ]
}

/// Seconds until a server is ready; it is stopped then.
async fn time(start: impl AsyncFnOnce() -> Server) -> f64 {
    let began = Instant::now();
    let server = start().await;
    until("ready", async || (server.status("/readyz").await == StatusCode::OK).then_some(())).await;
    let time = began.elapsed();
    server.stop().await.success();
    eprintln!("ready after {time:.2?}");
    time.as_secs_f64()
}
