//! The PostgreSQL that all share.

use std::{fs, path::Path, path::PathBuf, process::Stdio};

use rustix::process::Pid;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection};
use store::{Store, embedded_postgres::find_programs};
use testkit::{PersistentDatabase, generated::Size};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::tree::Tree;

/// Databases that are made here, beside the kept one.
pub(crate) const SCRATCH: [&str; 2] = ["bench_import", "bench_copy"];

/// The kept database of so many stats, and its PostgreSQL.
pub(crate) struct Database {
    kept: PersistentDatabase,
    postmaster: Tree,
}

impl Database {
    pub(crate) async fn open(stats: usize, directory: &Path) -> Self {
        eprintln!("Opening the database of {stats} stats (made anew when something has changed, which takes minutes)");
        let kept = testkit::persistent(Size::of(stats), directory).await;
        let mut connection = kept.options().connect().await.expect("the kept PostgreSQL");
        let data: String =
            sqlx::query_scalar("show data_directory").fetch_one(&mut connection).await.expect("its directory");
        let written = fs::read_to_string(Path::new(&data).join("postmaster.pid")).expect("its process id");
        let id = written.lines().next().and_then(|line| Pid::from_raw(line.parse().ok()?));
        Self { kept, postmaster: Tree::of(id.expect("a process id")) }
    }

    /// PostgreSQL with all its processes.
    pub(crate) fn postmaster(&self) -> Tree {
        self.postmaster
    }

    pub(crate) fn version(&self) -> &str {
        self.kept.postgres_version()
    }

    /// The store on the kept database.
    pub(crate) fn store(&self) -> &Store {
        self.kept.store()
    }

    /// The address of the kept database.
    pub(crate) fn url(&self) -> String {
        self.url_of(self.kept.options().get_database().expect("a name"))
    }

    /// The address of a database of its PostgreSQL, as every client reads it: the directory of the socket comes in place of
    /// the host.
    pub(crate) fn url_of(&self, name: &str) -> String {
        let options = self.kept.options();
        let socket = options.get_socket().expect("a socket").display();
        format!("postgres://{}@localhost/{name}?host={socket}", options.get_username())
    }

    /// Runs a statement outside of what is measured.
    pub(crate) async fn execute(&self, sql: &str) {
        let mut connection = self.connect().await;
        connection.execute(AssertSqlSafe(sql)).await.expect(sql);
    }

    pub(crate) async fn connect(&self) -> PgConnection {
        self.kept.options().connect().await.expect("the kept PostgreSQL")
    }

    /// Makes an empty database, or a copy of another one.
    pub(crate) async fn create(&self, name: &str, template: &str) {
        self.execute(&format!("drop database if exists {name} with (force)")).await;
        self.execute(&format!("create database {name} template {template}")).await;
    }

    /// What `psql` says to a script.
    pub(crate) async fn psql(&self, database: &str, script: &str) -> String {
        let mut command = Command::new(psql());
        command.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname"]).arg(self.url_of(database));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let mut stdin = child.stdin.take().expect("its input");
        stdin.write_all(script.as_bytes()).await.expect("psql reads its script");
        drop(stdin);
        let output = child.wait_with_output().await.expect("psql ends");
        assert!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Stops it, and leaves nothing but the kept database.
    pub(crate) async fn close(self) {
        for name in SCRATCH {
            self.execute(&format!("drop database if exists {name} with (force)")).await;
        }
        self.kept.close().await;
    }
}

/// That of the newest PostgreSQL, and not a wrapper of the distribution, which takes longer to start.
fn psql() -> PathBuf {
    let found = find_programs(None).into_iter().map(|programs| programs.bin.join("psql"));
    found.into_iter().find(|psql| psql.is_file()).unwrap_or_else(|| "psql".into())
}
