//! The store against a real PostgreSQL: the migrated database, the entities beside it, and every read.

mod cancellation;
mod child_lists;
mod cursor_positions;
mod dataset;
mod decimals;
mod errors;
mod filter_model;
mod filters;
mod geo_radius;
mod invariants;
mod keyed_reads;
mod migrations;
mod order_model;
mod pages;
mod rankings;
mod schema;
mod schema_drift;
mod selected_stats;
mod session;
mod support;
mod watch;
