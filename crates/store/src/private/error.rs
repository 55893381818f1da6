//! What can go wrong with the private PostgreSQL: one sentence each, with what to do.

use std::{io, path::PathBuf};

/// An error of the private PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No PostgreSQL that is new enough is installed.
    #[error(
        "no PostgreSQL {oldest} or newer was found (looked in {looked_in}; {found}): install it ({install}), name the \
         directory of its programs in ATLAS_PG_BIN, or set DATABASE_URL to a PostgreSQL that runs already",
        oldest = super::OLDEST_MAJOR
    )]
    NoPrograms {
        /// The places that were searched.
        looked_in: String,
        /// The versions found there, all too old, or that there was none.
        found: String,
        /// How to install PostgreSQL on this system.
        install: String,
    },
    /// The data directory was made by a major version that is not installed.
    #[error(
        "{data_dir} was made by PostgreSQL {made_by}, which is not installed ({found}): install PostgreSQL {made_by}, \
         or delete that directory and the data package is loaded again"
    )]
    OtherMajor {
        /// The data directory.
        data_dir: PathBuf,
        /// The major version that made it.
        made_by: u32,
        /// The versions that are installed.
        found: String,
    },
    /// Something that is no data directory is where the data directory belongs.
    #[error("{0} is not a PostgreSQL data directory: move it away, or choose another state directory")]
    NotADataDirectory(PathBuf),
    /// We run as root, and there is no other user to run PostgreSQL as.
    #[error(
        "PostgreSQL refuses to run as root, and this system has neither a user postgres nor a user nobody: create the \
         user postgres, or start atlas as another user"
    )]
    NoUnprivilegedUser,
    /// The user that PostgreSQL runs as cannot enter the state directory.
    #[error(
        "user {user}, whom PostgreSQL runs as, cannot enter {state_dir}: open it and the directories above it (chmod \
         a+x), or choose another state directory"
    )]
    Closed {
        /// The state directory.
        state_dir: PathBuf,
        /// The user.
        user: String,
    },
    /// The directory of the socket may belong to somebody else.
    #[error("{0} must be a directory of the user PostgreSQL runs as, and is not: remove it")]
    SocketDirectory(PathBuf),
    /// Another `atlas serve` runs on the state directory.
    #[error("atlas serve already runs on {state_dir} (pid {pid}): stop it, or choose another state directory")]
    AlreadyServing {
        /// The state directory.
        state_dir: PathBuf,
        /// Process id of the other server.
        pid: i32,
    },
    /// The process that holds the state directory does not get ready.
    #[error(
        "{holder} holds {state_dir} but has not become ready within {seconds} seconds: look at its log, or stop it"
    )]
    HolderNotReady {
        /// The process, in words.
        holder: String,
        /// The state directory.
        state_dir: PathBuf,
        /// How long we waited.
        seconds: u64,
    },
    /// A PostgreSQL that a killed `atlas` left behind does not end.
    #[error("a PostgreSQL left behind (pid {pid}) still uses {data_dir} and does not stop: stop it (kill {pid})")]
    Leftover {
        /// Its process id.
        pid: i32,
        /// The data directory.
        data_dir: PathBuf,
    },
    /// The data directory could not be made.
    #[error("initdb could not make {data_dir}: {reason}")]
    Initdb {
        /// The data directory.
        data_dir: PathBuf,
        /// The end of what initdb wrote.
        reason: String,
    },
    /// PostgreSQL ended while starting.
    #[error("PostgreSQL ended while starting: {reason} (all of it is in {log})")]
    Ended {
        /// The end of what it logged.
        reason: String,
        /// Its log.
        log: PathBuf,
    },
    /// PostgreSQL runs but does not answer.
    #[error("PostgreSQL has not answered within {seconds} seconds of its start: {log} says why")]
    Silent {
        /// How long we waited.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },
    /// The database could not be created inside a running PostgreSQL.
    #[error("cannot create the database atlas in the private PostgreSQL: {0}")]
    CreateDatabase(#[source] sqlx::Error),
    /// A file, directory or program could not be used.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file, directory or program.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Turns an [`io::Error`] into an [`Error`] that says what was tried with which path.
pub(super) fn cannot(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |source| Error::Io { action, path, source }
}
