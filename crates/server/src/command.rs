//! The commands: one file each.

mod database;
mod doctor;
mod import;
mod migrate;
mod schema;
mod serve;
mod validate;

use std::process::ExitCode;

use crate::{
    error::Error,
    settings::{Arguments, Command},
};

/// Runs a command.
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
