SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."slug" = ANY($1)

select count(*) as total from cluster where true and exists (select from stat where stat.subject_id = cluster.id and true)

select count(*) as total from cluster where true and (exists (select from stat where stat.subject_id = cluster.id and true)) is not true

select count(*) as total from cluster where true and exists (select from stat where stat.subject_id = cluster.id and false)

select count(*) as total from cluster where true and exists (select from stat where stat.subject_id = cluster.id and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric)))

select count(*) as total from cluster where true and exists (select from stat where stat.subject_id = cluster.id and (stat.indicator_id = $1 and stat.source_id = $2 and stat.value >= cast($3 as numeric)))

select count(*) as total from cluster where true and (exists (select from stat where stat.subject_id = cluster.id and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric))) and exists (select from stat where stat.subject_id = cluster.id and stat.source_id = $3))

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (exists (select from stat where stat.subject_id = cluster.id and true)) is not true order by cluster.slug limit $1

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and exists (select from stat where stat.subject_id = cluster.id and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric))) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and exists (select from stat where stat.subject_id = cluster.id and (stat.indicator_id = $1 and stat.source_id = $2 and stat.value >= cast($3 as numeric))) order by cluster.slug limit $4

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (exists (select from stat where stat.subject_id = cluster.id and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric))) and exists (select from stat where stat.subject_id = cluster.id and stat.source_id = $3)) order by cluster.slug limit $4

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

select province.id, province.code, province.country_code, province.gb_code, province.name_en, province.name_zh, province.kind, province.region, province.abbreviation_zh, province.capital_en, province.capital_zh, province.latitude::text as latitude, province.longitude::text as longitude, province.wikidata, province.code_source_id, province.gb_code_source_id, province.abbreviation_source_id, province.region_source_id, province.coordinates_source_id, province.wikidata_source_id, province.cluster_count from province where true order by province.gb_code, province.code limit $1

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal

select count(*) as total from cluster where true and (exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) and (exists (select from stat where stat.subject_id = cluster.id and stat.indicator_id = $2)) is not true)

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) and (exists (select from stat where stat.subject_id = cluster.id and stat.indicator_id = $2)) is not true) order by cluster.slug limit $3

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where stat.subject_id = parent.id and (stat.indicator_id = $2 and stat.value >= cast($3 as numeric)) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $4) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from cluster join cluster_location as location on location.cluster_id = cluster.id and location.province_id = parent.id and not exists (select from cluster_location as earlier where earlier.cluster_id = location.cluster_id and earlier.province_id = parent.id and earlier.position < location.position) where true and exists (select from stat where stat.subject_id = cluster.id and (stat.unit_code = $2 and stat.period_start >= $3))) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster join cluster_location as location on location.cluster_id = cluster.id and location.province_id = parent.id and not exists (select from cluster_location as earlier where earlier.cluster_id = location.cluster_id and earlier.province_id = parent.id and earlier.position < location.position) where true and exists (select from stat where stat.subject_id = cluster.id and (stat.unit_code = $2 and stat.period_start >= $3)) order by location.cluster_slug limit $4) as child
