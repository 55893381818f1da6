//! Reads of cities.

use std::borrow::Cow;

use entity::{CityId, ClusterId, ProvinceId, city, cluster_location::Relation};
use sea_orm::RelationTrait;

use crate::{
    Error, Session, cluster,
    cluster_location::BY_POSITION,
    filter::{Filter, FilterCondition},
    geo_radius::GeoRadius,
    keyed::Children,
    list::{ListParent, Resource},
    order::{Column, Direction, SortField},
    sql::Sql,
    stat,
    stat_selector::StatSelector,
};

/// Lists of cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cities {}

/// What can be said of a city.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// In one of these provinces.
    Provinces(Vec<ProvinceId>),
    /// With this in one of its official names, in any case.
    NameContains(String),
    /// With a cluster like this.
    Clusters(Filter<cluster::Condition>),
    /// With a stat like this about it.
    Stats(Filter<stat::Condition>),
    /// In this circle.
    Near(GeoRadius),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Provinces(ids) => {
                sql.push("city.province_id = ").bind_among(ids);
            }
            Self::NameContains(text) => {
                sql.push_contains(&["city.name_en", "city.name_zh"], text);
            }
            Self::Clusters(filter) => {
                sql.push(
                    "exists (select from cluster join cluster_location on cluster_location.cluster_id = cluster.id",
                );
                sql.push(" where cluster_location.city_id = city.id and ");
                filter.push(sql);
                sql.push(")");
            }
            Self::Stats(filter) => {
                sql.push("exists (select from stat where stat.subject_id = city.id and ");
                filter.push(sql);
                sql.push(")");
            }
            Self::Near(near) => {
                sql.push("city.id in (");
                near.push_ids(sql, "city");
                sql.push(")");
            }
        }
    }
}

/// What a list of cities can be ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// GB/T 2260 code.
    Code,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
    /// A figure about it.
    Stat(StatSelector),
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Code => const { &[Column::text("city.code")] },
            Self::Name => const { &[Column::text("city.name_en")] },
            Self::NameZh => const { &[Column::text("city.name_zh")] },
            Self::Stat(_) => &[],
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::NameZh => "name_zh",
            Self::Stat(selector) => return Cow::Owned(selector.name()),
        })
    }

    fn selector(&self) -> Option<&StatSelector> {
        if let Self::Stat(selector) = self { Some(selector) } else { None }
    }
}

/// What cities can be listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// The province they lie in.
    Province(ProvinceId),
    /// The city above them.
    City(CityId),
}

impl ListParent for Parent {
    fn condition(self) -> &'static str {
        match self {
            Self::Province(_) => "city.province_id = parent.id",
            Self::City(_) => "city.parent_id = parent.id",
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Province(id) => id.into(),
            Self::City(id) => id.into(),
        }
    }
}

impl Resource for Cities {
    type Entity = city::Entity;
    type Row = city::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "city";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Code, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("city.code")];
}

impl Session {
    /// Cities by id.
    pub async fn city_by_ids(&self, ids: &[CityId]) -> Result<Vec<city::Model>, Error> {
        self.rows_by(city::Column::Id, ids).await
    }

    /// Cities by GB/T 2260 code.
    pub async fn city_by_codes(&self, codes: &[String]) -> Result<Vec<city::Model>, Error> {
        self.rows_by(city::Column::Code, codes).await
    }

    /// The cities of each cluster, in the order of its locations.
    pub async fn city_by_clusters(&self, clusters: &[ClusterId]) -> Result<Vec<(ClusterId, city::Model)>, Error> {
        let locations = Children::of::<city::Entity>(Relation::Cluster.def(), BY_POSITION);
        self.rows_under(clusters, locations.joined(Relation::City.def())).await
    }
}
