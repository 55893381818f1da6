#![doc = include_str!("../README.md")]

mod account;
mod connection;
mod data_directory;
mod error;
mod leftover;
mod lock;
mod postmaster;
mod programs;
mod state;
mod supervisor;
mod temporary;

use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnectOptions;

pub use self::{
    error::Error,
    programs::{OLDEST_MAJOR, Programs, find_programs},
    temporary::TemporaryPostgres,
};
use crate::{
    lock::{Acquired, Lock},
    postmaster::Launch,
    state::State,
    supervisor::Supervisor,
};

/// Where the embedded PostgreSQL lives, and how it runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// The state directory; created if missing.
    pub state_dir: PathBuf,
    /// A directory with the PostgreSQL programs, preferred to those found elsewhere.
    pub pg_bin: Option<PathBuf>,
    /// Whether the data must survive a crash of the machine. Everything is faster without.
    pub durable: bool,
}

/// Why the database is opened. The lock file names it to other processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `atlas serve`: runs for a long time and lets commands share its database.
    Serve,
    /// A command that ends by itself, with its name: `import`, `migrate`.
    Command(&'static str),
}

/// An open embedded PostgreSQL.
#[derive(Debug)]
#[must_use]
pub enum Opened {
    /// This process runs it, and must [`EmbeddedPostgres::stop`] it.
    Owned(EmbeddedPostgres),
    /// A running `atlas serve` owns it: connect with these options.
    Shared(PgConnectOptions),
}

/// A PostgreSQL that runs as a child process, and is restarted if it dies, until [`EmbeddedPostgres::stop`].
///
/// Dropping it signals PostgreSQL to stop without waiting for the end.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    state: State,
    socket_dir: PathBuf,
    // Above the lock, because fields are dropped in order: the database first, then the lock on it.
    supervisor: Supervisor,
    lock: Lock,
}

/// Opens the embedded PostgreSQL of a state directory: starts it, or shares that of a running `atlas serve`.
///
/// Waits for a command that holds the state directory. A second [`Purpose::Serve`] is an error.
pub async fn open(config: &Config, purpose: Purpose) -> Result<Opened, Error> {
    let state = State::prepare(&config.state_dir).await?;
    match lock::acquire(&state, purpose).await? {
        Acquired::Ours(lock) => EmbeddedPostgres::start(state, lock, config).await.map(Opened::Owned),
        Acquired::Serving { socket_dir } => Ok(Opened::Shared(connection::options(&socket_dir))),
    }
}

/// Finds the data directory of an embedded PostgreSQL; `None` before its first start. Creates nothing.
#[must_use]
pub fn find_data(config: &Config) -> Option<PathBuf> {
    State::find_data(&config.state_dir)
}

impl Opened {
    /// Options to connect to the database.
    #[must_use]
    pub fn connect_options(&self) -> PgConnectOptions {
        match self {
            Self::Owned(postgres) => postgres.connect_options(),
            Self::Shared(options) => options.clone(),
        }
    }

    /// Stops PostgreSQL if this process runs it.
    pub async fn stop(self) {
        if let Self::Owned(postgres) = self {
            postgres.stop().await;
        }
    }
}

impl EmbeddedPostgres {
    async fn start(state: State, lock: Lock, config: &Config) -> Result<Self, Error> {
        let socket_dir = state.socket_dir()?;
        let launch = prepare_launch(&state, &socket_dir, config.pg_bin.as_deref(), config.durable).await?;
        leftover::clear(&state.data_dir(), &socket_dir).await?;
        let mut postmaster = launch.start().await?;
        let ready = connection::create_database(&socket_dir).await.and_then(|()| lock.announce(&socket_dir));
        if let Err(error) = ready {
            postmaster.shut_down().await;
            return Err(error);
        }
        Ok(Self { state, socket_dir, supervisor: Supervisor::spawn(launch, postmaster), lock })
    }

    /// Options to connect to the database.
    #[must_use]
    pub fn connect_options(&self) -> PgConnectOptions {
        connection::options(&self.socket_dir)
    }

    /// The state directory in use. It differs from the configured one if the user PostgreSQL runs as cannot enter that.
    #[must_use]
    pub fn state_dir(&self) -> &Path {
        self.state.dir()
    }

    /// Stops PostgreSQL, waits until it has ended, and releases the state directory.
    pub async fn stop(self) {
        self.supervisor.stop().await;
        drop(self.lock);
    }
}

/// Finds the programs and creates the data directory, so that PostgreSQL can be started.
async fn prepare_launch(
    state: &State,
    socket_dir: &Path,
    pg_bin: Option<&Path>,
    durable: bool,
) -> Result<Launch, Error> {
    let data_dir = state.data_dir();
    let made_by = data_directory::made_by(&data_dir)?;
    let programs = programs::choose(pg_bin, made_by, &data_dir)?;
    if made_by.is_none() {
        data_directory::create(state, &programs, durable).await?;
    }
    Ok(Launch {
        programs,
        data_dir,
        socket_dir: socket_dir.to_owned(),
        log: state.log(),
        account: state.account().cloned(),
        durable,
    })
}
