#![doc = include_str!("../README.md")]

pub mod generated;

mod persistent;
mod until;

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use import::Package;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, postgres::PgConnectOptions};
use store::{Store, embedded_postgres::TemporaryPostgres};
use tokio::sync::OnceCell;

use self::generated::Size;
pub use self::{
    generated::Random,
    persistent::{PersistentDatabase, persistent},
    until::until,
};

/// Connections of one test.
const MAX_CONNECTIONS: u32 = 4;

/// A database of its own for one test.
#[derive(Debug)]
pub struct Database {
    store: Store,
    options: PgConnectOptions,
}

impl Database {
    /// The store on it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How to connect to it by other means.
    #[must_use]
    pub fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// Runs statements that are none of the store's, to break or bend what is there.
    ///
    /// # Panics
    ///
    /// When a statement fails.
    pub async fn execute(&self, sql: &str) {
        run(&self.options, sql).await;
    }

    /// Loads the bundled data, as `atlas import` does.
    ///
    /// # Panics
    ///
    /// When they cannot be loaded.
    pub async fn load(&self) {
        let progress = import::Progress::quiet();
        import::import(&self.store, &Package::bundled(), false, &progress).await.expect("a valid package");
    }

    /// A second store on the same database, as another program would have.
    ///
    /// # Panics
    ///
    /// When the database is gone.
    pub async fn another_store(&self) -> Store {
        Store::with_options(self.options.clone(), MAX_CONNECTIONS).await.expect("the database of the test")
    }
}

/// A database that is migrated and has no data.
pub async fn database() -> Database {
    static TEMPLATE: OnceCell<()> = OnceCell::const_new();
    TEMPLATE.get_or_init(|| make_template("template_empty", None)).await;
    copy("template_empty").await
}

/// A database with the bundled data.
pub async fn seeded() -> Database {
    static TEMPLATE: OnceCell<()> = OnceCell::const_new();
    TEMPLATE.get_or_init(|| make_template("template_seeded", Some(Package::bundled()))).await;
    copy("template_seeded").await
}

/// A database with a generated package of such a size.
///
/// # Panics
///
/// When the package cannot be written.
pub async fn generated(size: Size) -> Database {
    static TEMPLATES: Mutex<Option<HashMap<Size, Arc<OnceCell<()>>>>> = Mutex::new(None);
    let template = {
        let mut templates = TEMPLATES.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(templates.get_or_insert_default().entry(size).or_default())
    };
    let name = format!("template_{}_{}", size.clusters, size.stats);
    let make = || async {
        let directory = tempfile::tempdir().expect("a directory for the package");
        generated::write(size, directory.path()).expect("a generated package");
        make_template(&name, Some(Package::in_directory(directory.path()))).await;
    };
    template.get_or_init(make).await;
    copy(&name).await
}

async fn server() -> &'static TemporaryPostgres {
    static SERVER: OnceCell<TemporaryPostgres> = OnceCell::const_new();
    let start = || async {
        let parent = std::env::temp_dir();
        TemporaryPostgres::start(Path::new(&parent)).await.expect("a PostgreSQL for the tests")
    };
    SERVER.get_or_init(start).await
}

async fn make_template(name: &str, package: Option<Package>) {
    let options = server().await.connect_options();
    run(&options, &format!("create database {name}")).await;
    let options = options.database(name);
    let store = Store::with_options(options.clone(), 2).await.expect("the template database");
    fill(&store, &options, package.as_ref()).await;
    // A database that somebody is connected to cannot be copied.
    store.close().await;
}

/// Migrates an empty database and loads a package into it, as `atlas import` does.
async fn fill(store: &Store, options: &PgConnectOptions, package: Option<&Package>) {
    store.migrate().await.expect("migrations");
    if let Some(package) = package {
        import::import(store, package, false, &import::Progress::quiet()).await.expect("a valid package");
        // Autovacuum would do it within minutes; plans shall not change with the time.
        run(options, "vacuum (analyze)").await;
    }
}

async fn copy(template: &str) -> Database {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let options = server().await.connect_options();
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    run(&options, &format!("create database {name} template {template}")).await;
    let options = options.database(&name);
    let store = Store::with_options(options.clone(), MAX_CONNECTIONS).await.expect("the database of the test");
    Database { store, options }
}

async fn run(options: &PgConnectOptions, sql: &str) {
    let mut connection = options.connect().await.expect("the PostgreSQL of the tests");
    connection.execute(AssertSqlSafe(sql)).await.expect(sql);
}
