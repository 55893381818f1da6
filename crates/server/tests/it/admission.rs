//! Admission: the time-out, the concurrency limit, the wait for a connection; the profiles of statuses.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use testkit::until;

use crate::{
    atlas::{Atlas, Server, command},
    database_url::url,
};

const FAST: &str = "{ province(code: \"CN-ZJ\") { name } }";
const SLOW: &str = "{ stats(first: 1) { nodes { value } } }";

async fn error(response: Response) -> Value {
    let mut answer: Value = response.json().await.expect("JSON");
    assert_eq!(answer.get("data"), None, "{answer}");
    answer["errors"][0].take()
}

/// Statements of the server that wait for a lock.
async fn waiting(connection: &mut PgConnection) -> i64 {
    let count = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    sqlx::query_scalar(count).fetch_one(connection).await.expect("a count")
}

#[tokio::test]
async fn an_operation_that_times_out_is_cancelled_in_the_database_too() {
    let database = testkit::seeded().await;
    let more = ["--request-timeout", "3s", "--max-operations", "2"];
    let server = Server::on_database_with(&url(database.options()), &more).await;
    assert_eq!(server.post(SLOW).await.status(), StatusCode::OK);

    let mut holding = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut watching = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut held = holding.begin().await.expect("a transaction");
    sqlx::query(AssertSqlSafe("lock table stat")).execute(&mut *held).await.expect("a lock");
    let slow = || server.post("{ stats(first: 2) { nodes { value } } }");
    let (first, second, ()) = tokio::join!(slow(), server.post("{ stats(first: 3) { nodes { value } } }"), async {
        until("both wait in the database", async || (waiting(&mut watching).await == 2).then_some(())).await;
        // A third one is not admitted.
        let third = server.post(FAST).await;
        assert_eq!(third.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(third.headers()["retry-after"], "1");
        assert_eq!(error(third).await["extensions"]["code"], "OVERLOADED");
    });
    for response in [first, second] {
        assert_eq!(response.status(), StatusCode::GATEWAY_TIMEOUT);
        assert_eq!(response.headers()["cache-control"], "no-store");
        let id = response.headers()["x-request-id"].to_str().expect("an id").to_owned();
        let error = error(response).await;
        assert_eq!(error["extensions"]["code"], "TIMEOUT", "{error}");
        assert_eq!(error["extensions"]["requestId"], id.as_str(), "{error}");
        assert!(error["message"].as_str().is_some_and(|message| message.contains("3s")), "{error}");
    }
    // While the lock is still held.
    until("none waits any longer", async || (waiting(&mut watching).await == 0).then_some(())).await;
    held.rollback().await.expect("the lock is let go");
    assert_eq!(slow().await.status(), StatusCode::OK);
}

/// The wait for a connection has a time of its own, shorter than that of the request.
#[tokio::test]
async fn a_request_without_a_connection_fails_before_the_time_out() {
    let database = testkit::seeded().await;
    let more = ["--database-connections", "1", "--connection-timeout", "500ms", "--request-timeout", "3s"];
    let server = Server::on_database_with(&url(database.options()), &more).await;
    let mut holding = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut watching = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut held = holding.begin().await.expect("a transaction");
    sqlx::query("lock table stat").execute(&mut *held).await.expect("a lock");
    let (first, ()) = tokio::join!(server.post(SLOW), async {
        until("one waits in the database", async || (waiting(&mut watching).await == 1).then_some(())).await;
        let second = server.post(FAST).await;
        assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(error(second).await["extensions"]["code"], "UNAVAILABLE");
        held.rollback().await.expect("the lock is let go");
    });
    assert_eq!(first.status(), StatusCode::OK);
}

#[tokio::test]
async fn statuses_of_draft_2026() {
    let database = testkit::seeded().await;
    let server = Server::on_database_with(&url(database.options()), &["--http-profile", "draft-2026"]).await;
    for (query, status, old) in [
        (FAST, 200, 200),
        ("{ province(", 400, 200),
        ("{ nothing }", 422, 200),
        ("query ($code: String!) { province(code: $code) { name } }", 422, 200),
        ("{ dataset { name } province(code: \"?\") { name } }", 294, 200),
    ] {
        for (accept, status) in [("application/graphql-response+json", status), ("application/json", old)] {
            let request = server.client().post(server.url("/graphql")).header("accept", accept);
            let response = request.json(&json!({"query": query})).send().await.expect("an answer");
            assert_eq!(response.status().as_u16(), status, "{accept}: {query}");
        }
    }
}

#[tokio::test]
async fn invalid_durations() {
    for (flag, value) in [("--request-timeout", "soon"), ("--connection-timeout", "0s")] {
        let ended = Atlas::start(command(["serve", flag, value])).ended().await;
        assert_eq!(ended.code(), Some(2), "{ended:?}");
        assert!(ended.stderr.contains(flag), "{ended:?}");
    }
}
