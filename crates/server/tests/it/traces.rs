//! Traces over OTLP.

use std::collections::BTreeSet;

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value as Attribute,
    trace::v1::{Span, span::SpanKind},
};
use prost::Message;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};

use crate::telemetry::{PARENT, TRACE, ask, served};

/// A collector that receives traces by OTLP.
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

    /// All spans received so far.
    fn received(mut self) -> Vec<Span> {
        std::iter::from_fn(|| self.spans.try_recv().ok()).collect()
    }
}

/// The head, in lower case, the body and the length of the first request, once it is complete.
fn complete(received: &[u8]) -> Option<(String, &[u8], usize)> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.trim().parse::<usize>().ok()?;
    Some((head, received.get(end..end + length)?, end + length))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// An attribute as text.
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
    // The remaining traces are sent before the end.
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
    // Variables are never sent.
    assert!(!format!("{spans:?}").contains("very-secret"));
}

/// Without its collector the server loses nothing but its traces.
#[tokio::test]
async fn a_missing_collector_does_no_harm() {
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
