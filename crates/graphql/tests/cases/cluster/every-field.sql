SELECT "cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note" FROM "cluster" WHERE "cluster"."slug" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

SELECT "industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note" FROM "industry" WHERE "industry"."id" = ANY($1)

select cluster_location.cluster_id as parent, cluster_location.cluster_id, cluster_location.cluster_slug, cluster_location.position, cluster_location.province_id, cluster_location.city_id, cluster_location.role, cluster_location.source_id from cluster_location where cluster_location.cluster_id = any($1) order by cluster_location.cluster_id, cluster_location.position

select cluster_location.cluster_id as parent, province.id, province.code, province.country_code, province.gb_code, province.name_en, province.name_zh, province.kind, province.region, province.abbreviation_zh, province.capital_en, province.capital_zh, province.latitude::text as latitude, province.longitude::text as longitude, province.wikidata, province.code_source_id, province.gb_code_source_id, province.abbreviation_source_id, province.region_source_id, province.coordinates_source_id, province.wikidata_source_id, province.cluster_count from cluster_location join province on province.id = cluster_location.province_id where cluster_location.cluster_id = any($1) order by cluster_location.cluster_id, cluster_location.position

select cluster_location.cluster_id as parent, city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from cluster_location join city on city.id = cluster_location.city_id where cluster_location.cluster_id = any($1) order by cluster_location.cluster_id, cluster_location.position

select award.cluster_id as parent, award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from award join round on round.id = award.round_id where award.cluster_id = any($1) order by round.announced_on, round.slug

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where stat.subject_id = parent.id order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2) as child

SELECT "cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note" FROM "cluster" WHERE "cluster"."id" = ANY($1)

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."id" = ANY($1)

SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."id" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."id" = ANY($1)
