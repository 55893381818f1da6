//! The schema against a real PostgreSQL with the bundled data.

mod cases;
mod citations;
mod conflicts;
mod contract;
mod document;
mod errors;
mod exactness;
mod pages;
mod plans;
mod readme;
mod sdl;
mod support;
