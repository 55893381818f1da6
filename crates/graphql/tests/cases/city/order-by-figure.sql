-- SHA-256 of the statements: 0a5ab2ed4d7df7ae481c05610402c09d101b9ae8ea7b1fd60743a976829f2507

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select *
from (
  (
    select <columns of city>
    from stat as figure_1
    join city on city.id = figure_1.subject_id
    where
      true
      and figure_1.subject_kind = 'city'
      and figure_1.indicator_id = $1
      and figure_1.unit_code = $2
      and figure_1.latest
    order by figure_1.value desc, city.name_en, figure_1.subject_key
    limit $3
  )
  union all
  (
    select <columns of city>
    from city
    cross join (select null::numeric as value) as figure_1
    where
      true
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = city.id
          and figure_1.indicator_id = $4
          and figure_1.unit_code = $5
          and figure_1.latest
      )
    order by city.name_en, city.code
    limit $6
  )
) as part
limit $7

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
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
    where stat.subject_id = parent.id
      and stat.indicator_id = $2
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $3
  ) as child
