//! What a city is.

use sea_orm::entity::prelude::*;

use crate::{Decimal, ProvinceId, SourceId};

id!(CityId, "Identifies a row of `city` inside the database; never shown to a client.");

/// Administrative levels of cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum CityLevel {
    /// A municipality, which is a province as well.
    Municipality,
    /// A sub-provincial city.
    SubProvincialCity,
    /// A prefecture-level city.
    PrefectureLevelCity,
    /// An autonomous prefecture.
    AutonomousPrefecture,
    /// A county-level city.
    CountyLevelCity,
}

/// A city, autonomous prefecture or county-level city.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CityId,
    /// GB/T 2260 code.
    pub code: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Administrative level.
    pub level: CityLevel,
    /// The city above a county-level city.
    pub parent_id: Option<CityId>,
    /// The province it lies in.
    pub province_id: ProvinceId,
    /// Degrees north, WGS 84.
    #[sea_orm(select_as = "text")]
    pub latitude: Option<Decimal>,
    /// Degrees east, WGS 84.
    #[sea_orm(select_as = "text")]
    pub longitude: Option<Decimal>,
    /// Source of the code.
    pub code_source_id: SourceId,
    /// Source of the coordinates.
    pub coordinates_source_id: SourceId,
    /// Remarks of the compiler.
    pub note: Option<String>,
}
