//! After `kill -9`, of the server or of its PostgreSQL, everything comes back by itself.

use std::fs;

use reqwest::StatusCode;
use rustix::process::{Signal, kill_process, test_kill_process};
use serde_json::Value;
use testkit::until;

use crate::{atlas::Server, sandbox::Sandbox};

const RELEASE: &str = "{ dataset { release { number } loadedAt checksum } stats(first: 1) { totalCount } }";

#[tokio::test]
async fn a_start_after_kill_of_the_server_serves_the_same() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let before = server.query(RELEASE).await;
    let ended = server.process.kill().await;
    assert_eq!(ended.signal(), Some(9));

    for _ in 0..2 {
        let server = Server::start(&sandbox, &[]).await;
        assert_eq!(server.query(RELEASE).await, before);
        server.process.kill().await;
    }
    // Once more with a PostgreSQL that was killed together with its server.
    for process in sandbox.processes() {
        kill_process(process, Signal::KILL).ok();
        until("it is gone", async || test_kill_process(process).err()).await;
    }
    let server = Server::start(&sandbox, &[]).await;
    assert_eq!(server.query(RELEASE).await, before);
    server.stop().await.success();
    assert_eq!(sandbox.processes(), Vec::new());
}

#[tokio::test]
async fn the_server_outlives_its_postgres() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let before = server.query(RELEASE).await;
    let first = sandbox.postmaster().expect("PostgreSQL runs");

    // Without its settings it cannot start again at once, so that the outage can be looked at.
    let settings = sandbox.data_dir().join("postgresql.conf");
    let away = sandbox.path().join("postgresql.conf");
    fs::rename(&settings, &away).expect("a file of PostgreSQL");
    kill_process(first, Signal::KILL).expect("PostgreSQL runs");

    until("the outage shows", async || {
        (server.status("/readyz").await == StatusCode::SERVICE_UNAVAILABLE).then_some(())
    })
    .await;
    // Not the query of before: its answer may be cached.
    let response = server.post("{ stats(first: 2) { totalCount } }").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()["retry-after"], "2");
    let request_id = response.headers()["x-request-id"].to_str().expect("an id").to_owned();
    let answer: Value = response.json().await.expect("JSON");
    let extensions = &answer["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "UNAVAILABLE", "{answer}");
    assert_eq!(extensions["requestId"], request_id, "{answer}");
    assert_eq!(server.status("/healthz").await, StatusCode::OK);

    fs::rename(&away, &settings).expect("a file of PostgreSQL");
    until("it is ready again", async || (server.status("/readyz").await == StatusCode::OK).then_some(())).await;
    assert_eq!(server.query(RELEASE).await, before);
    assert_ne!(sandbox.postmaster().expect("PostgreSQL runs"), first);
    server.stop().await.success();
    assert_eq!(sandbox.processes(), Vec::new());
}

/// PostgreSQL is back within a second or so: no request sees anything but the data or `UNAVAILABLE`.
#[tokio::test]
async fn a_killed_postgres_is_restarted_at_once() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let before = server.query(RELEASE).await;
    let first = sandbox.postmaster().expect("PostgreSQL runs");
    kill_process(first, Signal::KILL).expect("PostgreSQL runs");
    until("another PostgreSQL runs and is asked", async || {
        let answer: Value = server.post(RELEASE).await.json().await.expect("JSON");
        if answer.get("errors").is_some() {
            assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{answer}");
            return None;
        }
        assert_eq!(answer["data"], before);
        sandbox.postmaster().filter(|pid| *pid != first)
    })
    .await;
    assert_eq!(server.status("/readyz").await, StatusCode::OK);
    server.stop().await.success();
}
