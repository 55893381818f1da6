#![doc = include_str!("../README.md")]

mod command;
mod error;
mod http;
mod pages;
mod settings;
mod signal;
mod telemetry;

use std::process::ExitCode;

use clap::Parser;

use crate::settings::Arguments;

/// A request allocates and frees thousands of short texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    use_small_pages();
    let arguments = Arguments::parse();
    let settings = &arguments.settings;
    let ended = telemetry::start(&settings.telemetry, &settings.logs).and_then(|traces| {
        let ended = actix_web::rt::System::new().block_on(command::run(arguments));
        traces.stop();
        ended
    });
    ended.unwrap_or_else(|error| {
        report(&*error);
        ExitCode::FAILURE
    })
}

/// The allocator asks for huge pages, but fills them only in part: without them the same work takes as long, and two
/// thirds of the memory.
#[cfg(target_os = "linux")]
fn use_small_pages() {
    // A kernel that does not support this has no huge pages, or keeps them.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

#[expect(clippy::print_stderr, reason = "errors go to standard error")]
fn report(error: &(dyn std::error::Error + 'static)) {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // A transparent error repeats the text of its cause.
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    eprintln!("atlas: {text}");
}
