//! Observability: the log, metrics for Prometheus, traces over OTLP, the log of slow operations.
//!
//! Each is off or cheap unless it is turned on, and none looks into the fields of an answer: [`Telemetry`] hears of whole
//! requests and whole operations.

pub(crate) mod event;
pub(crate) mod logs;
mod metrics;
pub(crate) mod metrics_server;
mod process;
mod slow;
mod trace_context;
#[cfg(feature = "otlp")]
mod traces;
#[cfg(not(feature = "otlp"))]
#[path = "telemetry/no_traces.rs"]
mod traces;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use actix_web::dev::RequestHead;
use clap::Args;
use tracing::{Span, field::Empty, info_span};
use url::Url;

use self::{
    event::{FinishedOperation, FinishedRequest, Rejection},
    metrics::Metrics,
    slow::SlowLog,
};
pub(crate) use self::{metrics::CountGuard, traces::Traces};
use crate::error::Error;

/// Settings of metrics, traces and the log of slow operations.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Address and port of the Prometheus metrics, at /metrics; off by default, and open to anyone who can reach it
    #[arg(long, env = "ATLAS_METRICS_LISTEN", global = true, value_name = "ADDRESS")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// OpenTelemetry collector to send traces to, over HTTP, such as `http://127.0.0.1:4318`; off by default
    #[arg(long, env = "ATLAS_OTLP_ENDPOINT", global = true, value_name = "URL", value_parser = collector)]
    otlp_endpoint: Option<Url>,
    /// Operations that take at least this time are logged as slow; 0ms logs all
    #[arg(long, env = "ATLAS_SLOW_OPERATION", default_value = "1s", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    slow_operation: Duration,
}

/// Parses the URL of a collector. The connection has no TLS: a collector on another machine needs an agent on this one.
fn collector(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    if url.scheme() == "http" && url.has_host() { Ok(url) } else { Err("it must start with http://".to_owned()) }
}

/// Starts the log and, if they are on, traces. To be called before the runtime starts: a thread of its own sends traces.
pub(crate) fn start(settings: &Settings, logs: &logs::Settings) -> Result<Traces, Error> {
    let traces = Traces::start(settings.otlp_endpoint.as_ref())?;
    logs::start(logs, &traces);
    Ok(traces)
}

/// Counts and traces requests and operations, and logs slow ones. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Telemetry(Arc<Inner>);

struct Inner {
    /// `None` if there is no address to read them from.
    metrics: Option<Metrics>,
    slow_log: SlowLog,
    is_traced: bool,
}

impl Telemetry {
    pub(crate) fn new(settings: &Settings) -> Self {
        let metrics = settings.metrics_listen.map(|_| Metrics::new());
        Self(Arc::new(Inner {
            metrics,
            slow_log: SlowLog::new(settings.slow_operation),
            is_traced: settings.otlp_endpoint.is_some(),
        }))
    }

    /// The span of a request, part of the trace that its headers name. It adds the request id and the trace id to each
    /// line of the log within.
    pub(crate) fn span(&self, request: &RequestHead, request_id: &str) -> Span {
        let (method, path) = (request.method.as_str(), request.uri.path());
        let span = if self.0.is_traced {
            info_span!("request", otel.kind = "server", request_id, trace_id = Empty, method, path)
        } else {
            info_span!("request", request_id, trace_id = Empty, method, path)
        };
        traces::join(&span, &request.headers);
        span
    }

    /// A request has arrived; it is in flight until the guard is dropped.
    pub(crate) fn request_started(&self) -> CountGuard {
        self.metrics().map_or_else(CountGuard::default, Metrics::request_started)
    }

    /// A request is answered. To be called once for each.
    pub(crate) fn request_finished(&self, request: &FinishedRequest<'_>) {
        traces::describe_request(request);
        if let Some(metrics) = self.metrics() {
            metrics.request_finished(request);
        }
    }

    /// A request has failed before there was an operation to execute, with this `extensions.code`.
    pub(crate) fn request_failed(&self, code: &str) {
        if let Some(metrics) = self.metrics() {
            metrics.count_error(code);
        }
    }

    /// A request was rejected to protect the server.
    pub(crate) fn request_rejected(&self, rejection: Rejection) {
        if let Some(metrics) = self.metrics() {
            metrics.request_rejected(rejection);
        }
    }

    /// An operation was executed, or its answer was cached. To be called once for each, within the span of its request.
    pub(crate) fn operation_finished(&self, operation: &FinishedOperation<'_>) {
        traces::describe_operation(operation);
        if let Some(metrics) = self.metrics() {
            metrics.operation_finished(operation);
        }
        self.0.slow_log.operation_finished(operation);
    }

    /// A subscription has begun; it is open until the guard is dropped.
    pub(crate) fn subscription_opened(&self) -> CountGuard {
        self.metrics().map_or_else(CountGuard::default, Metrics::subscription_opened)
    }

    /// Sets the size of the response cache.
    pub(crate) fn set_cache_bytes(&self, bytes: u64) {
        if let Some(metrics) = self.metrics() {
            metrics.set_cache_bytes(bytes);
        }
    }

    fn metrics(&self) -> Option<&Metrics> {
        self.0.metrics.as_ref()
    }
}
