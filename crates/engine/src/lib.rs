#![doc = include_str!("../README.md")]

pub mod answer;
pub mod check;
pub mod collect_fields;
pub mod cost;
mod document;
pub mod error;
pub mod execution;
pub mod field_memo;
pub mod json;
pub mod limits;
pub mod loader;
#[cfg(test)]
mod model_test;
pub mod resolver;
pub mod row_cache;
pub mod schema_index;
pub mod schema_transform;
pub mod sdl;
pub mod shared_field;

// The derive macros reach async-graphql through this crate where they are told so (`#[graphql(crate = "engine")]`), and find
// our resolver of objects in place of its own.
#[doc(no_inline)]
pub use async_graphql::*;

#[doc(hidden)]
pub mod resolver_utils {
    pub use async_graphql::resolver_utils::*;

    pub use crate::resolver::resolve_container;
}
