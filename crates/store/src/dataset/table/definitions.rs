//! The tables that an import fills, with the definition of each: to add one, add it to the enum and to its two lists.

use super::Definition;

/// A table that an import fills.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Table {
    /// Pages and files that were read.
    Source,
    /// What figures are counted in.
    Unit,
    /// The country.
    Country,
    /// Province-level divisions.
    Province,
    /// Cities.
    City,
    /// Fields, tracks and labels.
    Industry,
    /// Contests.
    Contest,
    /// Rounds, batches, lists and running totals of a contest.
    Round,
    /// Clusters.
    Cluster,
    /// Places of clusters.
    ClusterLocation,
    /// Rounds that clusters won.
    Award,
    /// What figures measure.
    Indicator,
    /// Figures.
    Stat,
    /// Other names of subjects.
    Name,
}

impl Table {
    /// Every table, each after the tables it points to. A table that points to itself has a deferrable foreign key.
    pub const ALL: [Self; 14] = [
        Self::Source,
        Self::Unit,
        Self::Country,
        Self::Province,
        Self::City,
        Self::Industry,
        Self::Contest,
        Self::Round,
        Self::Cluster,
        Self::ClusterLocation,
        Self::Award,
        Self::Indicator,
        Self::Stat,
        Self::Name,
    ];

    pub(super) const fn definition(self) -> &'static Definition {
        match self {
            Self::Source => &SOURCE,
            Self::Unit => &UNIT,
            Self::Country => &COUNTRY,
            Self::Province => &PROVINCE,
            Self::City => &CITY,
            Self::Industry => &INDUSTRY,
            Self::Contest => &CONTEST,
            Self::Round => &ROUND,
            Self::Cluster => &CLUSTER,
            Self::ClusterLocation => &CLUSTER_LOCATION,
            Self::Award => &AWARD,
            Self::Indicator => &INDICATOR,
            Self::Stat => &STAT,
            Self::Name => &NAME,
        }
    }
}

static SOURCE: Definition = Definition {
    name: "source",
    staged: &["id", "title", "publisher", "url", "published_on", "accessed_on", "language", "seed", "note"],
    subject: None,
    key: &["slug"],
    wanted: "
        select staged.id as slug, staged.title, staged.publisher, staged.url, staged.published_on,
               staged.accessed_on::date as accessed_on, staged.language, staged.seed::boolean as seed, staged.note
        from staged_source as staged",
};

static UNIT: Definition = Definition {
    name: "unit",
    staged: &["code", "name_en", "name_zh", "kind"],
    subject: None,
    key: &["code"],
    wanted: "
        select staged.code, staged.name_en, staged.name_zh, staged.kind
        from staged_unit as staged",
};

static COUNTRY: Definition = Definition {
    name: "country",
    staged: &["code", "name_en", "name_zh"],
    subject: Some("code"),
    key: &["id"],
    wanted: "
        select subject.id, staged.code, staged.name_en, staged.name_zh
        from staged_country as staged
        left join subject on subject.kind = 'country' and subject.key = staged.code",
};

static PROVINCE: Definition = Definition {
    name: "province",
    staged: &[
        "iso_code",
        "gb_code",
        "name_en",
        "name_zh",
        "kind",
        "region",
        "abbreviation_zh",
        "capital_en",
        "capital_zh",
        "latitude",
        "longitude",
        "wikidata",
        "iso_code_source",
        "gb_code_source",
        "abbreviation_source",
        "region_source",
        "coordinates_source",
        "wikidata_source",
    ],
    subject: Some("iso_code"),
    key: &["id"],
    wanted: "
        select subject.id, staged.iso_code as code, staged.gb_code, staged.name_en, staged.name_zh, staged.kind,
               staged.region, staged.abbreviation_zh, staged.capital_en, staged.capital_zh,
               staged.latitude::numeric as latitude, staged.longitude::numeric as longitude, staged.wikidata,
               code_source.id as code_source_id, gb_code_source.id as gb_code_source_id,
               abbreviation_source.id as abbreviation_source_id, region_source.id as region_source_id,
               coordinates_source.id as coordinates_source_id, wikidata_source.id as wikidata_source_id,
               (
                   select count(distinct location.cluster)::integer from staged_cluster_location as location
                   where location.province = staged.iso_code
               ) as cluster_count
        from staged_province as staged
        left join subject on subject.kind = 'province' and subject.key = staged.iso_code
        left join source as code_source on code_source.slug = staged.iso_code_source
        left join source as gb_code_source on gb_code_source.slug = staged.gb_code_source
        left join source as abbreviation_source on abbreviation_source.slug = staged.abbreviation_source
        left join source as region_source on region_source.slug = staged.region_source
        left join source as coordinates_source on coordinates_source.slug = staged.coordinates_source
        left join source as wikidata_source on wikidata_source.slug = staged.wikidata_source",
};

