//! `atlas doctor`.

use std::{
    fmt::Display,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    process::ExitCode,
    time::Duration,
};

use store::{
    Store,
    embedded_postgres::{self, Purpose},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{error::Error, settings::Settings};

/// Maximum time for a server to report whether it is ready.
const READY_TIMEOUT: Duration = Duration::from_secs(5);

/// Checks everything that the server needs, in the order in which it needs it.
pub(super) async fn run(settings: &Settings) -> Result<ExitCode, Error> {
    let mut findings = Findings { healthy: true };
    let config = settings.store();
    let is_embedded = config.database_url.is_none();
    let programs = embedded_postgres::find_programs(config.pg_bin.as_deref());
    match programs.first() {
        Some(newest) => {
            findings.good("PostgreSQL programs", format!("{} in {}", newest.version, newest.bin.display()));
            for other in &programs[1..] {
                findings.good("PostgreSQL programs", format!("also {} in {}", other.version, other.bin.display()));
            }
        }
        None if is_embedded => findings.bad("PostgreSQL programs", "none found; on Debian: apt-get install postgresql"),
        None => findings.good("PostgreSQL programs", "none found; not needed with DATABASE_URL"),
    }
    if is_embedded && embedded_postgres::find_data(&config.embedded()).is_none() {
        findings.good("database", format!("none yet in {}; `atlas serve` makes one", config.state_dir.display()));
    } else {
        match Store::connect(&config, Purpose::Command("doctor")).await {
            Ok(store) => {
                findings.good("database", store.address());
                check_store(&store, &mut findings).await;
                store.close().await;
            }
            Err(error) => findings.bad("database", error),
        }
    }
    match TcpListener::bind(settings.listen) {
        Ok(_) => findings.good("port", format!("{} is free", settings.listen)),
        Err(_) if ask_ready(settings.listen).await => {
            findings.good("port", format!("{} is served by Cluster Atlas, which is ready", settings.listen));
        }
        Err(error) => findings.bad("port", format!("{}: {error}; choose another with --listen", settings.listen)),
    }
    Ok(if findings.healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn check_store(store: &Store, findings: &mut Findings) {
    match store.check_extension().await {
        Ok(()) => findings.good("extension", "pg_trgm, for search"),
        Err(error) => findings.bad("extension", error),
    }
    match store.readiness().await {
        Ok(readiness) => {
            let (applied, known) = (readiness.migrations_applied, readiness.migrations_known);
            if applied == known {
                findings.good("migrations", format!("all {known} applied"));
            } else {
                findings.bad("migrations", format!("{applied} of {known} applied; run `atlas migrate`"));
            }
            match readiness.release {
                Some(release) => findings.good("data", format!("release {release}")),
                None => findings.bad("data", "none loaded; run `atlas serve`, or `atlas import DIR`"),
            }
        }
        Err(error) => findings.bad("database", error),
    }
}

struct Findings {
    healthy: bool,
}

impl Findings {
    #[expect(clippy::print_stdout, reason = "the result of the command")]
    #[expect(clippy::unused_self, reason = "a good finding changes nothing, but is printed like the bad ones")]
    fn good(&self, what: &str, finding: impl Display) {
        println!("ok       {what}: {finding}");
    }

    #[expect(clippy::print_stdout, reason = "the result of the command")]
    fn bad(&mut self, what: &str, finding: impl Display) {
        self.healthy = false;
        println!("MISSING  {what}: {finding}");
    }
}

/// Whether the server at the listening address is ready: for health checks of containers.
pub(super) async fn ready(settings: &Settings) -> ExitCode {
    if ask_ready(settings.listen).await { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn ask_ready(listen: SocketAddr) -> bool {
    // A server that listens everywhere is asked on this host.
    let address = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listen.port()),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::new(Ipv6Addr::LOCALHOST.into(), listen.port()),
        _ => listen,
    };
    let ask = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = Vec::new();
        stream.take(4096).read_to_end(&mut answer).await?;
        Ok::<_, std::io::Error>(answer.starts_with(b"HTTP/1.1 200"))
    };
    tokio::time::timeout(READY_TIMEOUT, ask).await.is_ok_and(|ready| ready.unwrap_or(false))
}
