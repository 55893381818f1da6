//! One side of a race: a running program, what it is asked, and what it answers.

use std::fs;

use reqwest::{Client, Method};
use rustix::process::Pid;
use serde_json::{Value, json};
use testkit::until;

use crate::{
    Bench,
    answer::{difference, leaves},
    atlas::{Atlas, Server},
    process::Process,
    repository,
    tree::Tree,
};

/// A running program that listens on an address.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) address: String,
    running: Atlas,
}

/// One request, always the same.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// What came back.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) tag: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// A side that is ready.
pub(crate) struct Lane {
    pub(crate) contender: Contender,
    pub(crate) request: Request,
    /// That to the first request; all others must be the same.
    pub(crate) answer: Answer,
    client: Client,
}

impl Contender {
    pub(crate) fn new(name: &'static str, address: String, running: Atlas) -> Self {
        Self { name, address, running }
    }

    /// Our server on the shared database.
    pub(crate) async fn ours(bench: &Bench, more: &[&str]) -> Self {
        // Like everything else here, it does not log each request.
        let settings = [&["--log", "warn"], more].concat();
        let Server { process, address, .. } = Server::on_database_with(&bench.database.url(), &settings).await;
        Self::new("ours", address, process)
    }

    /// Under another name.
    pub(crate) fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    pub(crate) fn tree(&self) -> Tree {
        Tree::of(self.id())
    }

    fn id(&self) -> Pid {
        self.running.pid().expect("nobody has waited for its end")
    }

    fn check_alive(&self) {
        let alive = Process::with_id(self.id()).is_alive();
        assert!(alive, "{} has ended: {}{}", self.name, self.running.stdout.text(), self.running.stderr.text());
    }
}

impl Request {
    /// A GraphQL query.
    pub(crate) fn query(text: &str) -> Self {
        let headers = vec![("Content-Type", "application/json".to_owned())];
        Self { method: Method::POST, path: "/graphql".to_owned(), headers, body: json!({"query": text}).to_string() }
    }

    /// The query of this name as ours is asked it.
    pub(crate) fn ours(query: &str) -> Self {
        Self::query(&text(query))
    }

    pub(crate) fn get(path: String) -> Self {
        Self { method: Method::GET, path, headers: Vec::new(), body: String::new() }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same elsewhere.
    pub(crate) fn at(&self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self.clone() }
    }
}

/// The text of a query of ours.
pub(crate) fn text(query: &str) -> String {
    let path = repository().join(format!("bench/queries/ours/{query}.graphql"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().take(2000).collect()
    }
}

impl Lane {
    /// Waits until a program answers.
    pub(crate) async fn ready(contender: Contender, request: Request) -> Self {
        // The proxy of the environment, if any, is not for this machine.
        let client = Client::builder().no_proxy().build().expect("a client");
        let answer = until(&format!("{} answers", contender.name), async || {
            contender.check_alive();
            ask(&client, &contender, &request).await.ok()
        })
        .await;
        assert!(answer.status < 400, "{} answers {}: {}", contender.name, answer.status, answer.text());
        Self { contender, request, answer, client }
    }

    /// The answer to one more request.
    pub(crate) async fn ask(&self) -> Answer {
        let answer = ask(&self.client, &self.contender, &self.request).await;
        answer.unwrap_or_else(|error| panic!("{} does not answer: {error}", self.contender.name))
    }

    /// Fails if the answer is another one by now.
    pub(crate) async fn check(&self) {
        let answer = self.ask().await;
        assert!(answer == self.answer, "{} answers something else by now: {}", self.contender.name, answer.text());
    }

    /// Fails if the other answers something else.
    pub(crate) fn compare(&self, other: &Self) {
        let (ours, theirs) = (self.answer.json(), other.answer.json());
        assert!(ours.get("errors").is_none() && leaves(&ours) > 0, "ours: {}", self.answer.text());
        if let Some(difference) = difference(&ours, &theirs) {
            let answer = other.answer.text();
            panic!("{} gives another answer than ours: {difference}\nIt begins: {answer}", other.contender.name);
        }
        eprintln!("{} gives the same answer, of {} values", other.contender.name, leaves(&ours));
    }
}

async fn ask(client: &Client, contender: &Contender, request: &Request) -> reqwest::Result<Answer> {
    let address = format!("http://{}{}", contender.address, request.path);
    let asked = request
        .headers
        .iter()
        .fold(client.request(request.method.clone(), address), |asked, (name, value)| asked.header(*name, value));
    let response = asked.body(request.body.clone()).send().await?;
    let status = response.status().as_u16();
    let tag = response.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    Ok(Answer { status, tag, body: response.bytes().await?.into() })
}
