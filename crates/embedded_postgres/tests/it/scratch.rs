//! A state directory per test, and the processes that run in it.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use embedded_postgres::{Config, EmbeddedPostgres, Error, Opened, Purpose};
use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

/// A directory that is removed at the end of the test.
pub(crate) struct Scratch(TempDir);

impl Scratch {
    pub(crate) fn new() -> Self {
        Self::with_mode(0o755)
    }

    pub(crate) fn with_mode(mode: u32) -> Self {
        let dir = tempfile::Builder::new().permissions(Permissions::from_mode(mode)).tempdir().expect("a directory");
        Self(dir)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn state_dir(&self) -> PathBuf {
        self.path().join("state")
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.state_dir().join("postgres")
    }

    pub(crate) async fn open(&self, purpose: Purpose) -> Result<Opened, Error> {
        open(&self.state_dir(), purpose).await
    }

    pub(crate) async fn serve(&self) -> EmbeddedPostgres {
        serve(&self.state_dir()).await
    }

    /// The error of opening it.
    pub(crate) async fn refusal(&self) -> Error {
        self.open(Purpose::Serve).await.map(drop).expect_err("it must not open")
    }

    pub(crate) fn postmaster(&self) -> Pid {
        postmaster(&self.data_dir()).expect("postmaster.pid names a process")
    }
}

pub(crate) fn config(state_dir: &Path) -> Config {
    Config { state_dir: state_dir.to_owned(), pg_bin: None, durable: false }
}

pub(crate) async fn open(state_dir: &Path, purpose: Purpose) -> Result<Opened, Error> {
    embedded_postgres::open(&config(state_dir), purpose).await
}

pub(crate) async fn serve(state_dir: &Path) -> EmbeddedPostgres {
    match open(state_dir, Purpose::Serve).await.expect("it opens") {
        Opened::Owned(postgres) => postgres,
        Opened::Shared(options) => panic!("a server never shares the database of another: {options:?}"),
    }
}

/// The process id that PostgreSQL has recorded.
pub(crate) fn postmaster(data_dir: &Path) -> Option<Pid> {
    let text = fs::read_to_string(data_dir.join("postmaster.pid")).ok()?;
    Pid::from_raw(text.lines().next()?.parse().ok()?)
}

pub(crate) fn kill(pid: Pid) {
    kill_process(pid, Signal::KILL).expect("the process is there");
}

/// The processes of the PostgreSQL of a data directory: each works in that directory.
pub(crate) fn processes(data_dir: &Path) -> Vec<String> {
    if !Path::new("/proc/self").exists() {
        return postmaster(data_dir).into_iter().map(|pid| pid.as_raw_pid().to_string()).collect();
    }
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    entries
        .filter(|entry| fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == data_dir))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

pub(crate) async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.expect("it takes connections")
}

pub(crate) async fn execute(options: &PgConnectOptions, statement: &'static str) {
    let mut connection = connect(options).await;
    sqlx::raw_sql(statement).execute(&mut connection).await.expect(statement);
    connection.close().await.expect("a good end");
}

pub(crate) async fn text(options: &PgConnectOptions, query: &'static str) -> String {
    let mut connection = connect(options).await;
    let text = sqlx::query_scalar(query).fetch_one(&mut connection).await.expect(query);
    connection.close().await.expect("a good end");
    text
}
