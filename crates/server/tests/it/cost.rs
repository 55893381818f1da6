//! The cost of an operation, reported on request.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::{atlas::Server, database_url::url};

const QUERY: &str = "query ($first: Int!) { stats(first: $first) { nodes { value source { title } } } }";

async fn ask(server: &Server, query: &str, first: u32, cost: Option<&str>) -> Response {
    let post = server.client().post(server.url("/graphql"));
    let post = post.json(&json!({"query": query, "variables": {"first": first}}));
    cost.into_iter().fold(post, |post, cost| post.header("graphql-cost", cost)).send().await.expect("an answer")
}

async fn json_of(response: Response) -> Value {
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.expect("JSON")
}

#[tokio::test]
async fn it_is_estimated_and_reported_on_request() {
    let server = Server::on_database(&url(testkit::seeded().await.options())).await;
    let plain = json_of(ask(&server, QUERY, 10, None).await).await;
    assert_eq!(plain.get("extensions"), None);

    let reported = ask(&server, QUERY, 10, Some("report")).await;
    assert_eq!(reported.headers()["cache-control"], "no-store");
    let reported = json_of(reported).await;
    assert_eq!(reported["data"], plain["data"]);
    let cost = &reported["extensions"]["cost"];
    // The clusters; what they refer to is kept since the first time.
    assert_eq!(cost["statements"], 1, "{cost}");
    assert!(cost["rows"].as_u64() >= Some(10), "{cost}");
    assert!(cost["estimate"].as_u64() >= cost["actual"].as_u64() && cost["milliseconds"].is_u64(), "{cost}");

    let estimated = json_of(ask(&server, QUERY, 10, Some("validate")).await).await;
    assert_eq!(estimated["data"], Value::Null);
    assert_eq!(estimated["extensions"]["cost"], json!({"estimate": cost["estimate"]}));
    // The variables count.
    let larger = json_of(ask(&server, QUERY, 100, Some("validate")).await).await;
    assert!(larger["extensions"]["cost"]["estimate"].as_u64() > cost["estimate"].as_u64(), "{larger}");

    for wrong in ["", "yes", "REPORT"] {
        let refused = ask(&server, QUERY, 10, Some(wrong)).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{wrong}");
        let answer: Value = refused.json().await.expect("JSON");
        assert_eq!(answer["errors"][0]["message"], "The header GraphQL-Cost must be validate or report.", "{wrong}");
    }
}

#[tokio::test]
async fn too_much_is_refused_with_the_field_that_costs_most() {
    let server = Server::on_database(&url(testkit::seeded().await.options())).await;
    let nested = "query ($first: Int!) { provinces(first: 1) { totalCount } clusters(first: $first) { nodes { slug
        stats(first: 100) { nodes { value alternatives { value alternatives { value source { title } } } } } } } }";
    for cost in [None, Some("validate")] {
        let refused = json_of(ask(&server, nested, 100, cost).await).await;
        let extensions = &refused["errors"][0]["extensions"];
        assert_eq!(extensions["code"], "LIMIT_EXCEEDED", "{refused}");
        assert!(extensions["actual"].as_u64() > extensions["limit"].as_u64(), "{refused}");
        assert!(extensions["mostCostly"].as_str().is_some_and(|path| path.starts_with("clusters")), "{refused}");
    }
}
