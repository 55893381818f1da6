//! What a stat is.
#![expect(clippy::struct_excessive_bools, reason = "each is a column that an index looks at by itself")]

use sea_orm::entity::prelude::*;

use crate::{Decimal, IndicatorId, RoundId, SourceId, SubjectId, subject::SubjectKind};

id!(StatId, "Identifies a row of `stat` inside the database; never shown to a client.");

/// How a source words a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Qualifier {
    /// As it stands.
    Exact,
    /// More than the figure.
    Over,
    /// Somewhat less than the figure.
    Nearly,
    /// Around the figure.
    About,
    /// The figure or more.
    AtLeast,
}

/// Where the period of a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum PeriodBasis {
    /// The source states it.
    Stated,
    /// The source states none; the date of publication stands in.
    Publication,
    /// The date itself is an estimate.
    Estimated,
}

/// One figure of one source.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stat", model_attrs(derive(DeriveActiveModelBehavior)))]
pub struct Model {
    /// Surrogate key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StatId,
    /// Natural key.
    pub key: String,
    /// What it is about.
    pub subject_id: SubjectId,
    /// Kind of that subject.
    pub subject_kind: SubjectKind,
    /// Natural key of that subject.
    pub subject_key: String,
    /// What it measures.
    pub indicator_id: IndicatorId,
    /// Code of that indicator.
    pub indicator_code: String,
    /// The figure, exact.
    #[sea_orm(select_as = "text")]
    pub value: Decimal,
    /// Its unit.
    pub unit_code: String,
    /// How the source words it.
    pub qualifier: Qualifier,
    /// ISO 8601 year, month, day or interval.
    pub period_label: String,
    /// First day.
    pub period_start: Date,
    /// Last day.
    pub period_end: Date,
    /// Where the period comes from.
    pub period_basis: PeriodBasis,
    /// What it is limited to.
    pub scope: Option<String>,
    /// The product it is limited to.
    pub product: Option<String>,
    /// Threshold.
    #[sea_orm(select_as = "text")]
    pub threshold_value: Option<Decimal>,
    /// Unit of the threshold.
    pub threshold_unit_code: Option<String>,
    /// The round a count is limited to.
    pub round_id: Option<RoundId>,
    /// Where it was read.
    pub source_id: SourceId,
    /// The figure in the words of the source.
    pub as_printed: Option<String>,
    /// Remarks of the compiler.
    pub note: Option<String>,
    /// Whether it is the one to take among those for the same figure in all sources.
    pub preferred: bool,
    /// Whether it stands for its subject, indicator, unit and period as a whole.
    pub headline: bool,
    /// Whether it is the headline figure of the newest period.
    pub latest: bool,
    /// Whether the sources give different values for this figure.
    pub disputed: bool,
}
