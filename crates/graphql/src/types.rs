//! The types of the schema: one file a noun, in this order: enums and inputs, the object, how it is fetched, its list.

pub(crate) mod award;
pub(crate) mod city;
pub(crate) mod cluster;
pub(crate) mod cluster_group;
pub(crate) mod cluster_location;
pub(crate) mod conflict;
pub(crate) mod contest;
pub(crate) mod conversion;
pub(crate) mod country;
pub(crate) mod group;
pub(crate) mod indicator;
pub(crate) mod industry;
pub(crate) mod name;
pub(crate) mod province;
pub(crate) mod ranking;
pub(crate) mod release;
pub(crate) mod round;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod service_limit;
pub(crate) mod source;
pub(crate) mod stat;
pub(crate) mod stat_group;
pub(crate) mod subject;
pub(crate) mod unit;
