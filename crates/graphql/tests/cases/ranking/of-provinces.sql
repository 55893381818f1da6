-- SHA-256 of the statements: 4ca74e49fe140c1a754cdcaac798990461c0c1034e22495fb1034ff3c39c4537

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    '' as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
    and stat.value >= (
      select min(stat.value)
      from unnest($6::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $7
            and stat.unit_code = $8
            and stat.headline offset 0
        ) as stat
      where
        stat.subject_kind = $9
        and stat.indicator_id = $10
        and stat.unit_code = $11
        and stat.period_end = $12
        and stat.period_start = $13
        and stat.headline
    )
  window larger as (partition by '' order by stat.value desc)
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($14)

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    (
      select province.region
      from province
      where province.id = stat.subject_id
    ) as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
    and stat.value >= (
      select min(stat.value)
      from unnest($6::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $7
            and stat.unit_code = $8
            and stat.headline offset 0
        ) as stat
      where
        stat.subject_kind = $9
        and stat.indicator_id = $10
        and stat.unit_code = $11
        and stat.period_end = $12
        and stat.period_start = $13
        and stat.headline
    )
  window
    larger as (
      partition by (
        select province.region
        from province
        where province.id = stat.subject_id
      )
      order by stat.value desc
    )
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($14)

select part, count(*) as ranked
from (
  select '' as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
) as ranked
where part is not null
group by part

select part, count(*) as ranked
from (
  select (
    select province.region
    from province
    where province.id = stat.subject_id
  ) as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
) as ranked
where part is not null
group by part
