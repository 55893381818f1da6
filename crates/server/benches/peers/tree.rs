//! What a process has used together with all that it has started.

use std::{collections::HashMap, fs, time::Duration};

use rustix::process::Pid;

/// Milliseconds of a clock tick in files of Linux, on every architecture we build for.
const TICK: u64 = 10;

/// A process and its children, by its id.
#[derive(Clone, Copy)]
pub(crate) struct Tree(Pid);

/// What the system counts for one process.
struct Counted {
    id: Pid,
    parent: Option<Pid>,
    /// Its own time, and that of its children which have ended.
    ticks: u64,
}

impl Tree {
    pub(crate) fn of(root: Pid) -> Self {
        Self(root)
    }

    /// Processor time so far, of those that have ended, too.
    pub(crate) fn cpu(self) -> Duration {
        Duration::from_millis(self.members().iter().map(|member| member.ticks * TICK).sum())
    }

    /// Resident memory in kB; a page that several processes share counts once.
    pub(crate) fn memory(self) -> u64 {
        let members = self.members();
        members.iter().filter_map(|member| share_of_memory(member.id)).sum()
    }

    fn members(self) -> Vec<Counted> {
        let mut children: HashMap<Option<Pid>, Vec<Counted>> = HashMap::new();
        let mut found = Vec::new();
        for counted in all() {
            if counted.id == self.0 {
                found.push(counted);
            } else {
                children.entry(counted.parent).or_default().push(counted);
            }
        }
        let mut next = 0;
        while let Some(member) = found.get(next) {
            found.extend(children.remove(&Some(member.id)).into_iter().flatten());
            next += 1;
        }
        found
    }
}

/// The proportional set size: of a page that so many processes share, each has its part.
fn share_of_memory(id: Pid) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", id.as_raw_nonzero())).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn all() -> impl Iterator<Item = Counted> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let id = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // The name of the program, in brackets, may have blanks in it. After it come the state and the parent; the
        // 14th to 17th field of all are the times.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
        let parent = Pid::from_raw(fields.get(1)?.parse().ok()?);
        let ticks = fields.get(11..15)?.iter().map(|ticks| ticks.parse::<u64>().ok()).sum::<Option<u64>>()?;
        Some(Counted { id, parent, ticks })
    })
}
