select coalesce((select (release.counts ->> 'unit')::bigint from release order by id desc limit 1), (select count(*) as total from unit where true)) as total

select unit.id, unit.code, unit.name_en, unit.name_zh, unit.kind from unit where true order by unit.code limit $1

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from indicator where indicator.unit_code = (select code from unit where unit.id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select indicator.id, indicator.code, indicator.name_en, indicator.name_zh, indicator.unit_code, indicator.kind, indicator.description from indicator where indicator.unit_code = (select code from unit where unit.id = parent.id) order by indicator.code limit $2) as child

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.unit_code = (select code from unit where unit.id = parent.id)) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where stat.unit_code = (select code from unit where unit.id = parent.id) order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key limit $2) as child

SELECT "unit"."id", "unit"."code", "unit"."name_en", "unit"."name_zh", "unit"."kind" FROM "unit" WHERE "unit"."code" = ANY($1)

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)
