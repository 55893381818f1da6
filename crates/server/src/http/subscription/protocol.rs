//! The WebSocket sub-protocol `graphql-transport-ws`, as PROTOCOL.md of the npm package `graphql-ws` defines it, without
//! a socket: the step that follows from each message.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use ::graphql::Code;
use serde::Deserialize;
use serde_json::{Map, Value, json, value::RawValue};

/// Its name in `Sec-WebSocket-Protocol`.
pub(super) const NAME: &str = "graphql-transport-ws";

/// A message of a client.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Message {
    ConnectionInit {
        #[serde(rename = "payload")]
        _payload: Option<Map<String, Value>>,
    },
    Ping {
        payload: Option<Map<String, Value>>,
    },
    Pong {
        #[serde(rename = "payload")]
        _payload: Option<Map<String, Value>>,
    },
    Subscribe {
        id: String,
        payload: SubscribePayload,
    },
    Complete {
        id: String,
    },
}

/// The request in a `subscribe` message.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct SubscribePayload {
    pub(super) query: String,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Option<Map<String, Value>>,
    pub(super) extensions: Option<Map<String, Value>>,
}

/// The step that follows from a message.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// Nothing.
    Nothing,
    /// Send a message.
    Send(String),
    /// Start an operation.
    Start(String, SubscribePayload),
    /// Stop an operation, and send nothing about it any more.
    Stop(String),
    /// Close the socket.
    Close(Close),
}

/// Code and reason of a closed socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    pub(super) code: u16,
    pub(super) reason: String,
}

impl Close {
    /// The client was idle for too long.
    pub(super) fn idle() -> Self {
        Self::new(1000, "Idle for too long: neither a message nor an operation")
    }

    /// The server is shutting down.
    pub(super) fn going_away() -> Self {
        Self::new(1001, "The server is shutting down")
    }

    /// A message exceeds the maximum size.
    pub(super) fn too_big(limit: u32) -> Self {
        Self::new(1009, format!("A message may have at most {limit} bytes"))
    }

    /// A message does not follow the protocol.
    pub(super) fn invalid(reason: impl Into<String>) -> Self {
        Self::new(4400, reason)
    }

    /// An operation came before the acknowledgement.
    fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }

    /// The page may not connect.
    pub(super) fn forbidden() -> Self {
        Self::new(4403, "Forbidden")
    }

    /// The client supports other protocols only.
    pub(super) fn not_acceptable() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }

    fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    fn duplicate(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    fn too_many_inits() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    /// A close frame has room for 123 bytes of reason.
    fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        reason.truncate(reason.floor_char_boundary(123));
        Self { code, reason }
    }
}

/// The state of one connection.
pub(super) struct Protocol {
    init_timeout: Duration,
    idle_timeout: Duration,
    max_operations: u32,
    is_acknowledged: bool,
    operations: HashSet<String>,
    /// The last time of activity: when the socket was opened, or of the last message or operation.
    active: Instant,
}

impl Protocol {
    pub(super) fn new(init_timeout: Duration, idle_timeout: Duration, max_operations: u32, now: Instant) -> Self {
        Self {
            init_timeout,
            idle_timeout,
            max_operations,
            is_acknowledged: false,
            operations: HashSet::new(),
            active: now,
        }
    }

    /// When to close the socket, and with which reason, if nothing happens until then.
    pub(super) fn deadline(&self) -> Option<(Instant, Close)> {
        let (time, close) = match self.is_acknowledged {
            false => (self.init_timeout, Close::init_timeout()),
            true if self.operations.is_empty() => (self.idle_timeout, Close::idle()),
            true => return None,
        };
        // A time beyond the range of the clock never comes.
        Some((self.active.checked_add(time)?, close))
    }

