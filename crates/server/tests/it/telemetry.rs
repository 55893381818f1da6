//! What the server tells of itself: metrics, traces, the log, slow operations.

use std::collections::BTreeSet;

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value as Attribute,
    trace::v1::{Span, span::SpanKind},
};
use prost::Message;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};

use crate::{
    atlas::{Atlas, Server, command},
    database_url::url,
};

const QUERY: &str = "query Named($code: String!) { province(code: $code) { name } }";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

/// Serves the bundled data with further arguments.
pub(crate) async fn served(more: &[&str]) -> Server {
    let mut command = command(["serve", "--listen", "127.0.0.1:0", "--database-url"]);
    command.arg(url(testkit::seeded().await.options())).args(more);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("OTEL_") {
            command.env_remove(&name);
        }
    }
    // A proxy, if the machine has one, is not for this machine.
    command.env("NO_PROXY", "*");
    Server::ready(Atlas::start(command)).await
}

/// Asks for a province by a variable, under a request id.
pub(crate) async fn ask(server: &Server, request_id: &str, code: &str, traceparent: &[&str]) -> Value {
    let request = server.client().post(server.url("/graphql")).header("x-request-id", request_id);
    let request = traceparent.iter().fold(request, |request, value| request.header("traceparent", *value));
    let request = request.json(&json!({"query": QUERY, "variables": {"code": code}}));
    request.send().await.expect("an answer").json().await.expect("JSON")
}

/// The address of the metrics.
pub(crate) async fn metrics_address(server: &Server) -> String {
    let line = server.process.stderr.line_with("metrics are at ").await;
    let (_, address) = line.split_once("metrics are at ").expect("an address");
    address.split(['"', ' ']).next().expect("an address").to_owned()
}

pub(crate) async fn metrics(server: &Server, address: &str) -> String {
    let response = server.client().get(address).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    let kind = response.headers()["content-type"].to_str().expect("a type").to_owned();
    assert!(kind.starts_with("application/openmetrics-text; version=1.0.0"), "{kind}");
    let text = response.text().await.expect("a text");
    assert!(text.ends_with("# EOF\n"), "{text}");
    text
}

/// The value of one series.
#[track_caller]
fn value(metrics: &str, series: &str) -> String {
    let found = metrics.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("no {series} in\n{metrics}")).to_owned()
}

