//! A directory for each test with the state of an `atlas`, and the processes that run in it.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

/// Longer than anything here takes; only a failing test waits for so long.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(10);

/// A directory that is removed at the end of the test, after all processes in it have been ended.
pub(crate) struct Sandbox(TempDir);

impl Sandbox {
    pub(crate) fn new() -> Self {
        // PostgreSQL's user must be able to pass through.
        let open = Permissions::from_mode(0o755);
        Self(tempfile::Builder::new().prefix("atlas-it-").permissions(open).tempdir().expect("a directory"))
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

    /// The process id that PostgreSQL has written down.
    pub(crate) fn postmaster(&self) -> Option<Pid> {
        let text = fs::read_to_string(self.data_dir().join("postmaster.pid")).ok()?;
        Pid::from_raw(text.lines().next()?.parse().ok()?)
    }

    /// The processes of PostgreSQL: each works in the data directory.
    pub(crate) fn processes(&self) -> Vec<Pid> {
        let Ok(data_dir) = self.data_dir().canonicalize() else { return Vec::new() };
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        entries
            .filter(|entry| fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == data_dir))
            .filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?))
            .collect()
    }

    /// A connection to the database beside those of `atlas`.
    pub(crate) async fn connect(&self) -> PgConnection {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(self.state_dir().join("run"))
            .username("atlas")
            .database("atlas");
        PgConnection::connect_with(&options).await.expect("the database takes connections")
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        until_blocking(|| {
            let processes = self.processes();
            for process in &processes {
                // It may have ended by itself.
                kill_process(*process, Signal::KILL).ok();
            }
            processes.is_empty()
        });
    }
}

/// Waits until `condition` holds where nothing can be awaited, as in a drop; gives up in silence.
pub(crate) fn until_blocking(mut condition: impl FnMut() -> bool) -> bool {
    // Nobody sends: receiving is a wait for the time-out.
    let (_sender, receiver) = mpsc::channel::<()>();
    (0..3000).any(|_| condition() || receiver.recv_timeout(POLL).is_ok())
}
