//! Another process that holds a state directory: this test program, started again to run one of its functions.

use std::{
    env,
    io::{self, Read, Write},
    path::Path,
    process::Stdio,
};

use embedded_postgres::{Purpose, TemporaryPostgres};
use rustix::process::Pid;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::scratch::{kill, open};

const DIRECTORY: &str = "ATLAS_TEST_DIRECTORY";
const PURPOSE: &str = "ATLAS_TEST_PURPOSE";

/// A process that opens a state directory and holds it until it is finished or killed.
pub(crate) struct OtherProcess {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
}

impl OtherProcess {
    /// `purpose`: `serve`, `import` or `temporary`.
    pub(crate) fn start(directory: &Path, purpose: &str) -> Self {
        let mut child = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", "other_process::holds_a_state_directory", "--nocapture"])
            .env(DIRECTORY, directory)
            .env(PURPOSE, purpose)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program starts again");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        Self { child, stdout }
    }

    pub(crate) fn pid(&self) -> Pid {
        let id = self.child.id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).expect("it runs")
    }

    pub(crate) async fn is_ready(&mut self) {
        while let Some(line) = self.stdout.next_line().await.expect("its output") {
            if line.contains("ready to serve") {
                return;
            }
        }
        panic!("it has ended before it was ready");
    }

    pub(crate) async fn finish(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().await.expect("its end").success());
    }

    /// Ends it with SIGKILL, so that it can clean up nothing.
    pub(crate) async fn kill(mut self) {
        kill(self.pid());
        self.child.wait().await.expect("its end");
    }
}

/// The main function of the other process. It does nothing in the test run itself.
#[tokio::test]
async fn holds_a_state_directory() {
    let (Some(directory), Ok(purpose)) = (env::var_os(DIRECTORY), env::var(PURPOSE)) else { return };
    let directory = Path::new(&directory);
    let say_ready_and_wait = async || {
        io::stdout().write_all(b"\nready to serve\n").expect("output");
        tokio::task::spawn_blocking(|| io::stdin().read(&mut [0])).await.expect("input").expect("the end of input");
    };
    match purpose.as_str() {
        "temporary" => {
            let _postgres = TemporaryPostgres::start(directory).await.expect("it starts");
            say_ready_and_wait().await;
        }
        purpose => {
            let purpose = if purpose == "serve" { Purpose::Serve } else { Purpose::Command("import") };
            let opened = open(directory, purpose).await.expect("it opens");
            say_ready_and_wait().await;
            opened.stop().await;
        }
    }
}
