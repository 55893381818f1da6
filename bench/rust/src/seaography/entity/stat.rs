use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stat")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject_id: i64,
    /// As text, since a decimal type of Rust would round it.
    #[sea_orm(column_type = "Text", select_as = "text")]
    pub value: String,
    #[sea_orm(column_type = "Text")]
    pub qualifier: String,
    #[sea_orm(column_type = "Text")]
    pub period_label: String,
    #[sea_orm(column_type = "Text", select_as = "text")]
    pub period_end: String,
    #[sea_orm(column_type = "Text", select_as = "text")]
    pub period_start: String,
    pub indicator_id: i64,
    #[sea_orm(column_type = "Text")]
    pub indicator_code: String,
    #[sea_orm(column_type = "Text", unique)]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub unit_code: String,
    pub source_id: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub as_printed: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its subject, if that is a cluster: they share the id.
    #[sea_orm(belongs_to = "super::cluster::Entity", from = "Column::SubjectId", to = "super::cluster::Column::Id")]
    Cluster,
    #[sea_orm(
        belongs_to = "super::indicator::Entity",
        from = "Column::IndicatorId",
        to = "super::indicator::Column::Id"
    )]
    Indicator,
    #[sea_orm(belongs_to = "super::unit::Entity", from = "Column::UnitCode", to = "super::unit::Column::Code")]
    Unit,
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::SourceId", to = "super::source::Column::Id")]
    Source,
}

impl Related<super::cluster::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Cluster.def()
    }
}

impl Related<super::indicator::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Indicator.def()
    }
}

impl Related<super::unit::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Unit.def()
    }
}

impl Related<super::source::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Source.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelatedEntity)]
pub enum RelatedEntity {
    #[sea_orm(entity = "super::indicator::Entity")]
    Indicator,
    #[sea_orm(entity = "super::unit::Entity")]
    Unit,
    #[sea_orm(entity = "super::source::Entity")]
    Source,
}
