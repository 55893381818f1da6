-- SHA-256 of the statements: 889ee66f06f09023176d3696be7bd587b004bd2a50a58d93dea3351e22cae571

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select count(*) as total
from stat
where true and (stat.period_start >= $1 and stat.subject_kind = $2)

select count(*) as total
from stat
where true and stat.period_end < $1

select count(*) as total
from stat
where true and (
  stat.period_start > $1 and stat.period_end <= $2 and stat.subject_kind = $3
)

select count(*) as total
from stat
where true and (stat.period_start = $1 and stat.period_end = $2)

select count(*) as total
from stat
where true and (
  stat.value > cast($1 as numeric) and stat.value < cast($2 as numeric)
)

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.value = cast($2 as numeric)
)

select count(*) as total
from stat
where true and (stat.indicator_id = $1 and stat.value = any($2::numeric[]))

select count(*) as total
from stat
where
  true
  and (
    stat.indicator_id = $1
    and stat.value = any($2::numeric[])
    and stat.value = cast($3 as numeric)
  )

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
)

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.value > cast($2 as numeric)
)

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.value > cast($2 as numeric)
)

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.value <= cast($2 as numeric)
)

select count(*) as total
from stat
where true and (
  stat.indicator_id = $1 and stat.value < cast($2 as numeric)
)

select count(*) as total
from stat
where
  true
  and (
    stat.indicator_id = $1
    and stat.value >= cast($2 as numeric)
    and stat.value < cast($3 as numeric)
    and stat.period_label = $4
  )

select count(*) as total
from stat
where
  true
  and (
    stat.unit_code = $1
    and (
      (
        stat.value >= cast($2 as numeric)
        and stat.value <= cast($3 as numeric)
      )
    ) is not true
  )

select count(*) as total
from stat
where true and (stat.unit_code = $1 and stat.value < cast($2 as numeric))

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
where true and (stat.period_start >= $1 and stat.subject_kind = $2)
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
where true and stat.period_end < $1
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
  stat.period_start > $1 and stat.period_end <= $2 and stat.subject_kind = $3
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
where true and (stat.period_start = $1 and stat.period_end = $2)
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
  stat.indicator_id = $1 and stat.value = cast($2 as numeric)
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
where true and (stat.indicator_id = $1 and stat.value = any($2::numeric[]))
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
  stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
)
order by stat.value, stat.key
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
  stat.indicator_id = $1 and stat.value > cast($2 as numeric)
)
order by stat.value, stat.key
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
  stat.indicator_id = $1 and stat.value > cast($2 as numeric)
)
order by stat.value, stat.key
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
  stat.indicator_id = $1 and stat.value <= cast($2 as numeric)
)
order by stat.value desc, stat.key
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
  stat.indicator_id = $1 and stat.value < cast($2 as numeric)
)
order by stat.value desc, stat.key
limit $3

select <columns of stat>
from stat
where
  true
  and (
    stat.indicator_id = $1
    and stat.value >= cast($2 as numeric)
    and stat.value < cast($3 as numeric)
    and stat.period_label = $4
  )
order by stat.value, stat.key
limit $5

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
    stat.unit_code = $1
    and (
      (
        stat.value >= cast($2 as numeric)
        and stat.value <= cast($3 as numeric)
      )
    ) is not true
  )
order by stat.value, stat.key
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
where true and (stat.unit_code = $1 and stat.value < cast($2 as numeric))
order by stat.value, stat.key
limit $3

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)
