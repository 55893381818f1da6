//! The store against a real PostgreSQL: the migrated database, the entities beside it, and every read.

mod cancelled;
mod children;
mod dataset;
mod drift;
mod errors;
mod exactness;
mod figures;
mod filters;
mod invariants;
mod keys;
mod migrations;
mod near;
mod pages;
mod positions;
mod rankings;
mod satisfied;
mod schema;
mod session;
mod sorted;
mod support;
mod watch;