#[tokio::test]
async fn metrics_on_an_address_of_their_own() {
    let server = served(&["--metrics-listen", "127.0.0.1:0"]).await;
    let address = metrics_address(&server).await;
    for code in ["CN-ZJ", "CN-JS", "?"] {
        ask(&server, "m", code, &[]).await;
    }
    server.post("{ dataset { name } }").await;
    server.post("{ nothing }").await;
    server.post("{ nothing").await;
    let odd = reqwest::Method::from_bytes(b"BREW").expect("a method");
    server.client().request(odd, server.url("/pot?secret=1")).send().await.expect("an answer");

    let text = metrics(&server, &address).await;
    let series = |series: &str| value(&text, series);
    assert_eq!(series(r#"atlas_http_requests_total{route="/graphql",method="POST",status="200"}"#), "6");
    assert_eq!(series(r#"atlas_http_requests_total{route="other",method="other",status="404"}"#), "1");
    assert_eq!(series(r#"atlas_operation_duration_seconds_count{operation="Named"}"#), "3");
    assert_eq!(series(r#"atlas_operation_duration_seconds_count{operation="anonymous"}"#), "1");
    assert_eq!(series(r#"atlas_errors_total{code="BAD_USER_INPUT"}"#), "1");
    assert_eq!(series(r#"atlas_errors_total{code="GRAPHQL_VALIDATION_FAILED"}"#), "1");
    assert_eq!(series(r#"atlas_errors_total{code="GRAPHQL_PARSE_FAILED"}"#), "1");
    assert_eq!(series("atlas_http_requests_in_flight"), "0");
    assert_eq!(series("atlas_release_id"), "1");
    assert_eq!(series("atlas_database_connections_max"), "32");
    let statements: u64 = series("atlas_sql_statements_total").parse().expect("a number");
    assert!(statements >= 3, "{statements}");
    assert!(series("process_resident_memory_bytes").parse::<u64>().expect("a number") > 1_000_000);
    assert!(!text.contains("secret") && !text.contains("pot") && !text.contains("BREW"), "{text}");

    // Nothing else is there, and the API has no metrics.
    let other = address.replace("/metrics", "/");
    assert_eq!(server.client().get(&other).send().await.expect("an answer").status(), StatusCode::NOT_FOUND);
    assert_eq!(server.client().post(&address).send().await.expect("an answer").status(), StatusCode::NOT_FOUND);
    assert_eq!(server.status("/metrics").await, StatusCode::NOT_FOUND);

    // They end with the server.
    server.stop().await.success();
    let client = Client::builder().no_proxy().build().expect("a client");
    assert!(client.get(&address).send().await.is_err());
}

#[tokio::test]
async fn names_of_operations_are_told_apart_up_to_a_limit() {
    let server = served(&["--metrics-listen", "127.0.0.1:0"]).await;
    let address = metrics_address(&server).await;
    for number in 0..110 {
        server.query(&format!("query Q{number} {{ __typename }}")).await;
    }
    server.query(&format!("query {} {{ __typename }}", "Long".repeat(1000))).await;
    server.query("query Q0 { __typename }").await;
    let text = metrics(&server, &address).await;
    let count = |name: &str| value(&text, &format!("atlas_operation_duration_seconds_count{{operation={name:?}}}"));
    assert_eq!([count("Q0"), count("Q99"), count("other")], ["2", "1", "11"]);
    let names = text.lines().filter(|line| line.starts_with("atlas_operation_duration_seconds_count")).count();
    assert_eq!(names, 101);
}

#[tokio::test]
async fn the_log_is_json_with_the_ids_of_each_request() {
    let server = served(&["--log-format", "json", "--log", "debug", "--slow-operation", "0ms"]).await;
    let traceparent = format!("00-{TRACE}-{PARENT}-01");
    ask(&server, "request-one", "CN-ZJ", &[&traceparent]).await;
    ask(&server, "request-two", "very-secret", &[]).await;
    let ended = server.stop().await.success();
    let lines: Vec<Value> = ended
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect();
    let within: Vec<&Value> = lines.iter().filter(|line| line["spans"][0]["name"] == "request").collect();
    for (request_id, trace_id) in [("request-one", Some(TRACE)), ("request-two", None)] {
        let of_request: Vec<_> = within.iter().filter(|line| line["spans"][0]["request_id"] == request_id).collect();
        assert!(of_request.len() >= 2, "{}", ended.stderr);
        let first = of_request[0]["spans"][0]["trace_id"].as_str().expect("a trace id");
        assert_eq!(first.len(), 32, "{first}");
        assert!(trace_id.is_none_or(|trace_id| trace_id == first), "{first}");
        assert!(of_request.iter().all(|line| line["spans"][0]["trace_id"] == first), "{}", ended.stderr);
        assert!(of_request.iter().any(|line| line["message"] == "answered" && line["status"] == 200));
    }

    // The slow operations.
    let slow: Vec<_> = within.iter().filter(|line| line["message"] == "slow operation").collect();
    assert_eq!(slow.len(), 2, "{}", ended.stderr);
    let [one, two] = slow.try_into().expect("two");
    assert_eq!(one["level"], "WARN");
    assert_eq!((&one["operation"], &one["request_id"]), (&json!("Named"), &json!("request-one")));
    assert_eq!(one["statements"], 1);
    assert_eq!(one["rows"], 1);
    assert!(one["milliseconds"].is_u64());
    assert_eq!(one["document"].as_str().map(str::len), Some(64));
    assert_eq!(one["document"], two["document"]);
    assert_eq!(two["code"], "BAD_USER_INPUT");
    assert!(!ended.stderr.contains("very-secret"), "{}", ended.stderr);
}

#[tokio::test]
async fn what_is_not_slow_is_not_logged_as_slow() {
    let server = served(&["--slow-operation", "1h"]).await;
    ask(&server, "quick", "CN-ZJ", &[]).await;
    let ended = server.stop().await.success();
    assert!(!ended.stderr.contains("slow operation"), "{}", ended.stderr);
    let refused = crate::atlas::run(["serve", "--slow-operation", "soon"]).await;
    assert_eq!(refused.code(), Some(2));
}

/// A collector that takes traces by OTLP.
struct Collector {
    address: String,
    spans: mpsc::UnboundedReceiver<Span>,
}

impl Collector {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let (sender, spans) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let sender = sender.clone();
                tokio::spawn(async move {
                    let mut received = Vec::new();
                    let mut chunk = [0; 4096];
                    while let Ok(count @ 1..) = stream.read(&mut chunk).await {
                        received.extend_from_slice(&chunk[..count]);
                        while let Some((head, body, length)) = complete(&received) {
                            assert!(head.starts_with("post /v1/traces http/1.1"), "{head}");
                            assert!(head.contains("content-type: application/x-protobuf"), "{head}");
                            let request = ExportTraceServiceRequest::decode(body).expect("spans");
                            for resource in request.resource_spans {
                                let spans = resource.scope_spans.into_iter().flat_map(|scope| scope.spans);
                                spans.for_each(|span| sender.send(span).expect("the test waits"));
                            }
                            received.drain(..length);
                            let answer =
                                b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
                            stream.write_all(answer).await.ok();
                        }
                    }
                });
            }
        });
        Self { address, spans }
    }

    /// All that has come.
    fn received(mut self) -> Vec<Span> {
        std::iter::from_fn(|| self.spans.try_recv().ok()).collect()
    }
}

/// The head, in lower case, the body and the length of the first request, if it is there as a whole.
fn complete(received: &[u8]) -> Option<(String, &[u8], usize)> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.trim().parse::<usize>().ok()?;
    Some((head, received.get(end..end + length)?, end + length))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// An attribute in words.
fn attribute(span: &Span, key: &str) -> Option<String> {
    let found = span.attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Attribute::StringValue(text) => Some(text.clone()),
        Attribute::IntValue(number) => Some(number.to_string()),
        other => Some(format!("{other:?}")),
    }
}

#[tokio::test]
async fn traces_are_sent_to_a_collector() {
    let collector = Collector::start().await;
    let server = served(&["--otlp-endpoint", &collector.address, "--log-format", "json", "--log", "error"]).await;
    let good = format!("00-{TRACE}-{PARENT}-01");
    ask(&server, "child", "CN-ZJ", &[&good]).await;
    ask(&server, "unsampled", "CN-ZJ", &[&format!("00-{TRACE}-{PARENT}-00")]).await;
    for (name, bad) in [
        ("short", &[&good[..54]][..]),
        ("version", &[&good.replacen("00", "ff", 1)]),
        ("zero", &[&format!("00-{}-{PARENT}-01", "0".repeat(32))]),
        ("twice", &[&good, &good]),
        ("none", &[]),
    ] {
        let name = format!("root-{name}");
        ask(&server, &name, "very-secret", bad).await;
    }
    // What is left is sent before the end.
    server.stop().await.success();
    let spans = collector.received();
    let requests: Vec<&Span> = spans.iter().filter(|span| span.name == "request").collect();
    assert_eq!(requests.len(), 6, "{spans:#?}");
    let of = |id: &str| {
        let found = requests.iter().find(|span| attribute(span, "request_id").as_deref() == Some(id));
        *found.unwrap_or_else(|| panic!("no {id} in {requests:#?}"))
    };
    let children = |parent: &Span| {
        let of_it = spans.iter().filter(|span| span.parent_span_id == parent.span_id);
        of_it.map(|span| span.name.clone()).collect::<BTreeSet<_>>()
    };

    let child = of("child");
    assert_eq!((hex(&child.trace_id), hex(&child.parent_span_id)), (TRACE.to_owned(), PARENT.to_owned()));
    assert_eq!(child.kind, SpanKind::Server as i32);
    assert_eq!(children(child), BTreeSet::from(["check".to_owned(), "execute".to_owned()]));
    let execute = spans.iter().find(|span| span.name == "execute" && span.parent_span_id == child.span_id);
    let execute = execute.expect("the execution");
    assert_eq!(attribute(execute, "statements").as_deref(), Some("1"));
    for (key, value) in [
        ("http.request.method", "POST"),
        ("http.route", "/graphql"),
        ("http.response.status_code", "200"),
        ("graphql.operation.name", "Named"),
        ("graphql.operation.type", "query"),
        ("atlas.statements", "1"),
        ("atlas.rows", "1"),
    ] {
        assert_eq!(attribute(child, key).as_deref(), Some(value), "{key}");
    }
    assert_eq!(attribute(child, "atlas.document.sha256").map(|hash| hash.len()), Some(64));

    let mut traces = BTreeSet::new();
    for root in requests.iter().filter(|span| attribute(span, "request_id").is_some_and(|id| id.starts_with("root-"))) {
        assert!(root.parent_span_id.is_empty(), "{root:#?}");
        assert_eq!(attribute(root, "atlas.error.code").as_deref(), Some("BAD_USER_INPUT"));
        assert_eq!(attribute(root, "trace_id"), Some(hex(&root.trace_id)));
        traces.insert(hex(&root.trace_id));
    }
    assert_eq!(traces.len(), 5, "each is another");
    assert!(!traces.contains(TRACE));
    // The variables are nobody's business.
    assert!(!format!("{spans:?}").contains("very-secret"));
}

/// A collector that is away costs the server nothing but its traces.
#[tokio::test]
async fn a_collector_that_is_away_does_no_harm() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let server = served(&["--otlp-endpoint", &address]).await;
    let answer = ask(&server, "traced", "CN-ZJ", &[]).await;
    assert_eq!(answer["data"]["province"]["name"], "Zhejiang");
    server.stop().await.success();
    for wrong in ["127.0.0.1:4318", "https://example.org", "ftp://example.org"] {
        let refused = crate::atlas::run(["serve", "--otlp-endpoint", wrong]).await;
        assert_eq!(refused.code(), Some(2), "{wrong}");
    }
}

/// A second listener on a taken port is told by its own name.
#[tokio::test]
async fn a_taken_port_of_the_metrics_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let ended = crate::atlas::run(["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &address]).await;
    let sentence = ended.refusal();
    assert!(sentence.contains("--metrics-listen") && sentence.contains(&address), "{sentence}");
}
