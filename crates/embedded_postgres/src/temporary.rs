//! A PostgreSQL for tests, which disappears with the process that started it.

use std::{
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use sqlx::postgres::PgConnectOptions;
use uuid::Uuid;

use crate::{Error, connection, error::cannot, prepare_launch, state::State};

/// Waits for the end of its input, which the kernel closes even if the parent is killed. Nobody needs the data then: it
/// stops PostgreSQL in immediate mode and removes the directories given as arguments.
const WATCHER: &str = r#"
cat >/dev/null
read -r pid <"$1/postgres/postmaster.pid" && kill -QUIT "$pid"
tries=0
while test -e "$1/postgres/postmaster.pid" && test $tries -lt 100; do
    sleep 0.1
    tries=$((tries + 1))
done
rm -rf "$1" "$2"
"#;

/// A PostgreSQL for tests: fast, not durable, and gone with all its data when dropped or when this process ends in any
/// way.
///
/// It does not depend on the runtime it was started on: the tests of one process, each on its own runtime, can share
/// one.
#[derive(Debug)]
pub struct TemporaryPostgres {
    socket_dir: PathBuf,
    watcher: Child,
}

impl TemporaryPostgres {
    /// Starts one in a new directory under `parent_dir`.
    pub async fn start(parent_dir: &Path) -> Result<Self, Error> {
        let name = format!("atlas-{}", Uuid::now_v7().simple());
        let state = State::prepare(&parent_dir.join(name)).await?;
        let socket_dir = state.socket_dir()?;
        let temporary = Self { watcher: watch(state.dir(), &socket_dir)?, socket_dir };
        let launch = prepare_launch(&state, &temporary.socket_dir, None, false).await?;
        let postmaster = launch.start().await?;
        connection::create_database(&temporary.socket_dir).await?;
        postmaster.let_go();
        Ok(temporary)
    }

    /// Options to connect to its database as superuser, who can create other databases.
    #[must_use]
    pub fn connect_options(&self) -> PgConnectOptions {
        connection::options(&self.socket_dir)
    }
}

impl Drop for TemporaryPostgres {
    /// Waits, so that nothing is left on return.
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        if let Err(error) = self.watcher.wait() {
            tracing::warn!("cannot wait for the end of a temporary PostgreSQL: {error}");
        }
    }
}

/// Starts the watcher before there is anything to remove, in its own process group, so that Ctrl-C does not end it.
fn watch(state_dir: &Path, socket_dir: &Path) -> Result<Child, Error> {
    Command::new("/bin/sh")
        .args(["-c", WATCHER, "sh"])
        .args([state_dir, socket_dir])
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(cannot("run", "/bin/sh"))
}
