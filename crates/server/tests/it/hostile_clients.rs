//! Malicious requests are rejected without harm to others; the connections of slow clients are closed.

use reqwest::StatusCode;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    atlas::{Atlas, Server, command},
    attacks,
    database_url::url,
    sandbox::PATIENCE,
};

const QUERY: &str = "{ province(code: \"CN-ZJ\") { name clusters { totalCount } } }";
const BODY: &str = "{\"query\":\"{ province(code: \\\"CN-ZJ\\\") { name } }\"}";

#[tokio::test]
async fn every_attack_is_rejected() {
    let server = Server::on_database(&url(testkit::seeded().await.options())).await;
    let expected = server.query(QUERY).await;
    for attack in attacks::all() {
        let request = server.client().post(server.url("/graphql")).body(attack.body);
        let request =
            request.header("content-type", "application/json").header("accept", "application/graphql-response+json");
        let response = request.send().await.expect("an answer");
        let status = response.status();
        let kind = response.headers()["content-type"].clone();
        assert_eq!(kind, "application/graphql-response+json; charset=utf-8", "{}", attack.name);
        let answer: Value = response.json().await.expect("JSON");
        let shown: String = answer.to_string().chars().take(500).collect();
        assert!(status.is_client_error(), "{}: {status} {shown}", attack.name);
        assert_eq!(answer.get("data"), None, "{}: {shown}", attack.name);
        let errors = answer["errors"].as_array().expect("errors");
        assert!(!errors.is_empty(), "{}: {shown}", attack.name);
        for error in errors {
            let code = error["extensions"]["code"].as_str().expect("a code");
            assert_eq!(code, attack.code, "{}: {shown}", attack.name);
            // The size of a body over the limit is unknown.
            if code == "LIMIT_EXCEEDED" && status != StatusCode::PAYLOAD_TOO_LARGE {
                let number = |name: &str| error["extensions"][name].as_u64().expect("a number");
                assert!(number("limit") < number("actual"), "{}: {shown}", attack.name);
            }
        }
        assert_eq!(server.query(QUERY).await, expected, "after {}", attack.name);
    }
    let ended = server.stop().await.success();
    assert!(!ended.stderr.contains("panicked"), "{ended:?}");
}

/// A server with one short timeout, so that a test need not wait; the others are too long to matter.
async fn impatient(short: &str) -> Server {
    let url = url(testkit::seeded().await.options());
    let mut command = command(["serve", "--listen", "127.0.0.1:0", "--database-url", &url]);
    for limit in ["--header-timeout", "--body-timeout", "--send-timeout", "--keep-alive"] {
        command.args([limit, if limit == short { "200ms" } else { "10m" }]);
    }
    Server::ready(Atlas::start(command)).await
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(&server.address).await.expect("a connection")
}

async fn send(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.expect("the server reads");
}

/// Everything that the server sends until it closes the connection.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    // A connection that is closed while the client still sends may end in an error.
    read.expect("the server closes the connection").ok();
    String::from_utf8(answer).expect("an answer in UTF-8")
}

fn head(server: &Server, more: &str) -> String {
    format!("POST /graphql HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{more}\r\n", server.address)
}

