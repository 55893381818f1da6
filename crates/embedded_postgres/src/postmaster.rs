//! The PostgreSQL server process: start it, wait until it accepts connections, stop it.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Seek, SeekFrom},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::Child,
    time::{Instant, sleep, timeout},
};

use crate::{
    Error,
    account::{self, Account, command},
    connection,
    data_directory::last_lines,
    error::cannot,
    lock::no_follow,
    programs::Programs,
};

/// How long PostgreSQL may be silent after its start. While it reports recovery, it may take any time.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(50);
/// Part of PostgreSQL's message when it refuses to start because processes of a killed one are still ending.
const STILL_ENDING: &str = "shared memory block";
const STILL_ENDING_POLL: Duration = Duration::from_millis(500);
/// A log larger than this, in bytes, is rotated at the next start.
const LARGEST_LOG: u64 = 10 << 20;

/// Everything needed to start the PostgreSQL of a state directory.
#[derive(Clone, Debug)]
pub(crate) struct Launch {
    pub(crate) programs: Programs,
    pub(crate) data_dir: PathBuf,
    pub(crate) socket_dir: PathBuf,
    pub(crate) log: PathBuf,
    pub(crate) account: Option<Account>,
    pub(crate) durable: bool,
}

/// A PostgreSQL that runs as a child process. Dropping it signals it to stop.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Child,
    ends_with_us: bool,
    /// Offset in the log at which the messages of this start begin.
    log_start: u64,
}

impl Launch {
    /// Starts PostgreSQL and waits until it accepts connections.
    pub(crate) async fn start(&self) -> Result<Postmaster, Error> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut postmaster = self.spawn()?;
            match self.wait_until_ready(&mut postmaster).await {
                Ok(()) => return Ok(postmaster),
                Err(Error::Ended { reason, .. }) if reason.contains(STILL_ENDING) && Instant::now() < deadline => {
                    sleep(STILL_ENDING_POLL).await;
                }
                Err(error) => {
                    postmaster.shut_down().await;
                    return Err(error);
                }
            }
        }
    }

    /// Starts PostgreSQL without waiting for anything.
    pub(crate) fn spawn(&self) -> Result<Postmaster, Error> {
        let log = self.open_log()?;
        let log_start = log.metadata().map_err(cannot("read", &self.log))?.len();
        let stderr = log.try_clone().map_err(cannot("open", &self.log))?;
        let program = self.programs.postgres();
        let child = command(self.account.as_ref(), &program)
            // First, and spelled out: `leftover` recognizes this PostgreSQL by it.
            .arg("-D")
            .arg(&self.data_dir)
            .args(self.settings().iter().flat_map(|(name, value)| ["-c".to_owned(), format!("{name}={value}")]))
            .current_dir(&self.data_dir)
            .stdout(log)
            .stderr(stderr)
            .spawn()
            .map_err(cannot("run", program))?;
        Ok(Postmaster { child, ends_with_us: true, log_start })
    }

    /// Settings for one small server. Passed at every start, so that they change with the program, not with the first run.
    fn settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("listen_addresses", String::new()), // no TCP
            ("unix_socket_directories", quoted(&self.socket_dir)),
            ("unix_socket_permissions", "0700".to_owned()),
            ("port", connection::PORT.to_string()),
            ("cluster_name", connection::NAME.to_owned()),
            ("shared_buffers", "128MB".to_owned()),
            ("max_connections", "100".to_owned()),
            ("jit", "off".to_owned()), // costs more than it gains on statements this small
            ("timezone", "UTC".to_owned()),
            ("log_timezone", "UTC".to_owned()),
            ("log_destination", "stderr".to_owned()),
            ("logging_collector", "off".to_owned()),
            ("log_checkpoints", "off".to_owned()),
        ];
        if !self.durable {
            settings.extend(["fsync", "synchronous_commit", "full_page_writes"].map(|name| (name, "off".to_owned())));
        }
        settings
    }

    fn open_log(&self) -> Result<File, Error> {
        if fs::metadata(&self.log).is_ok_and(|log| log.len() > LARGEST_LOG) {
            fs::rename(&self.log, self.log.with_extension("log.old")).map_err(cannot("rename", &self.log))?;
        }
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true).mode(0o600).custom_flags(no_follow());
        let log = options.open(&self.log).map_err(cannot("open", &self.log))?;
        account::change_owner(&self.log, self.account.as_ref()).map_err(cannot("hand over", &self.log))?;
        Ok(log)
    }

    /// Waits until PostgreSQL accepts connections.
    pub(crate) async fn wait_until_ready(&self, postmaster: &mut Postmaster) -> Result<(), Error> {
        let mut heard = Instant::now();
        let mut announced = false;
        loop {
            match connection::probe(&self.socket_dir).await {
                connection::State::Ready => return Ok(()),
                connection::State::Starting => {
                    heard = Instant::now();
                    if !announced {
                        tracing::info!("PostgreSQL is starting; it recovers first if it was not shut down");
                        announced = true;
                    }
                }
                connection::State::Away => {}
            }
            if postmaster.has_ended() {
                let reason = reason_in(&self.log, postmaster.log_start);
                return Err(Error::Ended { reason, log: self.log.clone() });
            }
            if heard.elapsed() > PATIENCE {
                return Err(Error::Silent { seconds: PATIENCE.as_secs(), log: self.log.clone() });
            }
            sleep(POLL).await;
        }
    }
}

