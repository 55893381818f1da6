//! What the location of a cluster is.

use sea_orm::entity::prelude::*;

use crate::{CityId, ClusterId, ProvinceId, SourceId};

/// Role of a place in its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum LocationRole {
    /// A source says that it leads.
    Lead,
    /// A source calls it a core area.
    Core,
}

/// A place of a cluster.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cluster_location", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// The cluster.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cluster_id: ClusterId,
    /// Its slug.
    pub cluster_slug: String,
    /// Order within the cluster, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The province.
    pub province_id: ProvinceId,
    /// The city, where known.
    pub city_id: Option<CityId>,
    /// Role of the place.
    pub role: Option<LocationRole>,
    /// Where it was read.
    pub source_id: SourceId,
    /// The cluster.
    #[sea_orm(belongs_to, from = "cluster_id", to = "id")]
    pub cluster: BelongsTo<super::cluster::Entity>,
    /// The province.
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: BelongsTo<super::province::Entity>,
    /// The city.
    #[sea_orm(belongs_to, from = "city_id", to = "id")]
    pub city: BelongsTo<Option<super::city::Entity>>,
}
