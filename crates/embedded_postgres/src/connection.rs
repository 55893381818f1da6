//! Connections to the embedded PostgreSQL through its socket.

use std::{path::Path, time::Duration};

use sqlx::{
    Connection, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::time::timeout;

use crate::Error;

/// Part of the socket's file name; nothing listens on a TCP port.
pub(crate) const PORT: u16 = 5432;
pub(crate) const SOCKET_NAME: &str = ".s.PGSQL.5432";
/// Name of both the superuser and the database.
pub(crate) const NAME: &str = "atlas";

const ATTEMPT: Duration = Duration::from_secs(5);
/// SQLSTATE of "the database system is starting up", and of "in recovery mode" and "shutting down".
const CANNOT_CONNECT_NOW: &str = "57P03";

/// The outcome of a connection attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It accepts connections.
    Ready,
    /// It answers that it is starting, which can take long after a crash.
    Starting,
    /// It does not answer.
    Away,
}

/// Options to connect to the database.
pub(crate) fn options(socket_dir: &Path) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket_dir)
        .port(PORT)
        .username(NAME)
        .database(NAME)
        .ssl_mode(PgSslMode::Disable)
}

/// Connects to the database that every PostgreSQL has.
async fn connect(socket_dir: &Path) -> Result<PgConnection, sqlx::Error> {
    let options = options(socket_dir).database("postgres");
    timeout(ATTEMPT, PgConnection::connect_with(&options)).await.map_err(|_| sqlx::Error::PoolTimedOut)?
}

pub(crate) async fn probe(socket_dir: &Path) -> State {
    match connect(socket_dir).await {
        Ok(connection) => {
            // The probe is done: an error while closing changes nothing.
            connection.close().await.ok();
            State::Ready
        }
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(CANNOT_CONNECT_NOW) => State::Starting,
        Err(_) => State::Away,
    }
}

pub(crate) async fn answers(socket_dir: &Path) -> bool {
    probe(socket_dir).await == State::Ready
}

/// Creates the database if it is missing.
pub(crate) async fn create_database(socket_dir: &Path) -> Result<(), Error> {
    let create = async {
        let mut connection = connect(socket_dir).await?;
        let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(NAME)
            .fetch_one(&mut connection)
            .await?;
        if !exists {
            sqlx::query("create database atlas").execute(&mut connection).await?;
        }
        connection.close().await
    };
    create.await.map_err(Error::CreateDatabase)
}
