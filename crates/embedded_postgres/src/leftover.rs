//! The remains of a killed `atlas`: its PostgreSQL, still running, or only the file with its process id.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use rustix::{
    io::Errno,
    process::{Pid, Signal, kill_process, test_kill_process},
};
use tokio::time::{Instant, sleep};

use crate::{Error, connection::SOCKET_NAME, error::cannot};

const POLL: Duration = Duration::from_millis(50);

/// Identity of the process that `postmaster.pid` names.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// The PostgreSQL of this data directory.
    Ours,
    /// Another process, which the id was given to since.
    Unrelated,
    /// A PostgreSQL whose data directory is unknown.
    Unclear,
}

/// Clears the way for a new start: stops a PostgreSQL that still runs, and removes a `postmaster.pid` that names an
/// unrelated process. All else is left to PostgreSQL, which refuses to start when in doubt. The caller holds the lock,
/// so no other `atlas` runs this PostgreSQL.
pub(crate) async fn clear(data_dir: &Path, socket_dir: &Path) -> Result<(), Error> {
    let pid_file = data_dir.join("postmaster.pid");
    if let Some(process) = recorded(&pid_file).and_then(Process::find) {
        match process.judge(data_dir) {
            Verdict::Ours => {
                tracing::info!("stopping an orphaned PostgreSQL (pid {})", process.pid.as_raw_pid());
                stop(process.pid, data_dir).await?;
            }
            Verdict::Unrelated => remove(pid_file)?,
            Verdict::Unclear => return Ok(()),
        }
    }
    // The lock of the socket names a process too, and that id may have been reused as well. Nobody else uses the
    // socket: its directory belongs to this state directory alone.
    remove(socket_dir.join(format!("{SOCKET_NAME}.lock")))?;
    remove(socket_dir.join(SOCKET_NAME))
}

fn remove(file: PathBuf) -> Result<(), Error> {
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(cannot("remove", file)(error)),
        _ => Ok(()),
    }
}

fn recorded(pid_file: &Path) -> Option<Pid> {
    Pid::from_raw(fs::read_to_string(pid_file).ok()?.lines().next()?.trim().parse().ok()?)
}

async fn stop(pid: Pid, data_dir: &Path) -> Result<(), Error> {
    for (signal, patience) in [(Signal::INT, Duration::from_secs(30)), (Signal::QUIT, Duration::from_secs(10))] {
        // It may have ended by itself, which is just as good.
        kill_process(pid, signal).ok();
        let sent = Instant::now();
        while sent.elapsed() < patience {
            if Process::find(pid).is_none_or(|process| process.judge(data_dir) != Verdict::Ours) {
                return Ok(());
            }
            sleep(POLL).await;
        }
    }
    Err(Error::Leftover { pid: pid.as_raw_pid(), data_dir: data_dir.to_owned() })
}

/// A process that lives, or is a zombie.
struct Process {
    pid: Pid,
    /// File name of its program.
    name: String,
    /// Its arguments, joined by spaces; empty when it has ended.
    command_line: String,
}

impl Process {
    /// `None` if there is no such process, or the system hides it.
    fn find(pid: Pid) -> Option<Self> {
        if test_kill_process(pid) == Err(Errno::SRCH) {
            return None;
        }
        let (name, command_line) = read_proc(pid).or_else(|| ask_ps(pid))?;
        Some(Self { pid, name, command_line })
    }

    fn judge(&self, data_dir: &Path) -> Verdict {
        // "postgres: checkpointer" and the like are the children of a postmaster.
        let is_postmaster = matches!(self.name.as_str(), "postgres" | "postmaster")
            && !self.command_line.is_empty()
            && !self.command_line.starts_with("postgres: ");
        if !is_postmaster {
            return Verdict::Unrelated;
        }
        let arguments = self.command_line.split_once(" -D ").map(|(_, arguments)| arguments);
        let of_this = |arguments: &str| {
            let rest = arguments.strip_prefix(&*data_dir.to_string_lossy());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        match arguments {
            Some(arguments) if of_this(arguments) => Verdict::Ours,
            Some(arguments) if arguments.starts_with('/') => Verdict::Unrelated,
            _ => Verdict::Unclear,
        }
    }
}

/// Reads the process from `/proc` (Linux), where everybody may read these two files.
fn read_proc(pid: Pid) -> Option<(String, String)> {
    let dir = Path::new("/proc").join(pid.as_raw_pid().to_string());
    let name = fs::read_to_string(dir.join("comm")).ok()?;
    let command_line = fs::read(dir.join("cmdline")).ok()?;
    let command_line = String::from_utf8_lossy(&command_line).replace('\0', " ");
    Some((name.trim_end().to_owned(), command_line.trim_end().to_owned()))
}

/// Asks `ps`, on systems without `/proc`.
fn ask_ps(pid: Pid) -> Option<(String, String)> {
    let ask = |column| {
        let pid = pid.as_raw_pid().to_string();
        let output = Command::new("ps").args(["-ww", "-o", column, "-p", &pid]).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let program = ask("comm=")?;
    let name = Path::new(&program).file_name()?.to_string_lossy().into_owned();
    Some((name, ask("args=")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_our_postgres_from_others() {
        let verdict = |name: &str, command_line: &str| {
            let process = Process { pid: Pid::INIT, name: name.to_owned(), command_line: command_line.to_owned() };
            process.judge(Path::new("/a b/postgres"))
        };
        assert_eq!(verdict("postgres", "/usr/bin/postgres -D /a b/postgres -c port=5432"), Verdict::Ours);
        assert_eq!(verdict("postgres", "/usr/bin/postgres -D /a b/postgres"), Verdict::Ours);
        assert_eq!(verdict("postgres", "/usr/bin/postgres -D /a b/postgres2"), Verdict::Unrelated);
        assert_eq!(verdict("postgres", "/usr/bin/postgres -D ."), Verdict::Unclear);
        assert_eq!(verdict("postgres", "postgres: 15/main: checkpointer"), Verdict::Unrelated);
        assert_eq!(verdict("postgres", ""), Verdict::Unrelated, "it has ended");
        assert_eq!(verdict("sh", "sh -c postgres -D /a b/postgres"), Verdict::Unrelated);
    }
}