#[tokio::test]
async fn a_head_without_an_end_is_closed() {
    let server = impatient("--header-timeout").await;
    for start in ["", "P", "POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
        let mut stream = connect(&server).await;
        send(&mut stream, start).await;
        let answer = until_closed(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{start:?}: {answer}");
    }
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
}

/// actix-web watches only the first head of a connection. The next one may take as long as keep-alive allows.
#[tokio::test]
async fn a_later_head_without_an_end_is_closed() {
    let url = url(testkit::seeded().await.options());
    let mut command = command(["serve", "--listen", "127.0.0.1:0", "--database-url", &url]);
    command.args(["--header-timeout", "200ms", "--keep-alive", "200ms"]);
    let server = Server::ready(Atlas::start(command)).await;
    for start in ["", "POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
        let mut stream = connect(&server).await;
        let length = BODY.len();
        send(&mut stream, &format!("{}{BODY}{start}", head(&server, &format!("Content-Length: {length}\r\n")))).await;
        let answer = until_closed(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains("Zhejiang"), "{answer}");
    }
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_answered_and_closed() {
    let server = impatient("--body-timeout").await;
    for (framing, start) in [
        ("Content-Length: 100\r\n", ""),
        ("Content-Length: 100\r\n", "{"),
        ("Transfer-Encoding: chunked\r\n", ""),
        ("Transfer-Encoding: chunked\r\n", "1\r\n{\r\n"),
        // A POST gets no more time by asking for a WebSocket.
        ("Content-Length: 100\r\nConnection: upgrade\r\nUpgrade: websocket\r\n", "{"),
    ] {
        let mut stream = connect(&server).await;
        send(&mut stream, &format!("{}{start}", head(&server, framing))).await;
        let answer = until_closed(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{framing}: {answer}");
        assert!(answer.contains("did not arrive in time"), "{framing}: {answer}");
    }
    // A slow body that arrives in time.
    let mut stream = connect(&server).await;
    let length = BODY.len();
    send(&mut stream, &head(&server, &format!("Content-Length: {length}\r\nConnection: close\r\n"))).await;
    for byte in BODY.chars() {
        send(&mut stream, &byte.to_string()).await;
    }
    assert!(until_closed(&mut stream).await.contains("Zhejiang"));
}

/// The body of a request whose handler does not read it is not waited for.
#[tokio::test]
async fn an_unread_body_is_closed() {
    let server = impatient("none").await;
    for framing in ["Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n"] {
        for path in ["/healthz", "/nothing"] {
            let mut stream = connect(&server).await;
            send(&mut stream, &format!("POST {path} HTTP/1.1\r\nHost: {}\r\n{framing}\r\n", server.address)).await;
            let answer = until_closed(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 40"), "{path}, {framing}: {answer}");
        }
    }
}

/// More than fits into the buffers on the way to a client that does not read.
#[tokio::test]
async fn a_response_that_the_client_does_not_read_is_closed() {
    let server = impatient("--send-timeout").await;
    let mut stream = connect(&server).await;
    let requests = format!("GET /schema.graphql HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).repeat(1000);
    // Once the server waits to send, it reads no more requests, so that sending them waits, too.
    let until_closed = async { while stream.write_all(requests.as_bytes()).await.is_ok() {} };
    tokio::time::timeout(PATIENCE, until_closed).await.expect("the server closes the connection");
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
}

/// One connection over the limit waits until another ends.
#[tokio::test]
async fn the_number_of_connections_is_limited() {
    let url = url(testkit::seeded().await.options());
    let mut command = command(["serve", "--listen", "127.0.0.1:0", "--database-url", &url]);
    command.args(["--max-connections", "1"]);
    let server = Server::ready(Atlas::start(command)).await;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    let answered = async |stream: &mut TcpStream| {
        let mut answer = Vec::new();
        while !answer.ends_with(b"alive\n") {
            answer.push(stream.read_u8().await.expect("an answer"));
        }
    };
    let mut first = connect(&server).await;
    send(&mut first, &request).await;
    answered(&mut first).await;
    let mut second = connect(&server).await;
    send(&mut second, &request).await;
    for _ in 0..20 {
        send(&mut first, &request).await;
        answered(&mut first).await;
        let error = second.try_read(&mut [0; 1]).expect_err("no answer yet");
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
    }
    drop(first);
    answered(&mut second).await;
}

/// A server that may open few files logs that and accepts fewer connections.
#[tokio::test]
async fn connections_fit_the_open_files() {
    let url = url(testkit::seeded().await.options());
    let atlas = command(["serve", "--listen", "127.0.0.1:0", "--database-url", &url]);
    let mut limited = tokio::process::Command::new("sh");
    limited.args(["-c", "ulimit -n 512 && exec \"$0\" \"$@\""]).arg(atlas.as_std().get_program());
    limited.args(atlas.as_std().get_args()).env_clear();
    limited.envs(std::env::vars_os().filter(|(name, _)| name == "PATH"));
    let server = Server::ready(Atlas::start(limited)).await;
    let line = server.process.stderr.line_with("may be open").await;
    assert!(line.contains("128 connections at a time instead of 10000"), "{line}");
    assert_eq!(server.query(QUERY).await["province"]["name"], "Zhejiang");
}

#[tokio::test]
async fn settings_of_connections_are_checked() {
    for (flag, value) in [
        ("--body-timeout", "0s"),
        ("--header-timeout", "soon"),
        ("--keep-alive", "10"),
        ("--max-connections", "0"),
        ("--send-timeout", ""),
    ] {
        let ended = crate::atlas::run(["doctor", flag, value]).await;
        assert_eq!(ended.code(), Some(2), "{ended:?}");
        assert!(ended.stderr.contains(flag), "{ended:?}");
    }
}
