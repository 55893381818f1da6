-- SHA-256 of the statements: 4dcc414073b6cb76fa8cd3e2c2b32aff9209d2efeedfe5e54ae8654b6abeb824

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select stat.*
from unnest($1::bigint[], $2::bigint[]) as asked(subject_id, indicator_id)
cross join
  lateral (
    select <columns of stat>
    from stat
    where stat.subject_id = asked.subject_id
      and stat.indicator_id = asked.indicator_id
    limit $3
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

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)
