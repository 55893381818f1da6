//! The log: structured lines on standard error.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt};

use super::traces::Traces;
use crate::settings::{LogFormat, Settings};

/// Starts the log of this process, and what makes traces of its spans.
pub(super) fn start(settings: &Settings, traces: &Traces) {
    // A filter that cannot be read should not keep the server from starting.
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = fmt::layer().with_writer(stderr).with_target(false);
    let log = match settings.log_format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => log.json().flatten_event(true).with_current_span(false).boxed(),
    };
    registry().with(log.with_filter(filter)).with(traces.layer()).init();
}
