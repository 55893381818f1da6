//! Traces over OTLP: a request with a `traceparent` is part of the trace that it names.
//!
//! Each request has a trace id in the log, whether or not traces are sent: it connects the logs of several services.

use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName};
use opentelemetry::{
    Context,
    propagation::{Extractor, TextMapPropagator},
    trace::{Status, TraceContextExt, TracerProvider},
};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{SdkTracer, SdkTracerProvider},
};
use tracing::{Level, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{
    Layer,
    filter::{FilterFn, Filtered, filter_fn},
    registry::LookupSpan,
};
use url::Url;

use super::{
    event::{FinishedOperation, FinishedRequest},
    trace_context,
};
use crate::error::Error;

/// Maximum time to send the last traces when the server stops.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// Sends traces, if there is a collector to send them to.
pub(crate) struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// Starts to send traces to a collector. The variables `OTEL_…` of the SDK, such as that of the sampler, work too.
    pub(super) fn start(endpoint: Option<&Url>) -> Result<Self, Error> {
        let Some(endpoint) = endpoint else { return Ok(Self(None)) };
        let address = format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/'));
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(address)
            .build()
            .map_err(|error| format!("traces cannot be sent to {endpoint} (--otlp-endpoint): {error}"))?;
        let resource = Resource::builder()
            .with_service_name("cluster-atlas")
            .with_attribute(opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self(Some(SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build())))
    }

    /// The layer that makes traces of spans, without the events within, which belong to the log.
    pub(super) fn layer<S>(
        &self,
    ) -> Option<Filtered<tracing_opentelemetry::OpenTelemetryLayer<S, SdkTracer>, FilterFn, S>>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        let tracer = self.0.as_ref()?.tracer("atlas");
        let layer = tracing_opentelemetry::layer()
            .with_tracer(tracer)
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false);
        Some(layer.with_filter(filter_fn(|metadata| metadata.is_span() && *metadata.level() <= Level::INFO)))
    }

    /// Sends the traces that are left.
    pub(crate) fn stop(self) {
        let Some(provider) = self.0 else { return };
        if let Err(error) = provider.shutdown_with_timeout(FLUSH_TIMEOUT) {
            tracing::warn!("the last traces were not sent: {error}");
        }
    }
}

/// Makes the span of a request part of the trace that its headers name, or the start of one, and writes the trace id
/// into its empty field `trace_id`.
pub(super) fn join(span: &Span, headers: &HeaderMap) {
    if span.is_disabled() {
        return;
    }
    let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), &Headers(headers));
    let parent_id = parent.span().span_context().trace_id();
    let is_child = parent.span().span_context().is_valid();
    if is_child {
        // It fails only where no traces are made.
        span.set_parent(parent).ok();
    }
    let context = span.context();
    let made = context.span().span_context().clone();
    match (made.is_valid(), is_child) {
        (true, _) => span.record("trace_id", tracing::field::display(made.trace_id())),
        (false, true) => span.record("trace_id", tracing::field::display(parent_id)),
        (false, false) => span.record("trace_id", trace_context::new_trace_id()),
    };
}

/// Adds the attributes of a request when it is answered.
pub(super) fn describe_request(request: &FinishedRequest<'_>) {
    let span = Span::current();
    if span.is_disabled() {
        return;
    }
    span.set_attribute("http.request.method", request.method.to_owned());
    span.set_attribute("http.response.status_code", i64::from(request.status));
    if let Some(route) = request.route {
        span.set_attribute("http.route", route.to_owned());
    }
    if request.status >= 500 {
        span.set_status(Status::error(""));
    }
}

/// Adds the attributes of an operation to the span of its request: never its variables, and only the hash of its document.
pub(super) fn describe_operation(operation: &FinishedOperation<'_>) {
    let span = Span::current();
    if !span.context().span().span_context().is_sampled() {
        return;
    }
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    span.set_attribute("graphql.operation.type", operation.kind.as_str());
    span.set_attribute("atlas.document.sha256", operation.document_hash());
    span.set_attribute("atlas.statements", number(operation.statements));
    span.set_attribute("atlas.rows", number(operation.rows));
    if let Some(name) = operation.name {
        span.set_attribute("graphql.operation.name", name.to_owned());
    }
    span.set_attribute("atlas.cost", number(operation.cost));
    if let Some(code) = operation.code {
        span.set_attribute("atlas.error.code", code.to_owned());
    }
}

/// The headers of the trace context.
struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        trace_context::header(self.0, key)
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}
