#![doc = include_str!("../README.md")]

mod argument_path;
mod citation;
mod collect_fields;
mod connection;
mod cost;
mod engine;
mod error;
mod exact;
mod federation;
mod filter;
mod geo_radius;
mod global_id;
mod interface;
mod language;
mod limits;
mod loader;
mod loaders;
mod look_up;
#[cfg(test)]
mod model_test;
mod natural_key;
mod node;
mod noun;
mod provenance;
mod query;
mod rhythm;
mod row_cache;
mod scalars;
mod schema;
mod schema_index;
mod schema_transform;
mod shared_field;
mod stat_selector;
mod subscription;
mod types;
mod wording;

pub use async_graphql::{Request, Response, Variables};
pub use connection::{DEFAULT_LIMIT, MAX_LIMIT};
pub use error::Code;
pub use limits::{Limit, Limits};
pub use loader::Loader;
pub use schema::{Answer, Checked, Options, Schema};
pub use store::Usage;
