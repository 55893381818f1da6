//! The lock on the state directory, and what its holder tells the others.
//!
//! The file's lines are the purpose, the process id and, once the database is ready, the directory of its socket.
//! The kernel gives the lock free when its holder dies, whatever the file still says.

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

use super::{Error, Purpose, connection, error::cannot, state::State};

/// How long a server may take to start until a command that wants its database gives up.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(50);

/// The right to the state directory; given back when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    purpose: Purpose,
}

/// How a try for the database ended.
pub(super) enum Taken {
    /// We own the database.
    Ours(Lock),
    /// A server owns it and takes connections.
    Serving { socket_dir: PathBuf },
}

/// What the lock file says of the process that holds it.
struct Holder {
    purpose: String,
    pid: i32,
    socket_dir: Option<PathBuf>,
}

/// Takes the lock or, for a command, finds the database of a running server. Waits for commands that hold the lock.
pub(super) async fn take(state: &State, purpose: Purpose) -> Result<Taken, Error> {
    let mut told = None;
    let mut waiting_since = Instant::now();
    loop {
        if let Some(lock) = Lock::try_take(state.lock(), purpose)? {
            return Ok(Taken::Ours(lock));
        }
        let holder = Holder::read(&state.lock());
        match &holder {
            Some(server) if server.serves() && purpose == Purpose::Serve => {
                return Err(Error::AlreadyServing { state_dir: state.dir().to_owned(), pid: server.pid });
            }
            Some(server) if server.serves() => {
                if let Some(socket_dir) = server.answering_socket().await {
                    return Ok(Taken::Serving { socket_dir });
                }
            }
            Some(command) => {
                waiting_since = Instant::now();
                if told.replace(command.pid) != Some(command.pid) {
                    tracing::info!("waiting for {} to finish", command.describe());
                }
            }
            None => {} // It took the lock this very moment, and has not written who it is.
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

    /// Tells the others that the database takes connections.
    pub(super) fn announce(&self, socket_dir: &Path) -> Result<(), Error> {
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
    /// Unlocks by name, not by closing the file: a program that is just being started may have it open, too.
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
    /// `None` when the file does not name a process that lives: it is about to be written.
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

    /// The directory of the socket, as soon as the database behind it takes connections.
    async fn answering_socket(&self) -> Option<PathBuf> {
        let socket_dir = self.socket_dir.as_ref()?;
        connection::answers(socket_dir).await.then(|| socket_dir.clone())
    }

    fn describe(&self) -> String {
        format!("`atlas {}` (pid {})", self.purpose, self.pid)
    }
}

/// Opens no symlink: as root we write into a directory that others may have made.
pub(super) fn no_follow() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}
