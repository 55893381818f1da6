#![doc = include_str!("../README.md")]

pub mod award;
pub mod city;
pub mod cluster;
mod cluster_location;
mod connect;
mod contest;
mod country;
pub mod dataset;
mod error;
pub mod figure;
pub mod filter;
pub mod indicator;
pub mod industry;
pub mod list;
mod migrate;
mod name;
pub mod order;
pub mod private;
pub mod province;
pub mod rate;
mod release;
pub mod round;
pub mod series;
mod session;
pub mod source;
mod sql;
pub mod stat;
mod unit;

pub use connect::{Config, Store};
pub use contest::Contests;
pub use country::Countries;
pub use error::Error;
pub use migrate::Readiness;
pub use release::Releases;
pub use session::{Session, Usage};
pub use unit::Units;
