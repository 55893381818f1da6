-- The select lists that the cases write as <columns of table>.

-- award
award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note

-- city
"city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note"
city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note

-- cluster
"cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note"
cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note

-- cluster_location
cluster_location.cluster_id, cluster_location.cluster_slug, cluster_location.position, cluster_location.province_id, cluster_location.city_id, cluster_location.role, cluster_location.source_id

-- contest
"contest"."id", "contest"."slug", "contest"."name_en", "contest"."name_zh", "contest"."organizer_en", "contest"."organizer_zh", "contest"."launched", "contest"."aim", "contest"."criteria", "contest"."source_id"
contest.id, contest.slug, contest.name_en, contest.name_zh, contest.organizer_en, contest.organizer_zh, contest.launched, contest.aim, contest.criteria, contest.source_id

-- country
"country"."id", "country"."code", "country"."name_en", "country"."name_zh"
country.id, country.code, country.name_en, country.name_zh

-- indicator
"indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description"
indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description

-- industry
"industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note"
industry.id, industry.slug, industry.name_en, industry.name_zh, industry.kind, industry.parent_id, industry.source_id, industry.note

-- name
name.subject_id, name.text, name.language, name.kind, name.source_id, name.note

-- province
"province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count"
province.id, province.code, province.country_code, province.gb_code, province.name_en, province.name_zh, province.kind, province.region, province.abbreviation_zh, province.capital_en, province.capital_zh, province.latitude::text as latitude, province.longitude::text as longitude, province.wikidata, province.code_source_id, province.gb_code_source_id, province.abbreviation_source_id, province.region_source_id, province.coordinates_source_id, province.wikidata_source_id, province.cluster_count

-- release
"release"."id", "release"."package", "release"."version", "release"."title", "release"."license", "release"."loaded_at", "release"."checksum", "release"."counts"
release.id, release.package, release.version, release.title, release.license, release.loaded_at, release.checksum, release.counts

-- round
"round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note"
round.id, round.slug, round.contest_id, round.name_en, round.name_zh, round.kind, round.parent_id, round.winners_count, round.announced_on, round.confirmed_on, round.document, round.source_id, round.note

-- source
"source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note"
source.id, source.slug, source.title, source.publisher, source.url, source.published_on, source.accessed_on, source.language, source.seed, source.note

-- stat
"stat"."id", "stat"."key", "stat"."subject_id", "stat"."subject_kind", "stat"."subject_key", "stat"."indicator_id", "stat"."indicator_code", CAST("stat"."value" AS text) AS "value", "stat"."unit_code", "stat"."qualifier", "stat"."period_label", "stat"."period_start", "stat"."period_end", "stat"."period_basis", "stat"."scope", "stat"."product", CAST("stat"."threshold_value" AS text) AS "threshold_value", "stat"."threshold_unit_code", "stat"."round_id", "stat"."source_id", "stat"."as_printed", "stat"."note", "stat"."preferred", "stat"."headline", "stat"."latest", "stat"."disputed"
stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed

-- unit
"unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind"
unit.id, unit.code, unit.name_en, unit.name_zh, unit.kind
