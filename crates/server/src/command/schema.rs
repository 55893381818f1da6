//! `atlas schema`.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use crate::Error;

/// Prints the schema.
pub(super) fn run() -> Result<ExitCode, Error> {
    stdout().write_all(graphql::Schema::default().sdl().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
