//! The clients: busy ones, which send whatever there is as fast as it is answered, and slow ones, which hold the server up.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Client, Method, RequestBuilder, Url};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::Random;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

use crate::{
    atlas::Server,
    attacks::{self, Attack},
    judge::{Answer, Expected, Judge},
    queries::Query,
};

/// Clients that are busy.
const BUSY: usize = 16;
/// Clients of each slow kind.
const SLOW: u64 = 4;
/// Longer than any slow client is put up with. Only a server that never cuts them makes this a violation.
const CUT: Duration = Duration::from_secs(20);
/// A client that trickles sends a byte so often.
const TRICKLE: Duration = Duration::from_millis(100);
/// Longer addresses are not tried: the limits of servers and proxies differ.
const LONGEST_ADDRESS: usize = 6000;
const NEW_FORM: &str = "application/graphql-response+json";
const OLD_FORM: &str = "application/json";
/// What a client is told that asked for what cannot be.
const REFUSED: &[u16] = &[400, 413, 422];

/// All of them, at work.
pub(crate) struct Clients {
    ended: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<()>>,
}

/// What the clients share.
struct Shared {
    base: String,
    address: String,
    queries: Arc<Vec<Query>>,
    judge: Arc<Judge>,
    attacks: Vec<Attack>,
    invalid: Vec<Invalid>,
    persisted: bool,
    ended: Arc<AtomicBool>,
}

/// A request that is wrong, but means no harm.
struct Invalid {
    name: &'static str,
    method: Method,
    path: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    statuses: &'static [u16],
    codes: &'static [&'static str],
}

/// Ways to be slow.
#[derive(Clone, Copy)]
enum Slow {
    Head,
    LaterHead,
    Body,
    ChunkedBody,
    Fetch,
}

impl Slow {
    const ALL: [Self; 5] = [Self::Head, Self::LaterHead, Self::Body, Self::ChunkedBody, Self::Fetch];

    fn name(self) -> &'static str {
        match self {
            Self::Head => "slow head",
            Self::LaterHead => "slow second head",
            Self::Body => "slow body",
            Self::ChunkedBody => "slow chunked body",
            Self::Fetch => "answers not fetched",
        }
    }
}

impl Clients {
    /// Sends them all to work.
    pub(crate) async fn start(server: &Server, queries: &Arc<Vec<Query>>, judge: &Arc<Judge>) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let shared = Arc::new(Shared {
            base: server.url(""),
            address: server.address.clone(),
            queries: Arc::clone(queries),
            judge: Arc::clone(judge),
            attacks: attacks::all(),
            invalid: invalid(),
            persisted: knows_persisted(server).await,
            ended: Arc::clone(&ended),
        });
        let mut tasks = Vec::new();
        for number in 0..BUSY {
            tasks.push(tokio::spawn(busy(Arc::clone(&shared), number)));
        }
        for slow in Slow::ALL {
            for _ in 0..SLOW {
                tasks.push(tokio::spawn(slowly(Arc::clone(&shared), slow)));
            }
        }
        Self { ended, tasks }
    }

    /// Lets them finish what they are at.
    pub(crate) async fn end(self) {
        self.ended.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.expect("a client");
        }
    }
}

