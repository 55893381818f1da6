//! Reads of cities.

use std::sync::LazyLock;

use entity::{CityId, ClusterId, ProvinceId, city};
use sea_orm::ColumnTrait;

use crate::{
    Error, Session,
    list::{Noun, Parent as ListParent},
    order::{Column, Direction, Field as OrderField},
    sql::{Sql, columns},
};

/// Lists of cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cities {}

/// What a list of cities can be narrowed by; each part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// In one of these provinces.
    pub provinces: Option<Vec<ProvinceId>>,
}

/// What a list of cities can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// GB/T 2260 code.
    Code,
    /// English name.
    Name,
    /// Chinese name.
    NameZh,
}

impl OrderField for Field {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Code => const { &[Column::text("city.code")] },
            Self::Name => const { &[Column::text("city.name_en")] },
            Self::NameZh => const { &[Column::text("city.name_zh")] },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::NameZh => "name_zh",
        }
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

impl Noun for Cities {
    type Row = city::Model;
    type Filter = Filter;
    type Field = Field;
    type Parent = Parent;

    const TABLE: &'static str = "city";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Code, Direction::Ascending)];
    const TIE: &'static [Column] = &[Column::text("city.code")];

    fn columns() -> &'static str {
        static COLUMNS: LazyLock<String> = LazyLock::new(columns::<city::Entity>);
        &COLUMNS
    }

    fn filter(filter: &Filter, sql: &mut Sql) {
        if let Some(provinces) = &filter.provinces {
            sql.push(" and city.province_id = ").bind_any(provinces);
        }
    }
}

impl Session {
    /// Cities by id.
    pub async fn city_by_ids(&self, ids: &[CityId]) -> Result<Vec<city::Model>, Error> {
        self.find::<city::Entity>(city::COLUMN.id.eq_any(ids.to_vec())).await
    }

    /// Cities by GB/T 2260 code.
    pub async fn city_by_codes(&self, codes: &[String]) -> Result<Vec<city::Model>, Error> {
        self.find::<city::Entity>(city::COLUMN.code.eq_any(codes.to_vec())).await
    }

    /// The cities of each cluster, in the order of its locations.
    pub async fn city_by_clusters(&self, clusters: &[ClusterId]) -> Result<Vec<(ClusterId, city::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select cluster_location.cluster_id as parent, ").push(Cities::columns());
        sql.push(" from cluster_location join city on city.id = cluster_location.city_id");
        sql.push(" where cluster_location.cluster_id = ").bind_any(clusters);
        sql.push(" order by cluster_location.cluster_id, cluster_location.position");
        self.children(sql).await
    }
}
