//! The program `atlas`, run as people run it: the real binary, a real PostgreSQL, real signals, real HTTP.

mod atlas;
mod attacks;
mod caching;
mod client;
mod commands;
mod cost;
mod cross_site;
mod database_url;
mod docs;
mod editions;
mod geojson;
mod hostile;
mod import_kills;
mod imports;
mod persisted;
mod place;
mod protocol;
mod rate;
mod recovery;
mod refusals;
mod running;
mod serving;
mod socket;
mod stopping;
mod subscriptions;
mod telemetry;
