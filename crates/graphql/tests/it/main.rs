//! The schema against a real PostgreSQL with the bundled data.

mod any_cursor;
mod any_filter;
mod brief;
mod cases;
mod citations;
mod conflicts;
mod contract;
mod conversion;
mod cost;
mod docs;
mod document;
mod errors;
mod exactness;
#[expect(dead_code, reason = "the benches use more of it")]
mod feature;
mod federation;
mod fuzz;
mod groups;
mod inside;
mod kept;
mod limits;
mod loader;
mod merged;
mod pages;
mod plans;
mod sdl;
mod series;
mod statements;
mod subscriptions;
mod support;
