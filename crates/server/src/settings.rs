//! The command line. Each setting is a flag, an environment variable and a line of `--help`, all from one place.

use std::{ffi::OsStr, net::SocketAddr, path::PathBuf, time::Duration};

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{OsStringValueParser, TypedValueParser},
};

use crate::{
    http::{cache, connections::Limits, cross_site, media_type::Profile, persisted, rate, running, subscription},
    telemetry::TelemetrySettings,
};

/// An open GraphQL API for cited statistics on industrial clusters.
#[derive(Debug, Parser)]
#[command(name = "atlas", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) settings: Settings,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the API and its playground; loads the data package first when the database is empty
    Serve,
    /// Load a data package: all of it in one transaction, as the difference to what is there
    Import {
        /// Directory of the package, with its datapackage.json
        directory: PathBuf,
        /// Tell what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Check a data package and tell every problem; touches no database
    Validate {
        /// Directory of the package, with its datapackage.json
        directory: PathBuf,
    },
    /// Bring the database to the newest migration
    Migrate,
    /// Print the GraphQL schema; needs no database
    Schema {
        /// With the directives of Apollo Federation, as a gateway needs it to put this API together with others
        #[arg(long)]
        federation: bool,
    },
    /// Tell what is there, what is missing and what to do about it
    Doctor {
        /// Only ask the server at the listening address whether it is ready; exit with 0 if it is, with 1 if not
        #[arg(long)]
        ready: bool,
    },
}

/// The settings.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
    /// Address and port to serve on; port 0 takes a free one
    #[arg(long, env = "ATLAS_LISTEN", default_value = "127.0.0.1:8080", global = true, value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// PostgreSQL to use, such as postgres://user:password@host:5432/database; without it an embedded one is run
    #[expect(clippy::doc_markdown, reason = "the text of --help, where brackets around the address would mislead")]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// Most connections to the database held open
    #[arg(long, env = "ATLAS_DATABASE_CONNECTIONS", default_value_t = 32, global = true, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) database_connections: u32,
    /// How long a request waits for a free connection to the database before it is told that there is none
    #[arg(long, env = "ATLAS_CONNECTION_TIMEOUT", default_value = "3s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    pub(crate) connection_timeout: Duration,
    /// Directory of the embedded PostgreSQL
    #[arg(long, env = "ATLAS_STATE_DIR", default_value = ".atlas", global = true, value_name = "DIRECTORY")]
    pub(crate) state_dir: PathBuf,
    /// Directory of the PostgreSQL programs, looked at before all others
    #[arg(long, env = "ATLAS_PG_BIN", global = true, value_name = "DIRECTORY", value_parser = directory())]
    pub(crate) pg_bin: Option<PathBuf>,
    /// Data package to load when the database is empty; without it, the one inside the program
    #[arg(long, env = "ATLAS_DATA", global = true, value_name = "DIRECTORY", value_parser = directory())]
    data: Option<PathBuf>,
    /// Which draft of GraphQL over HTTP decides the status of answers as application/graphql-response+json
    #[arg(long, env = "ATLAS_HTTP_PROFILE", default_value = "draft-2025", global = true, value_name = "PROFILE")]
    pub(crate) http_profile: Profile,
    #[command(flatten)]
    pub(crate) running: running::Settings,
    #[command(flatten)]
    pub(crate) cross_site: cross_site::Settings,
    #[command(flatten)]
    pub(crate) cache: cache::Settings,
    #[command(flatten)]
    pub(crate) persisted: persisted::Settings,
    #[command(flatten)]
    pub(crate) rate: rate::Settings,
    /// What to log: error, warn, info, debug, trace, or a list such as info,store=debug
    #[arg(
        long,
        env = "ATLAS_LOG",
        default_value = "info,sqlx=warn,actix_server=warn",
        global = true,
        value_name = "FILTER"
    )]
    pub(crate) log: String,
    /// How to log, to standard error
    #[arg(long, env = "ATLAS_LOG_FORMAT", default_value = "text", global = true, value_name = "FORMAT")]
    pub(crate) log_format: LogFormat,
    #[command(flatten)]
    pub(crate) subscriptions: subscription::Limits,
    #[command(flatten)]
    pub(crate) connections: Limits,
    #[command(flatten)]
    pub(crate) telemetry: TelemetrySettings,
}

/// Forms of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

/// A directory that may be empty: an empty variable counts as none, as container files often set it so.
fn directory() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

/// A duration above zero, because zero would be no time or none at all.
pub(crate) fn positive_duration(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("it must be more than zero".to_owned()),
        Ok(duration) => Ok(duration),
        Err(error) => Err(format!("{error}; write it like 10s or 500ms")),
    }
}

/// A value, unless it is empty.
pub(crate) fn given<T: AsRef<OsStr>>(value: Option<&T>) -> Option<&T> {
    value.filter(|value| !value.as_ref().is_empty())
}

impl Settings {
    /// Where the store finds its database.
    pub(crate) fn store(&self) -> store::Config {
        store::Config {
            database_url: given(self.database_url.as_ref()).cloned(),
            state_dir: self.state_dir.clone(),
            pg_bin: given(self.pg_bin.as_ref()).cloned(),
            max_connections: self.database_connections,
            acquire_timeout: self.connection_timeout,
        }
    }

    /// Directory of the package to load, if one is given.
    pub(crate) fn data(&self) -> Option<&PathBuf> {
        given(self.data.as_ref())
    }

    /// The package to load into an empty database.
    pub(crate) fn package(&self) -> import::Package {
        match self.data() {
            Some(directory) => import::Package::in_directory(directory),
            None => import::Package::bundled(),
        }
    }
}
