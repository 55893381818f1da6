//! `atlas serve`.

use std::{
    io::{Write, stdout},
    net::{SocketAddr, TcpListener},
    process::ExitCode,
    sync::Arc,
};

use actix_web::{HttpServer, dev::ServerHandle};
use store::{Store, embedded_postgres::Purpose};

use crate::{
    error::Error,
    http::{
        self,
        slow_clients::LINGER,
        state::{Policies, State},
    },
    settings::Settings,
    signal::Signals,
    telemetry::{Telemetry, metrics_server},
};

/// Maximum time for requests in flight to finish after a signal, in seconds.
const SHUTDOWN_TIMEOUT: u64 = 30;

/// Serves until a signal arrives.
pub(super) async fn run(settings: &Settings) -> Result<ExitCode, Error> {
    let mut signals = Signals::listen()?;
    // Before the database, so that a port that is in use ends the program at once.
    let listener = listen(settings.listen, "--listen")?;
    let metrics = settings.telemetry.metrics_listen.map(|address| listen(address, "--metrics-listen")).transpose()?;
    let policies = Policies::read(settings)?;
    let config = settings.store();
    let store = tokio::select! {
        store = Store::connect(&config, Purpose::Serve) => Arc::new(store?),
        name = signals.next() => {
            tracing::info!("stopped by {name} while opening the database");
            return Ok(ExitCode::SUCCESS);
        }
    };
    let ended = tokio::select! {
        ready = prepare(&store, settings) => match ready {
            Ok(()) => serve(&store, settings, policies, listener, metrics, &mut signals).await,
            Err(error) => Err(error),
        },
        name = signals.next() => {
            tracing::info!("stopped by {name} while starting");
            Ok(())
        }
    };
    store.close().await;
    ended.map(|()| ExitCode::SUCCESS)
}

fn listen(address: SocketAddr, setting: &str) -> Result<TcpListener, Error> {
    TcpListener::bind(address).map_err(|error| {
        let advice = match error.kind() {
            std::io::ErrorKind::AddrInUse => "another program uses this port: end it, or choose another",
            _ => "choose another address",
        };
        format!("cannot listen on {address}: {error}; {advice} with {setting}").into()
    })
}

/// Migrates the database and, if it is empty, loads the data package.
async fn prepare(store: &Store, settings: &Settings) -> Result<(), Error> {
    store.migrate().await?;
    if store.session().release_current().await?.is_none() {
        tracing::info!("the database is empty: loading the data package");
        let imported = import::import(store, &settings.package(), false, &import::Progress::stderr()).await;
        let changes = imported.map_err(|error| match error {
            import::Error::Invalid(problems) => describe(&problems, settings).into(),
            error => Error::from(error),
        })?;
        tracing::info!(release = changes.release_id(), "the data package is loaded");
    }
    Ok(())
}

/// The problems of the data package, in one sentence.
fn describe(problems: &import::Problems, settings: &Settings) -> String {
    let directory = settings.data().map(|directory| directory.display().to_string());
    let package = directory.as_ref().map_or_else(|| "inside the program".to_owned(), |name| format!("in {name}"));
    let first = problems.iter().next().map(ToString::to_string).unwrap_or_default();
    match (problems.total(), directory) {
        (1, _) => format!("the data package {package} cannot be loaded: {first}"),
        (total, Some(directory)) => format!(
            "the data package {package} cannot be loaded: it has {total} problems, which `atlas validate \
             {directory}` prints; the first is {first}"
        ),
        (total, None) => {
            format!("the data package {package} cannot be loaded: it has {total} problems; the first is {first}")
        }
    }
}

async fn serve(
    store: &Arc<Store>,
    settings: &Settings,
    policies: Policies,
    listener: TcpListener,
    metrics: Option<TcpListener>,
    signals: &mut Signals,
) -> Result<(), Error> {
    let address = listener.local_addr()?;
    let telemetry = Telemetry::new(&settings.telemetry);
    let metrics = metrics.map(|listener| serve_metrics(listener, &telemetry, store)).transpose()?;
    let state = State::new(Arc::clone(store), settings, policies, telemetry);
    let shared = state.clone();
    let connections = settings.connections;
    let (workers, connections_each) = connections.per_worker();
    let server = HttpServer::new(move || http::app(shared.clone()))
        .on_connect(move |io, data| connections.watch(io, data))
        .workers(workers)
        .max_connections(connections_each)
        .keep_alive(connections.keep_alive())
        .client_request_timeout(connections.first_head())
        .client_disconnect_timeout(LINGER)
        .disable_signals()
        .shutdown_timeout(SHUTDOWN_TIMEOUT)
        .listen(listener)?
        .run();
    let handle = server.handle();
    let ending = async {
        let name = signals.next().await;
        tracing::info!("stopping by {name}: finishing requests in flight; a second signal stops at once");
        state.stop();
        tokio::select! {
            () = handle.stop(true) => {}
            name = signals.next() => {
                tracing::info!("stopping at once by {name}");
                handle.stop(false).await;
            }
        }
        Ok::<(), std::io::Error>(())
    };
    announce(address)?;
    let ended = tokio::try_join!(server, ending);
    // Last, so that the end of the requests in flight can be observed.
    if let Some(metrics) = metrics {
        metrics.stop(false).await;
    }
    ended?;
    Ok(())
}

/// Serves the metrics beside the API.
fn serve_metrics(listener: TcpListener, telemetry: &Telemetry, store: &Arc<Store>) -> Result<ServerHandle, Error> {
    let address = listener.local_addr()?;
    let server = metrics_server::serve(listener, telemetry, store)?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    tracing::info!("metrics are at http://{address}/metrics");
    Ok(handle)
}

fn announce(address: SocketAddr) -> Result<(), Error> {
    let mut output = stdout();
    writeln!(output, "Cluster Atlas is ready at http://{address}/")?;
    output.flush()?;
    Ok(())
}
