//! `atlas schema`.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use graphql::Schema;

use crate::error::Error;

/// Prints the schema.
pub(super) fn run(federation: bool) -> Result<ExitCode, Error> {
    let sdl = if federation { Schema::federation_sdl() } else { Schema::sdl() };
    stdout().write_all(sdl.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
