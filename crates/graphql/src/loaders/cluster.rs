//! How cluster rows are read.

use std::sync::Arc;

use entity::{ClusterId, cluster};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

impl Key for ClusterId {
    type Value = Arc<cluster::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.cluster_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a cluster by its slug.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct ClusterSlug(pub(crate) String);

impl Key for ClusterSlug {
    type Value = Arc<cluster::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let slugs: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.cluster_by_slugs(&slugs).await?, |row| Self(row.slug.clone())))
    }
}
