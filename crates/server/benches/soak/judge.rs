//! Whether what came back is what should have.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use reqwest::{Response, header};
use serde_json::Value;

use crate::{atlas::Server, queries::Query};

/// After an import every answer is of the new release within so long.
const SETTLED: Duration = Duration::from_secs(1);
/// A pool that has lost its connections may say so for so long after the database is back.
const RECOVERED: Duration = Duration::from_secs(4);
/// More violations are counted, but not told.
const TOLD: usize = 30;

/// Which data.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edition {
    Before,
    After,
}

/// An answer to one request.
pub(crate) struct Answer {
    pub(crate) began: Instant,
    pub(crate) ended: Instant,
    pub(crate) status: u16,
    pub(crate) etag: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// What a refusal may look like.
pub(crate) struct Expected<'a> {
    pub(crate) statuses: &'a [u16],
    /// Every error has one of these codes; if there are none, any that blames the client.
    pub(crate) codes: &'a [&'static str],
    /// Whether the database is asked, so that its absence may be told instead.
    pub(crate) reads: bool,
}

/// Keeps the references, and what was seen.
pub(crate) struct Judge {
    names: Vec<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Answers of each query, when it is asked alone.
    before: Vec<Vec<u8>>,
    after: Vec<Vec<u8>>,
    /// For each query, what was answered under load.
    seen: Vec<HashMap<Vec<u8>, Seen>>,
    etags: HashMap<(usize, String), Vec<u8>>,
    import: Option<(Instant, Option<Instant>)>,
    outage: Option<(Instant, Option<Instant>)>,
    tallies: BTreeMap<&'static str, Tally>,
    /// Those of requests that met the outage, when it is not yet known whether they may.
    unavailable: u64,
    violations: Vec<String>,
    more_violations: u64,
}

/// When an answer was seen.
struct Seen {
    first_ended: Instant,
    last_began: Instant,
    times: u64,
}

/// The answers to one kind of request.
#[derive(Default)]
struct Tally {
    outcomes: BTreeMap<String, u64>,
    micros: Vec<u128>,
}

impl Answer {
    /// The rest of an answer whose head has come.
    pub(crate) async fn read(began: Instant, response: Response) -> Result<Self, String> {
        let status = response.status().as_u16();
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (etag, encoding) = (text(header::ETAG), text(header::CONTENT_ENCODING));
        let sent = response.bytes().await.map_err(|error| format!("{error:?}"))?;
        let body = match encoding.as_deref() {
            None | Some("identity") => sent.to_vec(),
            Some("gzip") => gunzip(&sent)?,
            Some(other) => return Err(format!("an encoding that was not asked for: {other}")),
        };
        Ok(Self { began, ended: Instant::now(), status, etag, body })
    }

    /// The codes of its errors, those without one as nothing; `None` if it is no answer of GraphQL.
    pub(crate) fn codes(&self) -> Option<Vec<String>> {
        let answer: Value = serde_json::from_slice(&self.body).ok()?;
        let code = |error: &Value| error["extensions"]["code"].as_str().unwrap_or_default().to_owned();
        answer.as_object()?;
        Some(answer["errors"].as_array().map_or_else(Vec::new, |errors| errors.iter().map(code).collect()))
    }

    fn shown(&self) -> String {
        format!("{} {}", self.status, shown(&self.body))
    }
}

fn gunzip(sent: &[u8]) -> Result<Vec<u8>, String> {
    let mut decoder = flate2::write::GzDecoder::new(Vec::new());
    std::io::Write::write_all(&mut decoder, sent).and_then(|()| decoder.finish()).map_err(|error| error.to_string())
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().take(300).collect()
}

impl Judge {
    pub(crate) fn new(queries: &[Query]) -> Self {
        let names = queries.iter().map(|query| query.name.clone()).collect();
        let seen = queries.iter().map(|_| HashMap::new()).collect();
        Self { names, state: Mutex::new(State { seen, ..State::default() }) }
    }

