SELECT "province"."id", "province"."code", "province"."country_code", "province"."gb_code", "province"."name_en", "province"."name_zh", "province"."kind", "province"."region", "province"."abbreviation_zh", "province"."capital_en", "province"."capital_zh", CAST("province"."latitude" AS text) AS "latitude", CAST("province"."longitude" AS text) AS "longitude", "province"."wikidata", "province"."code_source_id", "province"."gb_code_source_id", "province"."abbreviation_source_id", "province"."region_source_id", "province"."coordinates_source_id", "province"."wikidata_source_id", "province"."cluster_count" FROM "province" WHERE "province"."code" = ANY($1)

select award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from unnest($1::text[], $2::text[]) as pair(cluster, round) join award on award.cluster_slug = pair.cluster and award.round_slug = pair.round

SELECT "city"."id", "city"."code", "city"."name_en", "city"."name_zh", "city"."level", "city"."parent_id", "city"."province_id", CAST("city"."latitude" AS text) AS "latitude", CAST("city"."longitude" AS text) AS "longitude", "city"."code_source_id", "city"."coordinates_source_id", "city"."note" FROM "city" WHERE "city"."code" = ANY($1)

SELECT "cluster"."id", "cluster"."slug", "cluster"."name_en", "cluster"."name_zh", "cluster"."name_en_origin", "cluster"."name_en_source_id", "cluster"."name_zh_origin", "cluster"."industry_id", "cluster"."industry_basis", "cluster"."track_id", "cluster"."verification", "cluster"."source_id", "cluster"."note" FROM "cluster" WHERE "cluster"."slug" = ANY($1)

SELECT "contest"."id", "contest"."slug", "contest"."name_en", "contest"."name_zh", "contest"."organizer_en", "contest"."organizer_zh", "contest"."launched", "contest"."aim", "contest"."criteria", "contest"."source_id" FROM "contest" WHERE "contest"."slug" = ANY($1)

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."code" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "industry"."id", "industry"."slug", "industry"."name_en", "industry"."name_zh", "industry"."kind", "industry"."parent_id", "industry"."source_id", "industry"."note" FROM "industry" WHERE "industry"."slug" = ANY($1)

SELECT "release"."id", "release"."package", "release"."version", "release"."title", "release"."license", "release"."loaded_at", "release"."checksum", "release"."counts" FROM "release" WHERE "release"."id" = ANY($1)

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."slug" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."slug" = ANY($1)

SELECT "stat"."id", "stat"."key", "stat"."subject_id", "stat"."subject_kind", "stat"."subject_key", "stat"."indicator_id", "stat"."indicator_code", CAST("stat"."value" AS text) AS "value", "stat"."unit_code", "stat"."qualifier", "stat"."period_label", "stat"."period_start", "stat"."period_end", "stat"."period_basis", "stat"."scope", "stat"."product", CAST("stat"."threshold_value" AS text) AS "threshold_value", "stat"."threshold_unit_code", "stat"."round_id", "stat"."source_id", "stat"."as_printed", "stat"."note", "stat"."preferred", "stat"."headline", "stat"."latest", "stat"."disputed" FROM "stat" WHERE "stat"."key" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)