    /// Handles a message.
    pub(super) fn receive(&mut self, text: &str, now: Instant) -> Step {
        let message = match serde_json::from_str(text) {
            Ok(message) => message,
            Err(error) => return Step::Close(Close::invalid(format!("Invalid message: {error}"))),
        };
        if self.is_acknowledged {
            self.active = now;
        }
        match message {
            Message::ConnectionInit { .. } if self.is_acknowledged => Step::Close(Close::too_many_inits()),
            Message::ConnectionInit { .. } => {
                self.is_acknowledged = true;
                self.active = now;
                Step::Send(json!({"type": "connection_ack"}).to_string())
            }
            Message::Ping { payload: None } => Step::Send(json!({"type": "pong"}).to_string()),
            Message::Ping { payload } => Step::Send(json!({"type": "pong", "payload": payload}).to_string()),
            Message::Subscribe { id, .. } if id.is_empty() => Step::Close(Close::invalid("Invalid message: empty id")),
            Message::Subscribe { .. } if !self.is_acknowledged => Step::Close(Close::unauthorized()),
            Message::Subscribe { id, .. } if self.operations.contains(&id) => Step::Close(Close::duplicate(&id)),
            Message::Subscribe { id, payload } => self.subscribe(id, payload),
            // The operation may have ended in the meantime.
            Message::Complete { id } if self.operations.remove(&id) => Step::Stop(id),
            Message::Complete { .. } | Message::Pong { .. } => Step::Nothing,
        }
    }

    fn subscribe(&mut self, id: String, payload: SubscribePayload) -> Step {
        let count = u32::try_from(self.operations.len()).unwrap_or(u32::MAX);
        let limit = self.max_operations;
        if count >= limit {
            let message = format!(
                "{count} operations are running on this connection; the limit is {limit}. Complete one, or wait for one to end."
            );
            let extensions = json!({"code": Code::LimitExceeded.as_str(), "limit": limit, "actual": count + 1});
            let errors = json!([{"message": message, "extensions": extensions}]);
            return Step::Send(json!({"id": id, "type": "error", "payload": errors}).to_string());
        }
        self.operations.insert(id.clone());
        Step::Start(id, payload)
    }

