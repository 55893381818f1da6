//! What a run tells of itself, kept in memory.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use import::Progress;

#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

/// Keeps each line, and then hands it on.
struct Listener<F> {
    log: Log,
    heard: F,
}

impl Log {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().expect("the log").clone()
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress_with(|_| {})
    }

    /// Calls `heard` with each line, before the run goes on.
    pub(crate) fn progress_with(&self, heard: impl FnMut(&str) + Send + 'static) -> Progress {
        Progress::lines(Listener { log: self.clone(), heard })
    }
}

impl<F: FnMut(&str)> Write for Listener<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes).trim_end().to_owned();
        self.log.0.lock().expect("the log").push(line.clone());
        (self.heard)(&line);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
