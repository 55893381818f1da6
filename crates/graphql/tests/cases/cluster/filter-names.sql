select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2)

select count(*) as total from cluster where true and ((cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2) or (cluster.name_en collate "default" ilike $3 or cluster.name_zh collate "default" ilike $4))

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2) order by cluster.slug limit $3

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and ((cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2) or (cluster.name_en collate "default" ilike $3 or cluster.name_zh collate "default" ilike $4)) order by cluster.slug limit $5

SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

select count(*) as total from cluster where true and (exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) and ((cluster.name_en collate "default" ilike $2 or cluster.name_zh collate "default" ilike $3)) is not true)

select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster where true and (exists (select from cluster_location where cluster_location.cluster_id = cluster.id and cluster_location.province_id = $1) and ((cluster.name_en collate "default" ilike $2 or cluster.name_zh collate "default" ilike $3)) is not true) order by cluster.slug limit $4