    /// Asks each query alone, and takes the answer for right.
    pub(crate) async fn reference(&self, edition: Edition, server: &Server, queries: &[Query]) {
        for (number, query) in queries.iter().enumerate() {
            let request = server.client().post(server.url("/graphql")).json(&query.json());
            let began = Instant::now();
            let response = request.send().await.expect("an answer");
            let answer = Answer::read(began, response).await.expect("a whole answer");
            let mut state = self.state();
            let codes = answer.codes().unwrap_or_default();
            if answer.status != 200 || codes.iter().any(|code| is_fault(code)) {
                state.violation(format!("{}, alone: {}", query.name, answer.shown()));
            }
            state.remember(number, &answer);
            match edition {
                Edition::Before => state.before.push(answer.body),
                Edition::After => state.after.push(answer.body),
            }
        }
    }

    pub(crate) fn import_began(&self) {
        self.state().import = Some((Instant::now(), None));
    }

    pub(crate) fn import_ended(&self) {
        self.state().import.as_mut().expect("an import").1 = Some(Instant::now());
    }

    pub(crate) fn outage_began(&self) {
        self.state().outage = Some((Instant::now(), None));
    }

    pub(crate) fn outage_ended(&self) {
        self.state().outage.as_mut().expect("an outage").1 = Some(Instant::now());
    }

    /// An `ETag` of a query, if answers have one.
    pub(crate) fn etag(&self, query: usize) -> Option<String> {
        self.state().etags.keys().find(|(of, _)| *of == query).map(|(_, etag)| etag.clone())
    }

    /// Judges the answer to a query that works. `etag` was sent with it.
    pub(crate) fn answered(&self, kind: &'static str, query: usize, etag: Option<&str>, answer: Answer) {
        let mut state = self.state();
        let known = state.before.get(query) == Some(&answer.body);
        let codes = if known { Vec::new() } else { answer.codes().unwrap_or_default() };
        let unavailable = codes.iter().any(|code| code == "UNAVAILABLE");
        let outcome = if unavailable { format!("{} UNAVAILABLE", answer.status) } else { answer.status.to_string() };
        state.count(kind, outcome, answer.ended - answer.began);
        if unavailable && matches!(answer.status, 200 | 503) {
            if !state.in_outage(&answer) {
                state.violation(format!("{kind}, {}, with the database there: {}", self.names[query], answer.shown()));
            }
            state.unavailable += 1;
            return;
        }
        let body = match (answer.status, etag) {
            (200, _) => {
                state.remember(query, &answer);
                Some(answer.body.clone())
            }
            (304, Some(etag)) => state.etags.get(&(query, etag.to_owned())).cloned(),
            _ => None,
        };
        let Some(body) = body else {
            return state.violation(format!("{kind}, {}: {}", self.names[query], answer.shown()));
        };
        let seen = state.seen[query].entry(body);
        let seen = seen.or_insert(Seen { first_ended: answer.ended, last_began: answer.began, times: 0 });
        seen.first_ended = seen.first_ended.min(answer.ended);
        seen.last_began = seen.last_began.max(answer.began);
        seen.times += 1;
    }

    /// Judges the refusal of what should be refused.
    pub(crate) fn refused(&self, kind: &'static str, name: &str, expected: &Expected, answer: &Answer) {
        let mut state = self.state();
        let codes = answer.codes();
        let away = codes.iter().flatten().any(|code| code == "UNAVAILABLE");
        let outcome = if away { format!("{} UNAVAILABLE", answer.status) } else { answer.status.to_string() };
        state.count(kind, outcome, answer.ended - answer.began);
        if away && expected.reads && state.in_outage(answer) {
            return;
        }
        let as_expected = |code: &String| {
            if expected.codes.is_empty() {
                !code.is_empty() && !is_fault(code)
            } else {
                expected.codes.contains(&code.as_str())
            }
        };
        let fits = match &codes {
            Some(codes) => !codes.is_empty() && codes.iter().all(as_expected),
            None => expected.codes.is_empty(),
        };
        if !fits || !expected.statuses.contains(&answer.status) {
            state.violation(format!("{kind}, {name}: {}", answer.shown()));
        }
    }

    /// Counts what ended as it should, in words.
    pub(crate) fn count(&self, kind: &'static str, outcome: &str, time: Duration) {
        self.state().count(kind, outcome.to_owned(), time);
    }

