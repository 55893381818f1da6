//! Reads of clusters.

use std::borrow::Cow;

use entity::{CityId, ClusterId, IndustryId, ProvinceId, RoundId, SourceId, cluster, province::Region};
use sea_orm::{ActiveEnum, DbErr, QueryResult};

use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    geo_radius::GeoRadius,
    list::{Join, ListParent, Resource},
    order::{Column, Direction, SortField},
    sql::{ColumnReader, Sql},
    stat,
    stat_selector::StatSelector,
};

/// Lists of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clusters {}

/// What can be said of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// With a location in one of these provinces.
    Provinces(Vec<ProvinceId>),
    /// With a location in one of these cities.
    Cities(Vec<CityId>),
    /// Whose industry or track is one of these.
    Industries(Vec<IndustryId>),
    /// With a location in one of these regions.
    Regions(Vec<Region>),
    /// Which won in one of these rounds, or in a round inside one.
    Rounds(Vec<RoundId>),
    /// With this in one of its official names, in any case.
    NameContains(String),
    /// With a stat like this about it.
    Stats(Filter<stat::Condition>),
    /// With a location in this circle; the point of the province stands for a city that has none.
    Near(GeoRadius),
}

impl FilterCondition for Condition {
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Provinces(ids) => {
                sql.push("exists (select from cluster_location where cluster_location.cluster_id = cluster.id");
                sql.push(" and cluster_location.province_id = ").bind_among(ids).push(")");
            }
            Self::Cities(ids) => {
                sql.push("exists (select from cluster_location where cluster_location.cluster_id = cluster.id");
                sql.push(" and cluster_location.city_id = ").bind_among(ids).push(")");
            }
            Self::Industries(ids) => {
                sql.push("(cluster.industry_id = ")
                    .bind_among(ids)
                    .push(" or cluster.track_id = ")
                    .bind_among(ids)
                    .push(")");
            }
            Self::Regions(regions) => {
                sql.push(
                    "exists (select from cluster_location join province on province.id = cluster_location.province_id",
                );
                sql.push(" where cluster_location.cluster_id = cluster.id and province.region = ");
                sql.bind_among_text(regions.iter().map(ActiveEnum::to_value)).push(")");
            }
            Self::Rounds(ids) => {
                sql.push("exists (select from award join round_inside on round_inside.round_id = award.round_id");
                sql.push(" where award.cluster_id = cluster.id and round_inside.outer_id = ").bind_among(ids).push(")");
            }
            Self::NameContains(text) => {
                sql.push_contains(&["cluster.name_en", "cluster.name_zh"], text);
            }
            Self::Stats(filter) => {
                sql.push("exists (select from stat where stat.subject_id = cluster.id and ");
                filter.push(sql);
                sql.push(")");
            }
            Self::Near(near) => {
                sql.push("cluster.id in (select cluster_location.cluster_id from cluster_location");
                sql.push(" where cluster_location.city_id in (");
                near.push_ids(sql, "city");
                sql.push(") union all select cluster_location.cluster_id from cluster_location");
                sql.push(" where cluster_location.province_id in (");
                near.push_ids(sql, "province");
                sql.push(") and not exists (select from city where city.id = cluster_location.city_id");
                sql.push(" and num_nulls(city.latitude, city.longitude) = 0))");
            }
        }
    }
}

/// What a list of clusters can be ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Slug.
    Slug,
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
            Self::Slug => const { &[Column::text("cluster.slug")] },
            Self::Name => const { &[Column::text("cluster.name_en")] },
            Self::NameZh => const { &[Column::text("cluster.name_zh")] },
            Self::Stat(_) => &[],
        }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Slug => "slug",
            Self::Name => "name",
            Self::NameZh => "name_zh",
            Self::Stat(selector) => return Cow::Owned(selector.name()),
        })
    }

    fn selector(&self) -> Option<&StatSelector> {
        if let Self::Stat(selector) = self { Some(selector) } else { None }
    }
}

/// What clusters can be listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// A province of one of their locations.
    Province(ProvinceId),
    /// A city of one of their locations.
    City(CityId),
    /// Their industry or track.
    Industry(IndustryId),
    /// A round which they won, or which contains one that they won.
    Round(RoundId),
}

/// The locations in a place, in the order of an index; of a cluster that has several there only the first. `distinct` would
/// say so too, but below it PostgreSQL does not see that a page needs few of them, and sorts all.
macro_rules! location_in {
    ($place:literal) => {
        Join {
            text: concat!(
                " join cluster_location as location on location.cluster_id = cluster.id and location.",
                $place,
                " = parent.id and not exists (select from cluster_location as earlier where earlier.cluster_id = location.cluster_id and earlier.",
                $place,
                " = parent.id and earlier.position < location.position)",
            ),
            columns: SLUG_OF_LOCATION,
        }
    };
}
static LOCATION_IN_PROVINCE: Join = location_in!("province_id");
static LOCATION_IN_CITY: Join = location_in!("city_id");
const SLUG_OF_LOCATION: &[(&str, Column)] = &[("cluster.slug", Column::text("location.cluster_slug"))];

impl ListParent for Parent {
    fn join(self) -> Option<&'static Join> {
        match self {
            Self::Province(_) => Some(&LOCATION_IN_PROVINCE),
            Self::City(_) => Some(&LOCATION_IN_CITY),
            Self::Industry(_) | Self::Round(_) => None,
        }
    }

    fn condition(self) -> &'static str {
        match self {
            Self::Province(_) | Self::City(_) => "true",
            Self::Industry(_) => "(cluster.industry_id = parent.id or cluster.track_id = parent.id)",
            Self::Round(_) => {
                "exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = parent.id)"
            }
        }
    }

    fn id(self) -> i64 {
        match self {
            Self::Province(id) => id.into(),
            Self::City(id) => id.into(),
            Self::Industry(id) => id.into(),
            Self::Round(id) => id.into(),
        }
    }
}

impl Resource for Clusters {
    type Entity = cluster::Entity;
    type Row = cluster::Model;
    type Condition = Condition;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "cluster";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("cluster.slug")];

    fn read(row: &QueryResult, first: usize, _: bool) -> Result<cluster::Model, DbErr> {
        let mut columns = ColumnReader::from(row, first)?;
        // In the order of the entity, as `columns` has them.
        Ok(cluster::Model {
            id: ClusterId(columns.read()?),
            slug: columns.read()?,
            name_en: columns.read()?,
            name_zh: columns.read()?,
            name_en_origin: columns.read_enum()?,
            name_en_source_id: columns.read::<Option<i64>>()?.map(SourceId),
            name_zh_origin: columns.read_enum()?,
            industry_id: columns.read::<Option<i64>>()?.map(IndustryId),
            industry_basis: columns.read_optional_enum()?,
            track_id: columns.read::<Option<i64>>()?.map(IndustryId),
            verification: columns.read_enum()?,
            source_id: SourceId(columns.read()?),
            note: columns.read()?,
        })
    }
}

impl Session {
    /// Clusters by id.
    pub async fn cluster_by_ids(&self, ids: &[ClusterId]) -> Result<Vec<cluster::Model>, Error> {
        self.rows_by(cluster::Column::Id, ids).await
    }

    /// Clusters by slug.
    pub async fn cluster_by_slugs(&self, slugs: &[String]) -> Result<Vec<cluster::Model>, Error> {
        self.rows_by(cluster::Column::Slug, slugs).await
    }
}
