//! Reads of provinces.

use std::borrow::Cow;

use entity::{
    ClusterId, CountryId, ProvinceId,
    cluster_location::Relation,
    province::{self, Region},
};
use sea_orm::{ActiveEnum, RelationTrait};

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

/// Lists of provinces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provinces {}

/// What can be said of a province.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// In one of these regions.
    Regions(Vec<Region>),
    /// With this in one of its official names, in any case.
    NameContains(String),
    /// With a cluster like this.
    Clusters(Filter<cluster::Condition>),
    /// With a stat like this about it.
    Stats(Filter<stat::Condition>),
    /// With its point, that of the capital, in this circle.
    Near(GeoRadius),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Regions(regions) => {
                sql.push("province.region = ").bind_among_text(regions.iter().map(ActiveEnum::to_value));
            }
            Self::NameContains(text) => {
                sql.push_contains(&["province.name_en", "province.name_zh"], text);
            }
            Self::Clusters(filter) => {
                sql.push(
                    "exists (select from cluster join cluster_location on cluster_location.cluster_id = cluster.id",
                );
                sql.push(" where cluster_location.province_id = province.id and ");
                filter.push(sql);
                sql.push(")");
            }
            Self::Stats(filter) => {
                sql.push("exists (select from stat where stat.subject_id = province.id and ");
                filter.push(sql);
                sql.push(")");
            }
            Self::Near(near) => {
                sql.push("province.id in (");
                near.push_ids(sql, "province");
                sql.push(")");
            }
        }
    }
}

/// What a list of provinces can be ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// ISO 3166-2 code.
    Code,
    /// GB/T 2260 code.
    GbCode,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
    /// Number of clusters with a location in it.
    ClusterCount,
    /// A figure about it.
    Stat(StatSelector),
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        match self {
            Self::Code => const { &[Column::text("province.code")] },
            Self::GbCode => const { &[Column::text("province.gb_code")] },
            Self::Name => const { &[Column::text("province.name_en")] },
            Self::NameZh => const { &[Column::text("province.name_zh")] },
            Self::ClusterCount => const { &[Column::of("province.cluster_count", "integer")] },
            Self::Stat(_) => &[],
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Code => "code",
            Self::GbCode => "gb_code",
            Self::Name => "name",
            Self::NameZh => "name_zh",
            Self::ClusterCount => "cluster_count",
            Self::Stat(selector) => return Cow::Owned(selector.name()),
        })
    }

    fn selector(&self) -> Option<&StatSelector> {
        if let Self::Stat(selector) = self { Some(selector) } else { None }
    }
}

/// What provinces can be listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// A country.
    Country(CountryId),
}

impl ListParent for Parent {
    fn condition(self) -> &'static str {
        match self {
            Self::Country(_) => "province.country_code = (select code from country where country.id = parent.id)",
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Country(id) => id.into(),
        }
    }
}

impl Resource for Provinces {
    type Entity = province::Entity;
    type Row = province::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "province";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::GbCode, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("province.code")];
}

impl Session {
    /// Provinces by id.
    pub async fn province_by_ids(&self, ids: &[ProvinceId]) -> Result<Vec<province::Model>, Error> {
        self.rows_by(province::Column::Id, ids).await
    }

    /// Provinces by ISO 3166-2 code.
    pub async fn province_by_codes(&self, codes: &[String]) -> Result<Vec<province::Model>, Error> {
        self.rows_by(province::Column::Code, codes).await
    }

    /// Provinces by GB/T 2260 code.
    pub async fn province_by_gb_codes(&self, gb_codes: &[String]) -> Result<Vec<province::Model>, Error> {
        self.rows_by(province::Column::GbCode, gb_codes).await
    }

    /// The provinces of each cluster, in the order of its locations. A province of several locations comes several times.
    pub async fn province_by_clusters(
        &self,
        clusters: &[ClusterId],
    ) -> Result<Vec<(ClusterId, province::Model)>, Error> {
        let locations = Children::of::<province::Entity>(Relation::Cluster.def(), BY_POSITION);
        self.rows_under(clusters, locations.joined(Relation::Province.def())).await
    }
}
