//! `atlas import`.

use std::{path::PathBuf, process::ExitCode};

use store::embedded_postgres::Purpose;

use super::database::with_store;
use crate::{error::Error, settings::Settings};

/// Loads a data package and prints the changes.
#[expect(clippy::print_stdout, reason = "the result of the command")]
pub(super) async fn run(settings: &Settings, directory: PathBuf, dry_run: bool) -> Result<ExitCode, Error> {
    let package = import::Package::in_directory(directory);
    with_store(settings, Purpose::Command("import"), async |store| {
        store.migrate().await?;
        match import::import(store, &package, dry_run, &import::Progress::stderr()).await {
            Ok(changes) => {
                println!("{changes}");
                Ok(ExitCode::SUCCESS)
            }
            Err(import::Error::Invalid(problems)) => {
                println!("{problems}");
                Ok(ExitCode::FAILURE)
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}
