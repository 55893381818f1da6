//! The commands beside `serve` and `import`.

use std::{fs, net::TcpListener, path::Path};

use crate::{
    atlas::{Server, command, run, run_in},
    data_package::Package,
    sandbox::Sandbox,
};

#[tokio::test]
async fn validate() {
    let package = Package::copy();
    let ended = run(["validate", package.path()]).await.success();
    assert_eq!(ended.stdout, "china-advanced-manufacturing-clusters 2026.11.23: 12 files, 6383 rows\n");
    assert!(ended.stderr.contains("checked observations.csv: 5440 rows"), "{ended:?}");

    package.edit("cities.csv", |text| text.replacen("CN-BJ", "CN-XX", 1));
    let ended = run(["validate", package.path()]).await;
    assert_eq!(ended.code(), Some(1));
    assert!(ended.stdout.starts_with("cities.csv, line 2, column province: \"CN-XX\" "), "{ended:?}");
    assert!(ended.stdout.ends_with("1 problem.\n"), "{ended:?}");

    let ended = run(["validate", "/nonexistent"]).await;
    assert_eq!(ended.code(), Some(1));
    assert!(ended.stdout.contains("/nonexistent") && !ended.stderr.contains("panicked"), "{ended:?}");
}

#[tokio::test]
async fn migrate() {
    let sandbox = Sandbox::new();
    let all = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations"))
        .expect("the migrations")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "sql"))
        .count();
    let first = run_in(&sandbox, &["migrate"]).await.success();
    assert!(first.stdout.ends_with(&format!(": {all} migrations applied now, {all} in all\n")), "{first:?}");
    assert_eq!(sandbox.processes(), Vec::new());
    let second = run_in(&sandbox, &["migrate"]).await.success();
    assert!(second.stdout.ends_with(&format!(": 0 migrations applied now, {all} in all\n")), "{second:?}");

    // Beside a server, too.
    let server = Server::start(&sandbox, &[]).await;
    run_in(&sandbox, &["migrate"]).await.success();
    assert_eq!(server.query("{ dataset { release { number } } }").await["dataset"]["release"]["number"], 1);
}

#[tokio::test]
async fn schema_needs_no_database() {
    let sandbox = Sandbox::new();
    for (arguments, line) in [
        (&["schema"][..], "type Province implements Subject & Node {\n"),
        (&["schema", "--federation"], "type Province implements Subject & Node @key(fields: \"code\") {\n"),
    ] {
        let mut command = command(arguments);
        command.current_dir(sandbox.path()).env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
        let ended = crate::atlas::Atlas::start(command).ended().await.success();
        assert!(ended.stdout.contains(line), "{ended:?}");
    }
    assert_eq!(fs::read_dir(sandbox.path()).expect("the directory").count(), 0, "nothing is made");
}

#[tokio::test]
async fn doctor() {
    let sandbox = Sandbox::new();
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").to_string();

    // Nothing is there yet, and that is fine.
    let ended = run_in(&sandbox, &["doctor", "--listen", &free]).await.success();
    for part in ["ok       PostgreSQL programs: ", "ok       database: none yet", "atlas serve", "is free"] {
        assert!(ended.stdout.contains(part), "{part}: {ended:?}");
    }
    assert!(!sandbox.state_dir().exists(), "it only looks");

    // A database without data.
    run_in(&sandbox, &["migrate"]).await.success();
    let ended = run_in(&sandbox, &["doctor", "--listen", &free]).await;
    assert_eq!(ended.code(), Some(1), "{ended:?}");
    for part in ["ok       migrations: all ", "MISSING  data: none loaded", "atlas import"] {
        assert!(ended.stdout.contains(part), "{part}: {ended:?}");
    }

    // All of it.
    let server = Server::start(&sandbox, &[]).await;
    let ended = run_in(&sandbox, &["doctor", "--listen", &server.address]).await.success();
    for part in [
        "ok       database: ",
        "ok       extension: pg_trgm",
        "ok       migrations: all ",
        "ok       data: release 1",
        "which is ready",
    ] {
        assert!(ended.stdout.contains(part), "{part}: {ended:?}");
    }
    assert!(!ended.stdout.contains("MISSING"), "{ended:?}");
    run(["doctor", "--ready", "--listen", &server.address]).await.success();
    let address = server.address.clone();
    server.stop().await.success();
    assert_eq!(run(["doctor", "--ready", "--listen", &address]).await.code(), Some(1));

    // A port that somebody else has.
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    // It hangs up on everybody.
    let hang_up = std::thread::spawn(move || taken.accept().map(drop));
    let ended = run_in(&sandbox, &["doctor", "--listen", &address]).await;
    assert_eq!(ended.code(), Some(1), "{ended:?}");
    assert!(ended.stdout.contains("MISSING  port: ") && ended.stdout.contains("--listen"), "{ended:?}");
    hang_up.join().expect("a thread").expect("a connection");
}

#[tokio::test]
async fn doctor_of_a_database_that_is_away() {
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").to_string();
    let url = format!("postgres://atlas:secret@{nobody}/atlas");
    let ended = run(["doctor", "--listen", &nobody, "--database-url", &url]).await;
    assert_eq!(ended.code(), Some(1), "{ended:?}");
    assert!(
        ended.stdout.contains("MISSING  database: cannot connect") && ended.stdout.contains("DATABASE_URL"),
        "{ended:?}"
    );
    assert!(!ended.stdout.contains("secret") && !ended.stderr.contains("secret"), "{ended:?}");
}

#[tokio::test]
async fn help_lists_every_setting_with_its_variable() {
    for arguments in [&["--help"][..], &["serve", "--help"], &["import", "--help"]] {
        let ended = run(arguments).await.success();
        for (flag, variable) in [
            ("--listen", "ATLAS_LISTEN"),
            ("--database-url", "DATABASE_URL"),
            ("--database-connections", "ATLAS_DATABASE_CONNECTIONS"),
            ("--state-dir", "ATLAS_STATE_DIR"),
            ("--pg-bin", "ATLAS_PG_BIN"),
            ("--data", "ATLAS_DATA"),
            ("--log", "ATLAS_LOG"),
            ("--log-format", "ATLAS_LOG_FORMAT"),
        ] {
            assert!(ended.stdout.contains(&format!("{flag} <")), "{flag}: {ended:?}");
            // That of the database may hold a password, so its value is not shown.
            let value = if variable == "DATABASE_URL" { "]" } else { "=]" };
            assert!(ended.stdout.contains(&format!("[env: {variable}{value}")), "{variable}: {ended:?}");
        }
        for line in ["[default: 127.0.0.1:8080]", "[default: .atlas]"] {
            assert!(ended.stdout.contains(line), "{line}: {ended:?}");
        }
    }
    let mut command = command(["serve", "--help"]);
    command.env("DATABASE_URL", "postgres://atlas:secret@host/atlas");
    let ended = crate::atlas::Atlas::start(command).ended().await.success();
    assert!(!ended.stdout.contains("secret"), "{ended:?}");

    let ended = run(["--help"]).await.success();
    for command in ["serve", "import", "validate", "migrate", "schema", "doctor"] {
        assert!(ended.stdout.lines().any(|line| line.trim_start().starts_with(command)), "{command}: {ended:?}");
    }
    let ended = run(["--version"]).await.success();
    assert_eq!(ended.stdout, format!("atlas {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(run(Vec::<&str>::new()).await.code(), Some(2));
}
