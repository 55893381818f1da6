//! `atlas serve`.

use std::{
    io::{Write, stdout},
    net::{SocketAddr, TcpListener},
    process::ExitCode,
    sync::Arc,
};

use actix_web::HttpServer;
use store::{Store, private::Purpose};

use crate::{Error, http, settings::Settings, signal};

/// How long requests in flight may take to finish after a signal, in seconds.
const SHUTDOWN_TIMEOUT: u64 = 30;

/// Serves until a signal comes.
pub(super) async fn run(settings: &Settings) -> Result<ExitCode, Error> {
    // Before the database, because a port that is taken should be told at once.
    let listener = listen(settings.listen)?;
    let config = settings.store();
    let store = tokio::select! {
        store = Store::connect(&config, Purpose::Serve) => Arc::new(store?),
        name = signal::ended() => {
            tracing::info!("stopped by {} while opening the database", name?);
            return Ok(ExitCode::SUCCESS);
        }
    };
    let ended = tokio::select! {
        ready = prepare(&store, settings) => match ready {
            Ok(()) => serve(Arc::clone(&store), listener).await,
            Err(error) => Err(error),
        },
        name = signal::ended() => name.map_err(Error::from).map(|name| tracing::info!("stopped by {name} while starting")),
    };
    // The last handle: the workers that had the others have ended.
    if let Some(store) = Arc::into_inner(store) {
        store.close().await;
    }
    ended.map(|()| ExitCode::SUCCESS)
}

fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).map_err(|error| {
        let advice = match error.kind() {
            std::io::ErrorKind::AddrInUse => "; another program has this port: end it, or choose another with --listen",
            _ => "; choose another address with --listen",
        };
        format!("cannot listen on {address}: {error}{advice}").into()
    })
}

/// Migrates the database and, if it is empty, loads the data package.
async fn prepare(store: &Store, settings: &Settings) -> Result<(), Error> {
    store.migrate().await?;
    if store.session().release_current().await?.is_none() {
        tracing::info!("the database is empty: loading the data package");
        let changes = import::import(store, &settings.package(), false, &import::Progress::stderr()).await?;
        tracing::info!(release = changes.release_id(), "the data package is loaded");
    }
    Ok(())
}

async fn serve(store: Arc<Store>, listener: TcpListener) -> Result<(), Error> {
    let address = listener.local_addr()?;
    let state = http::State::new(store);
    let server = HttpServer::new(move || http::app(state.clone()))
        .disable_signals()
        .shutdown_timeout(SHUTDOWN_TIMEOUT)
        .listen(listener)?
        .run();
    let handle = server.handle();
    let ending = async {
        let name = signal::ended().await?;
        tracing::info!("stopping by {name}: finishing what is in flight");
        handle.stop(true).await;
        Ok::<(), std::io::Error>(())
    };
    announce(address)?;
    tokio::try_join!(server, ending)?;
    Ok(())
}

fn announce(address: SocketAddr) -> Result<(), Error> {
    let mut output = stdout();
    writeln!(output, "Cluster Atlas is ready at http://{address}/")?;
    output.flush()?;
    Ok(())
}
