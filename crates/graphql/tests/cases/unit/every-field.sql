-- SHA-256 of the statements: d9b0f2e31da8d94ad6a0aeb44ded76357225f8027c2c3b144ed1cacf626470bf

select
  coalesce(
    (
      select (release.counts ->> 'unit')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from unit where true)
  ) as total

select <columns of unit>
from unit
where true
order by unit.code
limit $1

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from indicator
    where indicator.unit_code = (select code from unit where unit.id = parent.id)
  ) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of indicator>
    from indicator
    where indicator.unit_code = (select code from unit where unit.id = parent.id)
    order by indicator.code
    limit $2
  ) as child

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from stat
    where stat.unit_code = (select code from unit where unit.id = parent.id)
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
    where stat.unit_code = (select code from unit where unit.id = parent.id)
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $2
  ) as child

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)
