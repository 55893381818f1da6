//! Subscriptions over WebSocket and event streams, with every way in which they end.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::{
    atlas::{Server, run_in},
    data_package::Package,
    database_url::url,
    sandbox::Sandbox,
    websocket_client::{BINARY, Received, Socket},
};

const CHANGED: &str = "subscription { datasetChanged { version release { number } } }";
const NAME: &str = "{ province(code: \"CN-ZJ\") { name } }";

/// A server on a database with the bundled data.
async fn served(more: &[&str]) -> Server {
    Server::on_database_with(&url(testkit::seeded().await.options()), more).await
}

async fn event_stream(server: &Server, query: &str) -> Response {
    let request = server.client().post(server.url("/graphql")).header("accept", "text/event-stream");
    request.json(&json!({"query": query})).send().await.expect("an answer")
}

/// The next event, without comments; `None` at the end.
async fn event(stream: &mut Response) -> Option<String> {
    loop {
        let bytes = stream.chunk().await.expect("the stream is whole")?;
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let text: String = text.split_inclusive("\n\n").filter(|event| *event != ":\n\n").collect();
        if !text.is_empty() {
            return Some(text);
        }
    }
}

/// All of a stream that ends by itself.
async fn events(mut stream: Response) -> String {
    assert_eq!(stream.status(), StatusCode::OK);
    assert_eq!(stream.headers()["content-type"], "text/event-stream; charset=utf-8");
    let mut text = String::new();
    while let Some(more) = event(&mut stream).await {
        text.push_str(&more);
    }
    text
}

async fn closed(socket: &mut Socket) -> u16 {
    match socket.receive().await {
        Received::Closed(code, reason) => {
            assert!(!reason.is_empty());
            code
        }
        other => panic!("not closed but {other:?}"),
    }
}

#[tokio::test]
async fn an_import_is_told_to_all_who_want_it() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let mut socket = Socket::acknowledged(&server).await;
    let mut other = Socket::acknowledged(&server).await;
    for (socket, ids) in [(&mut socket, ["a", "b"]), (&mut other, ["a", "c"])] {
        for id in ids {
            socket.subscribe(id, CHANGED).await;
        }
        // Answers come in order, so by then they are subscribed.
        socket.subscribe("query", NAME).await;
        let result = json!({"data": {"province": {"name": "Zhejiang"}}});
        assert_eq!(socket.message().await, json!({"id": "query", "type": "next", "payload": result}));
        assert_eq!(socket.message().await, json!({"id": "query", "type": "complete"}));
    }
    let mut stream = event_stream(&server, CHANGED).await;
    // A client that completes an operation gets no acknowledgement.
    socket.send(&json!({"id": "a", "type": "complete"})).await;

    let package = Package::copy();
    for number in [2, 3] {
        let version = format!("2026.11.23-{number}");
        let previous = if number == 2 { "2026.11.23" } else { "2026.11.23-2" };
        package.edit("datapackage.json", |text| text.replace(&format!("\"{previous}\""), &format!("\"{version}\"")));
        run_in(&sandbox, &["import", package.path()]).await.success();
        let changed = json!({"data": {"datasetChanged": {"version": version, "release": {"number": number}}}});
        assert_eq!(socket.message().await, json!({"id": "b", "type": "next", "payload": changed}));
        let mut told = [other.message().await, other.message().await];
        told.sort_by_key(|message| message["id"].to_string());
        let next = |id: &str| json!({"id": id, "type": "next", "payload": changed});
        assert_eq!(told, [next("a"), next("c")]);
        let told = event(&mut stream).await.expect("an event");
        let data = told.strip_prefix("event: next\ndata: ").unwrap_or_else(|| panic!("{told}"));
        assert_eq!(serde_json::from_str::<Value>(data).expect("JSON"), changed);
    }
    drop((socket, other, stream));
    server.stop().await.success();
}

#[tokio::test]
async fn a_server_that_stops_waits_for_no_subscription() {
    let server = served(&[]).await;
    let mut socket = Socket::acknowledged(&server).await;
    socket.subscribe("a", CHANGED).await;
    let mut stream = event_stream(&server, CHANGED).await;
    let stop = tokio::spawn(server.stop());
    assert_eq!(closed(&mut socket).await, 1001);
    // The stream ends well, but the operation has not: no `complete`.
    assert_eq!(event(&mut stream).await, None);
    stop.await.expect("the end").success();
}

