-- SHA-256 of the statements: b354ced6a372631a4e4c1389126124833695335b9a3254f864b446d634654be7

select
  coalesce(
    (
      select (release.counts ->> 'indicator')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from indicator where true)
  ) as total

select <columns of indicator>
from indicator
where true
order by indicator.code
limit $1

select <columns of indicator>
from indicator
where true
order by indicator.name_en, indicator.code
limit $1

select <columns of indicator>
from indicator
where true
order by indicator.name_zh, indicator.code
limit $1

select <columns of indicator>
from indicator
where true
order by indicator.code desc
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.indicator_id = parent.id
) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of stat>
    from stat
    where stat.indicator_id = parent.id
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $2
  ) as child

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

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)
