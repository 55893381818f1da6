//! Reads of the locations of clusters.

use entity::{
    ClusterId,
    cluster_location::{self, Relation},
};
use sea_orm::RelationTrait;

use crate::{Error, Session, keyed::Children};

/// Cluster by cluster, and in each by position.
pub(crate) const BY_POSITION: &str = "cluster_location.cluster_id, cluster_location.position";

impl Session {
    /// The locations of each cluster, by position.
    pub async fn cluster_location_by_clusters(
        &self,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, cluster_location::Model)>, Error> {
        let locations = Children::of::<cluster_location::Entity>(Relation::Cluster.def(), BY_POSITION);
        self.rows_under(clusters, locations).await
    }
}
