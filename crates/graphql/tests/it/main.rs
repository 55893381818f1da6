//! The schema against a real PostgreSQL with the bundled data.

mod brief_columns;
mod cases;
mod citations;
mod conflicts;
mod contract;
mod conversion;
mod cost;
mod docs;
mod errors;
mod exactness;
#[expect(dead_code, reason = "the benches use more of it")]
mod features;
mod federation;
mod groups;
mod invalid_documents;
mod limits;
mod loader;
mod merged_fields;
mod no_leaks;
mod pages;
mod query_plans;
mod random_cursors;
mod random_documents;
mod random_filters;
mod row_cache;
mod schema;
mod series;
mod statements;
mod subscriptions;
mod support;
