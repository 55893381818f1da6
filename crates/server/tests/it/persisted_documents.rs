//! Documents that are named by their hash: automatic persisted queries, and trusted documents.

use std::fs;

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::{
    atlas::{Server, run},
    database_url::url,
};

const QUERY: &str = "{ province(code: \"CN-ZJ\") { name } }";
const HASH: &str = "818cbdec68c381fd148b9e81a69822e8b85caa4ac70b5aa124d0b12672a909e7";
const FORMS: [(&str, u16); 2] = [("application/json", 200), ("application/graphql-response+json", 400)];

fn named(hash: &str) -> Value {
    json!({"persistedQuery": {"version": 1, "sha256Hash": hash}})
}

async fn post(server: &Server, accept: &str, body: Value) -> Response {
    let request = server.client().post(server.url("/graphql")).header("accept", accept).json(&body);
    request.send().await.expect("an answer")
}

async fn get(server: &Server, parameters: &[(&str, &str)]) -> Response {
    let mut url = server.url("/graphql").parse::<reqwest::Url>().expect("an address");
    url.query_pairs_mut().extend_pairs(parameters);
    server.client().get(url).send().await.expect("an answer")
}

/// The message and the code of an answer with one error and no data.
async fn refused(response: Response, status: u16) -> (String, String) {
    assert_eq!(response.status().as_u16(), status);
    assert_eq!(response.headers()["cache-control"], "no-store");
    let answer: Value = response.json().await.expect("JSON");
    assert_eq!(answer.get("data"), None, "{answer}");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&answer["errors"][0]["message"]), text(&answer["errors"][0]["extensions"]["code"]))
}

fn error(message: &str, code: &str) -> (String, String) {
    (message.to_owned(), code.to_owned())
}

async fn check_named(response: Response) {
    assert_eq!(response.status(), StatusCode::OK);
    let answer: Value = response.json().await.expect("JSON");
    assert_eq!(answer, json!({"data": {"province": {"name": "Zhejiang"}}}));
}

