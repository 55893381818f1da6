SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."gb_code" = ANY($1)

select count(*) as total from city where true and city.province_id = any($1)

select count(*) as total from city where true and city.province_id = $1

select count(*) as total from city where true and city.province_id = any($1)

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and city.province_id = any($1) order by city.code limit $2

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true order by city.code desc limit $1

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true order by city.name_en, city.code desc limit $1

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true order by city.name_zh, city.code limit $1

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and city.province_id = $1 order by city.code limit $2
