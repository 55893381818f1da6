//! How province rows are read.

use std::sync::Arc;

use entity::{ClusterId, ProvinceId, province};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::{by, by_parent, distinct},
    natural_key::is_gb_code,
};

impl Key for ProvinceId {
    type Value = Arc<province::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.province_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a province by its ISO 3166-2 code, or by its GB/T 2260 code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct ProvinceCode(pub(crate) String);

impl Key for ProvinceCode {
    type Value = Arc<province::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let (gb, iso): (Vec<String>, Vec<String>) =
            keys.iter().map(|key| key.0.clone()).partition(|code| is_gb_code(code));
        let mut found = Found::<Self>::new();
        if !iso.is_empty() {
            found.extend(by(session.province_by_codes(&iso).await?, |row| Self(row.code.clone())));
        }
        if !gb.is_empty() {
            found.extend(by(session.province_by_gb_codes(&gb).await?, |row| Self(row.gb_code.clone())));
        }
        Ok(found)
    }
}

/// The provinces of a cluster, in the order of its locations, each once.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct ProvincesOfCluster(pub(crate) ClusterId);

impl Key for ProvincesOfCluster {
    type Value = Vec<Arc<province::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<ClusterId> = keys.iter().map(|key| key.0).collect();
        Ok(distinct(by_parent(session.province_by_clusters(&ids).await?, Self)))
    }
}
