//! The program `atlas`, run as people run it: the real binary, a real PostgreSQL, real signals, real HTTP.

mod admission;
mod atlas;
mod attacks;
mod client;
mod commands;
mod cors;
mod cost;
mod data_package;
mod database_url;
mod docs;
mod geojson;
mod graphql_over_http;
mod hostile_clients;
mod import_kills;
mod imports;
mod persisted_documents;
mod rate_limit;
mod recovery;
mod response_cache;
mod sandbox;
mod serving;
mod shutdown;
mod startup_errors;
mod subscriptions;
mod telemetry;
#[cfg(feature = "otlp")]
mod traces;
mod websocket_client;
