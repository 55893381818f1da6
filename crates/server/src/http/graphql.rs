//! GraphQL over HTTP: POST and QUERY with a JSON body, and GET for queries.

use ::graphql::{Answer, Checked, Code, Request, Variables};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web,
};
use serde_json::Value;

use super::{
    State,
    asked::Asked,
    media_type::{MediaType, Outcome},
    refusal::Refusal,
    request_id,
    subscription::sse,
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
    let mut response = match answer(state, http, asked, only_queries).await {
        Ok(response) => response,
        Err(refusal) => refusal.respond(http),
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, X-Atlas-Citations"));
    response
}

async fn answer(
    state: &State,
    http: &HttpRequest,
    asked: Result<Asked, Refusal>,
    only_queries: bool,
) -> Result<HttpResponse, Refusal> {
    if sse::is_asked(http) {
        return sse::respond(state, http, request(asked?)?);
    }
    let media_type = MediaType::negotiate(http).ok_or_else(|| {
        let message = "The answer can be application/graphql-response+json or application/json; Accept names neither.";
        Refusal::new(StatusCode::NOT_ACCEPTABLE, Code::BadRequest, message)
    })?;
    let asked = asked?;
    let citations = asks_for_citations(http)?;
    let answer = match state.schema.check(request(asked)?) {
        Err(answer) => *answer,
        Ok(checked) if checked.is_subscription() => {
            let message =
                "A subscription has more than one answer: send it over a WebSocket, or with Accept: text/event-stream.";
            return Err(Refusal::bad_request(message));
        }
        Ok(checked) if only_queries && !checked.is_query() => {
            let message = format!("{} is for queries only; send other operations by POST.", http.method());
            return Err(Refusal::method_not_allowed("POST", &message));
        }
        Ok(checked) if citations => execute(state, checked.with_citations()).await?,
        Ok(checked) => execute(state, checked).await?,
    };
    let status = state.profile.status(media_type, outcome(&answer));
    let body = answer.into_json(&request_id::of(http));
    Ok(HttpResponse::build(status).content_type(media_type.content_type()).body(body))
}

/// Runs an operation.
pub(super) async fn execute(state: &State, checked: Checked) -> Result<Answer, Refusal> {
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
    Ok(answer)
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

/// A request as the schema takes it.
pub(super) fn request(Asked { query, operation_name, variables, .. }: Asked) -> Result<Request, Refusal> {
    let query = query.ok_or_else(|| Refusal::bad_request("The query is missing."))?;
    let request = Request::new(query).variables(Variables::from_json(Value::Object(variables)));
    Ok(match operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    })
}
