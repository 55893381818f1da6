//! The program `atlas`, run as people run it: the real binary, a real PostgreSQL, real signals, real HTTP.

mod atlas;
mod attacks;
mod commands;
mod cross_site;
mod database_url;
mod editions;
mod geojson;
mod hostile;
mod import_kills;
mod imports;
mod place;
mod protocol;
mod recovery;
mod refusals;
mod running;
mod serving;
mod settings;
mod stopping;
mod telemetry;
