//! The types of the schema: one file a noun, in this order: enums and inputs, the object, its list, how its rows are
//! read. Below are the lists of nouns: to add one, name it in each list that it belongs to.

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
pub(crate) mod named;
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

use self::{
    award::Award, city::City, cluster::Cluster, conflict::Conflict, contest::Contest, country::Country,
    indicator::Indicator, industry::Industry, province::Province, ranking::RankedStat, release::Release, round::Round,
    search::SearchHit, source::Source, stat::Stat, unit::Unit,
};
use crate::{connection::ConnectionOf, look_up::LookUp, shared_field::Flatten};

// What figures can be about.
subject::subjects! {
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

// What search finds.
search::searchable! {
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

// What has a global id.
crate::node::nodes! {
    Award, City, Cluster, Contest, Country, Indicator, Industry, Province, Release, Round, Source, Stat, Unit,
}

// What other subgraphs can refer to.
crate::federation::entities! { City, Cluster, Indicator, Province, Stat }

/// What the root looks up by its natural key.
pub(crate) type LookUps =
    Flatten<each!(LookUp of City, Cluster, Contest, Country, Indicator, Industry, Province, Round, Source, Stat, Unit)>;

/// What the root lists.
pub(crate) type Lists = Flatten<
    each!(
        ConnectionOf of Award, City, Cluster, Conflict, Contest, Country, Indicator, Industry, Province, RankedStat,
        Release, Round, SearchHit, Source, Stat, Unit
    ),
>;

/// A field for each of some types, as nested pairs: `(LookUp<City>, (LookUp<Cluster>, ()))`.
macro_rules! each {
    ($field:ident of) => { () };
    ($field:ident of $object:ident $(, $rest:ident)*) => { ($field<$object>, each!($field of $($rest),*)) };
}
use each;
