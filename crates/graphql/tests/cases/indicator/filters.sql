select count(*) as total from indicator where true and (indicator.name_en collate "default" ilike $1 or indicator.name_zh collate "default" ilike $2)

select count(*) as total from indicator where true and (indicator.name_en collate "default" ilike $1 or indicator.name_zh collate "default" ilike $2)

select count(*) as total from indicator where true and ((indicator.name_en collate "default" ilike $1 or indicator.name_zh collate "default" ilike $2) or ((indicator.name_en collate "default" ilike $3 or indicator.name_zh collate "default" ilike $4) and (exists (select from stat where stat.indicator_id = indicator.id and stat.subject_kind = $5)) is not true))

select count(*) as total from indicator where true and (exists (select from stat where stat.indicator_id = indicator.id and true)) is not true

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true and (indicator.name_en collate "default" ilike $1 or indicator.name_zh collate "default" ilike $2) order by indicator.code limit $3

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true and (indicator.name_en collate "default" ilike $1 or indicator.name_zh collate "default" ilike $2) order by indicator.code limit $3

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true and ((indicator.name_en collate "default" ilike $1 or indicator.name_zh collate "default" ilike $2) or ((indicator.name_en collate "default" ilike $3 or indicator.name_zh collate "default" ilike $4) and (exists (select from stat where stat.indicator_id = indicator.id and stat.subject_kind = $5)) is not true)) order by indicator.code limit $6

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."slug" = ANY($1)

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

select count(*) as total from indicator where true and exists (select from stat where stat.indicator_id = indicator.id and stat.source_id = $1)

select count(*) as total from indicator where true and exists (select from stat where stat.indicator_id = indicator.id and (stat.subject_kind = $1 and exists (select from (select id as subject_id, id as province_id from province union all select id, province_id from city union all select cluster_id, province_id from cluster_location) as place where place.subject_id = stat.subject_id and place.province_id = $2)))

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true and exists (select from stat where stat.indicator_id = indicator.id and stat.source_id = $1) order by indicator.code limit $2

select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where true and exists (select from stat where stat.indicator_id = indicator.id and (stat.subject_kind = $1 and exists (select from (select id as subject_id, id as province_id from province union all select id, province_id from city union all select cluster_id, province_id from cluster_location) as place where place.subject_id = stat.subject_id and place.province_id = $2))) order by indicator.code limit $3
