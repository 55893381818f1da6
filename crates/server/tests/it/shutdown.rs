//! Ctrl-C and SIGTERM end server and database, after the requests in flight.

use rustix::process::Signal;
use serde_json::Value;
use testkit::until;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    atlas::{Atlas, Server},
    sandbox::Sandbox,
};

#[tokio::test]
async fn ctrl_c_ends_server_and_database() {
    ends_by(Signal::INT, "SIGINT").await;
}

#[tokio::test]
async fn sigterm_ends_server_and_database() {
    ends_by(Signal::TERM, "SIGTERM").await;
}

async fn ends_by(signal: Signal, name: &str) {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    server.query("{ dataset { version } }").await;
    assert!(!sandbox.processes().is_empty());
    server.process.signal(signal);
    let ended = server.process.ended().await.success();
    assert_eq!(sandbox.processes(), Vec::new());
    assert!(!sandbox.data_dir().join("postmaster.pid").exists());
    assert!(ended.stderr.contains(&format!("stopping by {name}")), "{ended:?}");
    assert!(!ended.stderr.contains("WARN") && !ended.stderr.contains("ERROR"), "{ended:?}");
}

#[tokio::test]
async fn a_request_in_flight_is_answered() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let body = r#"{"query":"{ province(code: \"CN-ZJ\") { name } }"}"#;
    let (first, second) = body.split_at(20);
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Expect: 100-continue\r\n\r\n",
        server.address,
        body.len()
    );
    let mut stream = TcpStream::connect(&server.address).await.expect("a connection");
    stream.write_all(head.as_bytes()).await.expect("sent");
    // The server asks for the body once it has read the head: the request is in flight.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.expect("an interim answer");
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(first.as_bytes()).await.expect("sent");

    server.process.signal(Signal::TERM);
    server.process.stderr.line_with("stopping by SIGTERM").await;
    until("nobody else is let in", async || TcpStream::connect(&server.address).await.is_err().then_some(())).await;
    stream.write_all(second.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer with a body");
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let body: Value = body.parse().expect("JSON");
    assert_eq!(body["data"]["province"]["name"], "Zhejiang", "{answer}");

    server.process.ended().await.success();
    assert_eq!(sandbox.processes(), Vec::new());
}

/// At any point of the first start, even while the database is being created.
#[tokio::test]
async fn a_start_can_be_stopped() {
    let sandbox = Sandbox::new();
    for point in ["creating", "the database is empty", "loaded provinces.csv"] {
        let starting = Atlas::start_in(&sandbox, &["serve", "--listen", "127.0.0.1:0"]);
        starting.stderr.line_with(point).await;
        starting.signal(Signal::TERM);
        let ended = starting.ended().await.success();
        assert!(!ended.stdout.contains("ready"), "{point}: {ended:?}");
        until("no process is left", async || sandbox.processes().is_empty().then_some(())).await;
    }
    let server = Server::start(&sandbox, &[]).await;
    let data = server.query("{ dataset { release { number } } stats(first: 1) { totalCount } }").await;
    assert_eq!(data["stats"]["totalCount"], 5440);
    server.stop().await.success();
}