#[tokio::test]
async fn operations_that_are_no_subscriptions_or_no_operations() {
    let server = served(&[]).await;
    let mut socket = Socket::acknowledged(&server).await;
    for (query, code) in [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        socket.subscribe("a", query).await;
        let message = socket.message().await;
        assert_eq!((&message["id"], &message["type"]), (&json!("a"), &json!("error")));
        assert_eq!(message["payload"][0]["extensions"]["code"], code, "{message}");

        let text = events(event_stream(&server, query).await).await;
        let (data, rest) =
            text.strip_prefix("event: next\ndata: ").and_then(|text| text.split_once("\n\n")).expect("data");
        let result: Value = serde_json::from_str(data).expect("JSON");
        assert_eq!(result, json!({"errors": message["payload"]}));
        assert_eq!(rest, "event: complete\ndata:\n\n");
    }
    // Errors of fields come with the data.
    socket.subscribe("a", "{ province(code: \"?\") { name } }").await;
    let message = socket.message().await;
    assert_eq!(message["type"], "next", "{message}");
    assert_eq!(message["payload"]["data"], json!({"province": null}), "{message}");
    assert_eq!(message["payload"]["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{message}");
    assert_eq!(socket.message().await, json!({"id": "a", "type": "complete"}));

    let variables = json!({"id": "a", "type": "subscribe", "payload": {
        "query": "query One($code: String!) { province(code: $code) { name } } query Two { dataset { name } }",
        "operationName": "One", "variables": {"code": "CN-ZJ"}, "extensions": null}});
    socket.send(&variables).await;
    assert_eq!(socket.message().await["payload"], json!({"data": {"province": {"name": "Zhejiang"}}}));

    let text = events(event_stream(&server, NAME).await).await;
    assert_eq!(
        text,
        "event: next\ndata: {\"data\":{\"province\":{\"name\":\"Zhejiang\"}}}\n\nevent: complete\ndata:\n\n"
    );
    // The same by GET, as browsers do.
    let mut address: reqwest::Url = server.url("/graphql").parse().expect("an address");
    address.query_pairs_mut().append_pair("query", NAME);
    let get = server.client().get(address).header("accept", "text/event-stream").send().await.expect("an answer");
    assert_eq!(events(get).await, text);
    // An invalid request gets no stream.
    let request = server.client().post(server.url("/graphql")).header("accept", "text/event-stream");
    let response = request.json(&json!({"query": 7})).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_single_answer_is_no_place_for_a_subscription() {
    let server = served(&[]).await;
    let mut address: reqwest::Url = server.url("/graphql").parse().expect("an address");
    address.query_pairs_mut().append_pair("query", CHANGED);
    for response in [server.post(CHANGED).await, server.client().get(address).send().await.expect("an answer")] {
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let answer: Value = response.json().await.expect("JSON");
        assert!(
            answer["errors"][0]["message"].as_str().is_some_and(|text| text.contains("text/event-stream")),
            "{answer}"
        );
    }
    let head = server.client().head(server.url("/graphql")).header("accept", "text/event-stream");
    assert_eq!(head.send().await.expect("an answer").status(), StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn sockets_are_closed_for_a_reason() {
    let server = served(&["--subscription-message-size", "1024"]).await;
    let subscribe = json!({"id": "a", "type": "subscribe", "payload": {"query": CHANGED}});

    let mut socket = Socket::graphql(&server).await;
    socket.send(&subscribe).await;
    assert_eq!(closed(&mut socket).await, 4401);
    assert_eq!(socket.receive().await, Received::Gone);

    let mut socket = Socket::acknowledged(&server).await;
    socket.send(&json!({"type": "connection_init"})).await;
    assert_eq!(closed(&mut socket).await, 4429);

    let mut socket = Socket::acknowledged(&server).await;
    socket.send(&subscribe).await;
    socket.send(&subscribe).await;
    assert_eq!(socket.receive().await, Received::Closed(4409, "Subscriber for a already exists".to_owned()));

    for text in ["", "{}", "[]", "{\"type\":\"start\"}", "{\"type\":\"subscribe\"}"] {
        let mut socket = Socket::acknowledged(&server).await;
        socket.send_text(text).await;
        assert_eq!(closed(&mut socket).await, 4400, "{text}");
    }
    let mut socket = Socket::acknowledged(&server).await;
    socket.send_frame(BINARY, b"{\"type\":\"ping\"}").await;
    assert_eq!(closed(&mut socket).await, 4400);
    let mut socket = Socket::acknowledged(&server).await;
    socket.send_frame(1, &[0xff, 0xfe]).await;
    assert_eq!(closed(&mut socket).await, 4400);

    // At the maximum size, and one byte more.
    let of_size = |size: usize| format!("{:<size$}", json!({"type": "ping"}).to_string());
    let mut socket = Socket::acknowledged(&server).await;
    socket.send_text(&of_size(1024)).await;
    assert_eq!(socket.message().await, json!({"type": "pong"}));
    socket.send_text(&of_size(1025)).await;
    assert_eq!(closed(&mut socket).await, 1009);

    for headers in [&[][..], &["Sec-WebSocket-Protocol: graphql-ws"]] {
        let mut socket = Socket::open(&server, headers).await.expect("a WebSocket");
        assert_eq!(closed(&mut socket).await, 4406);
    }

    // A close frame is answered by a close frame.
    let mut socket = Socket::acknowledged(&server).await;
    socket.send_frame(8, &1000_u16.to_be_bytes()).await;
    assert_eq!(socket.receive().await, Received::Closed(1000, String::new()));

    // Invalid handshakes.
    let wrong = ["Sec-WebSocket-Version: 12"];
    assert!(Socket::open(&server, &wrong).await.is_err_and(|status| status.contains(" 426 ")));
}

#[tokio::test]
async fn pages_from_elsewhere() {
    let server = served(&["--cors-origin", "https://example.org"]).await;
    let own = format!("http://{}", server.address);
    for (origin, code) in [("https://example.com", 4403), ("null", 4403), ("https://example.org", 4400), (&own, 4400)] {
        let headers = [&*format!("Origin: {origin}"), "Sec-WebSocket-Protocol: graphql-transport-ws"];
        let mut socket = Socket::open(&server, &headers).await.expect("a WebSocket");
        if code != 4403 {
            // An allowed page is served.
            socket.send_text("").await;
        }
        assert_eq!(closed(&mut socket).await, code, "{origin}");
    }
}

#[tokio::test]
async fn sockets_that_are_of_no_use_are_closed() {
    let server = served(&["--subscription-init-timeout", "100ms", "--subscription-idle-timeout", "200ms"]).await;
    let mut socket = Socket::graphql(&server).await;
    assert_eq!(closed(&mut socket).await, 4408);
    let mut socket = Socket::acknowledged(&server).await;
    assert_eq!(closed(&mut socket).await, 1000);
    // A socket with an operation is not idle: the other one, opened after it, is closed before it.
    let mut socket = Socket::acknowledged(&server).await;
    socket.subscribe("a", CHANGED).await;
    let mut other = Socket::acknowledged(&server).await;
    assert_eq!(closed(&mut other).await, 1000);
    socket.send(&json!({"type": "ping"})).await;
    assert_eq!(socket.message().await, json!({"type": "pong"}));
    socket.send(&json!({"id": "a", "type": "complete"})).await;
    assert_eq!(closed(&mut socket).await, 1000);
}

#[tokio::test]
async fn clients_that_are_gone_are_noticed() {
    let server = served(&["--subscription-keep-alive", "50ms", "--log", "debug"]).await;
    let mut socket = Socket::acknowledged(&server).await;
    socket.subscribe("a", CHANGED).await;
    // It does not answer the ping.
    assert_eq!(socket.frame().await.map(|(opcode, _)| opcode), Some(9));
    while socket.frame().await.is_some() {}
    server.process.stderr.line_with("the client of a WebSocket is gone").await;

    let mut stream = event_stream(&server, CHANGED).await;
    assert_eq!(stream.chunk().await.expect("a comment").as_deref(), Some(&b":\n\n"[..]));
    drop(stream);
    server.process.stderr.line_with("an event stream has ended").await;
}

#[tokio::test]
async fn connections_of_an_address_and_operations_of_a_connection() {
    let server = served(&["--subscription-connections", "2", "--subscription-operations", "2", "--log", "debug"]).await;
    let mut socket = Socket::acknowledged(&server).await;
    for id in ["a", "b"] {
        socket.subscribe(id, CHANGED).await;
    }
    socket.subscribe("c", NAME).await;
    let message = socket.message().await;
    assert_eq!((&message["id"], &message["type"]), (&json!("c"), &json!("error")));
    assert_eq!(message["payload"][0]["extensions"], json!({"code": "LIMIT_EXCEEDED", "limit": 2, "actual": 3}));
    socket.send(&json!({"id": "a", "type": "complete"})).await;
    socket.subscribe("c", NAME).await;
    assert_eq!(socket.message().await["type"], "next");
    assert_eq!(socket.message().await["type"], "complete");

    let stream = event_stream(&server, CHANGED).await;
    assert_eq!(stream.status(), StatusCode::OK);
    let refused = event_stream(&server, CHANGED).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let answer: Value = refused.json().await.expect("JSON");
    let extensions = json!({"code": "LIMIT_EXCEEDED", "limit": 2, "actual": 3});
    assert_eq!(answer["errors"][0]["extensions"], extensions, "{answer}");
    let refused = Socket::open(&server, &["Sec-WebSocket-Protocol: graphql-transport-ws"]).await;
    assert!(refused.is_err_and(|status| status.contains(" 429 ")));
    // Other requests are not affected.
    server.query(NAME).await;
    // One that ends makes room for another.
    socket.send_frame(8, &1000_u16.to_be_bytes()).await;
    server.process.stderr.line_with("a WebSocket was closed by its client").await;
    assert_eq!(socket.receive().await, Received::Closed(1000, String::new()));
    assert_eq!(socket.receive().await, Received::Gone);
    Socket::acknowledged(&server).await;
}
