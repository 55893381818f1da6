//! Packages that are broken, and packages that are loaded.

mod copied;
mod docs;
mod invalid;
mod loading;
mod log;
mod search;
mod standing;
mod valid;
mod watch;
