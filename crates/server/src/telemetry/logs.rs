//! The log: structured lines on standard error.

use std::io::{IsTerminal, stderr};

use clap::{Args, ValueEnum};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt};

use super::traces::Traces;

/// Settings of the log.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// What to log: error, warn, info, debug, trace, or a list such as info,store=debug
    #[arg(
        long,
        env = "ATLAS_LOG",
        default_value = "info,sqlx=warn,actix_server=warn",
        global = true,
        value_name = "FILTER"
    )]
    log: String,
    /// Format of the log, which goes to standard error
    #[arg(long, env = "ATLAS_LOG_FORMAT", default_value = "text", global = true, value_name = "FORMAT")]
    log_format: LogFormat,
}

/// Formats of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object per line
    Json,
}

/// Starts the log of this process, and the layer that makes traces of its spans.
pub(super) fn start(settings: &Settings, traces: &Traces) {
    // An invalid filter should not keep the server from starting.
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = fmt::layer().with_writer(stderr).with_target(false);
    let log = match settings.log_format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).boxed(),
        LogFormat::Json => log.json().flatten_event(true).with_current_span(false).boxed(),
    };
    registry().with(log.with_filter(filter)).with(traces.layer()).init();
}
