#![doc = include_str!("../README.md")]

mod argument;
mod choice;
mod citation;
mod cited;
mod error;
mod exact;
mod filter;
mod global_id;
mod joined;
mod language;
mod limits;
mod list;
mod listed;
mod loader;
mod loaders;
mod near;
mod node;
mod page;
mod query;
mod rhythm;
mod scalars;
mod schema;
mod subscription;
mod types;
mod wording;

pub use async_graphql::{Request, Response, Variables};
pub use error::Code;
pub use limits::{MAX_ARGUMENT_DEPTH, MAX_DEPTH, MAX_FIELDS, MAX_FILTER_VALUES, MAX_INTROSPECTION_DEPTH, MAX_NESTING};
pub use loader::Loader;
pub use page::{DEFAULT_LIMIT, MAX_LIMIT};
pub use schema::{Answer, Checked, Schema};
pub use store::Usage;
