-- SHA-256 of the statements: 3269aacb53d3f50c6d016f5da471c80e675260f42ae7f149c47ba92927ae98c9

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

select
  coalesce(
    (
      select (release.counts ->> 'source')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from source where true)
  ) as total

select <columns of source>
from source
where true
order by source.published_on desc nulls last, source.slug
limit $1

select <columns of source>
from source
where true
order by source.published_on nulls first, source.slug desc
limit $1

select <columns of source>
from source
where true
order by source.title, source.slug
limit $1

select <columns of source>
from source
where true
order by source.slug desc
limit $1

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.source_id = parent.id
) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select
      stat.key,
      stat.indicator_id,
      stat.value::text as value,
      stat.unit_code,
      stat.qualifier,
      stat.period_label,
      stat.period_start,
      stat.period_end,
      stat.period_basis,
      stat.source_id,
      stat.as_printed
    from stat
    where stat.source_id = parent.id
    order by stat.indicator_code, stat.key
    limit $2
  ) as child

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)
