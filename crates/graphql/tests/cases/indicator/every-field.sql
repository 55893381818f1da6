select coalesce((select (release.counts ->> 'indicator')::bigint from release order by id desc limit 1), (select count(*) as total from indicator where true)) as total

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true order by indicator.code limit $1

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true order by indicator.name_en, indicator.code limit $1

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true order by indicator.name_zh, indicator.code limit $1

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true order by indicator.code desc limit $1

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.indicator_id = parent.id) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.id, stat.key, stat.subject_id, stat.subject_kind, stat.subject_key, stat.indicator_id, stat.indicator_code, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.scope, stat.product, stat.threshold_value::text as threshold_value, stat.threshold_unit_code, stat.round_id, stat.source_id, stat.as_printed, stat.note, stat.preferred, stat.headline, stat.latest, stat.disputed from stat where stat.indicator_id = parent.id order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from indicator where indicator.unit_code = (select code from unit where unit.id = parent.id)) as child order by parent.ordinal

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."id" = ANY($1)
