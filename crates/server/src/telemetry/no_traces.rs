//! Stands in for `traces.rs` in a program without the feature `otlp`: no traces are sent, but each request still has a
//! trace id in the log.

use actix_web::http::header::HeaderMap;
use tracing::Span;
use tracing_subscriber::layer::Identity;
use url::Url;

use super::{
    event::{FinishedOperation, FinishedRequest},
    trace_context,
};
use crate::error::Error;

/// Sends no traces.
pub(crate) struct Traces;

impl Traces {
    /// Fails if there is a collector to send traces to.
    pub(super) fn start(endpoint: Option<&Url>) -> Result<Self, Error> {
        match endpoint {
            None => Ok(Self),
            Some(_) => {
                Err("--otlp-endpoint needs a program with the feature otlp, and this one was built without it; \
                            build it with `cargo build --features otlp`"
                    .into())
            }
        }
    }

    /// No layer.
    #[expect(clippy::unused_self, reason = "the same interface as with traces")]
    pub(super) fn layer(&self) -> Option<Identity> {
        None
    }

    /// Nothing is left to send.
    #[expect(clippy::unused_self, reason = "the same interface as with traces")]
    pub(crate) fn stop(self) {}
}

/// Writes the trace id into the empty field `trace_id` of the span of a request.
pub(super) fn join(span: &Span, headers: &HeaderMap) {
    if !span.is_disabled() {
        let trace_id = trace_context::trace_id(headers).map_or_else(trace_context::new_trace_id, str::to_owned);
        span.record("trace_id", trace_id);
    }
}

/// Nothing describes a request but metrics and log.
pub(super) fn describe_request(_: &FinishedRequest<'_>) {}

/// Nothing describes an operation but metrics and log.
pub(super) fn describe_operation(_: &FinishedOperation<'_>) {}
