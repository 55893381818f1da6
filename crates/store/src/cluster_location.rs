//! Reads of the locations of clusters.

use std::sync::LazyLock;

use entity::{ClusterId, cluster_location};

use crate::{
    Error, Session,
    sql::{Sql, columns},
};

static COLUMNS: LazyLock<String> = LazyLock::new(columns::<cluster_location::Entity>);

impl Session {
    /// The locations of each cluster, in their order.
    pub async fn cluster_location_by_clusters(
        &self,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, cluster_location::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select cluster_location.cluster_id as parent, ").push(&COLUMNS);
        sql.push(" from cluster_location where cluster_location.cluster_id = ").bind_any(clusters);
        sql.push(" order by cluster_location.cluster_id, cluster_location.position");
        self.children(sql).await
    }
}
