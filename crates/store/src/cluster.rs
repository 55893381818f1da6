//! Reads of clusters.

use std::sync::LazyLock;

use entity::{CityId, ClusterId, IndustryId, ProvinceId, RoundId, cluster, province::Region};
use sea_orm::{ActiveEnum, ColumnTrait};

use crate::{
    Error, Session,
    list::{Noun, Parent as ListParent},
    order::{Column, Direction, Field as OrderField},
    sql::{Sql, columns},
};

/// Lists of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clusters {}

/// What a list of clusters can be narrowed by; each part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// With a location in one of these provinces.
    pub provinces: Option<Vec<ProvinceId>>,
    /// With a location in one of these cities.
    pub cities: Option<Vec<CityId>>,
    /// Whose industry or track is one of these.
    pub industries: Option<Vec<IndustryId>>,
    /// With a location in one of these regions.
    pub regions: Option<Vec<Region>>,
    /// Which won in one of these rounds, or in a round inside one.
    pub rounds: Option<Vec<RoundId>>,
}

/// What a list of clusters can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Slug.
    Slug,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
}

impl OrderField for Field {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Slug => const { &[Column::text("cluster.slug")] },
            Self::Name => const { &[Column::text("cluster.name_en")] },
            Self::NameZh => const { &[Column::text("cluster.name_zh")] },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Slug => "slug",
            Self::Name => "name",
            Self::NameZh => "name_zh",
        }
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

impl ListParent for Parent {
    fn condition(self) -> &'static str {
        match self {
            Self::Province(_) => {
                "exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = parent.id)"
            }
            Self::City(_) => {
                "exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.city_id = parent.id)"
            }
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

impl Noun for Clusters {
    type Row = cluster::Model;
    type Filter = Filter;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "cluster";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Slug, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("cluster.slug")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<cluster::Entity>);
        &COLUMNS
    }

    fn filter(filter: &Filter, sql: &mut Sql) {
        if let Some(provinces) = &filter.provinces {
            sql.push(" and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = ").bind_any(provinces).push(")");
        }
        if let Some(cities) = &filter.cities {
            sql.push(" and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.city_id = ").bind_any(cities).push(")");
        }
        if let Some(industries) = &filter.industries {
            sql.push(" and (cluster.industry_id = ").bind_any(industries);
            sql.push(" or cluster.track_id = ").bind_any(industries).push(")");
        }
        if let Some(regions) = &filter.regions {
            sql.push(" and exists (select from cluster_location join province on province.id = cluster_location.province_id where cluster_location.cluster_id = cluster.id and province.region = ").bind_any_text(regions.iter().map(ActiveEnum::to_value)).push(")");
        }
        if let Some(rounds) = &filter.rounds {
            sql.push(" and exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = ").bind_any(rounds).push(")");
        }
    }
}

impl Session {
    /// Clusters by id.
    pub async fn cluster_by_ids(&self, ids: &[ClusterId]) -> Result<Vec<cluster::Model>, Error> {
        self.find::<cluster::Entity>(cluster::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Clusters by slug.
    pub async fn cluster_by_slugs(&self, slugs: &[String]) -> Result<Vec<cluster::Model>, Error> {
        self.find::<cluster::Entity>(cluster::COLUMN.slug.eq_any(slugs.to_vec())).await
    }
}
