//! The engine as a crate that depends on it sees it, with a schema of its own and rows in memory.

mod batching;
mod document_checks;
mod error_answers;
mod field_memo;
mod library;
mod merged_fields;
mod row_cache;
