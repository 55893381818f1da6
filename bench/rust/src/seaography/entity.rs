//! Entities as `sea-orm-cli generate entity --seaography` writes them, with the columns and relations that the queries need.
//!
//! Seaography orders by columns in the order in which the entity has them.

pub mod cluster;
pub mod indicator;
pub mod province;
pub mod province_cluster;
pub mod source;
pub mod stat;
pub mod unit;
