SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."code" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from city where city.province_id = parent.id) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where city.province_id = parent.id order by city.code limit $2) as child

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug
