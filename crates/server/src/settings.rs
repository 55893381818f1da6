//! The command line. Each setting is a flag, an environment variable and an entry of `--help`, declared once. The parts
//! of the server declare their own settings, which this file puts together.

pub(crate) mod value;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

use self::value::{directory, non_empty, positive_duration};
use crate::{
    http::{
        admission, api_keys, client_address, content_negotiation::Profile, cors, persisted_documents, rate_limit,
        response_cache, slow_clients, subscription::open_connections,
    },
    telemetry::{self, logs},
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

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the API and its playground; loads the data package first when the database is empty
    Serve,
    /// Load a data package in one transaction, as the difference from the current data
    Import {
        /// Directory of the package, with its datapackage.json
        directory: PathBuf,
        /// Print what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Check a data package and print every problem; needs no database
    Validate {
        /// Directory of the package, with its datapackage.json
        directory: PathBuf,
    },
    /// Migrate the database to the newest version
    Migrate,
    /// Print the GraphQL schema; needs no database
    Schema {
        /// Include the directives of Apollo Federation, which a gateway needs to compose this API with others
        #[arg(long)]
        federation: bool,
    },
    /// Check everything that the server needs, and print what is missing and what to do about it
    Doctor {
        /// Only check whether the server at the listening address is ready; exit with 0 if it is, with 1 if not
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
    /// PostgreSQL to use, such as postgres://user:password@host:5432/database; without it the server runs an embedded one
    #[expect(clippy::doc_markdown, reason = "the text of --help, where brackets around the address would mislead")]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// Maximum number of open database connections
    #[arg(long, env = "ATLAS_DATABASE_CONNECTIONS", default_value_t = 32, global = true, value_name = "NUMBER",
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) database_connections: u32,
    /// How long a request waits for a free database connection before it fails
    #[arg(long, env = "ATLAS_CONNECTION_TIMEOUT", default_value = "3s", global = true, value_name = "DURATION",
          value_parser = positive_duration)]
    pub(crate) connection_timeout: Duration,
    /// Directory of the embedded PostgreSQL
    #[arg(long, env = "ATLAS_STATE_DIR", default_value = ".atlas", global = true, value_name = "DIRECTORY")]
    pub(crate) state_dir: PathBuf,
    /// Directory of the PostgreSQL programs, searched before all others
    #[arg(long, env = "ATLAS_PG_BIN", global = true, value_name = "DIRECTORY", value_parser = directory())]
    pub(crate) pg_bin: Option<PathBuf>,
    /// Data package to load when the database is empty; without it, the bundled one
    #[arg(long, env = "ATLAS_DATA", global = true, value_name = "DIRECTORY", value_parser = directory())]
    data: Option<PathBuf>,
    /// Draft of GraphQL over HTTP that decides the status of application/graphql-response+json answers
    #[arg(long, env = "ATLAS_HTTP_PROFILE", default_value = "draft-2025", global = true, value_name = "PROFILE")]
    pub(crate) http_profile: Profile,
    #[command(flatten)]
    pub(crate) admission: admission::Settings,
    #[command(flatten)]
    pub(crate) cors: cors::Settings,
    /// Serve the API alone, without its pages
    #[arg(long, env = "ATLAS_NO_PLAYGROUND", global = true)]
    pub(crate) no_playground: bool,
    /// Hide the schema: no introspection, no /schema.graphql, no suggestions in errors
    #[arg(long, env = "ATLAS_NO_INTROSPECTION", global = true)]
    pub(crate) no_introspection: bool,
    #[command(flatten)]
    pub(crate) cache: response_cache::Settings,
    #[command(flatten)]
    pub(crate) persisted: persisted_documents::Settings,
    #[command(flatten)]
    pub(crate) rate_limit: rate_limit::Settings,
    #[command(flatten)]
    pub(crate) api_keys: api_keys::Settings,
    #[command(flatten)]
    pub(crate) client_address: client_address::Settings,
    #[command(flatten)]
    pub(crate) logs: logs::Settings,
    #[command(flatten)]
    pub(crate) subscriptions: open_connections::Settings,
    #[command(flatten)]
    pub(crate) connections: slow_clients::Settings,
    #[command(flatten)]
    pub(crate) telemetry: telemetry::Settings,
}

impl Settings {
    /// The configuration of the store.
    pub(crate) fn store(&self) -> store::Config {
        store::Config {
            database_url: non_empty(self.database_url.as_ref()).cloned(),
            state_dir: self.state_dir.clone(),
            pg_bin: non_empty(self.pg_bin.as_ref()).cloned(),
            max_connections: self.database_connections,
            acquire_timeout: self.connection_timeout,
        }
    }

    /// The directory of the package to load, if there is one.
    pub(crate) fn data(&self) -> Option<&PathBuf> {
        non_empty(self.data.as_ref())
    }

    /// The package to load into an empty database.
    pub(crate) fn package(&self) -> import::Package {
        match self.data() {
            Some(directory) => import::Package::in_directory(directory),
            None => import::Package::bundled(),
        }
    }
}
