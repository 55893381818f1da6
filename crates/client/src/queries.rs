//! The queries: a type for each, and a module of the same name with its `Variables`, its `ResponseData` and what is in
//! them. Made of the documents in `clients/queries` and of `schema.graphql` when the crate is built.
//!
//! What is required is an argument of `Variables::new`; the rest may be set:
//!
//! ```
//! use client::queries::{clusters, ranking};
//!
//! let first = clusters::Variables { first: Some(10), ..Default::default() };
//! let figures = ranking::Variables {
//!     period: Some("2023".to_owned()),
//!     ..ranking::Variables::new("gross_domestic_product", ranking::SubjectKind::Province)
//! };
//! ```

include!(concat!(env!("OUT_DIR"), "/queries.rs"));
