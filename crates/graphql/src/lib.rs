#![doc = include_str!("../README.md")]

mod argument;
mod choice;
mod citation;
mod cited;
mod cost;
mod engine;
mod error;
mod exact;
mod federation;
mod filter;
mod global_id;
mod joined;
mod kept;
mod language;
mod limits;
mod list;
mod listed;
mod loader;
mod loaders;
mod merge;
mod near;
mod node;
mod outline;
mod page;
#[cfg(test)]
mod property;
mod query;
mod revised;
mod rhythm;
mod scalars;
mod schema;
mod subscription;
mod types;
mod wording;

pub use async_graphql::{Request, Response, Variables};
pub use error::Code;
pub use limits::{Limit, Limits};
pub use loader::Loader;
pub use page::{DEFAULT_LIMIT, MAX_LIMIT};
pub use schema::{Answer, Checked, Options, Schema};
pub use store::Usage;
