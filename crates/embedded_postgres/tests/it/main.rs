//! The embedded PostgreSQL, for real: every test starts one in a directory of its own.

mod leftover;
mod lock;
mod log_capture;
mod other_process;
mod running;
mod scratch;
mod state_directory;
mod temporary;
mod until;
