-- SHA-256 of the statements: d8a22da32cf48e4576b470f94950a7c55c9671e8f5b674d1db5ab26c6eac1919

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of stat>
    from stat
    where stat.subject_id = parent.id
      and (stat.indicator_id = $2 and stat.source_id = $3)
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $4
  ) as child

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select asked.ordinal as parent, rate.*
from unnest($1::text[], $2::text[], $3::date[], $4::date[])
with ordinality as asked(unit_code, inverse, first_day, last_day, ordinal)
cross join
  lateral (
    select <columns of stat>
    from (
      select *
      from stat
      where
        stat.unit_code in (asked.unit_code, asked.inverse)
        and stat.period_end >= asked.last_day
        and stat.period_start <= asked.first_day offset 0
    ) as stat
    where stat.subject_kind = 'country'
      and stat.scope is null and stat.product is null and stat.value > 0
    order by
      stat.period_end - stat.period_start,
      stat.period_basis = 'stated' desc,
      stat.qualifier = 'exact' desc,
      (
        select published_on
        from source
        where source.id = stat.source_id
      ) desc nulls last,
      stat.key
    limit 1
  ) as rate

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)
