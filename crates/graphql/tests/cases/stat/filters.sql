-- SHA-256 of the statements: 63310ec563bb40f5bd7fd4454edd0c74ff0696e36f6162c55b5cdd90011a0e1f

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

select count(*) as total
from stat
where true and stat.period_label = $1

select count(*) as total
from stat
where true and stat.subject_kind = any($1)

select count(*) as total
from stat
where true and stat.scope = $1

select count(*) as total
from stat
where true and stat.product = $1

select
  coalesce(
    (
      select (release.counts ->> 'stat')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from stat where true)
  ) as total

select count(*) as total
from stat
where true and stat.scope = any($1)

select count(*) as total
from stat
where true and stat.indicator_id = $1

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.period_label = any($2) and stat.subject_kind = $3
)

select count(*) as total
from stat
where true and stat.source_id = $1

select count(*) as total
from stat
where true and stat.round_id = $1

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
where true and stat.period_label = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.subject_kind = any($1)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.scope = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.product = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

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
where true and stat.indicator_id = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

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
where true and (
  stat.indicator_id = $1 and stat.period_label = any($2) and stat.subject_kind = $3
)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $4

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
where true and stat.source_id = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

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
where true and stat.round_id = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

SELECT <columns of country>
FROM "country"
WHERE "country"."id" = ANY($1)
