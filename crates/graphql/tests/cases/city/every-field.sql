SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."code" = ANY($1)

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."id" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from city where city.parent_id = parent.id) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from city where city.parent_id = parent.id order by city.code limit $2) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from cluster join (select distinct cluster_slug, cluster_id from cluster_location where city_id = parent.id) as location on location.cluster_id = cluster.id where true) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster join (select distinct cluster_slug, cluster_id from cluster_location where city_id = parent.id) as location on location.cluster_id = cluster.id where true order by location.cluster_slug limit $2) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."id" = ANY($1)
