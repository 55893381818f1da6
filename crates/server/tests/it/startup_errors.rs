//! A start that fails prints the reason in one sentence, with exit code 1.

use std::{net::TcpListener, os::unix::fs::PermissionsExt};

use crate::{
    atlas::{Atlas, Server, command, run, run_in},
    data_package::Package,
    sandbox::Sandbox,
};

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

#[tokio::test]
async fn a_port_in_use() {
    let sandbox = Sandbox::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let sentence = run_in(&sandbox, &["serve", "--listen", &address]).await.error_sentence();
    assert!(sentence.contains(&address) && sentence.contains("--listen"), "{sentence}");
    assert!(!sandbox.state_dir().exists(), "reported before anything is created");
}

#[tokio::test]
async fn an_address_of_another_machine() {
    let sandbox = Sandbox::new();
    let sentence = run_in(&sandbox, &["serve", "--listen", "192.0.2.1:8080"]).await.error_sentence();
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
            let sentence = run([arguments, &["--database-url", &url]].concat()).await.error_sentence();
            assert!(sentence.contains(part) && sentence.contains("DATABASE_URL"), "{url}: {sentence}");
            assert!(!sentence.contains("secret"), "{url}: {sentence}");
        }
    }
}

#[tokio::test]
async fn a_database_that_does_not_exist() {
    let database = testkit::database().await;
    let socket = database.options().get_socket().expect("a socket").display().to_string().replace('/', "%2F");
    let sentence = run([&SERVE[..], &["--database-url", &format!("postgres://atlas@{socket}/nowhere")]].concat())
        .await
        .error_sentence();
    assert!(sentence.contains("nowhere") && sentence.contains("does not exist"), "{sentence}");
}

/// PostgreSQL is always found at its usual place on this machine, so a broken one is put before it.
#[tokio::test]
async fn a_broken_postgres() {
    let sandbox = Sandbox::new();
    let version =
        store::embedded_postgres::find_programs(None).first().expect("PostgreSQL is installed").version.clone();
    let bin = sandbox.path().join("bin");
    std::fs::create_dir(&bin).expect("a directory");
    let programs = [
        ("postgres", format!("echo 'postgres (PostgreSQL) {version}'")),
        ("initdb", "echo 'no space left' >&2; exit 1".to_owned()),
    ];
    for (name, script) in programs {
        std::fs::write(bin.join(name), format!("#!/bin/sh\n{script}\n")).expect("a script");
        std::fs::set_permissions(bin.join(name), std::fs::Permissions::from_mode(0o755)).expect("executable");
    }
    let sentence =
        run_in(&sandbox, &[&SERVE[..], &["--pg-bin", bin.to_str().expect("plain")]].concat()).await.error_sentence();
    assert!(sentence.contains("no space left"), "{sentence}");
}

#[tokio::test]
async fn missing_data() {
    let sandbox = Sandbox::new();
    let sentence = run_in(&sandbox, &[&SERVE[..], &["--data", "/nonexistent"]].concat()).await.error_sentence();
    assert!(sentence.contains("/nonexistent") && sentence.contains("No such file"), "{sentence}");

    // A start with other data succeeds.
    let server = Server::start(&sandbox, &[]).await;
    assert_eq!(server.query("{ dataset { release { number } } }").await["dataset"]["release"]["number"], 1);
    // Data is loaded only once, so later the directory does not matter.
    server.stop().await.success();
    Server::start(&sandbox, &["--data", "/nonexistent"]).await.stop().await.success();
}

#[tokio::test]
async fn invalid_data() {
    let sandbox = Sandbox::new();
    let package = Package::copy();
    package.edit_lines("observations.csv", |line| {
        let broken = line.starts_with("o-6800a43a44ea,") || line.starts_with("o-e975a387d53b,");
        Some(if broken { line.replace(",count,", "x,count,") } else { line.to_owned() })
    });
    let sentence = run_in(&sandbox, &[&SERVE[..], &["--data", package.path()]].concat()).await.error_sentence();
    for part in ["2 problems", "observations.csv, line 2, column value: \"47x\"", "atlas validate", package.path()] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    assert_eq!(sandbox.processes(), Vec::new());
}

#[tokio::test]
async fn a_second_server_on_one_state_directory() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let pid = server.process.pid().expect("it runs").as_raw_pid();
    let sentence = run_in(&sandbox, &SERVE).await.error_sentence();
    assert!(sentence.contains(&format!("pid {pid}")), "{sentence}");
    server.query("{ dataset { version } }").await;
}

#[tokio::test]
async fn a_state_directory_that_cannot_be_created() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.state_dir(), "a file").expect("a file");
    let sentence = run_in(&sandbox, &SERVE).await.error_sentence();
    assert!(sentence.contains(&sandbox.state_dir().display().to_string()), "{sentence}");
    std::fs::remove_file(sandbox.state_dir()).expect("the file");
}

#[tokio::test]
async fn invalid_command_lines() {
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
async fn postgres_is_found_without_a_path() {
    let sandbox = Sandbox::new();
    let mut command = command(SERVE);
    command.arg("--state-dir").arg(sandbox.state_dir()).env("PATH", "").env("ATLAS_PG_BIN", sandbox.path());
    let process = Atlas::start(command);
    process.stdout.line_with("is ready at").await;
    let log = process.stderr.text();
    assert!(log.contains("no PostgreSQL programs are in") && log.contains("ATLAS_PG_BIN"), "{log}");
}

#[cfg(not(feature = "otlp"))]
#[tokio::test]
async fn traces_without_the_feature() {
    let sentence = run([&SERVE[..], &["--otlp-endpoint", "http://127.0.0.1:4318"]].concat()).await.error_sentence();
    assert!(sentence.contains("--otlp-endpoint") && sentence.contains("feature otlp"), "{sentence}");
}
