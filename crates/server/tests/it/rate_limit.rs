//! The rate limit: the points of each client per minute, and which requests come from one client.

use std::fs;

use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::{atlas::Server, database_url::url};

/// Costs one point: it is not a valid document.
fn cheap(server: &Server) -> RequestBuilder {
    server.client().get(server.url("/graphql?query={"))
}

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn started(more: &[&str]) -> (testkit::Database, Server) {
    let database = testkit::seeded().await;
    let server = Server::on_database_with(&url(database.options()), more).await;
    (database, server)
}

async fn code(response: Response) -> (String, Value) {
    let mut answer: Value = response.json().await.expect("JSON");
    let error = answer["errors"][0].take();
    (error["extensions"]["code"].as_str().expect("a code").to_owned(), error)
}

#[tokio::test]
async fn at_the_limit_and_past_it() {
    let (_database, server) = started(&["--rate-limit", "3"]).await;
    for left in [2, 1, 0] {
        let response = send(cheap(&server)).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["ratelimit-policy"], "\"address\";q=3;w=60");
        let remaining = response.headers()["ratelimit"].to_str().expect("a text");
        assert!(remaining.starts_with(&format!("\"address\";r={left};t=")), "{remaining}");
    }
    for request in [cheap(&server), server.client().get(server.url("/clusters.geojson?nothing=1"))] {
        let response = send(request).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        let seconds: u32 = response.headers()["retry-after"].to_str().expect("a text").parse().expect("seconds");
        assert!((1..=20).contains(&seconds), "{seconds}");
        let remaining = response.headers()["ratelimit"].to_str().expect("a text");
        assert!(remaining.starts_with("\"address\";r=0;t="), "{remaining}");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(code(response).await.0, "RATE_LIMITED");
    }
    // Everything but the API is free.
    for path in ["/healthz", "/readyz", "/schema.graphql"] {
        let response = server.get(path).await;
        assert_eq!((response.status(), response.headers().get("ratelimit")), (StatusCode::OK, None), "{path}");
    }
}

#[tokio::test]
async fn an_operation_that_costs_more_than_the_burst_is_never_executed() {
    let (_database, server) = started(&["--rate-limit", "60", "--rate-burst", "90"]).await;
    let ask = async |query: &str| {
        let request =
            server.client().post(server.url("/graphql")).header("accept", "application/graphql-response+json");
        send(request.json(&serde_json::json!({"query": query}))).await
    };
    let response = ask("{ stats(first: 100) { nodes { value } } }").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let (code, error) = code(response).await;
    assert_eq!((code.as_str(), &error["extensions"]["limit"]), ("LIMIT_EXCEEDED", &Value::from(90)), "{error}");
    assert!(error["extensions"]["actual"].as_u64() > Some(90), "{error}");
    // The limits are listed, at a cost within the burst.
    let shown: Value = ask("{ serviceLimits { name value } }").await.json().await.expect("JSON");
    let shown = shown["data"]["serviceLimits"].as_array().expect("limits");
    for (name, value) in [("rate", 60), ("burst", 90)] {
        assert!(shown.contains(&serde_json::json!({"name": name, "value": value})), "{shown:?}");
    }
}

#[tokio::test]
async fn no_limit_on_loopback_by_default() {
    let (_database, server) = started(&[]).await;
    assert_eq!(send(cheap(&server)).await.headers().get("ratelimit"), None);
}

#[tokio::test]
async fn a_client_is_an_address_or_a_key() {
    let file = NamedTempFile::new().expect("a file");
    fs::write(file.path(), "# ours\npartner 5\n").expect("a file");
    let keys = file.path().to_str().expect("a plain path");
    let more = ["--rate-limit", "1", "--api-keys-file", keys, "--trusted-proxies", "127.0.0.0/8,10.0.0.0/8"];
    let (_database, server) = started(&more).await;
    let status = async |name: &str, value: &str| send(cheap(&server).header(name, value)).await.status();
    for (hops, status_expected) in [
        ("192.0.2.1", StatusCode::OK),
        ("192.0.2.1", StatusCode::TOO_MANY_REQUESTS),
        ("192.0.2.2", StatusCode::OK),
        // The part that a client wrote itself is on the left of the part of the proxies.
        ("192.0.2.3, 192.0.2.2, 10.1.1.1", StatusCode::TOO_MANY_REQUESTS),
        ("2001:db8::1", StatusCode::OK),
        ("2001:db8::2", StatusCode::TOO_MANY_REQUESTS),
        ("2001:db8:0:1::2", StatusCode::OK),
    ] {
        assert_eq!(status("x-forwarded-for", hops).await, status_expected, "{hops}");
    }
    // The address of the proxy itself.
    assert_eq!(status("forwarded", "for=192.0.2.77").await, StatusCode::OK);
    assert_eq!(status("forwarded", "for=192.0.2.78").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(status("x-api-key", "unknown").await, StatusCode::TOO_MANY_REQUESTS);
    for _ in 0..5 {
        assert_eq!(status("x-api-key", "partner").await, StatusCode::OK);
    }
    let response = send(cheap(&server).header("x-api-key", "partner")).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["ratelimit-policy"], "\"key\";q=5;w=60");
}

#[tokio::test]
async fn no_proxy_is_trusted_unless_listed() {
    let (_database, server) = started(&["--rate-limit", "1"]).await;
    assert_eq!(send(cheap(&server).header("x-forwarded-for", "192.0.2.1")).await.status(), StatusCode::OK);
    let response = send(cheap(&server).header("x-forwarded-for", "192.0.2.2")).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}

/// An execution costs its estimate, a hit one point.
#[tokio::test]
async fn a_cached_response_costs_one_point() {
    let (_database, server) = started(&["--rate-limit", "60000"]).await;
    let left = async || {
        let response = send(server.client().get(server.url("/graphql?query={dataset{name}}"))).await;
        let kept = response.headers()["cache-status"].to_str().is_ok_and(|status| status.contains("hit"));
        let remaining = response.headers()["ratelimit"].to_str().expect("a text").to_owned();
        let points = remaining.split("r=").nth(1).and_then(|rest| rest.split(';').next()).expect("points").to_owned();
        (kept, points.parse::<i64>().expect("a number"))
    };
    testkit::until("it is cached", async || left().await.0.then_some(())).await;
    let (_, before) = left().await;
    let (kept, after) = left().await;
    // A point is refilled in a millisecond.
    assert!(kept && before - after <= 1, "{before} {after}");
}