static CITY: Definition = Definition {
    name: "city",
    staged: &[
        "gb_code",
        "name_en",
        "name_zh",
        "level",
        "parent_gb_code",
        "province",
        "latitude",
        "longitude",
        "code_source",
        "coordinates_source",
        "note",
    ],
    subject: Some("gb_code"),
    key: &["id"],
    wanted: "
        select subject.id, staged.gb_code as code, staged.name_en, staged.name_zh, staged.level,
               parent.id as parent_id, province.id as province_id,
               staged.latitude::numeric as latitude, staged.longitude::numeric as longitude,
               code_source.id as code_source_id, coordinates_source.id as coordinates_source_id, staged.note
        from staged_city as staged
        left join subject on subject.kind = 'city' and subject.key = staged.gb_code
        left join subject as parent on parent.kind = 'city' and parent.key = staged.parent_gb_code
        left join subject as province on province.kind = 'province' and province.key = staged.province
        left join source as code_source on code_source.slug = staged.code_source
        left join source as coordinates_source on coordinates_source.slug = staged.coordinates_source",
};

static INDUSTRY: Definition = Definition {
    name: "industry",
    staged: &["slug", "name_en", "name_zh", "kind", "parent", "source", "note"],
    subject: Some("slug"),
    key: &["id"],
    wanted: "
        select subject.id, staged.slug, staged.name_en, staged.name_zh, staged.kind, parent.id as parent_id,
               source.id as source_id, staged.note
        from staged_industry as staged
        left join subject on subject.kind = 'industry' and subject.key = staged.slug
        left join subject as parent on parent.kind = 'industry' and parent.key = staged.parent
        left join source on source.slug = staged.source",
};

static CONTEST: Definition = Definition {
    name: "contest",
    staged: &["id", "name_en", "name_zh", "organizer_en", "organizer_zh", "launched", "aim", "criteria", "source"],
    subject: Some("id"),
    key: &["id"],
    wanted: "
        select subject.id, staged.id as slug, staged.name_en, staged.name_zh, staged.organizer_en, staged.organizer_zh,
               staged.launched, staged.aim, staged.criteria, source.id as source_id
        from staged_contest as staged
        left join subject on subject.kind = 'contest' and subject.key = staged.id
        left join source on source.slug = staged.source",
};

static ROUND: Definition = Definition {
    name: "round",
    staged: &[
        "id",
        "contest",
        "name_en",
        "name_zh",
        "kind",
        "parent",
        "winners_count",
        "announced_on",
        "confirmed_on",
        "document",
        "source",
        "note",
    ],
    subject: Some("id"),
    key: &["id"],
    wanted: "
        select subject.id, staged.id as slug, contest.id as contest_id, staged.name_en, staged.name_zh, staged.kind,
               parent.id as parent_id, staged.winners_count::integer as winners_count,
               staged.announced_on::date as announced_on, staged.confirmed_on::date as confirmed_on, staged.document,
               source.id as source_id, staged.note
        from staged_round as staged
        left join subject on subject.kind = 'round' and subject.key = staged.id
        left join subject as contest on contest.kind = 'contest' and contest.key = staged.contest
        left join subject as parent on parent.kind = 'round' and parent.key = staged.parent
        left join source on source.slug = staged.source",
};

static CLUSTER: Definition = Definition {
    name: "cluster",
    staged: &[
        "slug",
        "name_en",
        "name_zh",
        "name_zh_origin",
        "name_en_origin",
        "name_en_source",
        "industry",
        "industry_basis",
        "track",
        "verification",
        "source",
        "note",
    ],
    subject: Some("slug"),
    key: &["id"],
    wanted: "
        select subject.id, staged.slug, staged.name_en, staged.name_zh, staged.name_en_origin,
               name_en_source.id as name_en_source_id, staged.name_zh_origin, industry.id as industry_id,
               staged.industry_basis, track.id as track_id, staged.verification, source.id as source_id, staged.note
        from staged_cluster as staged
        left join subject on subject.kind = 'cluster' and subject.key = staged.slug
        left join source as name_en_source on name_en_source.slug = staged.name_en_source
        left join subject as industry on industry.kind = 'industry' and industry.key = staged.industry
        left join subject as track on track.kind = 'industry' and track.key = staged.track
        left join source on source.slug = staged.source",
};

static CLUSTER_LOCATION: Definition = Definition {
    name: "cluster_location",
    staged: &["cluster", "position", "province", "city", "role", "source"],
    subject: None,
    key: &["cluster_id", "position"],
    wanted: "
        select cluster.id as cluster_id, cluster.key as cluster_slug, staged.position::integer as position, province.id as province_id,
               city.id as city_id, staged.role, source.id as source_id
        from staged_cluster_location as staged
        left join subject as cluster on cluster.kind = 'cluster' and cluster.key = staged.cluster
        left join subject as province on province.kind = 'province' and province.key = staged.province
        left join subject as city on city.kind = 'city' and city.key = staged.city
        left join source on source.slug = staged.source",
};

