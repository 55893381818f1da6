//! GraphQL over HTTP: POST and QUERY with a JSON body, and GET for queries.

use std::{cell::Cell, sync::Arc, time::Instant};

use ::graphql::{Answer, Checked, Code, Request, Usage, Variables};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web,
};
use serde_json::{Map, Value};
use tracing::{Instrument, field::Empty, info_span};

use super::{
    State,
    asked::Asked,
    cache::{Content, Found, Fresh, Question},
    media_type::{MediaType, Outcome},
    refusal::Refusal,
    request_id,
    subscription::sse,
};
use crate::telemetry::{self, Kind, Rejection};

/// Asks for `extensions.citations`: `on`, or `off` as if it were not there.
const CITATIONS: &str = "X-Atlas-Citations";

/// Asks for `extensions.cost`: `report` what the operation was estimated to cost and did cost, or `validate` and tell the
/// estimate alone.
const COST: &str = "GraphQL-Cost";

/// What a client wants to know of the cost.
#[derive(Clone, Copy)]
enum Cost {
    Unasked,
    Report,
    Validate,
}

/// Headers of a request on which the answer depends.
const VARY: &str = "Accept, Accept-Encoding, GraphQL-Cost, X-Atlas-Citations";

/// The methods of `/graphql`.
const ALLOWED: &str = "GET, HEAD, POST, QUERY, OPTIONS";

/// What is read of the body; its faults are told in the form of an answer.
type Body = Result<web::Bytes, actix_web::Error>;

/// Answers a query in the address.
pub(crate) async fn get(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    respond(&state, &http, Asked::in_address(&http), true).await
}

/// Answers a request in the body.
pub(crate) async fn post(state: web::Data<State>, http: HttpRequest, body: Body) -> HttpResponse {
    respond(&state, &http, Asked::in_body(&http, body), false).await
}

/// Answers a query in the body: like GET it only reads, and like POST it has room.
pub(crate) async fn query(state: web::Data<State>, http: HttpRequest, body: Body) -> HttpResponse {
    respond(&state, &http, Asked::in_body(&http, body), true).await
}

/// Tells the methods.
pub(crate) async fn options() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ALLOW, ALLOWED))
        .insert_header(("accept-query", "application/json"))
        .finish()
}

/// Answers any other method.
pub(crate) async fn other_method(http: HttpRequest) -> HttpResponse {
    Refusal::method_not_allowed(ALLOWED, "Send GraphQL by POST, or a query by GET or QUERY.").respond(&http)
}

async fn respond(state: &State, http: &HttpRequest, asked: Result<Asked, Refusal>, only_queries: bool) -> HttpResponse {
    let response = match answer(state, http, asked, only_queries).await {
        Ok(response) => response,
        Err(refusal) => {
            state.telemetry.refused(refusal.code().as_str());
            refusal.respond(http)
        }
    };
    let mut response = state.limit.settle(http, response);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
    response
}

async fn answer(
    state: &State,
    http: &HttpRequest,
    asked: Result<Asked, Refusal>,
    only_queries: bool,
) -> Result<HttpResponse, Refusal> {
    if sse::is_asked(http) {
        return sse::respond(state, http, asked?);
    }
    let media_type = MediaType::negotiate(http).ok_or_else(|| {
        let message = "The answer can be application/graphql-response+json or application/json; Accept names neither.";
        Refusal::new(StatusCode::NOT_ACCEPTABLE, Code::BadRequest, message)
    })?;
    let Asked { query, document_id, operation_name, variables, extensions } = asked?;
    let citations = header_of(http, CITATIONS, &[("off", false), ("on", true)], false)?;
    let cost = header_of(http, COST, &[("report", Cost::Report), ("validate", Cost::Validate)], Cost::Unasked)?;
    let document = state.documents.find(query, document_id.as_deref(), &extensions);
    let document = document.map_err(|refused| refused.refusal(media_type))?;
    let parts = [media_type.content_type(), if citations { CITATIONS } else { "" }, &*document.text].map(Some);
    let question = Question::new(&[&parts[..], &[operation_name.as_deref()]].concat(), &variables);
    if let Cost::Unasked = cost
        && let Some(found) = kept(state, http, question, &document.text).await
    {
        return send(state, http, media_type, found.map(Kept::Found)).await;
    }
    let checked = match check(state, request(&document.text, operation_name.clone(), variables)) {
        Err(_) if only_queries && state.schema.writes(&document.text, operation_name.as_deref()) => {
            let message = format!("{} is for queries only; send other operations by POST.", http.method());
            return Err(Refusal::method_not_allowed("POST", &message));
        }
        Err(answer) => return Ok(send_once(state, http, media_type, *answer).await),
        Ok(checked) if checked.is_subscription() => {
            let message =
                "A subscription has more than one answer: send it over a WebSocket, or with Accept: text/event-stream.";
            return Err(Refusal::bad_request(message));
        }
        Ok(checked) if citations => checked.with_citations(),
        Ok(checked) => checked,
    };
    state.documents.remember(&document);
    let kept = match cost {
        Cost::Validate => return Ok(send_once(state, http, media_type, checked.estimate()).await),
        // It tells of this execution, and no other.
        Cost::Report => run_once(state, http, &document.text, checked.with_cost_report())
            .await
            .map_err(Failed::Refused)
            .map(|answer| Kept::Once(answer.into())),
        Cost::Unasked => {
            let make = |answer: Answer| Ok(Content::new(answer.into_json("")));
            // On the heap, as it is large, and an answer that is kept goes by without it.
            Box::pin(keep(state, http, question, &document.text, checked, make)).await.map(Kept::Found)
        }
    };
    send(state, http, media_type, kept).await
}