    pub(crate) fn violation(&self, text: String) {
        self.state().violation(text);
    }

    /// All that was wrong, once everything was seen.
    pub(crate) fn violations(&self) -> Vec<String> {
        let mut state = self.state();
        let State { before, after, seen, import, .. } = &*state;
        let (import_began, import_ended) = match import {
            Some((began, Some(ended))) => (*began, *ended),
            _ => panic!("the import has begun and ended"),
        };
        let mut found = Vec::new();
        let mut changed = [0, 0];
        for (query, seen) in seen.iter().enumerate() {
            let name = &self.names[query];
            for (body, seen) in seen {
                let (is_before, is_after) = (body == &before[query], body == &after[query]);
                match (is_before, is_after) {
                    (false, false) => {
                        found.push(format!("{name}: {} answers of no release: {}", seen.times, shown(body)));
                    }
                    (true, false) => {
                        changed[0] += seen.times;
                        if seen.last_began > import_ended + SETTLED {
                            let late = seen.last_began - import_ended;
                            found.push(format!("{name}: the old release {late:?} after the import"));
                        }
                    }
                    (false, true) => {
                        changed[1] += seen.times;
                        if seen.first_ended < import_began {
                            found.push(format!("{name}: the new release before the import"));
                        }
                    }
                    (true, true) => {}
                }
            }
        }
        if changed.contains(&0) {
            found.push(format!("too few answers tell the releases apart: {} old, {} new", changed[0], changed[1]));
        }
        for violation in found {
            state.violation(violation);
        }
        let mut told = std::mem::take(&mut state.violations);
        if state.more_violations > 0 {
            told.push(format!("and {} more", state.more_violations));
        }
        told
    }

    /// Prints how many requests of each kind met what.
    #[expect(clippy::print_stdout, reason = "the table is what this is for")]
    pub(crate) fn print(&self, time: Duration) {
        let mut state = self.state();
        println!("\n{:<28}{:>9}{:>10}{:>10}  outcomes", "requests", "number", "p50 ms", "p99 ms");
        let mut total = 0;
        for (kind, tally) in &mut state.tallies {
            tally.micros.sort_unstable();
            let at = |percent: usize| {
                let micros = tally.micros[(tally.micros.len() - 1) * percent / 100];
                format!("{}.{:02}", micros / 1000, micros % 1000 / 10)
            };
            let outcomes: Vec<_> =
                tally.outcomes.iter().map(|(outcome, count)| format!("{outcome}: {count}")).collect();
            let count = tally.micros.len();
            println!("{kind:<28}{count:>9}{:>10}{:>10}  {}", at(50), at(99), outcomes.join(", "));
            total += count;
        }
        println!("{:<28}{total:>9}  in {} seconds", "all", time.as_secs());
        println!("Answers that met the outage of the database: {}", state.unavailable);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn remember(&mut self, query: usize, answer: &Answer) {
        if let Some(etag) = &answer.etag {
            let key = (query, etag.clone());
            if let Some(other) = self.etags.get(&key).filter(|body| **body != answer.body) {
                let text = format!("{etag} stands for two answers: {} and {}", shown(other), shown(&answer.body));
                self.violation(text);
            }
            self.etags.insert(key, answer.body.clone());
        }
    }

    fn in_outage(&self, answer: &Answer) -> bool {
        self.outage.is_some_and(|(began, ended)| {
            answer.ended >= began && ended.is_none_or(|ended| answer.began <= ended + RECOVERED)
        })
    }

    fn count(&mut self, kind: &'static str, outcome: String, time: Duration) {
        let tally = self.tallies.entry(kind).or_default();
        *tally.outcomes.entry(outcome).or_default() += 1;
        tally.micros.push(time.as_micros());
    }

    fn violation(&mut self, text: String) {
        if self.violations.len() < TOLD {
            self.violations.push(text);
        } else {
            self.more_violations += 1;
        }
    }
}

/// Whether a code blames the server.
fn is_fault(code: &str) -> bool {
    ["", "INTERNAL_SERVER_ERROR", "UNAVAILABLE", "TIMEOUT"].contains(&code)
}
