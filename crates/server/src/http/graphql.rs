//! GraphQL over HTTP: POST and QUERY with a JSON body, and GET for queries.

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

use super::{
    State,
    asked::Asked,
    cache::{Content, Found, Fresh, Question},
    media_type::{MediaType, Outcome},
    refusal::Refusal,
    request_id,
};

/// Asks for `extensions.citations`: `on`, or `off` as if it were not there.
const CITATIONS: &str = "X-Atlas-Citations";

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
        Err(refusal) => refusal.respond(http),
    };
    let mut response = state.limit.settle(http, response);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, Accept-Encoding, X-Atlas-Citations"));
    response
}

async fn answer(
    state: &State,
    http: &HttpRequest,
    asked: Result<Asked, Refusal>,
    only_queries: bool,
) -> Result<HttpResponse, Refusal> {
    let media_type = MediaType::negotiate(http).ok_or_else(|| {
        let message = "The answer can be application/graphql-response+json or application/json; Accept names neither.";
        Refusal::new(StatusCode::NOT_ACCEPTABLE, Code::BadRequest, message)
    })?;
    let Asked { query, document_id, operation_name, variables, extensions } = asked?;
    let citations = asks_for_citations(http)?;
    let document = state.documents.find(query, document_id.as_deref(), &extensions);
    let document = document.map_err(|refused| refused.refusal(media_type))?;
    let parts = [media_type.content_type(), if citations { CITATIONS } else { "" }, &*document.text].map(Some);
    let question = Question::new(&[&parts[..], &[operation_name.as_deref()]].concat(), &variables);
    let request = request(&document.text, operation_name, variables);
    let checked = match state.schema.check(request) {
        Err(answer) => return Ok(send_failed(state, http, media_type, *answer).await),
        Ok(checked) if only_queries && !checked.is_query() => {
            let message = format!("{} is for queries only; send other operations by POST.", http.method());
            return Err(Refusal::method_not_allowed("POST", &message));
        }
        Ok(checked) if citations => checked.with_citations(),
        Ok(checked) => checked,
    };
    state.documents.remember(&document);
    match keep(state, http, question, checked, |answer| Ok(Content::new(answer.into_json("")))).await {
        Ok(found) => {
            let mut response = HttpResponse::build(state.profile.status(media_type, Outcome::Complete));
            response.content_type(media_type.content_type());
            Ok(state.cache.respond(http, response, found).await)
        }
        Err(Failed::Refused(refusal)) => Err(refusal),
        Err(Failed::Answered(answer)) => Ok(send_failed(state, http, media_type, answer).await),
    }
}

/// Sends an answer with errors.
async fn send_failed(state: &State, http: &HttpRequest, media_type: MediaType, answer: Answer) -> HttpResponse {
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
    Answered(Answer),
}

/// Looks an answer up, or runs the operation and keeps what it makes of the answer, if that has no errors. Charges the
/// client for either.
pub(super) async fn keep(
    state: &State,
    http: &HttpRequest,
    question: Question,
    checked: Checked,
    make: impl FnOnce(Answer) -> Result<Content, Refusal>,
) -> Result<Found, Failed> {
    let watched = *state.watched.borrow();
    if let Some(found) = state.cache.look_up(question, watched).await {
        state.limit.charge(http, 1).map_err(|refused| Failed::Refused(refused.into()))?;
        return Ok(found);
    }
    state.limit.charge(http, checked.cost()).map_err(|refused| Failed::Refused(refused.into()))?;
    let execution = async {
        let (answer, usage) = execute(state, checked).await.map_err(Failed::Refused)?;
        if outcome(&answer) != Outcome::Complete {
            return Err(Failed::Answered(answer));
        }
        // What reads nothing is the same in every release.
        let release = if usage.statements == 0 { watched.release } else { answer.release };
        Ok(Fresh { content: make(answer).map_err(Failed::Refused)?, release })
    };
    // On the heap, as it is large, and passed on more than once.
    state.cache.make(question, watched, Box::pin(execution)).await.map_err(|failed| Failed::clone(&failed))
}

/// Runs an operation.
async fn execute(state: &State, checked: Checked) -> Result<(Answer, Usage), Refusal> {
    let (answer, usage) = state.running.run(&state.schema, &state.store, checked).await?;
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

/// Whether the answer is to list its sources.
fn asks_for_citations(http: &HttpRequest) -> Result<bool, Refusal> {
    let mut values = http.headers().get_all(CITATIONS);
    match (values.next().map(HeaderValue::as_bytes), values.next()) {
        (None | Some(b"off"), None) => Ok(false),
        (Some(b"on"), None) => Ok(true),
        _ => Err(Refusal::bad_argument(CITATIONS, format!("The header {CITATIONS} must be on or off."))),
    }
}

fn request(document: &str, operation_name: Option<String>, variables: Map<String, Value>) -> Request {
    let request = Request::new(document).variables(Variables::from_json(Value::Object(variables)));
    match operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    }
}
