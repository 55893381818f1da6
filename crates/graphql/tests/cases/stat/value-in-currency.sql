-- SHA-256 of the statements: 628e04c17ac890d21b8957a2e0e643338bac93b430f32baaf16455e3e4e80d26

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

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

select asked.ordinal as parent, rate.*
from unnest($1::text[], $2::text[], $3::bigint[])
with ordinality as asked(one, other, source_id, ordinal)
cross join
  lateral (
    select <columns of stat>
    from stat
    where
      stat.indicator_code = 'currency_equivalent'
      and stat.source_id = asked.source_id
      and (stat.unit_code, stat.threshold_unit_code) in ((asked.one, asked.other), (asked.other, asked.one))
      and stat.value > 0
      and stat.threshold_value > 0
    order by stat.qualifier = 'exact' desc, stat.key
    limit 1
  ) as rate

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)
