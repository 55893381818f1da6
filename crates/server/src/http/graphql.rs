//! GraphQL over HTTP: POST with a JSON body, and GET for queries.

use std::collections::HashMap;

use ::graphql::{Checked, Code, Request, Variables};
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, Accept, Header, Quality},
    },
    web,
};

use super::{State, request_id::RequestId, subscription::sse};

/// Asks for `extensions.citations`: `on`, or `off` as if it were not there.
const CITATIONS: &str = "X-Atlas-Citations";

/// The two forms of an answer. They differ in the status of a request that is at fault: the older form says 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MediaType {
    Json,
    GraphqlResponse,
}

impl MediaType {
    fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// A request that is no GraphQL request.
struct Refused(StatusCode, String);

type Result<T> = std::result::Result<T, Refused>;

/// Answers a query in the address.
pub(crate) async fn get(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    respond(&state, &http, from_address(&http), true).await
}

/// Answers a request in the body.
pub(crate) async fn post(
    state: web::Data<State>,
    http: HttpRequest,
    body: std::result::Result<web::Bytes, actix_web::Error>,
) -> HttpResponse {
    let request = check_content_type(&http).and_then(|()| match body {
        Ok(body) => from_json(&body),
        Err(error) => Err(refused_body(&error)),
    });
    respond(&state, &http, request, false).await
}

/// Answers any other method.
pub(crate) async fn other_method(http: HttpRequest) -> HttpResponse {
    method_not_allowed(&http, "GET, POST", "Send GraphQL by POST, or a query by GET.")
}

async fn respond(state: &State, http: &HttpRequest, request: Result<Request>, only_queries: bool) -> HttpResponse {
    if sse::is_asked(http) {
        return match request {
            Ok(request) => sse::respond(state, http, request),
            Err(Refused(status, message)) => refusal(http, status, &message),
        };
    }
    let Some(media_type) = negotiate(http) else {
        return refusal(
            http,
            StatusCode::NOT_ACCEPTABLE,
            "The answer can be application/graphql-response+json or application/json; Accept names neither.",
        );
    };
    let request = match request {
        Ok(request) => request,
        Err(Refused(status, message)) => return refusal(http, status, &message),
    };
    let Some(citations) = asks_for_citations(http) else {
        let message = format!("The header {CITATIONS} must be on or off.");
        let extensions = serde_json::json!({"code": Code::BadUserInput.as_str(), "argument": CITATIONS});
        return refusal_with(http, StatusCode::BAD_REQUEST, &message, &extensions);
    };
    let answer = match state.schema.check(request) {
        Err(answer) => *answer,
        Ok(checked) if only_queries && !checked.is_query() => {
            return method_not_allowed(http, "POST", "GET is for queries only; send other operations by POST.");
        }
        Ok(checked) if citations => execute(state, checked.with_citations()).await,
        Ok(checked) => execute(state, checked).await,
    };
    let status = match media_type {
        MediaType::GraphqlResponse if !answer.executed => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    let body = answer.into_json(&request_id(http));
    HttpResponse::build(status)
        .content_type(media_type.content_type())
        .insert_header((header::VARY, format!("Accept, {CITATIONS}")))
        .body(body)
}

pub(super) async fn execute(state: &State, checked: Checked) -> ::graphql::Answer {
    let (answer, usage) = state.schema.execute(checked, state.store.session()).await;
    tracing::debug!(statements = usage.statements, rows = usage.rows, "executed");
    answer
}

/// Which form the client asked for; `None` if it takes neither.
fn negotiate(http: &HttpRequest) -> Option<MediaType> {
    if !http.headers().contains_key(header::ACCEPT) {
        return Some(MediaType::Json);
    }
    let mut accept = Accept::parse(http).ok()?;
    // A quality of 0 says what is not wanted.
    accept.retain(|range| range.quality > Quality::ZERO);
    accept.ranked().iter().find_map(|range| match (range.type_().as_str(), range.subtype().as_str(), range.suffix()) {
        ("application", "graphql-response", Some(suffix)) if suffix == "json" => Some(MediaType::GraphqlResponse),
        ("*" | "application", "*", None) | ("application", "json", None) => Some(MediaType::Json),
        _ => None,
    })
}

/// Whether the answer is to list its sources; `None` if the header says neither.
fn asks_for_citations(http: &HttpRequest) -> Option<bool> {
    let mut values = http.headers().get_all(CITATIONS);
    match (values.next().map(header::HeaderValue::as_bytes), values.next()) {
        (None | Some(b"off"), None) => Some(false),
        (Some(b"on"), None) => Some(true),
        _ => None,
    }
}

fn check_content_type(http: &HttpRequest) -> Result<()> {
    let unsupported =
        || Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send the request as application/json, in UTF-8.".to_owned());
    let mime = http.mime_type().ok().flatten().ok_or_else(unsupported)?;
    let utf8 = mime.get_param("charset").is_none_or(|charset| charset == "utf-8");
    if mime.essence_str() == "application/json" && utf8 { Ok(()) } else { Err(unsupported()) }
}

fn refused_body(error: &actix_web::Error) -> Refused {
    let status = error.as_response_error().status_code();
    let message = if status == StatusCode::PAYLOAD_TOO_LARGE {
        format!("The body is too large; the limit is {} bytes.", super::MAX_BODY)
    } else {
        "The body could not be read.".to_owned()
    };
    Refused(status, message)
}

fn from_json(body: &[u8]) -> Result<Request> {
    let value = serde_json::from_slice(body).map_err(|error| bad_request(format!("The body is not JSON: {error}.")))?;
    let serde_json::Value::Object(mut members) = value else {
        return Err(bad_request("The body must be one JSON object with a member query; batches are not supported."));
    };
    let query = match members.remove("query") {
        Some(serde_json::Value::String(query)) => query,
        Some(_) => return Err(bad_request("The member query must be a string.")),
        None => return Err(bad_request("The member query is missing.")),
    };
    let operation_name = match members.remove("operationName") {
        None | Some(serde_json::Value::Null) => None,
        Some(serde_json::Value::String(name)) => Some(name),
        Some(_) => return Err(bad_request("The member operationName must be a string.")),
    };
    match members.remove("extensions") {
        None | Some(serde_json::Value::Null | serde_json::Value::Object(_)) => {}
        Some(_) => return Err(bad_request("The member extensions must be an object.")),
    }
    let variables = members.remove("variables").unwrap_or_default();
    request(query, operation_name, variables)
}

fn from_address(http: &HttpRequest) -> Result<Request> {
    let parameters = web::Query::<HashMap<String, String>>::from_query(http.query_string())
        .map_err(|_| bad_request("The parameters of the address could not be read."))?;
    let mut parameters = parameters.into_inner();
    let query = parameters.remove("query").ok_or_else(|| bad_request("The parameter query is missing."))?;
    let operation_name = parameters.remove("operationName").filter(|name| !name.is_empty());
    let variables = match parameters.remove("variables").filter(|text| !text.is_empty()) {
        None => serde_json::Value::Null,
        Some(text) => serde_json::from_str(&text)
            .map_err(|error| bad_request(format!("The parameter variables is not JSON: {error}.")))?,
    };
    request(query, operation_name, variables)
}

fn request(query: String, operation_name: Option<String>, variables: serde_json::Value) -> Result<Request> {
    if !matches!(variables, serde_json::Value::Null | serde_json::Value::Object(_)) {
        return Err(bad_request("The variables must be an object."));
    }
    let request = Request::new(query).variables(Variables::from_json(variables));
    Ok(match operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    })
}

fn bad_request(message: impl Into<String>) -> Refused {
    Refused(StatusCode::BAD_REQUEST, message.into())
}

fn method_not_allowed(http: &HttpRequest, allowed: &'static str, message: &str) -> HttpResponse {
    let mut response = refusal(http, StatusCode::METHOD_NOT_ALLOWED, message);
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
    response
}

/// An answer to what is no GraphQL request, in the form of a GraphQL error.
fn refusal(http: &HttpRequest, status: StatusCode, message: &str) -> HttpResponse {
    refusal_with(http, status, message, &serde_json::json!({"code": "BAD_REQUEST"}))
}

fn refusal_with(http: &HttpRequest, status: StatusCode, message: &str, extensions: &serde_json::Value) -> HttpResponse {
    let media_type = negotiate(http).unwrap_or(MediaType::Json);
    let body = serde_json::json!({"errors": [{"message": message, "extensions": extensions}]});
    HttpResponse::build(status).content_type(media_type.content_type()).body(body.to_string())
}

pub(super) fn request_id(http: &HttpRequest) -> String {
    http.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}
