//! What is told about the server while it runs: the log, metrics for Prometheus, traces over OTLP, slow operations.
//!
//! Each is off or cheap unless asked for, and none looks into the fields of an answer: all is told by whole requests and
//! whole operations, through [`Telemetry`].

mod listener;
mod logs;
mod metrics;
mod process;
mod slow;
mod traces;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use actix_web::dev::RequestHead;
use clap::Args;
use tracing::{Span, field::Empty, info_span};
use url::Url;

pub(crate) use self::{listener::serve, metrics::Counted, traces::Traces};
use self::{metrics::Metrics, slow::Slow};
use crate::{Error, settings::Settings};

/// The settings of telemetry; those of the log are with the general ones.
#[derive(Args, Clone, Debug)]
pub(crate) struct TelemetrySettings {
    /// Address and port of the metrics for Prometheus, at /metrics; off unless given, and open to whoever can reach it
    #[arg(long, env = "ATLAS_METRICS_LISTEN", global = true, value_name = "ADDRESS")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// OpenTelemetry collector to send traces to, by HTTP, such as `http://127.0.0.1:4318`; off unless given
    #[arg(long, env = "ATLAS_OTLP_ENDPOINT", global = true, value_name = "URL", value_parser = collector)]
    pub(crate) otlp_endpoint: Option<Url>,
    /// Operations that take as long are logged as slow; 0ms logs all
    #[arg(long, env = "ATLAS_SLOW_OPERATION", default_value = "1s", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    pub(crate) slow_operation: Duration,
}

/// The address of a collector. It is spoken to without TLS: one on another machine needs an agent on this one.
fn collector(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    if url.scheme() == "http" && url.has_host() { Ok(url) } else { Err("it must start with http://".to_owned()) }
}

/// Starts the log and, if they are asked for, traces. To be called before a runtime: the sender of traces is a thread
/// of its own.
pub(crate) fn start(settings: &Settings) -> Result<Traces, Error> {
    let traces = Traces::to(settings.telemetry.otlp_endpoint.as_ref())?;
    logs::start(settings, &traces);
    Ok(traces)
}

/// Counts, and logs what is slow. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Telemetry(Arc<Inner>);

struct Inner {
    /// None if nobody can read them.
    metrics: Option<Metrics>,
    slow: Slow,
    traced: bool,
}

/// A finished operation of GraphQL.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation<'a> {
    /// Its name; none of an anonymous one.
    pub(crate) name: Option<&'a str>,
    /// What it does.
    pub(crate) kind: Kind,
    /// `extensions.code` of its first error; none if there is none.
    pub(crate) code: Option<&'a str>,
    /// Its document, of which only the hash is told.
    pub(crate) document: &'a str,
    /// What it was estimated to cost, in points.
    pub(crate) cost: u64,
    /// Statements sent to the database.
    pub(crate) statements: u64,
    /// Rows read from it.
    pub(crate) rows: u64,
    /// Whether its answer was there already.
    pub(crate) cache: Cache,
    /// From the check of the document to the answer.
    pub(crate) elapsed: Duration,
    /// Of the request that asked for it.
    pub(crate) request_id: &'a str,
}

/// Kinds of operations that have one answer. A subscription has many, and is told by [`Telemetry::subscription_opened`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Query,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
        }
    }
}

/// Whether an answer came from the cache of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cache {
    Hit,
    Miss,
    /// It was not looked for, or may not be kept.
    Bypass,
}

/// Why a request was turned away unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rejection {
    /// The client asks too often.
    RateLimited,
    /// The server has too much to do.
    Shed,
}

/// A finished request, whatever it asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finished<'a> {
    /// The pattern of the route, such as `/assets/{name}`; none if there is no such page.
    pub(crate) route: Option<&'a str>,
    /// The method, as the client wrote it.
    pub(crate) method: &'a str,
    /// The status of the answer.
    pub(crate) status: u16,
    /// Until the answer began.
    pub(crate) elapsed: Duration,
}

impl Telemetry {
    pub(crate) fn new(settings: &TelemetrySettings) -> Self {
        let metrics = settings.metrics_listen.map(|_| Metrics::new());
        Self(Arc::new(Inner {
            metrics,
            slow: Slow::new(settings.slow_operation),
            traced: settings.otlp_endpoint.is_some(),
        }))
    }

    /// The span of a request, part of the trace that its headers name, with the request id and the trace id for each line
    /// of the log within.
    pub(crate) fn span(&self, request: &RequestHead, request_id: &str) -> Span {
        let (method, path) = (request.method.as_str(), request.uri.path());
        let span = if self.0.traced {
            info_span!("request", otel.kind = "server", request_id, trace_id = Empty, method, path)
        } else {
            info_span!("request", request_id, trace_id = Empty, method, path)
        };
        traces::join(&span, &request.headers);
        span
    }

    /// A request has come; it is in flight until what is returned is dropped.
    pub(crate) fn request_started(&self) -> Counted {
        self.metrics().map_or_else(Counted::default, Metrics::request_started)
    }

    /// A request is answered. To be called once for each.
    pub(crate) fn request_finished(&self, request: &Finished<'_>) {
        traces::describe_request(request);
        if let Some(metrics) = self.metrics() {
            metrics.request_finished(request);
        }
    }

    /// An operation has run, or its answer was there already. To be called once for each, within the span of its request.
    pub(crate) fn finished(&self, operation: &Operation<'_>) {
        traces::describe_operation(operation);
        if let Some(metrics) = self.metrics() {
            metrics.finished(operation);
        }
        self.0.slow.finished(operation);
    }

    /// A request was refused before there was an operation to run, with this `extensions.code`.
    pub(crate) fn refused(&self, code: &str) {
        if let Some(metrics) = self.metrics() {
            metrics.error(code);
        }
    }

    /// A request was turned away.
    pub(crate) fn rejected(&self, why: Rejection) {
        if let Some(metrics) = self.metrics() {
            metrics.rejected(why);
        }
    }

    /// A subscription has begun; it is open until what is returned is dropped.
    pub(crate) fn subscription_opened(&self) -> Counted {
        self.metrics().map_or_else(Counted::default, Metrics::subscription_opened)
    }

    /// The cache of answers holds so many bytes now.
    pub(crate) fn cache_holds(&self, bytes: u64) {
        if let Some(metrics) = self.metrics() {
            metrics.cache_holds(bytes);
        }
    }

    fn metrics(&self) -> Option<&Metrics> {
        self.0.metrics.as_ref()
    }
}
