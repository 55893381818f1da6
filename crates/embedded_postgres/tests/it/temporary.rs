//! A temporary PostgreSQL disappears with its process.

use std::{fs, path::PathBuf};

use embedded_postgres::TemporaryPostgres;

use crate::{
    other_process::OtherProcess,
    scratch::{Scratch, execute, processes},
    until::until,
};

#[tokio::test]
async fn it_disappears_when_dropped() {
    let scratch = Scratch::new();
    let postgres = TemporaryPostgres::start(scratch.path()).await.expect("it starts");
    execute(&postgres.connect_options(), "create database another").await;
    let data_dir = only_entry(&scratch).expect("one directory").join("postgres");
    assert!(!processes(&data_dir).is_empty());
    drop(postgres);
    assert_eq!(only_entry(&scratch), None);
    until("its processes end", async || processes(&data_dir).is_empty().then_some(())).await;
}

#[test]
fn it_outlives_the_runtime_it_was_started_on() {
    let scratch = Scratch::new();
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let postgres = run().block_on(TemporaryPostgres::start(scratch.path())).expect("it starts");
    run().block_on(execute(&postgres.connect_options(), "select 1"));
}

#[tokio::test]
async fn it_disappears_when_its_process_is_killed() {
    let scratch = Scratch::new();
    let mut killed = OtherProcess::start(scratch.path(), "temporary");
    killed.is_ready().await;
    let data_dir = only_entry(&scratch).expect("one directory").join("postgres");
    killed.kill().await;
    until("its directory is gone", async || only_entry(&scratch).is_none().then_some(())).await;
    until("its processes end", async || processes(&data_dir).is_empty().then_some(())).await;
}

fn only_entry(scratch: &Scratch) -> Option<PathBuf> {
    let mut entries = fs::read_dir(scratch.path()).expect("the directory").flatten();
    let entry = entries.next().map(|entry| entry.path());
    assert!(entries.next().is_none());
    entry
}
