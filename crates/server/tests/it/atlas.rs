//! The processes of a test: each ends with the test, however that ends.

use std::{
    ffi::OsStr,
    os::unix::process::ExitStatusExt,
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::{Client, Response, StatusCode};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
    sync::Notify,
    task::JoinHandle,
};

use crate::place::{PATIENCE, Place, until_blocking};

/// A run of `atlas`, or of what is measured beside it; told to stop, and waited for, when dropped.
pub(crate) struct Atlas {
    child: Child,
    pub(crate) stdout: Lines,
    pub(crate) stderr: Lines,
    readers: Vec<JoinHandle<()>>,
}

/// What a process has written so far.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Written>);

#[derive(Default)]
struct Written {
    lines: Mutex<Vec<String>>,
    grown: Notify,
}

/// How a process ended, and all that it wrote.
#[derive(Debug)]
pub(crate) struct Ended {
    status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A running `atlas serve` that is ready.
pub(crate) struct Server {
    pub(crate) process: Atlas,
    pub(crate) address: String,
    client: Client,
}

/// `atlas` with no setting but those of the arguments.
pub(crate) fn command<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atlas"));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("ATLAS_") || text.starts_with("PG") || text == "DATABASE_URL" {
            command.env_remove(&name);
        }
    }
    // Asked for, so that its absence shows that there was no panic.
    command.env("RUST_BACKTRACE", "1").args(arguments);
    command
}

/// Runs `atlas` to its end.
pub(crate) async fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Ended {
    Atlas::start(command(arguments)).ended().await
}

/// Runs `atlas` on the state directory of a place to its end.
pub(crate) async fn run_in(place: &Place, arguments: &[&str]) -> Ended {
    Atlas::start_in(place, arguments).ended().await
}

impl Atlas {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let (stdout, stderr) = (Lines::default(), Lines::default());
        let readers = vec![
            stdout.follow(child.stdout.take().expect("its output")),
            stderr.follow(child.stderr.take().expect("its errors")),
        ];
        Self { child, stdout, stderr, readers }
    }

    pub(crate) fn start_in(place: &Place, arguments: &[&str]) -> Self {
        let mut command = command(arguments);
        command.arg("--state-dir").arg(place.state_dir());
        Self::start(command)
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid().expect("it runs"), signal).expect("it takes signals");
    }

    /// `None` when it was found to have ended: its id may be that of another process by now.
    pub(crate) fn pid(&self) -> Option<Pid> {
        Pid::from_raw(self.child.id()?.cast_signed())
    }

    /// Waits for its end.
    pub(crate) async fn ended(mut self) -> Ended {
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let Ok(status) = status else { panic!("it does not end:\n{}", self.stderr.text()) };
        for reader in &mut self.readers {
            reader.await.expect("its output is read");
        }
        let status = status.expect("it can be waited for");
        Ended { status, stdout: self.stdout.text(), stderr: self.stderr.text() }
    }

    /// Kills it as no program can prevent.
    pub(crate) async fn kill(self) -> Ended {
        self.signal(Signal::KILL);
        self.ended().await
    }
}

impl Drop for Atlas {
    fn drop(&mut self) {
        if let Some(pid) = self.pid() {
            // It may have ended by itself, which is as good. If it does not obey, `kill_on_drop` does the rest.
            kill_process(pid, Signal::TERM).ok();
            until_blocking(|| !matches!(self.child.try_wait(), Ok(None)));
        }
    }
}

impl Lines {
    fn follow(&self, output: impl AsyncRead + Unpin + Send + 'static) -> JoinHandle<()> {
        let written = Arc::clone(&self.0);
        tokio::spawn(async move {
            let mut lines = BufReader::new(output).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                written.lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                written.grown.notify_waiters();
            }
            written.grown.notify_waiters();
        })
    }

    pub(crate) fn text(&self) -> String {
        self.0.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().flat_map(|line| [line, "\n"]).collect()
    }

    /// Waits for the first line with a text.
    pub(crate) async fn line_with(&self, text: &str) -> String {
        self.wait_for(text, |lines| lines.iter().find(|line| line.contains(text)).cloned()).await
    }

    /// Waits until there are so many lines.
    pub(crate) async fn grow_to(&self, count: usize) {
        self.wait_for("lines", |lines| (lines.len() >= count).then_some(())).await;
    }

    async fn wait_for<T>(&self, what: &str, found: impl Fn(&[String]) -> Option<T>) -> T {
        let wait = async {
            loop {
                let grown = self.0.grown.notified();
                if let Some(found) = found(&self.0.lines.lock().unwrap_or_else(PoisonError::into_inner)) {
                    return found;
                }
                grown.await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, wait).await;
        waited.unwrap_or_else(|_| panic!("not within {PATIENCE:?}: {what}; it wrote:\n{}", self.text()))
    }
}

