//! The only door to a database: `DATABASE_URL`, or the embedded PostgreSQL.

mod connection_handoff;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use embedded_postgres::{EmbeddedPostgres, Opened, Purpose};

use self::connection_handoff::ConnectionHandoff;
pub(crate) use self::connection_handoff::{Acquired, OpenTransaction};
use sqlx::{
    Connection, PgConnection, PgPool, Postgres,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{Error, watch::Watcher};

/// How long a request waits for a connection where nothing else is configured.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
/// How long a cancellation waits for a connection.
const CONTROL_TIMEOUT: Duration = Duration::from_secs(3);
/// How long the connection for cancellations is kept after the last.
const CONTROL_IDLE: Duration = Duration::from_mins(1);
/// How long a start waits for the database named by `DATABASE_URL`.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The oldest PostgreSQL that is tested, as `server_version_num` counts.
const OLDEST_VERSION: i32 = 150_000;

/// Where the database is.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address of a PostgreSQL; `None` for the embedded one.
    pub database_url: Option<String>,
    /// Directory of the embedded PostgreSQL.
    pub state_dir: PathBuf,
    /// Directory of the PostgreSQL programs, looked at first.
    pub pg_bin: Option<PathBuf>,
    /// Largest number of connections held open for requests. One more cancels what was given up, and one more hears of
    /// new releases.
    pub max_connections: u32,
    /// How long a request waits for a connection before it is told that the database is unavailable.
    pub acquire_timeout: Duration,
}

/// A database that can be read and loaded. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Store {
    /// That of the requests.
    pub(crate) pool: PgPool,
    pub(crate) pools: Pools,
    /// Started by the first [`Store::watch`].
    pub(crate) watcher: Mutex<Option<Watcher>>,
    /// Taken by the first [`Store::close`].
    embedded: Mutex<Option<EmbeddedPostgres>>,
    /// In words, without secrets: for logs and `doctor`.
    address: String,
}

/// The pools that a session needs.
#[derive(Clone, Debug)]
pub(crate) struct Pools {
    pub(crate) requests: PgPool,
    /// One connection, for cancelling what runs on the others.
    pub(crate) control: PgPool,
    handoff: Arc<ConnectionHandoff>,
}

/// What the connections for requests are doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolState {
    /// Connections open, idle ones included.
    pub size: u32,
    /// Connections that nobody uses.
    pub idle: u32,
    /// Largest number of connections.
    pub max: u32,
    /// Sessions that wait for a connection.
    pub waiting: u32,
}

impl Store {
    /// Connects to the database, starting the embedded PostgreSQL when no address is given.
    ///
    /// A `purpose` other than serving shares the PostgreSQL of a running server.
    pub async fn connect(config: &Config, purpose: Purpose) -> Result<Self, Error> {
        let (options, embedded) = match &config.database_url {
            Some(url) => (parse_address(url)?, None),
            None => match embedded_postgres::open(&config.embedded(), purpose).await? {
                Opened::Owned(postgres) => (postgres.connect_options(), Some(postgres)),
                Opened::Shared(options) => (options, None),
            },
        };
        match Self::open(options, config.max_connections, config.acquire_timeout).await {
            Ok(store) => Ok(Self { embedded: Mutex::new(embedded), ..store }),
            Err(error) => {
                if let Some(embedded) = embedded {
                    embedded.stop().await;
                }
                Err(error)
            }
        }
    }

    /// Connects to a database by its options: what [`Store::connect`] does after it has found the database.
    pub async fn with_options(options: PgConnectOptions, max_connections: u32) -> Result<Self, Error> {
        Self::open(options, max_connections, ACQUIRE_TIMEOUT).await
    }

