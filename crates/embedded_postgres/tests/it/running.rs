//! The first start, the next one, access, crashes and shutdown.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

use embedded_postgres::{Config, Error, Programs, Purpose, find_programs};
use rustix::process::{geteuid, test_kill_process};
use sqlx::{Connection, PgConnection};

use crate::{
    log_capture::LogCapture,
    scratch::{Scratch, config, execute, kill, postmaster, processes, text},
    until::until,
};

#[tokio::test]
async fn the_second_start_finds_the_data_of_the_first() {
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    execute(&postgres.connect_options(), "create table survivor as select '杭州' as name").await;
    postgres.stop().await;

    let postgres = scratch.serve().await;
    assert_eq!(text(&postgres.connect_options(), "select name from survivor").await, "杭州");
    postgres.stop().await;
}

#[tokio::test]
async fn the_database_is_set_up_as_documented() {
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    for (query, answer) in [
        ("select current_user || ' ' || current_database()", "atlas atlas"),
        ("show server_encoding", "UTF8"),
        ("show data_checksums", "on"),
        ("show lc_collate", "C"),
        ("show jit", "off"),
        ("show max_connections", "100"),
        ("select (lower('É') = 'é' and '杭' ~ '[[:alpha:]]')::text", "true"),
    ] {
        assert_eq!(text(&postgres.connect_options(), query).await, answer, "{query}");
    }
    postgres.stop().await;
}

#[tokio::test]
async fn only_its_user_can_reach_it() {
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    let options = postgres.connect_options();

    let data = fs::metadata(scratch.data_dir()).expect("the data directory");
    assert_ne!(data.uid(), 0, "PostgreSQL never runs as root");
    if !geteuid().is_root() {
        assert_eq!(data.uid(), geteuid().as_raw(), "it runs as we do");
    }
    for path in [options.get_socket().expect("a socket").clone(), scratch.state_dir().join("postgres.log")] {
        let found = fs::metadata(&path).expect("it is there");
        assert_eq!(found.uid(), data.uid(), "{}", path.display());
        assert_eq!(found.permissions().mode() & 0o077, 0, "{}", path.display());
    }
    assert_eq!(text(&options, "show listen_addresses").await, "");
    let ports = listening_ports(scratch.postmaster().as_raw_pid());
    assert!(ports.is_empty(), "no TCP port is open, but {ports:?}");
    postgres.stop().await;
}

/// The lines of `/proc/net/tcp` and `tcp6` for the listening sockets of a process; none on systems other than Linux.
fn listening_ports(pid: i32) -> Vec<String> {
    let sockets: Vec<_> = fs::read_dir(format!("/proc/{pid}/fd"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.trim_end_matches(']').to_owned()))
        .collect();
    assert!(!Path::new("/proc/self").exists() || !sockets.is_empty(), "at least the Unix socket");
    ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|table| fs::read_to_string(table).ok())
        .flat_map(|table| table.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| {
            let fields: Vec<_> = line.split_whitespace().collect();
            fields.get(3) == Some(&"0A") && fields.get(9).is_some_and(|inode| sockets.iter().any(|s| s == inode))
        })
        .collect()
}

#[tokio::test]
async fn stop_leaves_no_process() {
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    let postmaster = scratch.postmaster();
    let data_dir = scratch.data_dir().canonicalize().expect("the data directory");
    assert!(!processes(&data_dir).is_empty());
    postgres.stop().await;
    assert_eq!(processes(&data_dir), Vec::<String>::new());
    assert!(test_kill_process(postmaster).is_err());
}

#[tokio::test]
async fn dropping_it_stops_it() {
    let scratch = Scratch::new();
    drop(scratch.serve().await);
    let data_dir = scratch.data_dir().canonicalize().expect("the data directory");
    until("PostgreSQL ends", async || processes(&data_dir).is_empty().then_some(())).await;
}