impl Ended {
    pub(crate) fn code(&self) -> Option<i32> {
        self.status.code()
    }

    pub(crate) fn signal(&self) -> Option<i32> {
        self.status.signal()
    }

    /// It ended well.
    #[track_caller]
    pub(crate) fn success(self) -> Self {
        assert_eq!(self.code(), Some(0), "{self:?}");
        self
    }

    /// It refused to work, with one sentence on standard error, which is returned.
    #[track_caller]
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.code(), Some(1), "{self:?}");
        let last = self.stderr.lines().next_back().unwrap_or_default();
        let sentence =
            last.strip_prefix("atlas: ").unwrap_or_else(|| panic!("the last line is not the reason: {self:?}"));
        assert_eq!(self.stderr.lines().filter(|line| line.starts_with("atlas: ")).count(), 1, "{self:?}");
        for sign in ["panicked", "backtrace", "RUST_BACKTRACE", "thread '"] {
            assert!(!self.stderr.contains(sign), "{self:?}");
        }
        sentence.to_owned()
    }
}

impl Server {
    /// Serves on the embedded PostgreSQL of a place.
    pub(crate) async fn start(place: &Place, more: &[&str]) -> Self {
        let mut command = command(["serve", "--listen", "127.0.0.1:0", "--state-dir"]);
        command.arg(place.state_dir()).args(more);
        Self::ready(Atlas::start(command)).await
    }

    /// Serves on the database of an address.
    pub(crate) async fn on_database(url: &str) -> Self {
        Self::on_database_with(url, &[]).await
    }

    /// The same, with more settings.
    pub(crate) async fn on_database_with(url: &str, more: &[&str]) -> Self {
        let mut command = command(["serve", "--listen", "127.0.0.1:0", "--database-url", url]);
        command.args(more);
        Self::ready(Atlas::start(command)).await
    }

    /// Waits until it is ready.
    pub(crate) async fn ready(process: Atlas) -> Self {
        let ready = process.stdout.line_with("is ready at");
        let ended = process.stderr.line_with("atlas: ");
        let line = tokio::select! {
            line = ready => line,
            reason = ended => panic!("it does not serve: {reason}"),
        };
        let address = line.strip_prefix("Cluster Atlas is ready at http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("an address: {line}")).to_owned();
        // The proxy of the environment, if any, is not for this machine.
        let client = Client::builder().no_proxy().build().expect("a client");
        Self { process, address, client }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// A typed client of its API.
    pub(crate) fn api(&self) -> client::Builder {
        client::Client::builder(self.url("/graphql")).http(self.client.clone())
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.expect("an answer")
    }

    /// Status of a path.
    pub(crate) async fn status(&self, path: &str) -> StatusCode {
        self.get(path).await.status()
    }

    /// Posts a query, whatever comes of it.
    pub(crate) async fn post(&self, query: &str) -> Response {
        let request = self.client.post(self.url("/graphql")).json(&json!({"query": query}));
        request.send().await.expect("an answer")
    }

    /// The data of a query that succeeds.
    pub(crate) async fn query(&self, query: &str) -> Value {
        let response = self.post(query).await;
        assert_eq!(response.status(), StatusCode::OK);
        let mut answer: Value = response.json().await.expect("JSON");
        assert_eq!(answer.get("errors"), None, "{answer}");
        answer["data"].take()
    }

    /// Stops it as a service manager does.
    pub(crate) async fn stop(self) -> Ended {
        self.process.signal(Signal::TERM);
        self.process.ended().await
    }
}
