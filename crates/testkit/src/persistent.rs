//! Generated databases that outlive the process, because a large one takes minutes to make.

use std::path::Path;

use import::Package;
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use store::{
    Store,
    embedded_postgres::{self, Config, Opened, Purpose},
};

use crate::{
    MAX_CONNECTIONS, fill,
    generated::{self, Size},
    run,
};

/// A database with a generated package, of a embedded PostgreSQL that runs until it is closed.
#[derive(Debug)]
pub struct PersistentDatabase {
    store: Store,
    postgres: Opened,
    version: String,
}

/// Opens the database of a size which an earlier process has left in a directory; makes it if there is none, or if
/// generator, bundled package or migrations have changed since.
///
/// # Panics
///
/// When there is no PostgreSQL, or the database cannot be made.
pub async fn persistent(size: Size, directory: &Path) -> PersistentDatabase {
    let state_dir = directory.join(format!("{}-{}", size.clusters, size.stats));
    // What a crash of the machine destroys is made again.
    let config = Config { state_dir, pg_bin: None, durable: false };
    let postgres = embedded_postgres::open(&config, Purpose::Command("bench")).await.expect("a embedded PostgreSQL");
    let options = postgres.connect_options();
    let store = Store::with_options(options.clone(), MAX_CONNECTIONS).await.expect("the persistent database");
    if !is_current(&store, &options).await {
        run(&options, "drop schema public cascade; create schema public").await;
        let package = tempfile::tempdir().expect("a directory for the package");
        generated::write(size, package.path()).expect("a generated package");
        fill(&store, &options, Some(&Package::in_directory(package.path()))).await;
    }
    let version = text(&options, "select current_setting('server_version')").await.expect("a version");
    PersistentDatabase { store, postgres, version }
}

impl PersistentDatabase {
    /// The store on it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How to connect to it by other means.
    #[must_use]
    pub fn options(&self) -> PgConnectOptions {
        self.postgres.connect_options()
    }

    /// The version of its PostgreSQL.
    #[must_use]
    pub fn postgres_version(&self) -> &str {
        &self.version
    }

    /// Stops its PostgreSQL.
    pub async fn close(self) {
        self.store.close().await;
        self.postgres.stop().await;
    }
}

/// Whether the database has just the migrations of this program, and what the generator makes today.
async fn is_current(store: &Store, options: &PgConnectOptions) -> bool {
    let Ok(readiness) = store.readiness().await else { return false };
    readiness.release.is_some()
        && readiness.migrations_applied == readiness.migrations_known
        // Nothing is left to do, but an edited file is found out.
        && store.migrate().await.is_ok()
        && text(options, "select version from release order by id desc limit 1").await == Some(generated::fingerprint())
}

async fn text(options: &PgConnectOptions, sql: &'static str) -> Option<String> {
    let mut connection = options.connect().await.expect("the persistent PostgreSQL");
    sqlx::query_scalar(sql).fetch_optional(&mut connection).await.expect(sql)
}
