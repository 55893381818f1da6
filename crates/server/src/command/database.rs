//! Opens the database for a command, and closes it again.

use std::process::ExitCode;

use store::{Store, embedded_postgres::Purpose};

use crate::{error::Error, settings::Settings, signal::Signals};

/// Runs an action on the database, and closes the database however the action ends; a signal ends it early.
pub(super) async fn with_store<F>(settings: &Settings, purpose: Purpose, action: F) -> Result<ExitCode, Error>
where
    F: AsyncFnOnce(&Store) -> Result<ExitCode, Error>,
{
    let mut signals = Signals::listen()?;
    let config = settings.store();
    let store = tokio::select! {
        store = Store::connect(&config, purpose) => store?,
        name = signals.next() => return Err(format!("stopped by {name} while opening the database").into()),
    };
    let ended = tokio::select! {
        ended = action(&store) => ended,
        name = signals.next() => Err(format!("stopped by {name}").into()),
    };
    store.close().await;
    ended
}
