//! Several processes on one state directory.

use std::fs;

use embedded_postgres::{Error, Opened, Purpose};

use crate::{
    log_capture::LogCapture,
    other_process::OtherProcess,
    scratch::{Scratch, text},
    until::until,
};

#[tokio::test]
async fn a_second_server_is_refused() {
    let scratch = Scratch::new();
    let mut first = OtherProcess::start(&scratch.state_dir(), "serve");
    first.is_ready().await;
    let error = scratch.refusal().await;
    let pid = first.pid().as_raw_pid();
    assert!(matches!(error, Error::AlreadyServing { pid: named, .. } if named == pid), "{error}");
    assert!(error.to_string().contains(&format!("already runs on {}", scratch.state_dir().display())), "{error}");

    first.finish().await;
    scratch.serve().await.stop().await;
}

#[tokio::test]
async fn a_command_shares_the_database_of_a_server() {
    let scratch = Scratch::new();
    let mut server = OtherProcess::start(&scratch.state_dir(), "serve");
    server.is_ready().await;
    let opened = scratch.open(Purpose::Command("import")).await.expect("it opens");
    assert!(matches!(opened, Opened::Shared(_)), "{opened:?}");
    assert_eq!(text(&opened.connect_options(), "select current_database()::text").await, "atlas");
    opened.stop().await;
    server.finish().await;
}

#[tokio::test]
async fn a_command_waits_for_a_server_that_is_starting() {
    let scratch = Scratch::new();
    let lock = scratch.state_dir().join("lock");
    let server = OtherProcess::start(&scratch.state_dir(), "serve");
    until("the server has the lock", async || fs::read_to_string(&lock).ok().filter(|text| text.ends_with('\n'))).await;
    let opened = scratch.open(Purpose::Command("import")).await.expect("it opens");
    assert!(matches!(opened, Opened::Shared(_)), "{opened:?}");
    assert_eq!(text(&opened.connect_options(), "select current_database()::text").await, "atlas");
    server.finish().await;
}

#[tokio::test]
async fn every_purpose_waits_for_a_command() {
    for purpose in [Purpose::Serve, Purpose::Command("migrate")] {
        let (messages, _guard) = LogCapture::record();
        let scratch = Scratch::new();
        let mut import = OtherProcess::start(&scratch.state_dir(), "import");
        import.is_ready().await;
        let waiting = format!("waiting for `atlas import` (pid {}) to finish", import.pid().as_raw_pid());
        let finish = async {
            until("the wait is logged", async || messages.contain(&waiting).then_some(())).await;
            import.finish().await;
        };
        let (opened, ()) = tokio::join!(scratch.open(purpose), finish);
        let opened = opened.expect("it opens");
        assert!(matches!(opened, Opened::Owned(_)), "{opened:?}");
        opened.stop().await;
    }
}
