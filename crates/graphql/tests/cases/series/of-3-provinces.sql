-- SHA-256 of the statements: 7a13b2e16ccea879d83cdd30f6fefd0189eba9b02e7b6cc3946cf9c70c0ac35a

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select stat.*
from unnest($1::bigint[], $2::bigint[]) as asked(subject_id, indicator_id)
cross join
  lateral (
    select <columns of stat>
    from stat
    where
      stat.subject_id = asked.subject_id
      and stat.indicator_id = asked.indicator_id
      and stat.period_start >= $3
    limit $4
  ) as stat
join source on source.id = stat.source_id
left join round on round.id = stat.round_id
order by
  stat.unit_code,
  stat.scope nulls first,
  stat.product nulls first,
  stat.threshold_unit_code nulls first,
  stat.threshold_value::numeric nulls first,
  round.slug nulls first,
  source.published_on desc nulls last,
  source.slug,
  stat.period_start,
  stat.period_end,
  case
    stat.period_basis
    when 'stated' then 1
    when 'publication' then 2
    else 3
  end,
  stat.qualifier <> 'exact',
  published_on desc nulls last,
  stat.key

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

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)
