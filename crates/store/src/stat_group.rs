//! Groups of stats.

use entity::{
    Decimal, IndustryId, ProvinceId, RoundId, SourceId, SubjectId, province::Region, stat::Qualifier,
    subject::SubjectKind,
};
use sea_orm::{FromQueryResult, prelude::Date};

use crate::{
    group::{self, Expression, Groups, MEASURES, Part, push_places},
    order::Column,
    sql::Sql,
    stat::Stats,
};

/// What stats can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Kind of subject.
    SubjectKind,
    /// Subject.
    Subject,
    /// Province of the subject.
    Province,
    /// Region of that province.
    Region,
    /// Industry of the subject.
    Industry,
    /// Period.
    Period,
    /// Source.
    Source,
    /// Qualifier.
    Qualifier,
    /// Indicator.
    Indicator,
    /// Unit.
    Unit,
    /// Scope.
    Scope,
    /// Product.
    Product,
    /// Threshold.
    Threshold,
    /// The round a count is limited to.
    Round,
}

/// What the stats of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Key {
    /// Kind of subject; also if grouped by subject.
    pub subject_kind: Option<SubjectKind>,
    /// Subject.
    pub subject_id: Option<SubjectId>,
    /// Province of the subject.
    pub province_id: Option<ProvinceId>,
    /// Region of that province.
    pub region: Option<Region>,
    /// Industry of the subject.
    pub industry_id: Option<IndustryId>,
    /// First day of the period.
    pub period_start: Option<Date>,
    /// Last day of the period.
    pub period_end: Option<Date>,
    /// The period as the data writes it.
    pub period_label: Option<String>,
    /// Source.
    pub source_id: Option<SourceId>,
    /// Qualifier.
    pub qualifier: Option<Qualifier>,
    /// Scope.
    pub scope: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Threshold, without zeros at its end.
    pub threshold_value: Option<Decimal>,
    /// Unit of the threshold.
    pub threshold_unit_code: Option<String>,
    /// The round a count is limited to.
    pub round_id: Option<RoundId>,
}

/// Where the subject of a stat lies.
const PLACES: &str = "(
        select id as province_id from province where id = stat.subject_id
        union all select province_id from city where id = stat.subject_id
        union all select province_id from cluster_location where cluster_id = stat.subject_id
    ) as located join province on province.id = located.province_id";

impl group::Dimension for Dimension {
    type Resource = Stats;
    /// Whether only preferred figures count.
    type Choice = bool;
    type Key = Key;

    const NAME: &'static str = "stat_group";
    const ALWAYS: &'static [Self] =
        &[Self::Indicator, Self::Unit, Self::Scope, Self::Product, Self::Threshold, Self::Round];

    fn part(self) -> &'static Part {
        match self {
            Self::SubjectKind => &SUBJECT_KIND,
            Self::Subject => &SUBJECT,
            Self::Province => &PROVINCE,
            Self::Region => &REGION,
            Self::Industry => &INDUSTRY,
            Self::Period => &PERIOD,
            Self::Source => &SOURCE,
            Self::Qualifier => &QUALIFIER,
            Self::Indicator => &INDICATOR,
            Self::Unit => &UNIT,
            Self::Scope => &SCOPE,
            Self::Product => &PRODUCT,
            Self::Threshold => &THRESHOLD,
            Self::Round => &ROUND,
        }
    }

    fn push_members(sql: &mut Sql, groups: &Groups<Self>) {
        let preferred_only = groups.choice;
        sql.push("count(*)::integer as count").push(MEASURES);
        sql.push(", min(stat.subject_kind) <> max(stat.subject_kind) as several_kinds, ");
        // All else that tells figures apart is equal, so that those for one subject and period differ by their source; but
        // of these only one is preferred.
        sql.push(if preferred_only { "false" } else { "count(distinct stat.subject_id) < count(*)" });
        sql.push(" as several_sources, false as several_scopes, array_agg(stat.subject_id)");
        sql.push(" filter (where stat.subject_kind in ('city', 'industry', 'round')) as nesting from stat");
        let places = [(Self::Province, "located.province_id"), (Self::Region, "province.region")];
        let columns: Vec<&str> =
            places.iter().filter(|(dimension, _)| groups.are_by(*dimension)).map(|(_, column)| *column).collect();
        push_places(sql, &columns, PLACES);
        if groups.are_by(Self::Industry) {
            sql.push(" left join cluster as member on member.id = stat.subject_id");
        }
        sql.push(" where ");
        groups.filter.push(sql);
        sql.push(if preferred_only { " and stat.preferred" } else { "" });
    }
}

