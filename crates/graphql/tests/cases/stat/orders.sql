select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $1

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true order by stat.period_end, stat.period_start, stat.key limit $1

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true order by stat.value, stat.key limit $1

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true order by stat.subject_kind, stat.subject_key, stat.indicator_code, stat.key limit $1

select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where true order by stat.indicator_code desc, stat.key limit $1

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."id" = ANY($1)

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true and stat.indicator_id = $1 order by stat.value desc, stat.key limit $2

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."id" = ANY($1)
