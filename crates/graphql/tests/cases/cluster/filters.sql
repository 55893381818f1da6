SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."code" = ANY($1)

SELECT "industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note" FROM "industry" WHERE "industry"."slug" = ANY($1)

select count(*) as total from cluster where true and exists (select from cluster_location join province on province.id = cluster_location.province_id where cluster_location.cluster_id = cluster.id and province.region = $1)

select coalesce((select (release.counts ->> 'cluster')::bigint from release order by id desc limit 1), (select count(*) as total from cluster where true)) as total

select count(*) as total from cluster where true and exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = any($1))

select count(*) as total from cluster where true and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = any($1))

select count(*) as total from cluster where true and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1)

select count(*) as total from cluster where true and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.city_id = any($1))

select count(*) as total from cluster where true and (cluster.industry_id = $1 or cluster.track_id = $2)

select count(*) as total from cluster where true and (cluster.industry_id = $1 or cluster.track_id = $2)

select count(*) as total from cluster where true and (exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) and (cluster.industry_id = $2 or cluster.track_id = $3))

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and exists (select from cluster_location join province on province.id = cluster_location.province_id where cluster_location.cluster_id = cluster.id and province.region = $1) order by cluster.slug limit $2

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) order by cluster.slug limit $2

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.city_id = any($1)) order by cluster.slug limit $2

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (cluster.industry_id = $1 or cluster.track_id = $2) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (cluster.industry_id = $1 or cluster.track_id = $2) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) and (cluster.industry_id = $2 or cluster.track_id = $3)) order by cluster.slug limit $4

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."slug" = ANY($1)

select count(*) as total from cluster where true and exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = $1)

select count(*) as total from cluster where true and exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = $1)

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and exists (select from award join round_inside on round_inside.round_id = award.round_id where award.cluster_id = cluster.id and round_inside.outer_id = $1) order by cluster.slug limit $2
