select count(*) as total from city where true and (city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2)

select count(*) as total from city where true and (city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2)

select count(*) as total from city where true and city.province_id = any($1)

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and (city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2) order by city.code limit $3

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and (city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2) order by city.code limit $3

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

SELECT "industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note" FROM "industry" WHERE "industry"."slug" = ANY($1)

select count(*) as total from city where true and (city.province_id = any($1) and (((city.name_en collate "default" ilike $2 or city.name_zh collate "default" ilike $3) or exists (select from stat where stat.subject_id = city.id and true))) is not true)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from city where city.province_id = parent.id and exists (select from cluster join cluster_location on cluster_location.cluster_id = cluster.id where cluster_location.city_id = city.id and (cluster.name_en collate "default" ilike $2 or cluster.name_zh collate "default" ilike $3))) as child order by parent.ordinal

select count(*) as total from city where true and exists (select from stat where stat.subject_id = city.id and (stat.unit_code = $1 and stat.period_end >= $2))

select count(*) as total from city where true and (city.province_id = $1 and exists (select from cluster join cluster_location on cluster_location.cluster_id = cluster.id where cluster_location.city_id = city.id and (cluster.industry_id = $2 or cluster.track_id = $3)))

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and (city.province_id = any($1) and (((city.name_en collate "default" ilike $2 or city.name_zh collate "default" ilike $3) or exists (select from stat where stat.subject_id = city.id and true))) is not true) order by city.code limit $4

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where city.province_id = parent.id and exists (select from cluster join cluster_location on cluster_location.cluster_id = cluster.id where cluster_location.city_id = city.id and (cluster.name_en collate "default" ilike $2 or cluster.name_zh collate "default" ilike $3)) order by city.code limit $4) as child

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and exists (select from stat where stat.subject_id = city.id and (stat.unit_code = $1 and stat.period_end >= $2)) order by city.code limit $3

select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where true and (city.province_id = $1 and exists (select from cluster join cluster_location on cluster_location.cluster_id = cluster.id where cluster_location.city_id = city.id and (cluster.industry_id = $2 or cluster.track_id = $3))) order by city.code limit $4
