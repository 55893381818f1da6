#![doc = include_str!("../README.md")]

mod argument_path;
mod citation;
mod connection;
mod cost;
mod error;
mod event_stream;
mod federation;
mod filter;
mod geo_radius;
mod global_id;
mod interface;
mod language;
mod loader;
mod loaders;
mod look_up;
mod natural_key;
mod node;
mod noun;
mod number_format;
mod provenance;
mod query;
mod row_ref;
mod scalars;
mod schema;
mod sdl;
mod stat_selector;
mod subscription;
mod types;

pub use ::engine::limits::{Limit, Limits};
pub use async_graphql::{Request, Response, Variables};
pub use connection::{DEFAULT_LIMIT, MAX_LIMIT};
pub use error::Code;
pub use loader::Loader;
pub use schema::{Answer, Checked, Options, Schema};
pub use store::Usage;

// The derive macros and our modules reach the engine by these paths.
pub(crate) use ::engine;
pub(crate) use ::engine::{limits, shared_field};
