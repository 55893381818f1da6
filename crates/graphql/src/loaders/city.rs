//! How city rows are read.

use std::sync::Arc;

use entity::{CityId, ClusterId, city};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::{by, by_parent, distinct},
};

impl Key for CityId {
    type Value = Arc<city::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.city_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a city by its code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CityCode(pub(crate) String);

impl Key for CityCode {
    type Value = Arc<city::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.city_by_codes(&codes).await?, |row| Self(row.code.clone())))
    }
}

/// The cities of a cluster, in the order of its locations, each once.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CitiesOfCluster(pub(crate) ClusterId);

impl Key for CitiesOfCluster {
    type Value = Vec<Arc<city::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<ClusterId> = keys.iter().map(|key| key.0).collect();
        Ok(distinct(by_parent(session.city_by_clusters(&ids).await?, Self)))
    }
}
