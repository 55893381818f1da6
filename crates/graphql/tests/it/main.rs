//! The schema against a real PostgreSQL with the bundled data.

mod cases;
mod citations;
mod conflicts;
mod contract;
mod conversion;
mod document;
mod errors;
mod exactness;
mod feature;
mod groups;
mod loader;
mod pages;
mod plans;
mod readme;
mod sdl;
mod series;
mod subscriptions;
mod support;
