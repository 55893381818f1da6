-- SHA-256 of the statements: 35a6225e8264853ef785afce541cac9753131f68f0dfd97ae3fe905e27b3bbc8

select count(*) as total
from stat
where true and (stat.disputed and stat.preferred and true)

select <columns of stat>
from stat
where true and (stat.disputed and stat.preferred and true)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $1

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

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