static AWARD: Definition = Definition {
    name: "award",
    staged: &["cluster", "round", "rank", "source", "verification", "note"],
    subject: None,
    key: &["cluster_id", "round_id"],
    wanted: "
        select cluster.id as cluster_id, cluster.key as cluster_slug, round.id as round_id, round.key as round_slug,
               staged.rank::integer as rank, source.id as source_id, staged.verification, staged.note
        from staged_award as staged
        left join subject as cluster on cluster.kind = 'cluster' and cluster.key = staged.cluster
        left join subject as round on round.kind = 'round' and round.key = staged.round
        left join source on source.slug = staged.source",
};

static INDICATOR: Definition = Definition {
    name: "indicator",
    staged: &["code", "name_en", "name_zh", "unit", "kind", "description"],
    subject: None,
    key: &["code"],
    wanted: "
        select staged.code, staged.name_en, staged.name_zh, staged.unit as unit_code, staged.kind, staged.description
        from staged_indicator as staged",
};

static STAT: Definition = Definition {
    name: "stat",
    staged: &[
        "id",
        "subject_type",
        "subject",
        "indicator",
        "value",
        "unit",
        "qualifier",
        "period",
        "period_start",
        "period_end",
        "period_basis",
        "round",
        "scope",
        "product",
        "threshold",
        "threshold_unit",
        "source",
        "as_printed",
        "note",
    ],
    subject: None,
    key: &["key"],
    wanted: WANTED_STATS,
};

/// Beside what was staged, what each figure is among the others. It is kept in columns, because an index must lead to it.
///
/// **Preferred.** Figures for the same subject, indicator, unit, period, scope, product, threshold and round are the same
/// figure in several sources. One of them is preferred, by what the data holds; the first of these that differs decides:
///
/// 1. a period which the source states, before the day of publication in its place, before an estimated one;
/// 2. an exact value, before one with a qualifier;
/// 3. the source published last: of 2021 and 2021-03-22 the latter, and one without a date after all others;
/// 4. the key of the figure.
///
/// **Headline.** One figure may stand for a subject, indicator, unit and period as a whole, as rankings and orders need
/// it: the preferred one that is limited by the fewest of scope, product, threshold and round. If several are limited by
/// equally few, none does: the output of one district is not that of the other.
///
/// **Latest.** The headline figure of the newest period of its subject, indicator and unit.
///
/// **Disputed.** The sources of the figure give different values, compared as numbers.
const WANTED_STATS: &str = concat!(
    "
    select key, subject_id, subject_kind, subject_key, indicator_id, indicator_code, value, unit_code, qualifier,
           period_label, period_start, period_end, period_basis, scope, product, threshold_value, threshold_unit_code,
           round_id, source_id, as_printed, note, preferred, headline,
           headline and row_number() over (
               partition by subject_id, indicator_id, unit_code
               order by headline desc, period_end desc, period_start desc
           ) = 1 as latest,
           disputed
    from (
        select figure.*,
               preferred and rank() over (
                   partition by subject_id, indicator_id, unit_code, period_end, period_start
                   order by preferred desc, limits
               ) = 1 and count(*) over (
                   partition by subject_id, indicator_id, unit_code, period_end, period_start, preferred, limits
               ) = 1 as headline
        from (
            select stat.*,
                   (scope is not null)::integer + (product is not null)::integer
                       + (threshold_value is not null)::integer + (round_id is not null)::integer as limits,
                   row_number() over (
                       same_figure order by ",
    crate::stat::preference!(),
    "
                   ) = 1 as preferred,
                   min(value) over same_figure <> max(value) over same_figure as disputed
            from (
                select staged.id as key,
                       subject.id as subject_id, subject.kind as subject_kind, subject.key as subject_key,
                       indicator.id as indicator_id, indicator.code as indicator_code,
                       -- Text to numeric without a scale: every digit stays, and so does 55.50.
                       staged.value::numeric as value, staged.unit as unit_code, staged.qualifier,
                       staged.period as period_label, staged.period_start::date as period_start,
                       staged.period_end::date as period_end, staged.period_basis, staged.scope, staged.product,
                       staged.threshold::numeric as threshold_value, staged.threshold_unit as threshold_unit_code,
                       round.id as round_id, source.id as source_id, staged.as_printed, staged.note,
                       source.published_on
                from staged_stat as staged
                left join subject on subject.kind = staged.subject_type and subject.key = staged.subject
                left join indicator on indicator.code = staged.indicator
                left join subject as round on round.kind = 'round' and round.key = staged.round
                left join source on source.slug = staged.source
            ) as stat
            window same_figure as (
                partition by subject_id, indicator_id, unit_code, period_end, period_start, scope, product,
                             threshold_value, threshold_unit_code, round_id
            )
        ) as figure
    ) as figure"
);

static NAME: Definition = Definition {
    name: "name",
    staged: &["subject_type", "subject", "name", "language", "kind", "source", "note"],
    subject: None,
    key: &["subject_id", "text", "source_id"],
    wanted: "
        select subject.id as subject_id, staged.name as text, staged.language, staged.kind, source.id as source_id,
               staged.note
        from staged_name as staged
        left join subject on subject.kind = staged.subject_type and subject.key = staged.subject
        left join source on source.slug = staged.source",
};
