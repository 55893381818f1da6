//! Private PostgreSQL: when no `DATABASE_URL` is given, `atlas` runs a PostgreSQL of its own, as its own child.
//!
//! Everything lives in one state directory:
//!
//! | path | what |
//! |---|---|
//! | `lock` | held (flock) by the process that owns the database; says who that is |
//! | `postgres/` | the data directory |
//! | `run/` | the Unix socket, in a directory that only the owner can enter; there is no TCP |
//! | `postgres.log` | what PostgreSQL says |
//!
//! [`open`] takes the lock and starts PostgreSQL, or finds that a running `atlas serve` has done so and shares its
//! database. How it goes, in reading order: `state` (where, and as which user), `lock` (who), `programs` (with which
//! PostgreSQL), `data_directory` (made on the first run), `leftover` (of a killed predecessor), `postmaster` (start,
//! wait, stop), `supervisor` (restart).

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
mod throw_away;

use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnectOptions;

pub use self::{
    error::Error,
    programs::{OLDEST_MAJOR, Programs, find_programs},
    throw_away::ThrowAway,
};
use self::{
    lock::{Lock, Taken},
    postmaster::Launch,
    state::State,
    supervisor::Supervisor,
};

/// Which private PostgreSQL, and how to run it.
#[derive(Clone, Debug)]
pub struct Config {
    /// The state directory; made when missing.
    pub state_dir: PathBuf,
    /// A directory with the PostgreSQL programs, preferred to those found elsewhere.
    pub pg_bin: Option<PathBuf>,
    /// Whether the data must survive a crash of the machine. Without, everything is faster.
    pub durable: bool,
}

/// What the database is opened for; other processes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `atlas serve`: runs for long and lets commands share its database.
    Serve,
    /// A command that ends by itself, by its name: `import`, `migrate`.
    Command(&'static str),
}

/// An open private PostgreSQL.
#[derive(Debug)]
#[must_use]
pub enum Opened {
    /// This process runs it, and must [`PrivatePostgres::stop`] it.
    Owned(PrivatePostgres),
    /// A running `atlas serve` runs it: connect with these options.
    Shared(PgConnectOptions),
}

/// A PostgreSQL that runs as our child, restarted should it die, until [`PrivatePostgres::stop`].
///
/// Dropped without a stop, it is told to stop, but nobody waits for it.
#[derive(Debug)]
pub struct PrivatePostgres {
    state: State,
    socket_dir: PathBuf,
    // Above the lock, because fields are dropped in order: first the database, then the right to it.
    supervisor: Supervisor,
    lock: Lock,
}

/// Opens the private PostgreSQL of a state directory: starts it, or shares that of a running `atlas serve`.
///
/// Waits for a command that holds the state directory; a second [`Purpose::Serve`] is refused.
pub async fn open(config: &Config, purpose: Purpose) -> Result<Opened, Error> {
    let state = State::prepare(&config.state_dir).await?;
    match lock::take(&state, purpose).await? {
        Taken::Ours(lock) => PrivatePostgres::start(state, lock, config).await.map(Opened::Owned),
        Taken::Serving { socket_dir } => Ok(Opened::Shared(connection::options(&socket_dir))),
    }
}

/// Where the data of a private PostgreSQL is; `None` before its first start. Makes nothing.
#[must_use]
pub fn find_data(config: &Config) -> Option<PathBuf> {
    State::find_data(&config.state_dir)
}

impl Opened {
    /// How to connect to the database.
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

impl PrivatePostgres {
    /// Starts a PostgreSQL for tests in a new directory under `parent_dir`: fast, not durable, and gone together with
    /// this process, however that ends.
    pub async fn throw_away(parent_dir: &Path) -> Result<ThrowAway, Error> {
        ThrowAway::start(parent_dir).await
    }

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

    /// How to connect to the database.
    #[must_use]
    pub fn connect_options(&self) -> PgConnectOptions {
        connection::options(&self.socket_dir)
    }

    /// The state directory in use. Not the one asked for when that is closed to the user PostgreSQL runs as.
    #[must_use]
    pub fn state_dir(&self) -> &Path {
        self.state.dir()
    }

    /// Stops PostgreSQL, waits until it has ended, and gives the state directory free.
    pub async fn stop(self) {
        self.supervisor.stop().await;
        drop(self.lock);
    }
}

/// Finds the programs and makes the data directory, so that PostgreSQL can be started.
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
