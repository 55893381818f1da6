SELECT "stat"."id", "stat"."key", "stat"."subject_id", "stat"."subject_kind", "stat"."subject_key", "stat"."indicator_id", "stat"."indicator_code", CAST("stat"."value" AS text) AS "value", "stat"."unit_code", "stat"."qualifier", "stat"."period_label", "stat"."period_start", "stat"."period_end", "stat"."period_basis", "stat"."scope", "stat"."product", CAST("stat"."threshold_value" AS text) AS "threshold_value", "stat"."threshold_unit_code", "stat"."round_id", "stat"."source_id", "stat"."as_printed", "stat"."note", "stat"."preferred", "stat"."headline", "stat"."latest", "stat"."disputed" FROM "stat" WHERE "stat"."key" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."slug" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note" FROM "cluster" WHERE "cluster"."id" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where true and stat.source_id = $1 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."id" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."id" = ANY($1)
