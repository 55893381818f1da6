//! Groups of clusters.

use entity::{CityId, IndustryId, ProvinceId, RoundId, award::Verification, province::Region};
use sea_orm::FromQueryResult;

use crate::{
    cluster::Clusters,
    group::{self, Expression, Groups, MEASURES, Part, push_places},
    order::Column,
    sql::Sql,
    stat_group::{PROVINCE, REGION},
    stat_selector::StatSelector,
};

/// What clusters can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Province of a location.
    Province,
    /// Region of that province.
    Region,
    /// City of a location.
    City,
    /// Industry.
    Industry,
    /// Track.
    Track,
    /// A round in which it won.
    Round,
    /// How far the sources prove that it won.
    Verification,
}

/// What the clusters of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Key {
    /// Province of a location.
    pub province_id: Option<ProvinceId>,
    /// Region of that province.
    pub region: Option<Region>,
    /// City of a location.
    pub city_id: Option<CityId>,
    /// Industry.
    pub industry_id: Option<IndustryId>,
    /// Track.
    pub track_id: Option<IndustryId>,
    /// A round in which they won.
    pub round_id: Option<RoundId>,
    /// How far the sources prove that they won.
    pub verification: Option<Verification>,
}

impl group::Dimension for Dimension {
    type Resource = Clusters;
    /// The one figure of each cluster, if any.
    type Choice = Option<StatSelector>;
    type Key = Key;

    const NAME: &'static str = "cluster_group";
    const ALWAYS: &'static [Self] = &[];

    fn part(self) -> &'static Part {
        match self {
            Self::Province => &PROVINCE,
            Self::Region => &REGION,
            Self::City => &CITY,
            Self::Industry => &INDUSTRY,
            Self::Track => &TRACK,
            Self::Round => &ROUND,
            Self::Verification => &VERIFICATION,
        }
    }

    fn push_members(sql: &mut Sql, groups: &Groups<Self>) {
        let selector = groups.choice.as_ref();
        sql.bind(selector.map(|selector| selector.indicator.0)).push("::bigint as indicator_id, ");
        sql.bind(selector.map(|selector| selector.unit.clone()))
            .push("::text as unit_code, count(*)::integer as count");
        sql.push(MEASURES).push(", false as several_kinds, false as several_sources, ");
        // Headline figures may be limited in different ways.
        sql.push(if selector.is_some_and(|selector| selector.scope.is_none()) {
            "count(distinct (stat.scope, stat.product, stat.threshold_value, stat.threshold_unit_code, stat.round_id))
                filter (where stat.value is not null) > 1"
        } else {
            "false"
        });
        // No cluster lies inside another.
        sql.push(" as several_scopes, null::bigint[] as nesting from cluster");
        if let Some(selector) = selector {
            sql.push(" left join stat on stat.subject_id = cluster.id and ");
            selector.push(sql, "stat");
        } else {
            sql.push(
                " cross join (select null::numeric as value, null::text as qualifier, null::date as period_start,",
            );
            sql.push(" null::date as period_end, null::bigint as source_id) as stat");
        }
        let places = [
            (Self::Province, "located.province_id"),
            (Self::Region, "province.region"),
            (Self::City, "located.city_id"),
        ];
        let columns: Vec<&str> =
            places.iter().filter(|(dimension, _)| groups.are_by(*dimension)).map(|(_, column)| *column).collect();
        push_places(sql, &columns, LOCATIONS);
        if groups.are_by(Self::Round) {
            sql.push(" left join award as won on won.cluster_id = cluster.id");
        }
        sql.push(" where ");
        groups.filter.push(sql);
    }
}

/// Where a cluster lies.
const LOCATIONS: &str = "cluster_location as located join province on province.id = located.province_id
    where located.cluster_id = cluster.id";

static CITY: Part = Part {
    name: "city",
    by: &[Expression::of("place.city_id", "city_id")],
    look_up: " left join city on city.id = total.city_id",
    natural: Some(("city.code", "city_code")),
    order: &[Column::text("grouped.city_code").or_null()],
    ..Part::PLAIN
};

static INDUSTRY: Part = Part {
    name: "industry",
    by: &[Expression::of("cluster.industry_id", "industry_id")],
    look_up: " left join industry on industry.id = total.industry_id",
    natural: Some(("industry.slug", "industry_slug")),
    order: &[Column::text("grouped.industry_slug").or_null()],
    ..Part::PLAIN
};

static TRACK: Part = Part {
    name: "track",
    by: &[Expression::of("cluster.track_id", "track_id")],
    look_up: " left join industry as track on track.id = total.track_id",
    natural: Some(("track.slug", "track_slug")),
    order: &[Column::text("grouped.track_slug").or_null()],
    ..Part::PLAIN
};

static ROUND: Part = Part {
    name: "round",
    by: &[Expression::of("won.round_id", "round_id")],
    look_up: " left join round on round.id = total.round_id",
    natural: Some(("round.slug", "round_slug")),
    order: &[Column::text("grouped.round_slug").or_null()],
    ..Part::PLAIN
};

static VERIFICATION: Part = Part {
    name: "verification",
    by: &[Expression::of("cluster.verification collate \"C\"", "verification")],
    order: &[Column::text("grouped.verification")],
    ..Part::PLAIN
};
