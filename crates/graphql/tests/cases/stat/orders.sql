-- SHA-256 of the statements: 9f7e1a31622380e757438a01cde2ff6a9827bdb888ee5deeef703534322cf7ec

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
where true
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $1

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
where true
order by stat.period_end, stat.period_start, stat.key
limit $1

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
where true
order by stat.value, stat.key
limit $1

select <columns of stat>
from stat
where true
order by stat.subject_kind, stat.subject_key, stat.indicator_code, stat.key
limit $1

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
where true
order by stat.indicator_code desc, stat.key
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

select <columns of stat>
from stat
where true and stat.indicator_id = $1
order by stat.value desc, stat.key
limit $2

SELECT <columns of country>
FROM "country"
WHERE "country"."id" = ANY($1)