/// What is sent.
enum Kept {
    Found(Found),
    Once(Box<Answer>),
}

async fn send(
    state: &State,
    http: &HttpRequest,
    media_type: MediaType,
    kept: Result<Kept, Failed>,
) -> Result<HttpResponse, Refusal> {
    match kept {
        Ok(Kept::Found(found)) => {
            let mut response = HttpResponse::build(state.profile.status(media_type, Outcome::Complete));
            response.content_type(media_type.content_type());
            Ok(state.cache.respond(http, response, found).await)
        }
        Ok(Kept::Once(answer)) | Err(Failed::Answered(answer)) => Ok(send_once(state, http, media_type, *answer).await),
        // It is counted already.
        Err(Failed::Refused(refusal)) => Ok(refusal.respond(http)),
    }
}

/// Checks a request, and counts its refusal.
pub(super) fn check(state: &State, request: Request) -> Result<Checked, Box<Answer>> {
    let checked = info_span!("check").in_scope(|| state.schema.check(request));
    if let Some(code) = checked.as_ref().err().and_then(|answer| answer.code()) {
        state.telemetry.refused(code);
    }
    checked
}

/// Sends an answer that is not kept.
async fn send_once(state: &State, http: &HttpRequest, media_type: MediaType, answer: Answer) -> HttpResponse {
    let mut response = HttpResponse::build(state.profile.status(media_type, outcome(&answer)));
    response.content_type(media_type.content_type());
    state.cache.send_once(http, response, answer.into_json(&request_id::of(http))).await
}

/// What came of an operation that did not succeed as a whole.
#[derive(Clone, Debug)]
pub(super) enum Failed {
    /// There is no answer.
    Refused(Refusal),
    /// The answer has errors.
    Answered(Box<Answer>),
}

impl Failed {
    fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(refusal.code().as_str()),
            Self::Answered(answer) => answer.code(),
        }
    }
}

/// The answer, if it is kept: then its document was checked when it was made. Charges the client.
pub(super) async fn kept(
    state: &State,
    http: &HttpRequest,
    question: Question,
    document: &str,
) -> Option<Result<Found, Failed>> {
    let observed = Observed::new(document);
    let watched = *state.watched.borrow();
    let found = state.cache.look_up(question, watched).await?;
    let charged = state.limit.charge(http, 1).map_err(|refused| Failed::Refused(refused.into()));
    let code = charged.as_ref().err().and_then(Failed::code);
    observed.finished(state, http, found.operation()?, code, found.source.told());
    Some(charged.map(|()| found))
}

/// Runs the operation and keeps what it makes of the answer, if that has no errors; or waits for the answer, if somebody
/// else has asked the same at the same time. Charges the client.
pub(super) async fn keep(
    state: &State,
    http: &HttpRequest,
    question: Question,
    document: &str,
    checked: Checked,
    make: impl FnOnce(Answer) -> Result<Content, Refusal>,
) -> Result<Found, Failed> {
    let observed = Observed::new(document);
    let operation = Arc::new(Operation::of(&checked));
    let make = |answer| make(answer).map(|content| content.of(Arc::clone(&operation)));
    let found = run_and_keep(state, http, question, checked, make, &observed.usage).await;
    let (failed, cache) = match &found {
        Ok(found) => (None, found.source.told()),
        Err(failed) => (Some(failed), telemetry::Cache::Miss),
    };
    observed.finished(state, http, &operation, failed.and_then(Failed::code), cache);
    found
}

async fn run_and_keep(
    state: &State,
    http: &HttpRequest,
    question: Question,
    checked: Checked,
    make: impl FnOnce(Answer) -> Result<Content, Refusal>,
    used: &Cell<Option<Usage>>,
) -> Result<Found, Failed> {
    let watched = *state.watched.borrow();
    state.limit.charge(http, checked.cost()).map_err(|refused| Failed::Refused(refused.into()))?;
    let execution = async {
        let (answer, usage) = execute(state, checked).await.map_err(Failed::Refused)?;
        used.set(Some(usage));
        if outcome(&answer) != Outcome::Complete {
            return Err(Failed::Answered(answer.into()));
        }
        // What reads nothing is the same in every release.
        let release = answer.release.or(if usage.statements == 0 { watched.release } else { None });
        Ok(Fresh { content: make(answer).map_err(Failed::Refused)?, release })
    };
    // On the heap, as it is large, and passed on more than once.
    state.cache.make(question, watched, Box::pin(execution)).await.map_err(|failed| Failed::clone(&failed))
}