#[tokio::test]
async fn a_document_is_sent_once() {
    let database = testkit::seeded().await;
    let server = Server::on_database(&url(database.options())).await;
    let not_found = error("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
    let extensions = named(HASH).to_string();
    for (accept, status) in FORMS {
        let unknown = post(&server, accept, json!({"extensions": named(HASH)})).await;
        assert_eq!(refused(unknown, status).await, not_found);
    }
    assert_eq!(refused(get(&server, &[("extensions", &extensions)]).await, 200).await, not_found);
    assert_eq!(refused(get(&server, &[("documentId", HASH)]).await, 200).await, not_found);

    check_named(post(&server, "application/json", json!({"query": QUERY, "extensions": named(HASH)})).await).await;
    check_named(post(&server, "application/json", json!({"extensions": named(HASH)})).await).await;
    check_named(get(&server, &[("extensions", &extensions)]).await).await;
    check_named(get(&server, &[("query", QUERY), ("extensions", &extensions)]).await).await;
    check_named(get(&server, &[("documentId", &format!("sha256:{HASH}"))]).await).await;
    check_named(post(&server, "application/json", json!({"documentId": HASH})).await).await;

    let other = "{ province(code: \"CN-JS\") { name } }";
    let wrong = post(&server, "application/json", json!({"query": other, "extensions": named(HASH)})).await;
    assert_eq!(refused(wrong, 400).await, error("provided sha does not match query", "BAD_REQUEST"));
    for (body, part) in [
        (json!({"query": QUERY, "documentId": HASH}), "not both"),
        (json!({"documentId": "x"}), "documentId must be"),
        (json!({"query": QUERY, "extensions": {"persistedQuery": {"version": 2, "sha256Hash": HASH}}}), "version"),
        (json!({"extensions": {"persistedQuery": {"version": 1}}}), "sha256Hash"),
        (json!({}), "query is missing"),
    ] {
        let (message, code) = refused(post(&server, "application/json", body.clone()).await, 400).await;
        assert!(message.contains(part) && code == "BAD_REQUEST", "{body}: {message}");
    }

    // An invalid document is not remembered.
    let invalid = "{ nothing }";
    let hash = "919c0b7aa452b0b2fb42688461501bb8b0c3ef3b9d05ce7b9afd4f28bbe96ceb";
    let sent = post(&server, "application/json", json!({"query": invalid, "extensions": named(hash)})).await;
    assert_eq!(
        sent.json::<Value>().await.expect("JSON")["errors"][0]["extensions"]["code"],
        "GRAPHQL_VALIDATION_FAILED"
    );
    let again = post(&server, "application/json", json!({"extensions": named(hash)})).await;
    assert_eq!(refused(again, 200).await, not_found);
}

#[tokio::test]
async fn documents_are_not_remembered_when_it_is_off() {
    let database = testkit::seeded().await;
    let server = Server::on_database_with(&url(database.options()), &["--persisted-bytes", "0"]).await;
    check_named(post(&server, "application/json", json!({"query": QUERY, "extensions": named(HASH)})).await).await;
    for (accept, status) in FORMS {
        let unknown = post(&server, accept, json!({"extensions": named(HASH)})).await;
        let expected = error("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED");
        assert_eq!(refused(unknown, status).await, expected);
    }
}

#[tokio::test]
async fn only_trusted_documents() {
    let database = testkit::seeded().await;
    let file = NamedTempFile::new().expect("a file");
    let path = file.path().to_str().expect("a plain path");
    let operation = json!({"id": HASH, "name": "Zhejiang", "type": "query", "body": QUERY});
    for manifest in [
        json!({HASH: QUERY}),
        json!({"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation]}),
    ] {
        fs::write(file.path(), manifest.to_string()).expect("a file");
        let more = ["--trusted-documents", path, "--trusted-only"];
        let server = Server::on_database_with(&url(database.options()), &more).await;
        check_named(get(&server, &[("documentId", HASH)]).await).await;
        check_named(post(&server, "application/json", json!({"extensions": named(HASH)})).await).await;
        check_named(post(&server, "application/json", json!({"query": QUERY})).await).await;
        let other = "{ dataset { name } }";
        let other_hash = "c4907a3f86db691bde4313e4297d6ae40c1baf272c17a66568be00b1220f309d";
        for body in [
            json!({"query": other}),
            json!({"query": other, "extensions": named(other_hash)}),
            json!({"extensions": named(other_hash)}),
            json!({"documentId": other_hash}),
            json!({"query": format!("{QUERY} ")}),
        ] {
            let (message, code) = refused(post(&server, "application/json", body.clone()).await, 403).await;
            assert_eq!(code, "PERSISTED_QUERY_ONLY", "{body}: {message}");
        }
    }
    // Trusted documents beside all others.
    let server = Server::on_database_with(&url(database.options()), &["--trusted-documents", path]).await;
    check_named(get(&server, &[("documentId", HASH)]).await).await;
    assert_eq!(server.post("{ dataset { name } }").await.status(), StatusCode::OK);
}

/// Before the database is touched.
#[tokio::test]
async fn invalid_files_are_reported_at_once() {
    let file = NamedTempFile::new().expect("a file");
    let path = file.path().to_str().expect("a plain path");
    let start = async |more: &[&str]| {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--state-dir", "/nonexistent"];
        run(arguments.iter().chain(more)).await.error_sentence()
    };
    for (text, part) in
        [("{", "is not JSON"), ("[]", "must be an object"), ("{\"abc\": \"{ a }\"}", "is not the SHA-256")]
    {
        fs::write(file.path(), text).expect("a file");
        let reason = start(&["--trusted-documents", path]).await;
        assert!(reason.contains(path) && reason.contains(part), "{reason}");
    }
    let reason = start(&["--trusted-documents", "/nonexistent.json"]).await;
    assert!(reason.contains("/nonexistent.json") && reason.contains("cannot be read"), "{reason}");
    let reason = start(&["--trusted-only"]).await;
    assert!(reason.contains("--trusted-documents"), "{reason}");
    fs::write(file.path(), "secret-key twelve").expect("a file");
    let reason = start(&["--rate-limit", "1", "--api-keys-file", path]).await;
    assert!(reason.contains("line 1") && !reason.contains("secret-key"), "{reason}");
}
