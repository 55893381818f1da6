//! The private PostgreSQL, for real: every test starts one in a directory of its own.

mod holding;
mod leftover;
mod lock;
mod messages;
mod places;
mod running;
mod scratch;
mod throw_away;
mod watch;
