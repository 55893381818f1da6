//! What a province is.

use sea_orm::entity::prelude::*;

use crate::{Decimal, SourceId};

id!(ProvinceId, "Identifies a row of `province` inside the database; never shown to a client.");

/// Kinds of province-level division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ProvinceKind {
    /// A province.
    Province,
    /// An autonomous region.
    AutonomousRegion,
    /// A municipality directly under the central government.
    Municipality,
    /// Hong Kong or Macao.
    SpecialAdministrativeRegion,
}

/// Economic regions of the National Bureau of Statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Region {
    /// The east.
    East,
    /// The centre.
    Central,
    /// The west.
    West,
    /// The northeast.
    Northeast,
}

/// A province-level division of China.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "province", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Id of its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProvinceId,
    /// ISO 3166-2 code.
    pub code: String,
    /// ISO 3166-1 code of its country.
    pub country_code: String,
    /// GB/T 2260 code.
    pub gb_code: String,
    /// English name.
    pub name_en: String,
    /// Chinese name.
    pub name_zh: String,
    /// Kind of division.
    pub kind: ProvinceKind,
    /// Economic region; none for Hong Kong, Macao and Taiwan.
    pub region: Option<Region>,
    /// Abbreviation of one Chinese character.
    pub abbreviation_zh: String,
    /// Capital, in English.
    pub capital_en: Option<String>,
    /// Capital, in Chinese.
    pub capital_zh: Option<String>,
    /// Degrees north of the capital, WGS 84.
    #[sea_orm(select_as = "text")]
    pub latitude: Option<Decimal>,
    /// Degrees east of the capital, WGS 84.
    #[sea_orm(select_as = "text")]
    pub longitude: Option<Decimal>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Source of the ISO code.
    pub code_source_id: SourceId,
    /// Source of the GB/T code.
    pub gb_code_source_id: SourceId,
    /// Source of the abbreviation.
    pub abbreviation_source_id: SourceId,
    /// Source of the region.
    pub region_source_id: Option<SourceId>,
    /// Source of the coordinates.
    pub coordinates_source_id: SourceId,
    /// Source of the Wikidata item.
    pub wikidata_source_id: SourceId,
    /// Clusters with a location in it.
    pub cluster_count: i32,
}
