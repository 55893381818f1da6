//! The lock on the state directory, and the holder's message to other processes.
//!
//! The file's lines are the purpose, the process id and, once the database is ready, the directory of its socket.
//! The kernel releases the lock when its holder dies, whatever the file still contains.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::{
    fs::OFlags,
    io::Errno,
    process::{Pid, test_kill_process},
};
use tokio::time::{Instant, sleep};

use crate::{Error, Purpose, connection, error::cannot, state::State};

/// How long a command waits for a starting server before it gives up.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(50);

/// Exclusive use of the state directory; released when dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
    purpose: Purpose,
}

/// The outcome of [`acquire`].
pub(crate) enum Acquired {
    /// This process owns the database.
    Ours(Lock),
    /// A server owns it and accepts connections.
    Serving { socket_dir: PathBuf },
}

/// The process that holds the lock, as the lock file describes it.
struct Holder {
    purpose: String,
    pid: i32,
    socket_dir: Option<PathBuf>,
}

/// Takes the lock or, for a command, finds the database of a running server. Waits for commands that hold the lock.
pub(crate) async fn acquire(state: &State, purpose: Purpose) -> Result<Acquired, Error> {
    let mut announced = None;
    let mut waiting_since = Instant::now();
    loop {
        if let Some(lock) = Lock::try_take(state.lock(), purpose)? {
            return Ok(Acquired::Ours(lock));
        }
        let holder = Holder::read(&state.lock());
        match &holder {
            Some(server) if server.serves() && purpose == Purpose::Serve => {
                return Err(Error::AlreadyServing { state_dir: state.dir().to_owned(), pid: server.pid });
            }
            Some(server) if server.serves() => {
                if let Some(socket_dir) = server.answering_socket().await {
                    return Ok(Acquired::Serving { socket_dir });
                }
            }
            Some(command) => {
                waiting_since = Instant::now();
                if announced.replace(command.pid) != Some(command.pid) {
                    tracing::info!("waiting for {} to finish", command.describe());
                }
            }
            None => {} // It took the lock this very moment, and has not written its name yet.
        }
        if waiting_since.elapsed() > PATIENCE {
            return Err(Error::HolderNotReady {
                holder: holder.as_ref().map_or_else(|| "another process".to_owned(), Holder::describe),
                state_dir: state.dir().to_owned(),
                seconds: PATIENCE.as_secs(),
            });
        }
        sleep(POLL).await;
    }
}

impl Lock {
    /// `None` when another process holds it.
    fn try_take(path: PathBuf, purpose: Purpose) -> Result<Option<Self>, Error> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o644)
            .custom_flags(no_follow())
            .open(&path)
            .map_err(cannot("open", &path))?;
        match file.try_lock() {
            Ok(()) => {
                let lock = Self { file, path, purpose };
                lock.write(None)?;
                Ok(Some(lock))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(cannot("lock", path)(error)),
        }
    }

    /// Announces to other processes that the database accepts connections.
    pub(crate) fn announce(&self, socket_dir: &Path) -> Result<(), Error> {
        self.write(Some(socket_dir))
    }

    fn write(&self, socket_dir: Option<&Path>) -> Result<(), Error> {
        let socket_dir = socket_dir.map(|dir| format!("{}\n", dir.display())).unwrap_or_default();
        let text = format!("{}\n{}\n{socket_dir}", self.purpose.name(), std::process::id());
        self.clear().and_then(|()| self.file.write_all_at(text.as_bytes(), 0)).map_err(cannot("write", &self.path))
    }

    fn clear(&self) -> io::Result<()> {
        self.file.set_len(0)
    }
}

impl Drop for Lock {
    /// Unlocks explicitly instead of closing the file: a program that is just being started may have it open, too.
    fn drop(&mut self) {
        if let Err(error) = self.clear().and_then(|()| self.file.unlock()) {
            tracing::warn!("cannot unlock {}: {error}", self.path.display());
        }
    }
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Command(name) => name,
        }
    }
}

impl Holder {
    /// `None` if the file names no living process: it is about to be written.
    fn read(path: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        let (purpose, pid) = (lines.next()?.to_owned(), lines.next()?.parse().ok()?);
        let is_alive = Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH));
        is_alive.then(|| Self { purpose, pid, socket_dir: lines.next().map(PathBuf::from) })
    }

    fn serves(&self) -> bool {
        self.purpose == Purpose::Serve.name()
    }

    /// The directory of the socket, as soon as the database behind it accepts connections.
    async fn answering_socket(&self) -> Option<PathBuf> {
        let socket_dir = self.socket_dir.as_ref()?;
        connection::answers(socket_dir).await.then(|| socket_dir.clone())
    }

    fn describe(&self) -> String {
        format!("`atlas {}` (pid {})", self.purpose, self.pid)
    }
}

/// The flag not to follow symlinks: root writes into a directory that other users may have created.
pub(crate) fn no_follow() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}
