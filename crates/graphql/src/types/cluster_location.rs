//! Locations of clusters in the schema.

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, Object, Result};
use entity::{ClusterId, SourceId, cluster_location};
use store::Session;

use crate::{
    noun::{Child, Referenced},
    provenance::cites,
    scalars::Decimal,
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

/// What the point of a place is the point of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PointPrecision {
    /// Of its city.
    City,
    /// Of the capital of its province, for want of one of the city.
    Province,
}

/// A point on the earth, WGS 84.
#[derive(Description)]
pub(crate) struct Point {
    latitude: Decimal,
    longitude: Decimal,
    precision: PointPrecision,
    source_id: SourceId,
}

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.source_id))]
impl Point {
    /// Degrees north, as in the source.
    fn latitude(&self) -> &Decimal {
        &self.latitude
    }

    /// Degrees east, as in the source.
    fn longitude(&self) -> &Decimal {
        &self.longitude
    }

    /// Whether it is the point of the city, or that of the province.
    fn precision(&self) -> PointPrecision {
        self.precision
    }

    /// Where the coordinates were read. Give it credit: coordinates may have a licence of their own.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.source_id).await
    }
}

/// A place of a cluster.
#[derive(Description)]
pub(crate) struct ClusterLocation(pub(crate) Arc<cluster_location::Model>);

#[Object(crate = "crate::engine", use_type_description, guard = cites(self.0.source_id))]
impl ClusterLocation {
    /// Its place in the order of locations, from 1. The first leads, or is named first.
    fn position(&self) -> i32 {
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

    /// Where it lies: the point of the city, or of the province's capital where no city or no point of it is known.
    /// Null where neither has one.
    async fn point(&self, context: &Context<'_>) -> Option<Result<Point>> {
        self.find_point(context).await.transpose()
    }

    /// The part it has. Null where no source states it.
    fn role(&self) -> Option<LocationRole> {
        self.0.role.map(LocationRole::from)
    }

    /// Where it was read.
    async fn source(&self, context: &Context<'_>) -> Result<Source> {
        Source::fetch(context, self.0.source_id).await
    }
}

impl ClusterLocation {
    async fn find_point(&self, context: &Context<'_>) -> Result<Option<Point>> {
        if let Some(city) = City::fetch_optional(context, self.0.city_id).await {
            let City(row) = city?;
            let place = (row.latitude.as_ref(), row.longitude.as_ref());
            let point = Point::new(place, PointPrecision::City, row.coordinates_source_id);
            if point.is_some() {
                return Ok(point);
            }
        }
        let Province(row) = Province::fetch(context, self.0.province_id).await?;
        let place = (row.latitude.as_ref(), row.longitude.as_ref());
        Ok(Point::new(place, PointPrecision::Province, row.coordinates_source_id))
    }
}

impl Point {
    /// `None` unless both coordinates are known.
    fn new(
        (latitude, longitude): (Option<&entity::Decimal>, Option<&entity::Decimal>),
        precision: PointPrecision,
        source_id: SourceId,
    ) -> Option<Self> {
        Some(Self { latitude: latitude?.into(), longitude: longitude?.into(), precision, source_id })
    }
}

impl From<Arc<cluster_location::Model>> for ClusterLocation {
    fn from(row: Arc<cluster_location::Model>) -> Self {
        Self(row)
    }
}

impl Child<ClusterId> for ClusterLocation {
    type Row = cluster_location::Model;

    async fn by_parents(
        session: &Session,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, cluster_location::Model)>, store::Error> {
        session.cluster_location_by_clusters(clusters).await
    }
}
