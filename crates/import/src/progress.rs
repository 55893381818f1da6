//! How a person or a log follows a long run.

use std::{
    fmt,
    io::{self, IsTerminal, Write},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

const OF_BYTES: &str = "{msg} {wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left";
const OF_ROWS: &str = "{msg} {wide_bar} {percent}%, {per_sec} rows, {elapsed} gone, {eta} left";
const TICK: Duration = Duration::from_millis(500);

/// Where a run tells how far it is.
pub struct Progress(Output);

enum Output {
    Bar(ProgressBar),
    Lines(Mutex<Box<dyn Write + Send>>),
    Quiet,
}

impl Progress {
    /// A bar on standard error where a person watches it, plain lines where not.
    #[must_use]
    pub fn stderr() -> Self {
        if !io::stderr().is_terminal() {
            return Self::lines(io::stderr());
        }
        Self(Output::Bar(ProgressBar::no_length()))
    }

    /// Plain lines: one for each file, and one for what else is worth a word.
    pub fn lines(writer: impl Write + Send + 'static) -> Self {
        Self(Output::Lines(Mutex::new(Box::new(writer))))
    }

    /// Nothing.
    #[must_use]
    pub fn quiet() -> Self {
        Self(Output::Quiet)
    }

    /// Tells something that is worth a line of its own.
    pub(crate) fn say(&self, text: &str) {
        match &self.0 {
            Output::Bar(bar) => bar.println(text),
            Output::Lines(writer) => {
                let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
                // In one piece, so that lines of several programs do not mix; and a run does not fail because no one listens.
                let _ = writer.write_all(format!("{text}\n").as_bytes()).and_then(|()| writer.flush());
            }
            Output::Quiet => {}
        }
    }

    /// A file of so many bytes is begun.
    pub(crate) fn begin(&self, action: &str, file: &str, bytes: u64) {
        if let Output::Bar(bar) = &self.0 {
            restart(bar, OF_BYTES);
            bar.set_length(bytes);
            bar.set_message(format!("{action} {file}"));
        }
    }

    /// A step of the work in the database begins, after so many rows of all.
    pub(crate) fn step(&self, text: &str, done: u64, all: u64) {
        if let Output::Bar(bar) = &self.0 {
            if done == 0 {
                restart(bar, OF_ROWS);
                bar.set_length(all);
                // A step may take a while, in which the time goes on.
                bar.enable_steady_tick(TICK);
            }
            bar.set_position(done);
            bar.set_message(text.to_owned());
        }
    }

    /// So many more bytes of the file are read.
    pub(crate) fn advance(&self, bytes: u64) {
        if let Output::Bar(bar) = &self.0 {
            bar.inc(bytes);
        }
    }

    /// The file is done: a line in a log, while a bar goes on to the next file.
    pub(crate) fn end(&self, text: &str) {
        if let Output::Lines(_) = &self.0 {
            self.say(text);
        }
    }

    /// The run is over.
    pub(crate) fn clear(&self) {
        if let Output::Bar(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Counts from zero, in another unit.
fn restart(bar: &ProgressBar, template: &str) {
    bar.reset();
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.0 {
            Output::Bar(_) => "Bar",
            Output::Lines(_) => "Lines",
            Output::Quiet => "Quiet",
        };
        f.debug_tuple("Progress").field(&name).finish()
    }
}
