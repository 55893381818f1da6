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

use sea_orm::entity::prelude::*;

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

/// The kinds of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum SubjectKind {
    /// A country.
    Country,
    /// A province-level division.
    Province,
    /// A city.
    City,
    /// An industry.
    Industry,
    /// A contest.
    Contest,
    /// A round of a contest.
    Round,
    /// An industrial cluster.
    Cluster,
}

/// The kinds of thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum SearchKind {
    /// A country.
    Country,
    /// A province-level division.
    Province,
    /// A city.
    City,
    /// An industry.
    Industry,
    /// A contest.
    Contest,
    /// A round of a contest.
    Round,
    /// An industrial cluster.
    Cluster,
    /// An indicator.
    Indicator,
    /// A unit.
    Unit,
    /// A source.
    Source,
}

/// Passes the name of every module with an entity to a macro, so that a test compares each entity with its table.
#[macro_export]
macro_rules! each_entity {
    ($call:ident) => {
        $call! {
            award, city, cluster, cluster_location, contest, country, indicator, industry, name,
            province, release, round, search, source, stat, subject, unit
        }
    };
}
