//! The endpoint `/graphql`: takes each request through the stages, from reading it to sending its response. POST and
//! QUERY have a JSON body; GET has a query in its URL.

use ::graphql::{Answer, Code};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web,
};

use super::{
    body::Body,
    content_negotiation::{MediaType, Outcome},
    error_response::ErrorResponse,
    execution::{ExecutionError, check, execute_cached, execute_uncached, look_up},
    request::{CITATIONS, CostMode, GraphqlRequest, RequestOptions, schema_request},
    request_id,
    response::{send_cached, send_uncached},
    response_cache::{CacheKey, CachedResponse},
    state::State,
    subscription::sse,
};

/// Request headers on which the response depends.
const VARY: &str = "Accept, Accept-Encoding, GraphQL-Cost, X-Atlas-Citations";

/// The methods of `/graphql`.
const ALLOWED: &str = "GET, HEAD, POST, QUERY, OPTIONS";

/// The body of a request, or the reason why it could not be read; the latter is reported as a GraphQL error.
type RequestBody = Result<web::Bytes, actix_web::Error>;

/// Answers a query in the URL.
pub(crate) async fn get(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    respond(&state, &http, GraphqlRequest::from_url(&http), true).await
}

/// Answers a request in the body.
pub(crate) async fn post(state: web::Data<State>, http: HttpRequest, body: RequestBody) -> HttpResponse {
    respond(&state, &http, GraphqlRequest::from_body(&http, body), false).await
}

/// Answers a query in the body: as safe as GET, with the room of POST.
pub(crate) async fn query(state: web::Data<State>, http: HttpRequest, body: RequestBody) -> HttpResponse {
    respond(&state, &http, GraphqlRequest::from_body(&http, body), true).await
}

/// Lists the methods.
pub(crate) async fn options() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ALLOW, ALLOWED))
        .insert_header(("accept-query", "application/json"))
        .finish()
}

/// Rejects any other method.
pub(crate) async fn other_method(http: HttpRequest) -> HttpResponse {
    ErrorResponse::method_not_allowed(ALLOWED, "Send GraphQL by POST, or a query by GET or QUERY.").respond(&http)
}

async fn respond(
    state: &State,
    http: &HttpRequest,
    request: Result<GraphqlRequest, ErrorResponse>,
    only_queries: bool,
) -> HttpResponse {
    let response = match answer(state, http, request, only_queries).await {
        Ok(response) => response,
        Err(error) => {
            state.telemetry.request_failed(error.code().as_str());
            error.respond(http)
        }
    };
    let mut response = state.rate_limit.settle(http, response);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
    response
}

/// Takes a request through the stages. An error that telemetry has already counted is returned as a response.
async fn answer(
    state: &State,
    http: &HttpRequest,
    request: Result<GraphqlRequest, ErrorResponse>,
    only_queries: bool,
) -> Result<HttpResponse, ErrorResponse> {
    if sse::is_requested(http) {
        return sse::respond(state, http, request?);
    }
    let media_type = MediaType::negotiate(http).ok_or_else(|| {
        let message = "The answer can be application/graphql-response+json or application/json; Accept names neither.";
        ErrorResponse::new(StatusCode::NOT_ACCEPTABLE, Code::BadRequest, message)
    })?;
    let GraphqlRequest { query, document_id, operation_name, variables, extensions } = request?;
    let options = RequestOptions::from_headers(http)?;
    let document = state.documents.find(query, document_id.as_deref(), &extensions);
    let document = document.map_err(|error| error.into_response(media_type))?;
    let citations = if options.citations { CITATIONS } else { "" };
    let texts = [Some(media_type.content_type()), Some(citations), Some(&*document.text), operation_name.as_deref()];
    let key = CacheKey::new(&texts, &variables);
    if options.cost == CostMode::Silent
        && let Some(cached) = look_up(state, http, key, &document.text).await
    {
        return Ok(send(state, http, media_type, cached).await);
    }
    let checked = match check(state, schema_request(&document.text, operation_name.clone(), variables)) {
        Err(_) if only_queries && state.schema.writes(&document.text, operation_name.as_deref()) => {
            let message = format!("{} is for queries only; send other operations by POST.", http.method());
            return Err(ErrorResponse::method_not_allowed("POST", &message));
        }
        Err(answer) => return Ok(send_answer(state, http, media_type, *answer).await),
        Ok(checked) if checked.is_subscription() => {
            let message =
                "A subscription has more than one answer: send it over a WebSocket, or with Accept: text/event-stream.";
            return Err(ErrorResponse::bad_request(message));
        }
        Ok(checked) if options.citations => checked.with_citations(),
        Ok(checked) => checked,
    };
    state.documents.remember(&document);
    Ok(match options.cost {
        CostMode::Validate => send_answer(state, http, media_type, checked.estimate()).await,
        // The report is about this execution and no other, so it is not cached.
        CostMode::Report => match execute_uncached(state, http, &document.text, checked.with_cost_report()).await {
            Ok(answer) => send_answer(state, http, media_type, answer).await,
            Err(error) => error.respond(http),
        },
        CostMode::Silent => {
            let write = |answer: Answer| Ok(Body::new(answer.into_json("")));
            // On the heap, as it is large, and a cached response does without it.
            let result = Box::pin(execute_cached(state, http, key, &document.text, checked, write)).await;
            send(state, http, media_type, result).await
        }
    })
}

/// Sends the response of an operation that went through the cache.
async fn send(
    state: &State,
    http: &HttpRequest,
    media_type: MediaType,
    result: Result<CachedResponse, ExecutionError>,
) -> HttpResponse {
    match result {
        Ok(cached) => {
            let mut response = HttpResponse::build(state.profile.status(media_type, Outcome::Complete));
            response.content_type(media_type.content_type());
            send_cached(&state.cache, http, response, cached).await
        }
        Err(ExecutionError::Errors(answer)) => send_answer(state, http, media_type, *answer).await,
        Err(ExecutionError::Rejected(error)) => error.respond(http),
    }
}

/// Sends an answer that is not cached.
async fn send_answer(state: &State, http: &HttpRequest, media_type: MediaType, answer: Answer) -> HttpResponse {
    let mut response = HttpResponse::build(state.profile.status(media_type, Outcome::of(&answer)));
    response.content_type(media_type.content_type());
    send_uncached(http, response, answer.into_json(&request_id::of(http))).await
}
