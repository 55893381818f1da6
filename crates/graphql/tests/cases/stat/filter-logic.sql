-- SHA-256 of the statements: a5de246bd66218d6e53615c37e291d9203647ac431143b880679c59601c18671

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

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
where true and true

select count(*) as total
from stat
where true and (false) is not true

select count(*) as total
from stat
where true and (
  true and ((stat.scope = any($1) and (true or true))) is not true
)

select count(*) as total
from stat
where true and false

select count(*) as total
from stat
where true and stat.source_id = any($1)

select count(*) as total
from stat
where true and stat.value = any($1::numeric[])

select count(*) as total
from stat
where true and (true) is not true

select count(*) as total
from stat
where true and (
  stat.subject_kind = $1 and stat.unit_code = $2 and stat.period_label = $3
)

select count(*) as total
from stat
where
  true
  and (
    stat.subject_kind = $1
    and ((stat.unit_code = $2 or stat.unit_code = any($3))) is not true
  )

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and (stat.scope = any($2)) is not true
)

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and (stat.source_id = $2 or stat.period_label = $3)
)

select count(*) as total
from stat
where
  true
  and (
    stat.indicator_id = $1
    or (stat.indicator_id = $2 and stat.source_id = $3)
    or (
      stat.source_id = $4
      and (stat.indicator_id = $5) is not true
    )
  )

select count(*) as total
from stat
where
  true
  and (
    (stat.subject_kind = $1 and (stat.product = $2) is not true)
    or (
      stat.subject_kind = $3
      and (stat.unit_code = $4 or stat.round_id = $5)
    )
  )

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
where true and false
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
where true and stat.source_id = any($1)
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
where true and stat.value = any($1::numeric[])
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
where true and (true) is not true
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
where true and (
  stat.subject_kind = $1 and stat.unit_code = $2 and stat.period_label = $3
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
where
  true
  and (
    stat.subject_kind = $1
    and ((stat.unit_code = $2 or stat.unit_code = any($3))) is not true
  )
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $4

select <columns of stat>
from stat
where true and (
  stat.indicator_id = $1 and (stat.scope = any($2)) is not true
)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $3

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
  stat.indicator_id = $1 and (stat.source_id = $2 or stat.period_label = $3)
)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $4

select <columns of stat>
from stat
where
  true
  and (
    (stat.subject_kind = $1 and (stat.product = $2) is not true)
    or (
      stat.subject_kind = $3
      and (stat.unit_code = $4 or stat.round_id = $5)
    )
  )
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $6

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)
