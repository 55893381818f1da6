#![doc = include_str!("../README.md")]

mod cache;
mod connect;
mod decimal;
mod error;
mod page;
#[expect(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unused_imports,
    reason = "it is generated; the schema describes it"
)]
pub mod queries;
mod retry;
pub mod scalars;

pub use connect::{Answer, Builder, Client};
pub use decimal::{Decimal, NotDecimal};
pub use error::{Code, Error, GraphqlError, Segment};
pub use graphql_client::GraphQLQuery;
pub use page::{Page, Paged};
pub use retry::Retry;
