//! What an award is.

use sea_orm::entity::prelude::*;

use crate::{ClusterId, RoundId, SourceId};

/// How far the sources that were read prove a win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Verification {
    /// A source names the cluster as a winner.
    Named,
    /// The sources give part of the evidence only.
    Partial,
}

/// That a cluster won in a round.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// The winner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cluster_id: ClusterId,
    /// Slug of the winner.
    pub cluster_slug: String,
    /// The round.
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: RoundId,
    /// Slug of the round.
    pub round_slug: String,
    /// Place in the list, from 1.
    pub rank: Option<i32>,
    /// Where it was read.
    pub source_id: SourceId,
    /// How far the sources prove it.
    pub verification: Verification,
    /// Remarks of the compiler.
    pub note: Option<String>,
    /// The cluster that won.
    #[sea_orm(belongs_to, from = "cluster_id", to = "id")]
    pub cluster: BelongsTo<super::cluster::Entity>,
    /// The round that it won in.
    #[sea_orm(belongs_to, from = "round_id", to = "id")]
    pub round: BelongsTo<super::round::Entity>,
}
