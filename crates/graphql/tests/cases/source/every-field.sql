SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."slug" = ANY($1)

select coalesce((select (release.counts ->> 'source')::bigint from release order by id desc limit 1), (select count(*) as total from source where true)) as total

select source.id, source.slug, source.title, source.publisher, source.url, source.published_on, source.accessed_on, source.language, source.seed, source.note from source where true order by source.published_on desc nulls last, source.slug limit $1

select source.id, source.slug, source.title, source.publisher, source.url, source.published_on, source.accessed_on, source.language, source.seed, source.note from source where true order by source.published_on nulls first, source.slug desc limit $1

select source.id, source.slug, source.title, source.publisher, source.url, source.published_on, source.accessed_on, source.language, source.seed, source.note from source where true order by source.title, source.slug limit $1

select source.id, source.slug, source.title, source.publisher, source.url, source.published_on, source.accessed_on, source.language, source.seed, source.note from source where true order by source.slug desc limit $1

select child.total from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select count(*) as total from stat where stat.source_id = parent.id) as child order by parent.ordinal

select parent.ordinal, child.* from unnest($1::bigint[]) with ordinality as parent(id, ordinal) cross join lateral (select stat.key, stat.indicator_id, stat.value::text as value, stat.unit_code, stat.qualifier, stat.period_label, stat.period_start, stat.period_end, stat.period_basis, stat.source_id, stat.as_printed from stat where stat.source_id = parent.id order by stat.indicator_code, stat.key limit $2) as child

SELECT "indicator"."id", "indicator"."code", "indicator"."name_en", "indicator"."name_zh", "indicator"."unit_code", "indicator"."kind", "indicator"."description" FROM "indicator" WHERE "indicator"."id" = ANY($1)

SELECT "source"."id", "source"."slug", "source"."title", "source"."publisher", "source"."url", "source"."published_on", "source"."accessed_on", "source"."language", "source"."seed", "source"."note" FROM "source" WHERE "source"."id" = ANY($1)
