SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

select count(*) as total from stat where true and (stat.period_start >= $1 and stat.subject_kind = $2)

select count(*) as total from stat where true and stat.period_end < $1

select count(*) as total from stat where true and (stat.period_start > $1 and stat.period_end <= $2 and stat.subject_kind = $3)

select count(*) as total from stat where true and (stat.period_start = $1 and stat.period_end = $2)

select count(*) as total from stat where true and (stat.value > cast($1 as numeric) and stat.value < cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value = cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value = any($2::numeric[]))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value = any($2::numeric[]) and stat.value = cast($3 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value > cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value > cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value <= cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value < cast($2 as numeric))

select count(*) as total from stat where true and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric) and stat.value < cast($3 as numeric) and stat.period_label = $4)

select count(*) as total from stat where true and (stat.unit_code = $1 and ((stat.value >= cast($2 as numeric) and stat.value <= cast($3 as numeric))) is not true)

select count(*) as total from stat where true and (stat.unit_code = $1 and stat.value < cast($2 as numeric))

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.period_start >= $1 and stat.subject_kind = $2) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and stat.period_end < $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.period_start > $1 and stat.period_end <= $2 and stat.subject_kind = $3) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $4

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.period_start = $1 and stat.period_end = $2) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value = cast($2 as numeric)) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value = any($2::numeric[])) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric)) order by stat.value, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value > cast($2 as numeric)) order by stat.value, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value > cast($2 as numeric)) order by stat.value, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value <= cast($2 as numeric)) order by stat.value desc, stat.key limit $3

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.indicator_id = $1 and stat.value < cast($2 as numeric)) order by stat.value desc, stat.key limit $3

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true and (stat.indicator_id = $1 and stat.value >= cast($2 as numeric) and stat.value < cast($3 as numeric) and stat.period_label = $4) order by stat.value, stat.key limit $5

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.unit_code = $1 and ((stat.value >= cast($2 as numeric) and stat.value <= cast($3 as numeric))) is not true) order by stat.value, stat.key limit $4

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true and (stat.unit_code = $1 and stat.value < cast($2 as numeric)) order by stat.value, stat.key limit $3

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."id" = ANY($1)
