-- SHA-256 of the statements: 257a6b9f752b2a74a89eac6df4f7cfe1c50da3f36f0d34a9eb86ca417ee69f13

select <columns of stat>
from stat
where true and (stat.disputed and stat.preferred and stat.product = $1)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."id" = ANY($1)

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

select <columns of stat>
from stat
where true and (stat.disputed and stat.preferred and stat.round_id = $1)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

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
