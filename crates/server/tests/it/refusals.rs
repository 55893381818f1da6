//! What cannot start says why in one sentence, with exit code 1.

use std::{net::TcpListener, os::unix::fs::PermissionsExt};

use crate::{
    atlas::{Atlas, Server, command, run, run_in},
    editions::Package,
    place::Place,
};

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

#[tokio::test]
async fn a_port_that_is_taken() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let sentence = run_in(&place, &["serve", "--listen", &address]).await.refusal();
    assert!(sentence.contains(&address) && sentence.contains("--listen"), "{sentence}");
    assert!(!place.state_dir().exists(), "told before anything is made");
}

#[tokio::test]
async fn an_address_of_another_machine() {
    let place = Place::new();
    let sentence = run_in(&place, &["serve", "--listen", "192.0.2.1:8080"]).await.refusal();
    assert!(sentence.contains("192.0.2.1:8080") && sentence.contains("--listen"), "{sentence}");
}

#[tokio::test]
async fn a_wrong_database_url() {
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    for (url, part) in [
        ("nonsense".to_owned(), "is not a PostgreSQL address"),
        ("mysql://root@localhost/atlas".to_owned(), "is not a PostgreSQL address"),
        ("postgres://a:b:c@:x/y".to_owned(), "is not a PostgreSQL address"),
        (format!("postgres://atlas:secret@{nobody}/atlas"), "cannot connect to the database at"),
        ("postgres://atlas:secret@%2Fnowhere/atlas".to_owned(), "cannot connect to the database at"),
    ] {
        for arguments in [&SERVE[..], &["migrate"]] {
            let sentence = run([arguments, &["--database-url", &url]].concat()).await.refusal();
            assert!(sentence.contains(part) && sentence.contains("DATABASE_URL"), "{url}: {sentence}");
            assert!(!sentence.contains("secret"), "{url}: {sentence}");
        }
    }
}

#[tokio::test]
async fn a_database_that_does_not_exist() {
    let database = testkit::database().await;
    let socket = database.options().get_socket().expect("a socket").display().to_string().replace('/', "%2F");
    let sentence =
        run([&SERVE[..], &["--database-url", &format!("postgres://atlas@{socket}/nowhere")]].concat()).await.refusal();
    assert!(sentence.contains("nowhere") && sentence.contains("does not exist"), "{sentence}");
}

/// PostgreSQL is always found at its usual place on this machine, so one that does not work is put before it.
#[tokio::test]
async fn a_postgres_that_does_not_work() {
    let place = Place::new();
    let version =
        store::embedded_postgres::find_programs(None).first().expect("PostgreSQL is installed").version.clone();
    let bin = place.path().join("bin");
    std::fs::create_dir(&bin).expect("a directory");
    let programs = [
        ("postgres", format!("echo 'postgres (PostgreSQL) {version}'")),
        ("initdb", "echo 'no space left' >&2; exit 1".to_owned()),
    ];
    for (name, script) in programs {
        std::fs::write(bin.join(name), format!("#!/bin/sh\n{script}\n")).expect("a script");
        std::fs::set_permissions(bin.join(name), std::fs::Permissions::from_mode(0o755)).expect("executable");
    }
    let sentence = run_in(&place, &[&SERVE[..], &["--pg-bin", bin.to_str().expect("plain")]].concat()).await.refusal();
    assert!(sentence.contains("no space left"), "{sentence}");
}

#[tokio::test]
async fn data_that_is_not_there() {
    let place = Place::new();
    let sentence = run_in(&place, &[&SERVE[..], &["--data", "/nonexistent"]].concat()).await.refusal();
    assert!(sentence.contains("/nonexistent") && sentence.contains("No such file"), "{sentence}");

    // Nothing stands in the way of a start with better data.
    let server = Server::start(&place, &[]).await;
    assert_eq!(server.query("{ dataset { release { number } } }").await["dataset"]["release"]["number"], 1);
    // Data that is there already is not loaded again, so where it came from does not matter.
    server.stop().await.success();
    Server::start(&place, &["--data", "/nonexistent"]).await.stop().await.success();
}

#[tokio::test]
async fn data_that_is_broken() {
    let place = Place::new();
    let package = Package::copy();
    package.edit_lines("observations.csv", |line| {
        let broken = line.starts_with("o-6800a43a44ea,") || line.starts_with("o-e975a387d53b,");
        Some(if broken { line.replace(",count,", "x,count,") } else { line.to_owned() })
    });
    let sentence = run_in(&place, &[&SERVE[..], &["--data", package.path()]].concat()).await.refusal();
    for part in ["2 problems", "observations.csv, line 2, column value: \"47x\"", "atlas validate", package.path()] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    assert_eq!(place.processes(), Vec::new());
}

#[tokio::test]
async fn a_second_server_on_one_state_directory() {
    let place = Place::new();
    let server = Server::start(&place, &[]).await;
    let pid = server.process.pid().expect("it runs").as_raw_pid();
    let sentence = run_in(&place, &SERVE).await.refusal();
    assert!(sentence.contains(&format!("pid {pid}")), "{sentence}");
    server.query("{ dataset { version } }").await;
}

#[tokio::test]
async fn a_state_directory_that_cannot_be_made() {
    let place = Place::new();
    std::fs::write(place.state_dir(), "a file").expect("a file");
    let sentence = run_in(&place, &SERVE).await.refusal();
    assert!(sentence.contains(&place.state_dir().display().to_string()), "{sentence}");
    std::fs::remove_file(place.state_dir()).expect("the file");
}

#[tokio::test]
async fn a_command_line_that_makes_no_sense() {
    for arguments in [
        &["serve", "--no-such-flag"][..],
        &["no-such-command"],
        &["import"],
        &["serve", "--listen", "8080"],
        &["serve", "--database-connections", "0"],
        &["serve", "--log-format", "xml"],
    ] {
        let ended = run(arguments).await;
        assert_eq!(ended.code(), Some(2), "{ended:?}");
        assert!(ended.stderr.starts_with("error: ") && ended.stdout.is_empty(), "{ended:?}");
    }
}

/// PostgreSQL is found at its usual places, whatever `PATH` and `ATLAS_PG_BIN` say.
#[tokio::test]
async fn an_empty_path_is_no_obstacle() {
    let place = Place::new();
    let mut command = command(SERVE);
    command.arg("--state-dir").arg(place.state_dir()).env("PATH", "").env("ATLAS_PG_BIN", place.path());
    let process = Atlas::start(command);
    process.stdout.line_with("is ready at").await;
    let log = process.stderr.text();
    assert!(log.contains("no PostgreSQL programs are in") && log.contains("ATLAS_PG_BIN"), "{log}");
}
