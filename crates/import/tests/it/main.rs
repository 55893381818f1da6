//! Packages that are broken, and packages that are loaded.

mod docs;
mod edited_package;
mod invalid;
mod loading;
mod log;
mod preferred_stats;
mod search;
mod valid;
mod watch;
