//! State directories at difficult paths.

use std::{fs, os::unix::fs::symlink};

use embedded_postgres::{Error, Purpose};
use rustix::process::geteuid;

use crate::{
    log_capture::LogCapture,
    scratch::{Scratch, open, serve, text},
};

#[tokio::test]
async fn a_path_with_odd_characters_works() {
    let scratch = Scratch::new();
    let postgres = serve(&scratch.path().join("a, \"b\" 'c' 杭州")).await;
    assert_eq!(text(&postgres.connect_options(), "select 'runs'").await, "runs");
    postgres.stop().await;
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_works() {
    let scratch = Scratch::new();
    let state_dir = scratch.path().join("long".repeat(40));
    let postgres = serve(&state_dir).await;
    let options = postgres.connect_options();
    let socket_dir = options.get_socket().expect("a socket").clone();
    assert!(socket_dir.starts_with("/tmp"), "{}", socket_dir.display());
    assert_eq!(text(&options, "select 'runs'").await, "runs");
    postgres.stop().await;

    // Another user could put a symlink there, to listen on the socket.
    fs::remove_dir_all(&socket_dir).expect("it can be removed");
    symlink(scratch.path(), &socket_dir).expect("a symlink");
    let error = open(&state_dir, Purpose::Serve).await.map(drop);
    fs::remove_file(&socket_dir).expect("the symlink can be removed");
    assert!(matches!(error, Err(Error::SocketDirectory(dir)) if dir == socket_dir));
}

/// Under root, PostgreSQL runs as another user, who cannot enter a directory that only root can. Any other user runs it
/// as themselves, in the configured place.
#[tokio::test]
async fn a_directory_closed_to_others_works() {
    let (messages, _guard) = LogCapture::record();
    let scratch = Scratch::with_mode(0o700);
    let asked = scratch.state_dir();
    let postgres = serve(&asked).await;
    let state_dir = postgres.state_dir().to_owned();
    assert_eq!(text(&postgres.connect_options(), "select 'runs'").await, "runs");
    postgres.stop().await;

    if geteuid().is_root() {
        assert!(state_dir.starts_with("/var/lib/atlas"), "{}", state_dir.display());
        assert!(messages.contain(&format!("the state directory is {}", state_dir.display())));
        let postgres = serve(&asked).await;
        assert_eq!(postgres.state_dir(), state_dir, "the next start finds it again");
        postgres.stop().await;
        fs::remove_dir_all(&state_dir).expect("it can be removed");
        // Only if no other test or server uses it.
        fs::remove_dir("/var/lib/atlas").ok();
    } else {
        assert_eq!(state_dir, asked.canonicalize().expect("the state directory"));
    }
}
