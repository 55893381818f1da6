//! Exports: a list of the API in another format, page by page. An export is a GraphQL document and a formatter of its
//! answer; parameters, errors, the link to the next page, cache key and sending are the same for each, so filters,
//! orders and limits are those of GraphQL.

use ::graphql::{Answer, Code};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header::HeaderValue},
};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::{
    body::Body,
    error_response::ErrorResponse,
    execution::{ExecutionError, check, execute_cached, look_up},
    request::schema_request,
    request_id,
    response::{send_cached, send_uncached},
    response_cache::CacheKey,
    state::State,
};

/// A list of the API in another format.
pub(crate) struct Export {
    /// The path of its URL.
    pub(crate) path: &'static str,
    /// The value of `Content-Type`.
    pub(crate) content_type: &'static str,
    /// The document that reads a page, with the variables `filter`, `orderBy`, `first` and `after`.
    pub(crate) document: &'static str,
    /// The size of a page without the parameter `first`.
    pub(crate) default_first: i32,
    /// Writes a page from the answer to the document.
    pub(crate) format: fn(&Answer, &Parameters) -> serde_json::Result<Page>,
}

/// A page in the format of an export.
pub(crate) struct Page {
    pub(crate) text: String,
    /// The URL of the next page; `None` for the last one.
    pub(crate) next: Option<String>,
}

/// Responds with a page of an export. Charges the client like a request to `/graphql`.
pub(crate) async fn respond(state: &State, http: &HttpRequest, export: &Export) -> HttpResponse {
    let response = match Parameters::read(export, http.query_string()) {
        Ok(parameters) => page(state, http, export, &parameters).await,
        Err(error) => error.respond(http),
    };
    state.rate_limit.settle(http, response)
}

async fn page(state: &State, http: &HttpRequest, export: &Export, parameters: &Parameters) -> HttpResponse {
    let key = CacheKey::new(&[Some(export.path), Some(http.query_string())], &Map::new());
    let result = match look_up(state, http, key, export.document).await {
        Some(result) => result,
        None => match check(state, schema_request(export.document, None, parameters.variables.clone())) {
            Ok(checked) => {
                let write = |answer| write(export, &answer, parameters);
                execute_cached(state, http, key, export.document, checked, write).await
            }
            Err(answer) => Err(ExecutionError::Errors(answer)),
        },
    };
    match result {
        Ok(cached) => {
            let mut response = HttpResponse::Ok();
            response.content_type(export.content_type);
            send_cached(&state.cache, http, response, cached).await
        }
        Err(ExecutionError::Rejected(error)) => error.respond(http),
        Err(ExecutionError::Errors(answer)) => send_errors(http, *answer).await,
    }
}

fn write(export: &Export, answer: &Answer, parameters: &Parameters) -> Result<Body, ErrorResponse> {
    let internal = |error: &dyn std::error::Error| {
        tracing::error!("the answer does not fit {}: {error}", export.path);
        ErrorResponse::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            "The server failed to read the data. The cause is in its log under the request id.",
        )
    };
    let Page { text, next } = (export.format)(answer, parameters).map_err(|error| internal(&error))?;
    let body = Body::new(text);
    let Some(next) = next else { return Ok(body) };
    let link = HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).map_err(|error| internal(&error))?;
    Ok(body.with_link(link))
}

/// Sends the errors of an answer without the data beside them: half a page would look like a whole one.
async fn send_errors(http: &HttpRequest, answer: Answer) -> HttpResponse {
    let status = if answer.has(Code::Internal) { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::BAD_REQUEST };
    let body = Answer { executed: false, ..answer }.into_json(&request_id::of(http));
    let mut response = HttpResponse::build(status);
    response.content_type("application/json; charset=utf-8");
    send_uncached(http, response, body).await
}

/// The parameters of a URL, as given and as variables of the document.
pub(crate) struct Parameters {
    path: &'static str,
    given: Vec<(String, String)>,
    variables: Map<String, Value>,
}

impl Parameters {
    fn read(export: &Export, query_string: &str) -> Result<Self, ErrorResponse> {
        let given: Vec<(String, String)> = form_urlencoded::parse(query_string.as_bytes()).into_owned().collect();
        let mut variables = Map::new();
        for (name, text) in &given {
            let invalid = |message| Err(ErrorResponse::bad_argument(name, message));
            let value = match name.as_str() {
                "filter" | "orderBy" => match serde_json::from_str(text) {
                    Ok(value) => value,
                    Err(error) => return invalid(format!("The parameter {name} is not JSON: {error}.")),
                },
                "first" => match text.parse::<i32>() {
                    Ok(number) => number.into(),
                    Err(_) => return invalid(format!("The parameter first must be a whole number, not {text:?}.")),
                },
                "after" => text.as_str().into(),
                _ => {
                    return invalid(format!(
                        "There is no parameter {name:?}. The parameters are filter, orderBy, first and after."
                    ));
                }
            };
            if variables.insert(name.clone(), value).is_some() {
                return invalid(format!("The parameter {name} is given twice; leave one out."));
            }
        }
        variables.entry("first").or_insert(export.default_first.into());
        Ok(Self { path: export.path, given, variables })
    }

    /// The URL of the page after a cursor, with the same parameters otherwise.
    pub(crate) fn next_page(&self, cursor: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.given.iter().filter(|(name, _)| name != "after"));
        query.append_pair("after", cursor);
        format!("{}?{}", self.path, query.finish())
    }
}
