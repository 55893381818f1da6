select coalesce((select (release.counts ->> 'country')::bigint from release order by id desc limit 1), (select count(*) as total from country where true)) as total

select country.id, country.code, country.name_en, country.name_zh from country where true order by country.code limit $1

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."code" = ANY($1)

select name.subject_id as parent, name.subject_id, name.text, name.language, name.kind, name.source_id, name.note from name join source on source.id = name.source_id where name.subject_id = any($1) order by name.text, source.slug

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from province where province.country_code = (select code from country where country.id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select province.id, province.code, province.country_code, province.gb_code, province.name_en, province.name_zh, province.kind, province.region, province.abbreviation_zh, province.capital_en, province.capital_zh, province.latitude::text as latitude, province.longitude::text as longitude, province.wikidata, province.code_source_id, province.gb_code_source_id, province.abbreviation_source_id, province.region_source_id, province.coordinates_source_id, province.wikidata_source_id, province.cluster_count from province where province.country_code = (select code from country where country.id = parent.id) order by province.gb_code, province.code limit $2) as child

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."code" = ANY($1)

SELECT "country"."id", "country"."code", "country"."name_en", "country"."name_zh" FROM "country" WHERE "country"."code" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.subject_id = parent.id and stat.indicator_id = $2) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where stat.subject_id = parent.id and stat.indicator_id = $2 order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $3) as child

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)
