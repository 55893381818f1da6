//! The commands: one file each.

mod doctor;
mod import;
mod migrate;
mod schema;
mod serve;
mod validate;

use std::process::ExitCode;

use store::{Store, embedded_postgres::Purpose};

use crate::{
    Error,
    settings::{Arguments, Command, Settings},
    signal::Signals,
};

/// Runs the command that was asked for.
pub(crate) async fn run(Arguments { command, settings }: Arguments) -> Result<ExitCode, Error> {
    match command {
        Command::Serve => serve::run(&settings).await,
        Command::Import { directory, dry_run } => import::run(&settings, directory, dry_run).await,
        Command::Validate { directory } => Ok(validate::run(directory)),
        Command::Migrate => migrate::run(&settings).await,
        Command::Schema { federation } => schema::run(federation),
        Command::Doctor { ready: true } => Ok(doctor::ready(&settings).await),
        Command::Doctor { ready: false } => doctor::run(&settings).await,
    }
}

/// Does something with the database, and closes it whatever comes of that; a signal ends it early.
async fn with_store<F>(settings: &Settings, purpose: Purpose, action: F) -> Result<ExitCode, Error>
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