/// Runs an operation for one client alone, and charges it.
pub(super) async fn run_once(
    state: &State,
    http: &HttpRequest,
    document: &str,
    checked: Checked,
) -> Result<Answer, Refusal> {
    let observed = Observed::new(document);
    let operation = Operation::of(&checked);
    let run = async {
        state.limit.charge(http, checked.cost()).map_err(Refusal::from)?;
        let (answer, usage) = execute(state, checked).await?;
        observed.usage.set(Some(usage));
        Ok(answer)
    };
    let answered: Result<Answer, Refusal> = Box::pin(run).await;
    let code = match &answered {
        Ok(answer) => answer.code(),
        Err(refusal) => Some(refusal.code().as_str()),
    };
    observed.finished(state, http, &operation, code, telemetry::Cache::Bypass);
    answered
}

/// What is known of an operation before it is run.
#[derive(Debug)]
pub(super) struct Operation {
    name: Option<String>,
    cost: u64,
}

impl Operation {
    fn of(checked: &Checked) -> Self {
        Self { name: checked.operation_name().map(str::to_owned), cost: checked.cost() }
    }
}

/// An operation, from its start on.
struct Observed<'a> {
    started: Instant,
    document: &'a str,
    usage: Cell<Option<Usage>>,
}

impl<'a> Observed<'a> {
    fn new(document: &'a str) -> Self {
        Self { started: Instant::now(), document, usage: Cell::new(None) }
    }

    fn finished(
        self,
        state: &State,
        http: &HttpRequest,
        operation: &Operation,
        code: Option<&str>,
        cache: telemetry::Cache,
    ) {
        let usage = self.usage.get().unwrap_or(Usage { statements: 0, rows: 0 });
        state.telemetry.finished(&telemetry::Operation {
            name: operation.name.as_deref(),
            kind: Kind::Query,
            code,
            document: self.document,
            cost: operation.cost,
            statements: usage.statements,
            rows: usage.rows,
            cache,
            elapsed: self.started.elapsed(),
            request_id: &request_id::of(http),
        });
        state.telemetry.cache_holds(state.cache.bytes());
        let rejection = match code {
            Some(code) if code == Code::RateLimited.as_str() => Rejection::RateLimited,
            Some(code) if code == Code::Overloaded.as_str() => Rejection::Shed,
            _ => return,
        };
        state.telemetry.rejected(rejection);
    }
}

/// Runs an operation.
async fn execute(state: &State, checked: Checked) -> Result<(Answer, Usage), Refusal> {
    let span = info_span!("execute", statements = Empty, rows = Empty);
    let run = state.running.run(&state.schema, &state.store, checked).instrument(span.clone());
    let (answer, usage) = run.await?;
    span.record("statements", usage.statements).record("rows", usage.rows);
    tracing::debug!(statements = usage.statements, rows = usage.rows, "executed");
    // Half of an answer for want of the database is of no use, and caches and clients go by the status.
    if answer.has(Code::Timeout) {
        return Err(state.running.timed_out());
    }
    if answer.has(Code::Unavailable) {
        return Err(Refusal::later(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            RETRY_AFTER_OUTAGE,
            "The database cannot be reached at the moment. Try again in a few seconds.",
        ));
    }
    Ok((answer, usage))
}

/// Seconds.
const RETRY_AFTER_OUTAGE: u64 = 2;

fn outcome(answer: &Answer) -> Outcome {
    match answer.executed {
        true if answer.response.errors.is_empty() => Outcome::Complete,
        true => Outcome::Partial,
        false if answer.has(Code::ValidationFailed) || answer.has(Code::BadUserInput) => Outcome::Invalid,
        false => Outcome::Malformed,
    }
}

/// The meaning of a header that takes one word of a list.
fn header_of<T: Copy>(http: &HttpRequest, name: &str, words: &[(&str, T)], absent: T) -> Result<T, Refusal> {
    let mut values = http.headers().get_all(name);
    let (first, second) = (values.next(), values.next());
    let Some(value) = first else { return Ok(absent) };
    let found = words.iter().find(|(word, _)| value.as_bytes() == word.as_bytes());
    if let (Some((_, meaning)), None) = (found, second) {
        return Ok(*meaning);
    }
    let words: Vec<&str> = words.iter().rev().map(|(word, _)| *word).collect();
    Err(Refusal::bad_argument(name, format!("The header {name} must be {}.", words.join(" or "))))
}

/// A request as the schema takes it.
pub(super) fn request(document: &str, operation_name: Option<String>, variables: Map<String, Value>) -> Request {
    let request = Request::new(document).variables(Variables::from_json(Value::Object(variables)));
    match operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    }
}
