select province.id, province.code, province.country_code, province.gb_code, province.name_en, province.name_zh, province.kind, province.region, province.abbreviation_zh, province.capital_en, province.capital_zh, province.latitude::text as latitude, province.longitude::text as longitude, province.wikidata, province.code_source_id, province.gb_code_source_id, province.abbreviation_source_id, province.region_source_id, province.coordinates_source_id, province.wikidata_source_id, province.cluster_count from province where true order by province.gb_code, province.code limit $1

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from cluster join (select distinct cluster_slug, cluster_id from cluster_location where province_id = parent.id) as location on location.cluster_id = cluster.id where true) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select cluster.id, cluster.slug, cluster.name_en, cluster.name_zh, cluster.name_en_origin, cluster.name_en_source_id, cluster.name_zh_origin, cluster.industry_id, cluster.industry_basis, cluster.track_id, cluster.verification, cluster.source_id, cluster.note from cluster join (select distinct cluster_slug, cluster_id from cluster_location where province_id = parent.id) as location on location.cluster_id = cluster.id where true order by location.cluster_slug limit $2) as child

select cluster_location.cluster_id as parent, city.id, city.code, city.name_en, city.name_zh, city.level, city.parent_id, city.province_id, city.latitude::text as latitude, city.longitude::text as longitude, city.code_source_id, city.coordinates_source_id, city.note from cluster_location join city on city.id = cluster_location.city_id where cluster_location.cluster_id = any($1) order by cluster_location.cluster_id, cluster_location.position

select award.cluster_id as parent, award.cluster_id, award.cluster_slug, award.round_id, award.round_slug, award.rank, award.source_id, award.verification, award.note from award join round on round.id = award.round_id where award.cluster_id = any($1) order by round.announced_on, round.slug

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where stat.subject_id = parent.id order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2) as child

SELECT "round"."id", "round"."slug", "round"."contest_id", "round"."name_en", "round"."name_zh", "round"."kind", "round"."parent_id", "round"."winners_count", "round"."announced_on", "round"."confirmed_on", "round"."document", "round"."source_id", "round"."note" FROM "round" WHERE "round"."id" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)