#[tokio::test]
async fn it_is_restarted_when_it_dies() {
    let (messages, _guard) = LogCapture::record();
    let scratch = Scratch::new();
    let durable = Config { durable: true, ..config(&scratch.state_dir()) };
    let postgres = embedded_postgres::open(&durable, Purpose::Serve).await.expect("it opens");
    let options = postgres.connect_options();
    execute(&options, "create table survivor as select 'kept' as name").await;

    let first = scratch.postmaster();
    kill(first);
    until("it takes connections again", async || {
        postmaster(&scratch.data_dir()).filter(|pid| *pid != first)?;
        PgConnection::connect_with(&options).await.ok()?.close().await.ok()
    })
    .await;
    assert_eq!(text(&options, "select name from survivor").await, "kept");
    assert!(messages.contain("PostgreSQL has ended (signal: 9 (SIGKILL)"));
    postgres.stop().await;
}

#[tokio::test]
async fn it_can_be_stopped_while_it_is_restarted() {
    let (messages, _guard) = LogCapture::record();
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    kill(scratch.postmaster());
    until("the death is noticed", async || messages.contain("PostgreSQL has ended").then_some(())).await;
    postgres.stop().await;
    let data_dir = scratch.data_dir().canonicalize().expect("the data directory");
    until("its last processes end", async || processes(&data_dir).is_empty().then_some(())).await;
}

#[tokio::test]
async fn a_start_that_fails_says_why() {
    let scratch = Scratch::new();
    scratch.serve().await.stop().await;
    fs::write(scratch.data_dir().join("postgresql.conf"), "wal_level = nonsense\n").expect("a configuration");
    let error = scratch.refusal().await.to_string();
    let log = scratch.state_dir().join("postgres.log").display().to_string();
    assert!(error.contains("FATAL:") && error.contains("configuration") && error.contains(&log), "{error}");
    assert!(!error.contains('\n'), "{error}");
}

#[tokio::test]
async fn data_of_another_major_version_is_refused() {
    let scratch = Scratch::new();
    fs::create_dir_all(scratch.data_dir()).expect("a directory");
    fs::write(scratch.data_dir().join("PG_VERSION"), "99\n").expect("a file");
    let error = scratch.refusal().await;
    assert!(matches!(error, Error::OtherMajor { made_by: 99, .. }), "{error}");
    let error = error.to_string();
    for part in ["was created by PostgreSQL 99", "found PostgreSQL", "delete that directory"] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[tokio::test]
async fn a_foreign_directory_is_left_alone() {
    let scratch = Scratch::new();
    let thesis = scratch.data_dir().join("thesis.txt");
    fs::create_dir_all(scratch.data_dir()).expect("a directory");
    fs::write(&thesis, "years of work").expect("a file");
    let error = scratch.refusal().await;
    assert!(matches!(error, Error::NotADataDirectory(_)), "{error}");
    assert!(thesis.exists());
}

#[tokio::test]
async fn an_interrupted_first_run_is_cleaned_up() {
    let scratch = Scratch::new();
    let unfinished = scratch.state_dir().join("postgres.new-interrupted");
    fs::create_dir_all(unfinished.join("base")).expect("a directory");
    scratch.serve().await.stop().await;
    assert!(!unfinished.exists());
}

#[tokio::test]
async fn a_failing_initdb_says_why_and_leaves_nothing() {
    let scratch = Scratch::new();
    let found = find_programs(None);
    let Programs { version, .. } = found.first().expect("PostgreSQL is installed");
    let bin = scratch.path().join("bin");
    fs::create_dir(&bin).expect("a directory");
    for (name, script) in [
        ("postgres", format!("echo 'postgres (PostgreSQL) {version}'")),
        ("initdb", "echo 'no space left' >&2; exit 1".to_owned()),
    ] {
        fs::write(bin.join(name), format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).expect("executable");
    }

    let config = Config { pg_bin: Some(bin), ..config(&scratch.state_dir()) };
    let error = embedded_postgres::open(&config, Purpose::Serve).await.map(drop).expect_err("it must not open");
    assert!(matches!(&error, Error::Initdb { reason, .. } if reason == "no space left"), "{error}");
    let left: Vec<_> = fs::read_dir(scratch.state_dir())
        .expect("the state directory")
        .flatten()
        .map(|entry| entry.file_name())
        .filter(|name| name.to_string_lossy().starts_with("postgres"))
        .collect();
    assert!(left.is_empty(), "{left:?}");

    scratch.serve().await.stop().await;
}
