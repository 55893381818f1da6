//! A WebSocket client, frame by frame.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

use crate::{atlas::Server, sandbox::PATIENCE};

const TEXT: u8 = 1;
pub(crate) const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// An open WebSocket.
pub(crate) struct Socket(BufReader<TcpStream>);

/// An event of the socket.
#[derive(Debug, PartialEq)]
pub(crate) enum Received {
    Message(Value),
    /// Code and reason.
    Closed(u16, String),
    /// The connection has ended without a close frame.
    Gone,
}

impl Socket {
    /// Opens one with further headers; the error is the status line.
    pub(crate) async fn open(server: &Server, headers: &[&str]) -> Result<Self, String> {
        let mut stream = TcpStream::connect(&server.address).await.expect("a connection");
        let mut head = format!(
            "GET /graphql HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
            server.address
        );
        if !headers.iter().any(|header| header.starts_with("Sec-WebSocket-Version:")) {
            head.push_str("Sec-WebSocket-Version: 13\r\n");
        }
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).await.expect("sent");
        let mut stream = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.expect("a line");
            if line.trim().is_empty() {
                break;
            }
            lines.push(line);
        }
        if lines[0].contains(" 101 ") { Ok(Self(stream)) } else { Err(lines[0].trim().to_owned()) }
    }

    /// Opens one for GraphQL.
    pub(crate) async fn graphql(server: &Server) -> Self {
        let opened = Self::open(server, &["Sec-WebSocket-Protocol: graphql-transport-ws"]).await;
        opened.expect("a WebSocket")
    }

    /// The same, acknowledged.
    pub(crate) async fn acknowledged(server: &Server) -> Self {
        let mut socket = Self::graphql(server).await;
        socket.send(&json!({"type": "connection_init"})).await;
        assert_eq!(socket.receive().await, Received::Message(json!({"type": "connection_ack"})));
        socket
    }

    pub(crate) async fn send(&mut self, message: &Value) {
        self.send_text(&message.to_string()).await;
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.send_frame(TEXT, text.as_bytes()).await;
    }

    /// A whole frame. Frames of clients are masked; with zeros a mask changes nothing.
    pub(crate) async fn send_frame(&mut self, opcode: u8, payload: &[u8]) {
        let mut frame = vec![0x80 | opcode];
        match payload.len() {
            length @ ..126 => frame.push(0x80 | u8::try_from(length).expect("a byte")),
            length @ ..0x1_0000 => {
                frame.push(0xfe);
                frame.extend(u16::try_from(length).expect("two bytes").to_be_bytes());
            }
            length => {
                frame.push(0xff);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(payload);
        self.0.get_mut().write_all(&frame).await.expect("sent");
    }

    pub(crate) async fn subscribe(&mut self, id: &str, query: &str) {
        self.send(&json!({"id": id, "type": "subscribe", "payload": {"query": query}})).await;
    }

    /// The next event; pings are answered.
    pub(crate) async fn receive(&mut self) -> Received {
        loop {
            match self.frame().await {
                Some((TEXT, payload)) => {
                    return Received::Message(serde_json::from_slice(&payload).expect("JSON"));
                }
                Some((CLOSE, payload)) => {
                    let (code, reason) = payload.split_at_checked(2).expect("a code");
                    let code = u16::from_be_bytes(code.try_into().expect("two bytes"));
                    return Received::Closed(code, String::from_utf8(reason.to_vec()).expect("UTF-8"));
                }
                Some((PING, payload)) => self.send_frame(PONG, &payload).await,
                Some((PONG, _)) => {}
                Some(frame) => panic!("a frame of this kind is not expected: {frame:?}"),
                None => return Received::Gone,
            }
        }
    }

    pub(crate) async fn message(&mut self) -> Value {
        match self.receive().await {
            Received::Message(message) => message,
            other => panic!("no message but {other:?}"),
        }
    }

    /// The next frame of any kind; `None` if the connection has ended.
    pub(crate) async fn frame(&mut self) -> Option<(u8, Vec<u8>)> {
        timeout(PATIENCE, self.read_frame()).await.expect("a frame in time")
    }

    async fn read_frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let first = self.0.read_u8().await.ok()?;
        assert_eq!(first & 0xf0, 0x80, "a whole frame");
        let length = match self.0.read_u8().await.ok()? {
            126 => u64::from(self.0.read_u16().await.ok()?),
            127 => self.0.read_u64().await.ok()?,
            length => u64::from(length),
        };
        let mut payload = vec![0; usize::try_from(length).expect("a length")];
        self.0.read_exact(&mut payload).await.ok()?;
        Some((first & 0x0f, payload))
    }
}