    async fn open(options: PgConnectOptions, max_connections: u32, acquire_timeout: Duration) -> Result<Self, Error> {
        let options = options.application_name("cluster-atlas").statement_cache_capacity(500);
        let address = describe(&options);
        check_version(&options, &address).await?;
        let control = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(CONTROL_TIMEOUT)
            .idle_timeout(CONTROL_IDLE)
            .connect_lazy_with(options.clone());
        let pool = PgPoolOptions::new()
            .max_connections(max_connections)
            .acquire_timeout(acquire_timeout)
            // A session tells by its first statement, and takes another.
            .test_before_acquire(false)
            .connect_lazy_with(options);
        let pools = Pools { requests: pool.clone(), control, handoff: Arc::default() };
        Ok(Self { pool, pools, watcher: Mutex::new(None), embedded: Mutex::new(None), address })
    }

    /// Where the database is, in words and without secrets.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What its connections are doing, for metrics.
    #[must_use]
    pub fn pool(&self) -> PoolState {
        PoolState {
            size: self.pool.size(),
            idle: u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX),
            max: self.pool.options().get_max_connections(),
            waiting: self.pools.handoff.waiting(),
        }
    }

    /// A connection that is known to live, for what is no session: the pool hands out connections as they are.
    pub(crate) async fn live_connection(&self) -> Result<PoolConnection<Postgres>, sqlx::Error> {
        loop {
            let mut connection = self.pool.acquire().await?;
            if connection.ping().await.is_ok() {
                return Ok(connection);
            }
            drop(connection.detach());
        }
    }

    /// Closes every connection, after what runs on them has ended. Reads fail from then on, as they do when the database
    /// is away, and nobody hears of new releases.
    pub async fn shut(&self) {
        let watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(watcher) = watcher {
            watcher.stop().await;
        }
        self.pool.close().await;
        self.pools.control.close().await;
    }

    /// Closes every connection, after what runs on them has ended, and stops the embedded PostgreSQL if it is ours. Takes no
    /// ownership: threads that end in their own time may still share the store.
    pub async fn close(&self) {
        self.shut().await;
        let embedded = self.embedded.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(embedded) = embedded {
            embedded.stop().await;
        }
    }
}

impl Pools {
    /// A connection for a request.
    pub(crate) async fn acquire(&self) -> Result<Acquired, sqlx::Error> {
        self.handoff.take(&self.requests).await
    }

    /// Gives a connection to a request that waits, or back to the pool.
    pub(crate) fn hand_off(&self, connection: OpenTransaction) {
        if !self.requests.is_closed() {
            self.handoff.give(connection);
        }
    }
}

impl Config {
    /// The embedded PostgreSQL to run if no address is given.
    #[must_use]
    pub fn embedded(&self) -> embedded_postgres::Config {
        embedded_postgres::Config { state_dir: self.state_dir.clone(), pg_bin: self.pg_bin.clone(), durable: true }
    }
}

fn parse_address(url: &str) -> Result<PgConnectOptions, Error> {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(Error::Address("it does not start with postgres://".to_owned()));
    }
    url.parse().map_err(|error: sqlx::Error| Error::Address(error.to_string()))
}

fn describe(options: &PgConnectOptions) -> String {
    let database = options.get_database().unwrap_or("(default)");
    match options.get_socket() {
        Some(socket) => format!("{} (socket), database {database}", socket.display()),
        None => format!("{}:{}, database {database}", options.get_host(), options.get_port()),
    }
}

/// Connects once, outside the pool, so that a wrong address is told at once and in full.
async fn check_version(options: &PgConnectOptions, address: &str) -> Result<(), Error> {
    let refused = |reason: String| Error::Connect { address: address.to_owned(), reason };
    let attempt = tokio::time::timeout(CONNECT_TIMEOUT, async {
        let mut connection = PgConnection::connect_with(options).await?;
        let version: (i32, String) =
            sqlx::query_as("select current_setting('server_version_num')::int, current_setting('server_version')")
                .fetch_one(&mut connection)
                .await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(version)
    });
    let (number, version) = match attempt.await {
        Ok(Ok(version)) => version,
        Ok(Err(error)) => return Err(refused(error.to_string())),
        Err(_) => return Err(refused(format!("no answer within {} seconds", CONNECT_TIMEOUT.as_secs()))),
    };
    if number < OLDEST_VERSION { Err(Error::Version(version)) } else { Ok(()) }
}
