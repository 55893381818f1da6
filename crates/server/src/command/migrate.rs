//! `atlas migrate`.

use std::process::ExitCode;

use store::embedded_postgres::Purpose;

use super::database::with_store;
use crate::{error::Error, settings::Settings};

/// Migrates the database to the newest version.
#[expect(clippy::print_stdout, reason = "the result of the command")]
pub(super) async fn run(settings: &Settings) -> Result<ExitCode, Error> {
    with_store(settings, Purpose::Command("migrate"), async |store| {
        let (before, _) = store.migrations_applied().await?;
        store.migrate().await?;
        let (after, _) = store.migrations_applied().await?;
        println!("{}: {} migrations applied now, {after} in all", store.address(), after - before);
        Ok(ExitCode::SUCCESS)
    })
    .await
}
