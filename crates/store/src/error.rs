//! What can go wrong in the store, told apart by what a caller can do about it.

use std::{path::PathBuf, sync::Arc};

/// An error of the store. Its text is for the log and the command line, never for a client of the API.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, or is starting or stopping: worth another try.
    #[error("the database cannot be reached")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// `DATABASE_URL` does not lead to a database.
    #[error("cannot connect to the database at {address}: {reason}; check DATABASE_URL (--database-url)")]
    Connect {
        /// The address, without user and password.
        address: String,
        /// What the driver says.
        reason: String,
    },
    /// `DATABASE_URL` is not an address.
    #[error(
        "DATABASE_URL (--database-url) is not a PostgreSQL address: {0}; it looks like postgres://user:password@host:5432/database"
    )]
    Address(String),
    /// A PostgreSQL older than 15.
    #[error("the database is PostgreSQL {0}; version 15 or newer is needed")]
    Version(String),
    /// The embedded PostgreSQL cannot be used.
    #[error(transparent)]
    Embedded(#[from] embedded_postgres::Error),
    /// The database has no trigrams, and cannot get them.
    #[error("the database needs the extension pg_trgm, for search: {0}")]
    Extension(&'static str),
    /// A migration failed, or the database was made by a newer program.
    #[error("the database cannot be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The time of a session is over, or an administrator has cancelled its statement.
    #[error("the time for reading is over")]
    Timeout,
    /// A statement of the same session was given up while it ran.
    #[error("the reading was given up")]
    Cancelled,
    /// A statement failed.
    #[error("a statement failed")]
    Statement(#[source] Arc<sqlx::Error>),
    /// A row does not fit the type it is read into.
    #[error("a row could not be read")]
    Row(#[source] sea_orm::DbErr),
    /// A file of the store cannot be read or written.
    #[error("cannot use {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl Error {
    /// Whether the database is away, so that the same request may succeed later.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Connect { .. })
    }

    /// Whether it took too long, so that the same request, or a smaller one, may succeed when there is less to do.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::of_statement(Arc::new(error))
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr::SqlxError};
        match error {
            DbErr::Query(SqlxError(error)) | DbErr::Exec(SqlxError(error)) | DbErr::Conn(SqlxError(error)) => {
                Self::of_statement(error)
            }
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Self::Timeout,
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Self::Cancelled,
            error => Self::Row(error),
        }
    }
}

impl Error {
    fn of_statement(error: Arc<sqlx::Error>) -> Self {
        if is_connection_lost(&error) {
            Self::Unavailable(error)
        } else if is_cancelled(&error) {
            Self::Timeout
        } else {
            Self::Statement(error)
        }
    }
}

/// SQLSTATE 57014: query cancelled, by `statement_timeout` or by another connection.
fn is_cancelled(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(database) if database.code().is_some_and(|code| code == "57014"))
}

/// Whether the connection, not the statement, is at fault.
/// SQLSTATE classes: 08 connection exception, 57P01 to 57P03 shutting down or starting up, 53300 too many connections.
pub(crate) fn is_connection_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(database) => {
            database.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P0") || code == "53300")
        }
        _ => false,
    }
}
