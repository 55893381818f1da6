//! Start after a predecessor that could not clean up.

use std::{
    fs,
    os::unix::fs::{MetadataExt, chown},
    path::Path,
    process::Stdio,
};

use embedded_postgres::Purpose;
use rustix::process::{geteuid, test_kill_process};
use sqlx::Executor;

use tokio::process::{Child, Command};

use crate::{
    other_process::OtherProcess,
    scratch::{Scratch, connect, execute, kill, text},
    until::until,
};

#[tokio::test]
async fn an_orphaned_postgres_is_stopped_first() {
    let scratch = Scratch::new();
    let mut killed = OtherProcess::start(&scratch.state_dir(), "serve");
    killed.is_ready().await;
    let options = scratch.open(Purpose::Command("import")).await.expect("it opens").connect_options();
    execute(&options, "create table survivor as select 'kept' as name").await;
    killed.kill().await;
    let orphan = scratch.postmaster();
    assert_eq!(test_kill_process(orphan), Ok(()), "it survives its parent");

    let postgres = scratch.serve().await;
    assert_ne!(scratch.postmaster(), orphan);
    assert_eq!(text(&postgres.connect_options(), "select name from survivor").await, "kept");
    postgres.stop().await;
}

/// A backend that is busy notices the death of its postmaster late; until then PostgreSQL refuses to start.
#[tokio::test]
async fn the_start_waits_for_orphaned_backends() {
    let scratch = Scratch::new();
    let mut killed = OtherProcess::start(&scratch.state_dir(), "serve");
    killed.is_ready().await;
    let options = scratch.open(Purpose::Command("import")).await.expect("it opens").connect_options();
    let mut connection = connect(&options).await;
    let busy = tokio::spawn(async move {
        connection.execute("select count(*) from generate_series(1, 5000000) n where md5(n::text) = ''").await
    });
    until("the backend is busy", async || {
        let busy = "select count(*)::text from pg_stat_activity where query like '%md5(%' and pid <> pg_backend_pid()";
        (text(&options, busy).await == "1").then_some(())
    })
    .await;
    let postmaster = scratch.postmaster();
    killed.kill().await;
    kill(postmaster);

    let postgres = scratch.serve().await;
    assert_eq!(text(&postgres.connect_options(), "select 'runs'").await, "runs");
    postgres.stop().await;
    busy.abort();
}

#[tokio::test]
async fn a_stale_pid_file_is_ignored() {
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    let pid_file = scratch.data_dir().join("postmaster.pid");
    let text = fs::read_to_string(&pid_file).expect("the pid file");
    postgres.stop().await;

    for program in ["sleep 1000", "true"] {
        let mut unrelated = run_as_owner(&scratch, program);
        let lines = text.split_once('\n').expect("lines").1;
        fs::write(&pid_file, format!("{}\n{lines}", unrelated.id().expect("it runs"))).expect("a pid file");
        change_owner(&scratch, &pid_file);
        // The lock of the socket names a process in the same way.
        let socket_lock = scratch.state_dir().join("run/.s.PGSQL.5432.lock");
        fs::copy(&pid_file, &socket_lock).expect("a socket's lock");
        change_owner(&scratch, &socket_lock);
        scratch.serve().await.stop().await;
        if program != "true" {
            assert_eq!(unrelated.try_wait().expect("its state"), None, "it was left alone");
            unrelated.start_kill().expect("it ends");
        }
        unrelated.wait().await.expect("its end");
    }
}

/// As root, as the user that PostgreSQL runs as: it takes the processes of other users for no PostgreSQL anyway.
fn run_as_owner(scratch: &Scratch, program: &str) -> Child {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &format!("exec {program}")]).current_dir("/").kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if geteuid().is_root() {
        command.uid(fs::metadata(scratch.data_dir()).expect("the data directory").uid());
    }
    command.spawn().expect("it starts")
}

fn change_owner(scratch: &Scratch, path: &Path) {
    let owner = fs::metadata(scratch.data_dir()).expect("the data directory");
    if geteuid().is_root() {
        chown(path, Some(owner.uid()), Some(owner.gid())).expect("handed over");
    }
}