impl Postmaster {
    fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits for the end of the process and describes it.
    pub(crate) async fn ended(&mut self) -> String {
        match self.child.wait().await {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        }
    }

    /// Shuts it down in PostgreSQL's fast mode, which aborts open transactions; with harsher signals if that fails.
    pub(crate) async fn shut_down(&mut self) {
        for (signal, patience) in [(Signal::INT, 30), (Signal::QUIT, 10), (Signal::KILL, 10)] {
            self.signal(signal);
            if timeout(Duration::from_secs(patience), self.ended()).await.is_ok() {
                return;
            }
            tracing::warn!("PostgreSQL has not stopped within {patience} seconds");
        }
    }

    /// Lets it run on, for another process to stop.
    pub(crate) fn let_go(mut self) {
        self.ends_with_us = false;
    }

    /// Only a child that was not waited for has an id, so this never reaches another process.
    fn signal(&self, signal: Signal) {
        let id = self.child.id().and_then(|id| i32::try_from(id).ok());
        if let Some(pid) = id.and_then(Pid::from_raw)
            && let Err(error) = kill_process(pid, signal)
        {
            tracing::warn!("cannot signal PostgreSQL (pid {}): {error}", pid.as_raw_pid());
        }
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        if self.ends_with_us {
            self.signal(Signal::INT);
        }
    }
}

/// Quotes a directory, which may contain commas and spaces, as a list with one member.
fn quoted(dir: &Path) -> String {
    format!("\"{}\"", dir.display().to_string().replace('"', "\"\""))
}

/// The reason why PostgreSQL ended, from the messages since its start: the fatal one and its explanation, if any.
fn reason_in(log: &Path, start: u64) -> String {
    let mut bytes = Vec::new();
    let read = File::open(log).and_then(|mut log| {
        log.seek(SeekFrom::Start(start))?;
        log.read_to_end(&mut bytes)
    });
    if let Err(error) = read {
        return format!("its log cannot be read: {error}");
    }
    let text = String::from_utf8_lossy(&bytes);
    let telling: Vec<_> = ["FATAL:", "PANIC:", "DETAIL:", "HINT:"]
        .iter()
        .flat_map(|level| text.lines().filter_map(move |line| line.find(level).map(|start| &line[start..])))
        .collect();
    last_lines(&if telling.is_empty() { text.into_owned() } else { telling.join("\n") })
}
