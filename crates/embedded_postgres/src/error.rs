//! Errors of the embedded PostgreSQL: one sentence each, with the remedy.

use std::{io, path::PathBuf};

/// An error of the embedded PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No PostgreSQL that is new enough is installed.
    #[error(
        "no PostgreSQL {oldest} or newer was found (looked in {looked_in}; {found}): install it ({install}), set ATLAS_PG_BIN \
         to the directory of its programs, or set DATABASE_URL to a PostgreSQL that is already running",
        oldest = crate::OLDEST_MAJOR
    )]
    NoPrograms {
        /// The places that were searched.
        looked_in: String,
        /// The versions found there, all too old, or a note that there was none.
        found: String,
        /// How to install PostgreSQL on this system.
        install: String,
    },
    /// The data directory was created by a major version that is not installed.
    #[error(
        "{data_dir} was created by PostgreSQL {made_by}, which is not installed ({found}): install PostgreSQL {made_by}, \
         or delete that directory and the data package is loaded again"
    )]
    OtherMajor {
        /// The data directory.
        data_dir: PathBuf,
        /// The major version that created it.
        made_by: u32,
        /// The versions that are installed.
        found: String,
    },
    /// The path of the data directory holds something else.
    #[error("{0} is not a PostgreSQL data directory: move it away, or choose another state directory")]
    NotADataDirectory(PathBuf),
    /// The process runs as root, and there is no other user to run PostgreSQL as.
    #[error(
        "PostgreSQL refuses to run as root, and this system has neither a user postgres nor a user nobody: create the \
         user postgres, or start atlas as another user"
    )]
    NoUnprivilegedUser,
    /// The user that PostgreSQL runs as cannot enter the state directory.
    #[error(
        "user {user}, which PostgreSQL runs as, cannot enter {state_dir}: open it and the directories above it (chmod \
         a+x), or choose another state directory"
    )]
    Closed {
        /// The state directory.
        state_dir: PathBuf,
        /// The user.
        user: String,
    },
    /// The directory of the socket may belong to another user.
    #[error("{0} is not a directory of the user PostgreSQL runs as: remove it")]
    SocketDirectory(PathBuf),
    /// Another `atlas serve` uses the state directory.
    #[error("atlas serve already runs on {state_dir} (pid {pid}): stop it, or choose another state directory")]
    AlreadyServing {
        /// The state directory.
        state_dir: PathBuf,
        /// Process id of the other server.
        pid: i32,
    },
    /// The process that holds the state directory does not become ready.
    #[error("{holder} holds {state_dir} but has not become ready within {seconds} seconds: check its log, or stop it")]
    HolderNotReady {
        /// Describes the process.
        holder: String,
        /// The state directory.
        state_dir: PathBuf,
        /// Length of the wait, in seconds.
        seconds: u64,
    },
    /// A PostgreSQL that a killed `atlas` left behind does not stop.
    #[error("an orphaned PostgreSQL (pid {pid}) still uses {data_dir} and does not stop: stop it (kill {pid})")]
    Leftover {
        /// Its process id.
        pid: i32,
        /// The data directory.
        data_dir: PathBuf,
    },
    /// The data directory could not be created.
    #[error("initdb could not create {data_dir}: {reason}")]
    Initdb {
        /// The data directory.
        data_dir: PathBuf,
        /// The last messages of initdb.
        reason: String,
    },
    /// PostgreSQL ended while starting.
    #[error("PostgreSQL ended while starting: {reason} (full log: {log})")]
    Ended {
        /// Its last messages.
        reason: String,
        /// Its log.
        log: PathBuf,
    },
    /// PostgreSQL runs but accepts no connection.
    #[error("PostgreSQL has not answered within {seconds} seconds of its start: see {log}")]
    Silent {
        /// Length of the wait, in seconds.
        seconds: u64,
        /// Its log.
        log: PathBuf,
    },
    /// The database could not be created inside a running PostgreSQL.
    #[error("cannot create the database atlas in the embedded PostgreSQL: {0}")]
    CreateDatabase(#[source] sqlx::Error),
    /// A file, directory or program could not be used.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// The failed action.
        action: &'static str,
        /// The file, directory or program.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
}

/// Turns an [`io::Error`] into an [`Error`] that names the failed action and its path.
pub(crate) fn cannot(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |source| Error::Io { action, path, source }
}