const SUBJECT_KIND_OF_STAT: Expression = Expression::of("stat.subject_kind", "subject_kind");

static SUBJECT_KIND: Part = Part {
    name: "subject_kind",
    by: &[SUBJECT_KIND_OF_STAT],
    order: &[Column::text("grouped.subject_kind")],
    ..Part::PLAIN
};

static SUBJECT: Part = Part {
    name: "subject",
    by: &[SUBJECT_KIND_OF_STAT, Expression::of("stat.subject_id", "subject_id")],
    look_up: " join subject on subject.id = total.subject_id",
    natural: Some(("subject.key", "subject_key")),
    order: &[Column::text("grouped.subject_kind"), Column::text("grouped.subject_key")],
    ..Part::PLAIN
};

/// The province in which something lies.
pub(crate) static PROVINCE: Part = Part {
    name: "province",
    by: &[Expression::of("place.province_id", "province_id")],
    look_up: " left join province on province.id = total.province_id",
    natural: Some(("province.code", "province_code")),
    order: &[Column::text("grouped.province_code").or_null()],
    ..Part::PLAIN
};

/// The region in which something lies.
pub(crate) static REGION: Part = Part {
    name: "region",
    by: &[Expression::of("place.region", "region")],
    order: &[Column::text("grouped.region").or_null()],
    ..Part::PLAIN
};

static INDUSTRY: Part = Part {
    name: "industry",
    by: &[Expression::of(
        "coalesce(member.industry_id, case when stat.subject_kind = 'industry' then stat.subject_id end)",
        "industry_id",
    )],
    look_up: " left join industry on industry.id = total.industry_id",
    natural: Some(("industry.slug", "industry_slug")),
    order: &[Column::text("grouped.industry_slug").or_null()],
    ..Part::PLAIN
};

static PERIOD: Part = Part {
    name: "period",
    by: &[Expression::of("stat.period_end", "period_end"), Expression::of("stat.period_start", "period_start")],
    // The same days can be written in several ways.
    beside: &[Expression::of("min(stat.period_label)", "period_label")],
    order: &[Column::date("grouped.period_end"), Column::date("grouped.period_start")],
    ..Part::PLAIN
};

static SOURCE: Part = Part {
    name: "source",
    by: &[Expression::of("stat.source_id", "source_id")],
    look_up: " join source on source.id = total.source_id",
    natural: Some(("source.slug", "source_slug")),
    order: &[Column::text("grouped.source_slug")],
    ..Part::PLAIN
};

static QUALIFIER: Part = Part {
    name: "qualifier",
    by: &[Expression::of("stat.qualifier collate \"C\"", "qualifier")],
    order: &[Column::text("grouped.qualifier")],
    ..Part::PLAIN
};

static INDICATOR: Part = Part {
    name: "indicator",
    by: &[Expression::of("stat.indicator_id", "indicator_id"), Expression::of("stat.indicator_code", "indicator_code")],
    order: &[Column::text("grouped.indicator_code")],
    ..Part::PLAIN
};

static UNIT: Part = Part {
    name: "unit",
    by: &[Expression::of("stat.unit_code", "unit_code")],
    order: &[Column::text("grouped.unit_code")],
    ..Part::PLAIN
};

static SCOPE: Part = Part {
    name: "scope",
    by: &[Expression::of("stat.scope", "scope")],
    order: &[Column::text("grouped.scope").or_null()],
    ..Part::PLAIN
};

static PRODUCT: Part = Part {
    name: "product",
    by: &[Expression::of("stat.product", "product")],
    order: &[Column::text("grouped.product").or_null()],
    ..Part::PLAIN
};

static THRESHOLD: Part = Part {
    name: "threshold",
    by: &[
        // Equal numbers may be written with different scales.
        Expression::decimal("trim_scale(stat.threshold_value)", "threshold_value"),
        Expression::of("stat.threshold_unit_code", "threshold_unit_code"),
    ],
    order: &[
        Column::text("grouped.threshold_unit_code").or_null(),
        Column::of("grouped.threshold_value", "numeric").or_null(),
    ],
    ..Part::PLAIN
};

static ROUND: Part = Part {
    name: "round",
    by: &[Expression::of("stat.round_id", "round_id")],
    look_up: " left join round on round.id = total.round_id",
    natural: Some(("round.slug", "round_slug")),
    order: &[Column::text("grouped.round_slug").or_null()],
    ..Part::PLAIN
};