/// Whether the server takes the hash of a document for it.
async fn knows_persisted(server: &Server) -> bool {
    let request = json!({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0".repeat(64)}}});
    let response = server.client().post(server.url("/graphql")).json(&request).send().await.expect("an answer");
    let answer: Value = response.json().await.expect("JSON");
    answer["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
}

/// One busy client, on connections of its own.
async fn busy(shared: Arc<Shared>, number: usize) {
    // The server keeps connections for longer, so that it does not end one that is just used again.
    let client = Client::builder().no_proxy().pool_idle_timeout(Duration::from_secs(1)).build().expect("a client");
    let mut random = Random::of("client", number);
    while !shared.ended.load(Ordering::Relaxed) {
        match random.below(100) {
            0..30 => shared.post(&client, &mut random).await,
            30..42 => shared.get(&client, &mut random).await,
            42..54 => shared.conditional(&client, &mut random).await,
            54..60 => shared.persisted(&client, &mut random).await,
            60..76 => shared.invalid(&client, &mut random).await,
            76..86 => shared.attack(&client, &mut random).await,
            86..90 => shared.malformed(&mut random).await,
            90..94 => shared.half_closed(&mut random).await,
            _ => shared.abort(&mut random).await,
        }
    }
}

async fn slowly(shared: Arc<Shared>, slow: Slow) {
    while !shared.ended.load(Ordering::Relaxed) {
        let began = Instant::now();
        match tokio::time::timeout(CUT, shared.stall(slow)).await {
            Ok(Ok(answer)) => shared.judge.count(slow.name(), &first_line(&answer), began.elapsed()),
            Ok(Err(error)) => shared.judge.violation(format!("{}: {error}", slow.name())),
            Err(_) => shared.judge.violation(format!("{}: not cut within {CUT:?}", slow.name())),
        }
    }
}

impl Shared {
    fn query(&self, random: &mut Random) -> (usize, &Query) {
        let number = random.below(self.queries.len());
        (number, &self.queries[number])
    }

    fn graphql(&self, client: &Client) -> RequestBuilder {
        client.post(format!("{}/graphql", self.base))
    }

    async fn post(&self, client: &Client, random: &mut Random) {
        let (number, query) = self.query(random);
        let accept = if random.below(2) == 0 { NEW_FORM } else { OLD_FORM };
        let request = self.graphql(client).header("accept", accept).json(&query.json());
        let (kind, request) = match random.below(3) {
            0 => ("POST, gzip", request.header("accept-encoding", "gzip")),
            _ => ("POST", request),
        };
        self.judged(kind, number, None, request).await;
    }

    async fn get(&self, client: &Client, random: &mut Random) {
        let (number, query) = self.query(random);
        let Some(url) = self.address_of(query) else { return };
        self.judged("GET", number, None, client.get(url)).await;
    }

    /// Asks again for what is known, if the server marks its answers.
    async fn conditional(&self, client: &Client, random: &mut Random) {
        let (number, query) = self.query(random);
        let (Some(url), Some(etag)) = (self.address_of(query), self.judge.etag(number)) else {
            return self.get(client, random).await;
        };
        let request = client.get(url).header("if-none-match", &etag);
        self.judged("GET, If-None-Match", number, Some(&etag), request).await;
    }

    /// Asks by the hash of the document, and tells the document if the server does not know it.
    async fn persisted(&self, client: &Client, random: &mut Random) {
        if !self.persisted {
            return self.post(client, random).await;
        }
        let (number, query) = self.query(random);
        let hash = format!("{:x}", Sha256::digest(&query.text));
        let mut request = json!({"variables": query.variables});
        request["extensions"] = json!({"persistedQuery": {"version": 1, "sha256Hash": hash}});
        let began = Instant::now();
        let answer = match self.graphql(client).json(&request).send().await {
            Ok(response) => Answer::read(began, response).await,
            Err(error) => Err(format!("{error:?}")),
        };
        let codes = answer.as_ref().ok().and_then(Answer::codes).unwrap_or_default();
        match answer {
            Ok(_) if codes.iter().any(|code| code == "PERSISTED_QUERY_NOT_FOUND") => {
                request["query"] = query.text.as_str().into();
                self.judged("persisted, with document", number, None, self.graphql(client).json(&request)).await;
            }
            Ok(answer) => self.judge.answered("persisted", number, None, &answer),
            Err(error) => self.judge.violation(format!("persisted, {}: {error}", query.name)),
        }
    }

    async fn judged(&self, kind: &'static str, query: usize, etag: Option<&str>, request: RequestBuilder) {
        let began = Instant::now();
        let answer = match request.send().await {
            Ok(response) => Answer::read(began, response).await,
            Err(error) => Err(format!("{error:?}")),
        };
        match answer {
            Ok(answer) => self.judge.answered(kind, query, etag, &answer),
            Err(error) => self.judge.violation(format!("{kind}, {}: {error}", self.queries[query].name)),
        }
    }

    fn address_of(&self, query: &Query) -> Option<Url> {
        let mut url: Url = format!("{}/graphql", self.base).parse().expect("an address");
        url.query_pairs_mut().append_pair("query", &query.text);
        if !query.variables.is_null() {
            url.query_pairs_mut().append_pair("variables", &query.variables.to_string());
        }
        (url.as_str().len() <= LONGEST_ADDRESS).then_some(url)
    }

    async fn invalid(&self, client: &Client, random: &mut Random) {
        let invalid = &self.invalid[random.below(self.invalid.len())];
        let mut request = client.request(invalid.method.clone(), format!("{}{}", self.base, invalid.path));
        for (name, value) in invalid.headers {
            request = request.header(*name, *value);
        }
        if !invalid.body.is_empty() {
            request = request.body(invalid.body);
        }
        let expected = Expected { statuses: invalid.statuses, codes: invalid.codes, reads: true };
        self.refused("invalid", invalid.name, &expected, request).await;
    }

    async fn attack(&self, client: &Client, random: &mut Random) {
        let attack = &self.attacks[random.below(self.attacks.len())];
        let request = self.graphql(client).header("accept", NEW_FORM).header("content-type", "application/json");
        let expected = Expected { statuses: REFUSED, codes: &[attack.code], reads: false };
        self.refused("hostile document", attack.name, &expected, request.body(attack.body.clone())).await;
    }

    async fn refused(&self, kind: &'static str, name: &str, expected: &Expected<'_>, request: RequestBuilder) {
        let began = Instant::now();
        match request.send().await {
            Ok(response) => match Answer::read(began, response).await {
                Ok(answer) => self.judge.refused(kind, name, expected, &answer),
                Err(error) => self.judge.violation(format!("{kind}, {name}: {error}")),
            },
            // Who sends more than the server takes may miss what it says to that.
            Err(_) if name == "a string of a megabyte" => self.judge.count(kind, "cut", began.elapsed()),
            Err(error) => self.judge.violation(format!("{kind}, {name}: {error:?}")),
        }
    }

    /// What is no HTTP gets a refusal, or no answer.
    async fn malformed(&self, random: &mut Random) {
        let Self { address, .. } = self;
        let post = format!("POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n");
        let noise = (0..512).map(|_| random.below(256).to_le_bytes()[0]).collect();
        let (name, bytes) = match random.below(9) {
            0 => ("random bytes", noise),
            1 => ("no version", b"GET /graphql\r\n\r\n".to_vec()),
            2 => ("another version", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n".to_vec()),
            3 => ("a head without end", format!("{post}X-Long: {}\r\n\r\n", "x".repeat(200_000)).into_bytes()),
            4 => ("10,000 headers", format!("{post}{}\r\n", "X: y\r\n".repeat(10_000)).into_bytes()),
            5 => ("two lengths", format!("{post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}").into_bytes()),
            6 => ("a length below zero", format!("{post}Content-Length: -1\r\n\r\n").into_bytes()),
            7 => ("no chunk", format!("{post}Transfer-Encoding: chunked\r\n\r\nnothing\r\n").into_bytes()),
            _ => ("a body of a terabyte", format!("{post}Content-Length: 1099511627776\r\n\r\n{{").into_bytes()),
        };
        let began = Instant::now();
        match tokio::time::timeout(CUT, self.exchange(&bytes, false)).await {
            Ok(Ok(answer)) => {
                let line = first_line(&answer);
                let refused = ["HTTP/1.1 4", "HTTP/1.1 501", "HTTP/1.1 505", "closed"];
                if refused.iter().any(|start| line.starts_with(start)) {
                    self.judge.count("malformed HTTP", &line, began.elapsed());
                } else {
                    self.judge.violation(format!("malformed HTTP, {name}: {line}"));
                }
            }
            Ok(Err(error)) => self.judge.violation(format!("malformed HTTP, {name}: {error}")),
            Err(_) => self.judge.violation(format!("malformed HTTP, {name}: no end within {CUT:?}")),
        }
    }

    /// Sends a whole request and says that nothing more comes. A server may answer or close.
    async fn half_closed(&self, random: &mut Random) {
        let (number, query) = self.query(random);
        let began = Instant::now();
        let request = self.request(query);
        let Ok(answer) = tokio::time::timeout(CUT, self.exchange(request.as_bytes(), true)).await else {
            return self.judge.violation(format!("half-closed: no end within {CUT:?}"));
        };
        let answer = answer.unwrap_or_default();
        let Some((head, body)) = split(&answer) else {
            return self.judge.count("half-closed", "closed", began.elapsed());
        };
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let answer = Answer { began, ended: Instant::now(), status, etag: None, body: body.to_vec() };
        self.judge.answered("half-closed", number, None, &answer);
    }

    /// Sends a request and goes away: at once, or in the middle of the answer.
    async fn abort(&self, random: &mut Random) {
        let (_, query) = self.query(random);
        let began = Instant::now();
        let request = self.request(query);
        let at_once = random.below(2) == 0;
        let gone = async {
            let mut stream = TcpStream::connect(&self.address).await?;
            stream.write_all(request.as_bytes()).await?;
            if !at_once {
                stream.read_exact(&mut [0; 16]).await?;
            }
            Ok::<(), io::Error>(())
        };
        let kind = if at_once { "aborted at once" } else { "aborted in the answer" };
        match tokio::time::timeout(CUT, gone).await {
            Ok(Ok(())) => self.judge.count(kind, "gone", began.elapsed()),
            Ok(Err(error)) => self.judge.violation(format!("{kind}, {}: {error}", query.name)),
            Err(_) => self.judge.violation(format!("{kind}, {}: no answer within {CUT:?}", query.name)),
        }
    }

    /// A request for one answer, as it goes over the wire.
    fn request(&self, query: &Query) -> String {
        let (address, body) = (&self.address, query.json().to_string());
        let length = body.len();
        format!(
            "POST /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        )
    }

    /// Sends bytes and reads until the server closes. That it closes while they are sent is no fault.
    async fn exchange(&self, bytes: &[u8], close: bool) -> Result<Vec<u8>, io::Error> {
        let (mut reader, mut writer) = TcpStream::connect(&self.address).await?.into_split();
        let send = async {
            writer.write_all(bytes).await.ok();
            if close {
                writer.shutdown().await.ok();
            }
            writer
        };
        let receive = async {
            let mut answer = Vec::new();
            reader.read_to_end(&mut answer).await.ok();
            answer
        };
        Ok(tokio::join!(send, receive).1)
    }

    /// Is slow until the server has had enough; returns what it said.
    async fn stall(&self, slow: Slow) -> Result<Vec<u8>, io::Error> {
        let Self { address, .. } = self;
        let post = format!("POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n");
        let start = match slow {
            Slow::Head => format!("{post}X-Slow: "),
            Slow::LaterHead => format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\n\r\n{post}X-Slow: "),
            Slow::Body => format!("{post}Content-Length: 10000\r\n\r\n"),
            Slow::ChunkedBody => format!("{post}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n"),
            Slow::Fetch => format!("GET /schema.graphql HTTP/1.1\r\nHost: {address}\r\n\r\n").repeat(1000),
        };
        let (mut reader, mut writer) = TcpStream::connect(address).await?.into_split();
        if matches!(slow, Slow::Fetch) {
            while writer.write_all(start.as_bytes()).await.is_ok() {}
            return Ok(Vec::new());
        }
        writer.write_all(start.as_bytes()).await?;
        let trickle = async {
            let byte: &[u8] = if matches!(slow, Slow::ChunkedBody) { b"1\r\n \r\n" } else { b" " };
            while writer.write_all(byte).await.is_ok() {
                tokio::time::sleep(TRICKLE).await;
            }
            std::future::pending::<()>().await;
        };
        let mut answer = Vec::new();
        tokio::select! {
            // A connection that is cut may end in an error.
            _ = reader.read_to_end(&mut answer) => Ok(answer),
            () = trickle => Ok(Vec::new()),
        }
    }
}

/// The first line of what a server said.
fn first_line(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer);
    text.lines().next().map_or_else(|| "closed".to_owned(), str::to_owned)
}

/// Head and body of an answer that has a length.
fn split(answer: &[u8]) -> Option<(String, &[u8])> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some((String::from_utf8_lossy(&answer[..end]).into_owned(), &answer[end + 4..]))
}

fn invalid() -> Vec<Invalid> {
    const JSON: (&str, &str) = ("content-type", "application/json");
    const NEW: &[(&str, &str)] = &[JSON, ("accept", NEW_FORM)];
    const OLD: &[(&str, &str)] = &[JSON, ("accept", OLD_FORM)];
    const EITHER: &[u16] = &[200, 400, 422];
    /// A fault in one field, beside which others could have data.
    const FIELD: &[u16] = &[200, 294, 400, 422];
    const INPUT: &[&str] = &["BAD_USER_INPUT", "LIMIT_EXCEEDED"];
    const REQUEST: &[&str] = &["BAD_REQUEST"];
    const VALIDATION: &[&str] = &["GRAPHQL_VALIDATION_FAILED"];
    let post = |name, headers, body, statuses, codes| {
        let (method, path) = (Method::POST, "/graphql");
        Invalid { name, method, path, headers, body, statuses, codes }
    };
    let other =
        |name, method, path, headers, statuses| Invalid { name, method, path, headers, body: "", statuses, codes: &[] };
    vec![
        post("an unknown field", NEW, r#"{"query": "{ nothing }"}"#, REFUSED, VALIDATION),
        post("an unknown field, old form", OLD, r#"{"query": "{ nothing }"}"#, EITHER, VALIDATION),
        post("a wrong type", NEW, r#"{"query": "{ provinces(first: \"x\") { totalCount } }"}"#, REFUSED, VALIDATION),
        post("no GraphQL", NEW, r#"{"query": "{ provinces("}"#, REFUSED, &["GRAPHQL_PARSE_FAILED"]),
        post("no GraphQL, old form", OLD, r#"{"query": "{ provinces("}"#, EITHER, &["GRAPHQL_PARSE_FAILED"]),
        post(
            "a variable that is missing",
            NEW,
            r#"{"query": "query ($c: String!) { province(code: $c) { name } }"}"#,
            REFUSED,
            INPUT,
        ),
        post("a wrong code", NEW, r#"{"query": "{ province(code: \"x y\") { name } }"}"#, FIELD, INPUT),
        post("no cursor", NEW, r#"{"query": "{ stats(after: \"nonsense\") { nodes { value } } }"}"#, FIELD, INPUT),
        post("too large a page", NEW, r#"{"query": "{ stats(first: 100000) { nodes { value } } }"}"#, FIELD, INPUT),
        post(
            "a decimal that is none",
            NEW,
            r#"{"query": "{ stats(filter: {value: {gt: \"1e9\"}}) { totalCount } }"}"#,
            FIELD,
            &["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"],
        ),
        post("a mutation", NEW, r#"{"query": "mutation { erase }"}"#, REFUSED, VALIDATION),
        post("no JSON", NEW, "{", &[400], REQUEST),
        post("no query", NEW, "{}", &[400, 422], REQUEST),
        post("a query that is a number", NEW, r#"{"query": 7}"#, &[400, 422], REQUEST),
        post("variables that are a list", NEW, r#"{"query": "{ __typename }", "variables": []}"#, &[400, 422], REQUEST),
        post("text", &[("content-type", "text/plain")], "{ __typename }", &[415], REQUEST),
        post("no type", &[], r#"{"query": "{ __typename }"}"#, &[400, 415], REQUEST),
        post("a page is wanted", &[JSON, ("accept", "text/html")], r#"{"query": "{ __typename }"}"#, &[406], REQUEST),
        other("PUT", Method::PUT, "/graphql", NEW, &[405]),
        other("DELETE", Method::DELETE, "/graphql", NEW, &[405]),
        other("an address without a query", Method::GET, "/graphql", NEW, &[400, 422]),
        other("a mutation by GET", Method::GET, "/graphql?query=mutation%20%7B%20erase%20%7D", NEW, &[400, 405]),
        other("what is not there", Method::GET, "/nothing", &[], &[404]),
        other("a map with a wrong filter", Method::GET, "/clusters.geojson?filter=%7B", &[], &[400]),
        other("POST where there is only GET", Method::POST, "/clusters.geojson", &[], &[405]),
    ]
}
