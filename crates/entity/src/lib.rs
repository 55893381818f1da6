#![doc = include_str!("../README.md")]

#[macro_use]
mod id;
mod decimal;

pub mod award;
pub mod city;
pub mod cluster;
pub mod cluster_location;
pub mod contest;
pub mod country;
pub mod indicator;
pub mod industry;
pub mod name;
pub mod province;
pub mod release;
pub mod round;
pub mod search;
pub mod source;
pub mod stat;
pub mod subject;
pub mod unit;

pub use city::CityId;
pub use cluster::ClusterId;
pub use contest::ContestId;
pub use country::CountryId;
pub use decimal::Decimal;
pub use indicator::IndicatorId;
pub use industry::IndustryId;
pub use province::ProvinceId;
pub use release::ReleaseId;
pub use round::RoundId;
pub use source::SourceId;
pub use stat::StatId;
pub use subject::SubjectId;
pub use unit::UnitId;
