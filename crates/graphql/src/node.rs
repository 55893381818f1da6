//! Anything with a global id.

use async_graphql::{Context, ID, Interface, Result};
use entity::ReleaseId;

use crate::{
    error::bad_user_input,
    global_id::type_and_key,
    types::{
        award::Award, city::City, cluster::Cluster, contest::Contest, country::Country, indicator::Indicator,
        industry::Industry, province::Province, release::Release, round::Round, source::Source, stat::Stat, unit::Unit,
    },
};

/// Anything with a global id.
#[derive(Interface)]
#[graphql(crate = "crate::engine", field(name = "id", ty = "ID", desc = "Opaque and global: give it to `node`."))]
pub(crate) enum Node {
    /// An award.
    Award(Award),
    /// A city.
    City(City),
    /// A cluster.
    Cluster(Cluster),
    /// A contest.
    Contest(Contest),
    /// A country.
    Country(Country),
    /// An indicator.
    Indicator(Indicator),
    /// An industry.
    Industry(Industry),
    /// A province.
    Province(Province),
    /// A release.
    Release(Release),
    /// A round.
    Round(Round),
    /// A source.
    Source(Source),
    /// A stat.
    Stat(Stat),
    /// A unit.
    Unit(Unit),
}

impl Node {
    /// What has this id, if anything; an error if it is no id of ours.
    pub(crate) async fn fetch(context: &Context<'_>, argument: &str, id: &ID) -> Result<Option<Self>> {
        let refused = || {
            bad_user_input(
                argument,
                format!("{argument} is not an id of this API: use one from a field `id` as it is."),
            )
        };
        let (type_name, key) = type_and_key(id).ok_or_else(refused)?;
        Ok(match type_name.as_str() {
            "Award" => {
                let (cluster, round) = key.split_once(' ').ok_or_else(refused)?;
                Award::by_key(context, cluster.to_owned(), round.to_owned()).await?.map(Self::Award)
            }
            "City" => City::by_key(context, key).await?.map(Self::City),
            "Cluster" => Cluster::by_key(context, key).await?.map(Self::Cluster),
            "Contest" => Contest::by_key(context, key).await?.map(Self::Contest),
            "Country" => Country::by_key(context, key).await?.map(Self::Country),
            "Indicator" => Indicator::by_key(context, key).await?.map(Self::Indicator),
            "Industry" => Industry::by_key(context, key).await?.map(Self::Industry),
            "Province" => Province::by_key(context, key).await?.map(Self::Province),
            "Release" => {
                let id = key.parse().map_err(|_| refused())?;
                Release::by_id(context, ReleaseId(id)).await?.map(Self::Release)
            }
            "Round" => Round::by_key(context, key).await?.map(Self::Round),
            "Source" => Source::by_key(context, key).await?.map(Self::Source),
            "Stat" => Stat::by_key(context, key).await?.map(Self::Stat),
            "Unit" => Unit::by_key(context, key).await?.map(Self::Unit),
            _ => return Err(refused()),
        })
    }
}
