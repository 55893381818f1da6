//! How locations of clusters are read.

use std::sync::Arc;

use entity::{ClusterId, cluster_location};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by_parent,
};

/// The locations of a cluster, in their order.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct LocationsOfCluster(pub(crate) ClusterId);

impl Key for LocationsOfCluster {
    type Value = Vec<Arc<cluster_location::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<ClusterId> = keys.iter().map(|key| key.0).collect();
        Ok(by_parent(session.cluster_location_by_clusters(&ids).await?, Self))
    }
}
