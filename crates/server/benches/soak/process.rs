//! What the system says of a process.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rustix::process::Pid;
use tokio::{sync::oneshot, task::JoinHandle};

use crate::atlas::Server;

const EVERY: Duration = Duration::from_millis(200);

/// A process, as `/proc` has it.
#[derive(Clone)]
pub(crate) struct Process(PathBuf);

/// Looks at the memory of a process again and again.
pub(crate) struct Sampling {
    most: Arc<AtomicU64>,
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Process {
    pub(crate) fn of(server: &Server) -> Self {
        Self::with_id(server.process.pid().expect("it runs"))
    }

    pub(crate) fn with_id(id: Pid) -> Self {
        Self(PathBuf::from(format!("/proc/{}", id.as_raw_nonzero())))
    }

    /// Resident memory in kB; 0 if the process is gone.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(self.0.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }

    pub(crate) fn open_files(&self) -> usize {
        fs::read_dir(self.0.join("fd")).map_or(0, Iterator::count)
    }

    pub(crate) fn is_alive(&self) -> bool {
        self.memory() > 0
    }

    pub(crate) fn sample(&self) -> Sampling {
        let (most, process) = (Arc::new(AtomicU64::new(0)), self.clone());
        let (end, mut ended) = oneshot::channel();
        let found = Arc::clone(&most);
        let task = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(EVERY);
            loop {
                found.fetch_max(process.memory(), Ordering::Relaxed);
                tokio::select! {
                    _ = ticks.tick() => {}
                    _ = &mut ended => return,
                }
            }
        });
        Sampling { most, end, task }
    }
}

impl Sampling {
    /// The most memory that was seen so far, in kB.
    pub(crate) fn most(&self) -> u64 {
        self.most.load(Ordering::Relaxed)
    }

    /// The same, in the end.
    pub(crate) async fn end(self) -> u64 {
        self.end.send(()).ok();
        self.task.await.expect("the samples");
        self.most.load(Ordering::Relaxed)
    }
}
