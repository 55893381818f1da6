//! Gives each request an id, in the response and in every line of the log about it, and reports the request to telemetry.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use tracing::Instrument;
use uuid::Uuid;

use crate::telemetry::{Telemetry, event::FinishedRequest};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// The maximum length of a client's id; a longer one is replaced.
const MAX_LENGTH: usize = 128;

#[derive(Clone, Debug)]
struct RequestId(String);

/// Uses the client's `X-Request-Id` or makes one, logs and counts the request with it, and sends it back.
pub(crate) async fn middleware(
    telemetry: web::Data<Telemetry>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = from_client(&request).unwrap_or_else(|| Uuid::now_v7().to_string());
    let span = telemetry.span(request.head(), &id);
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let started = Instant::now();
    let in_flight = telemetry.request_started();
    let answered = next.call(request).instrument(span.clone()).await;
    drop(in_flight);
    let elapsed = started.elapsed();
    let (route, status) = match &answered {
        Ok(response) => (response.request().match_pattern(), response.status()),
        Err(error) => (None, error.as_response_error().status_code()),
    };
    span.in_scope(|| {
        let (route, method, status) = (route.as_deref(), method.as_str(), status.as_u16());
        telemetry.request_finished(&FinishedRequest { route, method, status, elapsed });
        tracing::info!(status, milliseconds = elapsed.as_millis(), "answered");
    });
    let mut response = answered?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    Ok(response)
}

/// The id of a request.
pub(crate) fn of(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// The client's own id, if it is short and plain enough for a log and a header.
fn from_client(request: &ServiceRequest) -> Option<String> {
    let text = request.headers().get(HEADER)?.to_str().ok()?;
    let plain = !text.is_empty() && text.len() <= MAX_LENGTH && text.bytes().all(|byte| byte.is_ascii_graphic());
    plain.then(|| text.to_owned())
}
