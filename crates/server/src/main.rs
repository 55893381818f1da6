#![doc = include_str!("../README.md")]

mod command;
mod http;
mod pages;
mod settings;
mod signal;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use crate::settings::Arguments;

/// A request makes and drops thousands of short texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// An error that ends the program: printed as one sentence, with its causes.
type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = telemetry::start(&arguments.settings).and_then(|traces| {
        let ended = actix_web::rt::System::new().block_on(command::run(arguments));
        traces.stop();
        ended
    });
    ended.unwrap_or_else(|error| {
        report(&*error);
        ExitCode::FAILURE
    })
}

#[expect(clippy::print_stderr, reason = "what ends a command is told on standard error")]
fn report(error: &(dyn std::error::Error + 'static)) {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Transparent errors repeat the text of their cause.
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    eprintln!("atlas: {text}");
}
