//! Locations of clusters in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, Object, Result};
use entity::cluster_location;

use crate::{
    cited::cites,
    types::{city::City, cluster::Cluster, province::Province, source::Source},
};

/// The part a place has in its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::cluster_location::LocationRole")]
pub enum LocationRole {
    /// A source says that the place leads.
    Lead,
    /// A source calls it a core area.
    Core,
}

/// A place of a cluster.
#[derive(Description)]
pub(crate) struct ClusterLocation(pub(crate) Arc<cluster_location::Model>);

#[Object(use_type_description, guard = cites(self.0.source_id))]
impl ClusterLocation {
    /// Its place in the order of locations, from 1. The first leads, or is named first.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// The cluster.
    async fn cluster(&self, context: &Context<'_>) -> Result<Cluster> {
        Cluster::fetch(context, self.0.cluster_id).await
    }

    /// The province.
    async fn province(&self, context: &Context<'_>) -> Result<Province> {
        Province::fetch(context, self.0.province_id).await
    }

    /// The city. Null where only the province is known.
    async fn city(&self, context: &Context<'_>) -> Option<Result<City>> {
        City::fetch_optional(context, self.0.city_id).await
    }

    /// The part it has. Null where no source states it.
    async fn role(&self) -> Option<LocationRole> {
        self.0.role.map(LocationRole::from)
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }
}
