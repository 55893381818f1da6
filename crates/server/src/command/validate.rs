//! `atlas validate`.

use std::{path::PathBuf, process::ExitCode};

/// Checks a data package and prints its problems.
#[expect(clippy::print_stdout, reason = "the result of the command")]
pub(super) fn run(directory: PathBuf) -> ExitCode {
    let package = import::Package::in_directory(directory);
    match import::validate(&package, &import::Progress::stderr()) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            println!("{problems}");
            ExitCode::FAILURE
        }
    }
}
