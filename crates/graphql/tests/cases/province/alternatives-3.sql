-- SHA-256 of the statements: 142531511ddd25ca1e3c4fddafbbd26ac2ed41959b44ffc899f24f606f3165e7

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of stat>
    from stat
    where stat.subject_id = parent.id
      and (stat.indicator_id = $2 and stat.period_label = $3)
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $4
  ) as child

select figure.id as parent, <columns of stat>
from stat as figure
join
  stat on stat.subject_id = figure.subject_id
  and stat.indicator_id = figure.indicator_id
  and stat.period_end = figure.period_end
  and stat.period_start = figure.period_start
  and stat.unit_code = figure.unit_code
  and stat.scope is not distinct from figure.scope
  and stat.product is not distinct from figure.product
  and stat.threshold_value is not distinct from figure.threshold_value
  and stat.threshold_unit_code is not distinct from figure.threshold_unit_code
  and stat.round_id is not distinct from figure.round_id
join source on source.id = stat.source_id
where figure.id = any($1)
order by
  case
    stat.period_basis
    when 'stated' then 1
    when 'publication' then 2
    else 3
  end,
  stat.qualifier <> 'exact',
  published_on desc nulls last,
  stat.key

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)