    /// The message with a result, given as JSON; none if the client has completed the operation.
    pub(super) fn next(&self, id: &str, result: &str) -> Option<String> {
        // The result is JSON already, and may be large: it is not parsed again.
        self.operations.contains(id).then(|| format!(r#"{{"id":{},"type":"next","payload":{result}}}"#, json!(id)))
    }

    /// The last message of an operation that has ended.
    pub(super) fn complete(&mut self, id: &str, now: Instant) -> Option<String> {
        self.end(id, now).then(|| json!({"id": id, "type": "complete"}).to_string())
    }

    /// The last message of an operation that was not executed, given the answer as JSON.
    pub(super) fn error(&mut self, id: &str, answer: &str, now: Instant) -> Option<String> {
        #[derive(Deserialize)]
        struct Answer<'a> {
            #[serde(borrow)]
            errors: &'a RawValue,
        }
        let errors = serde_json::from_str(answer).map_or("[]", |Answer { errors }| errors.get());
        self.end(id, now).then(|| format!(r#"{{"id":{},"type":"error","payload":{errors}}}"#, json!(id)))
    }

    fn end(&mut self, id: &str, now: Instant) -> bool {
        self.active = now;
        self.operations.remove(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INIT: Duration = Duration::from_secs(3);
    const IDLE: Duration = Duration::from_mins(1);
    const SUBSCRIBE: &str = r#"{"id":"a","type":"subscribe","payload":{"query":"{ a }"}}"#;

    fn opened() -> (Protocol, Instant) {
        let now = Instant::now();
        (Protocol::new(INIT, IDLE, 2, now), now)
    }

    fn acknowledged() -> (Protocol, Instant) {
        let (mut protocol, now) = opened();
        let step = protocol.receive(r#"{"type":"connection_init","payload":{"a":1}}"#, now);
        assert_eq!(step, Step::Send(r#"{"type":"connection_ack"}"#.to_owned()));
        (protocol, now)
    }

    fn payload(query: &str) -> SubscribePayload {
        SubscribePayload { query: query.to_owned(), operation_name: None, variables: None, extensions: None }
    }

    fn code(step: Step) -> u16 {
        match step {
            Step::Close(close) => close.code,
            other => panic!("not closed but {other:?}"),
        }
    }

    #[test]
    fn a_second_init_is_one_too_many() {
        for payload in ["", r#","payload":null"#, r#","payload":{}"#] {
            let (mut protocol, now) = opened();
            let init = format!(r#"{{"type":"connection_init"{payload}}}"#);
            assert!(matches!(protocol.receive(&init, now), Step::Send(_)));
            assert_eq!(code(protocol.receive(&init, now)), 4429);
        }
    }

    #[test]
    fn nothing_runs_before_the_acknowledgement() {
        let (mut protocol, now) = opened();
        assert_eq!(code(protocol.receive(SUBSCRIBE, now)), 4401);
    }

    #[test]
    fn pings_are_answered_at_any_time() {
        for (mut protocol, now) in [opened(), acknowledged()] {
            assert_eq!(protocol.receive(r#"{"type":"ping"}"#, now), Step::Send(r#"{"type":"pong"}"#.to_owned()));
            let pong = protocol.receive(r#"{"type":"ping","payload":{"a":[1,null]}}"#, now);
            let Step::Send(pong) = pong else { panic!("{pong:?}") };
            // In any order of the members.
            let pong: Value = pong.parse().expect("JSON");
            assert_eq!(pong, json!({"type": "pong", "payload": {"a": [1, null]}}));
            assert_eq!(protocol.receive(r#"{"type":"pong","payload":null}"#, now), Step::Nothing);
        }
    }

    #[test]
    fn what_is_no_message_closes_the_socket() {
        for text in [
            "",
            "{",
            "null",
            "[]",
            "{}",
            r#"{"type":7}"#,
            r#"{"type":"nothing"}"#,
            r#"{"type":"next","id":"a","payload":{}}"#,
            r#"{"type":"connection_init","payload":7}"#,
            r#"{"type":"ping","payload":[]}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"subscribe","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":7,"payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"a"}"#,
            r#"{"type":"subscribe","id":"a","payload":{}}"#,
            r#"{"type":"subscribe","id":"a","payload":{"query":null}}"#,
            r#"{"type":"subscribe","id":"a","payload":{"query":"","variables":[]}}"#,
            r#"{"type":"subscribe","id":"a","payload":{"query":"","operationName":7}}"#,
            r#"{"type":"subscribe","id":"a","payload":{"query":"","extensions":"x"}}"#,
            r#"{"type":"浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江浙江"}"#,
        ] {
            let (mut protocol, now) = acknowledged();
            let Step::Close(close) = protocol.receive(text, now) else { panic!("not closed: {text}") };
            assert_eq!(close.code, 4400, "{text}");
            assert!(!close.reason.is_empty() && close.reason.len() <= 123, "{}", close.reason);
        }
    }

    #[test]
    fn an_operation_from_its_start_to_its_end() {
        let (mut protocol, now) = acknowledged();
        let all = r#"{"id":"\"","type":"subscribe","payload":{"query":"q","operationName":"o","variables":{"v":null},
            "extensions":{}}}"#;
        let Step::Start(id, started) = protocol.receive(all, now) else { panic!("not started") };
        assert_eq!((id.as_str(), started.operation_name.as_deref()), ("\"", Some("o")));
        assert_eq!(started.variables, serde_json::from_str(r#"{"v":null}"#).ok());
        assert_eq!(protocol.next(&id, "{}").as_deref(), Some(r#"{"id":"\"","type":"next","payload":{}}"#));
        assert_eq!(protocol.complete(&id, now).as_deref(), Some(r#"{"id":"\"","type":"complete"}"#));
        // Nothing after that, and the id may be used again.
        assert_eq!((protocol.next(&id, "{}"), protocol.complete(&id, now)), (None, None));
        assert!(matches!(protocol.receive(all, now), Step::Start(..)));
    }

    #[test]
    fn a_client_that_completes_hears_nothing_more() {
        let (mut protocol, now) = acknowledged();
        assert_eq!(protocol.receive(SUBSCRIBE, now), Step::Start("a".to_owned(), payload("{ a }")));
        let complete = r#"{"type":"complete","id":"a"}"#;
        assert_eq!(protocol.receive(complete, now), Step::Stop("a".to_owned()));
        assert_eq!((protocol.next("a", "{}"), protocol.complete("a", now)), (None, None));
        assert_eq!(protocol.error("a", r#"{"errors":[]}"#, now), None);
        // Once more, or for what never was, is no fault.
        assert_eq!(protocol.receive(complete, now), Step::Nothing);
    }

    #[test]
    fn an_error_is_the_end() {
        let (mut protocol, now) = acknowledged();
        protocol.receive(SUBSCRIBE, now);
        let error = protocol.error("a", r#"{"errors":[{"message":"no"}]}"#, now);
        assert_eq!(error.as_deref(), Some(r#"{"id":"a","type":"error","payload":[{"message":"no"}]}"#));
        assert_eq!(protocol.complete("a", now), None);
    }

    #[test]
    fn an_id_is_used_once_at_a_time() {
        let (mut protocol, now) = acknowledged();
        protocol.receive(SUBSCRIBE, now);
        let Step::Close(close) = protocol.receive(SUBSCRIBE, now) else { panic!("not closed") };
        assert_eq!((close.code, close.reason.as_str()), (4409, "Subscriber for a already exists"));
    }

    #[test]
    fn operations_up_to_the_limit() {
        let (mut protocol, now) = acknowledged();
        let subscribe = |id: &str| SUBSCRIBE.replace("\"a\"", &format!("\"{id}\""));
        for id in ["a", "b"] {
            assert!(matches!(protocol.receive(&subscribe(id), now), Step::Start(..)));
        }
        let Step::Send(refusal) = protocol.receive(&subscribe("c"), now) else { panic!("no refusal") };
        let refusal: Value = serde_json::from_str(&refusal).expect("JSON");
        assert_eq!((&refusal["id"], &refusal["type"]), (&json!("c"), &json!("error")));
        let extensions = json!({"code": "LIMIT_EXCEEDED", "limit": 2, "actual": 3});
        assert_eq!(refusal["payload"][0]["extensions"], extensions);
        protocol.complete("a", now);
        assert!(matches!(protocol.receive(&subscribe("c"), now), Step::Start(..)));
    }

    #[test]
    fn deadlines() {
        let (mut protocol, now) = opened();
        // Messages before the acknowledgement do not put it off.
        protocol.receive(r#"{"type":"ping"}"#, now + INIT / 2);
        let (when, close) = protocol.deadline().expect("a deadline");
        assert_eq!((when, close.code), (now + INIT, 4408));

        let later = now + INIT / 2;
        protocol.receive(r#"{"type":"connection_init"}"#, later);
        let (when, close) = protocol.deadline().expect("a deadline");
        assert_eq!((when, close.code), (later + IDLE, 1000));
        let later = later + IDLE / 2;
        protocol.receive(r#"{"type":"pong"}"#, later);
        assert_eq!(protocol.deadline().map(|(when, _)| when), Some(later + IDLE));

        protocol.receive(SUBSCRIBE, later);
        assert_eq!(protocol.deadline(), None);
        let later = later + IDLE * 2;
        protocol.complete("a", later);
        assert_eq!(protocol.deadline().map(|(when, _)| when), Some(later + IDLE));
    }
}
