//! The schema against a real PostgreSQL with the bundled data.

mod cases;
mod contract;
mod document;
mod errors;
mod exactness;
mod groups;
mod pages;
mod plans;
mod readme;
mod sdl;
mod support;
