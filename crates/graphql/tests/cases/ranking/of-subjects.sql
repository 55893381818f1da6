-- SHA-256 of the statements: a9535bc6ca8e6cf3163db5570ea711baebeecc89ea08717cd9a5d1a1de00ff88

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

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
    and stat.latest
    and stat.value >= (
      select min(stat.value)
      from unnest($4::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $5
            and stat.unit_code = $6
            and stat.headline offset 0
        ) as stat
      where stat.subject_kind = $7
        and stat.indicator_id = $8 and stat.unit_code = $9 and stat.latest
    )
  window larger as (partition by '' order by stat.value desc)
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($10)

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    (
      select cluster_location.province_id::text
      from cluster_location
      where cluster_location.cluster_id = stat.subject_id
        and cluster_location.position = 1
    ) as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.latest
    and stat.value >= (
      select min(stat.value)
      from unnest($4::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $5
            and stat.unit_code = $6
            and stat.headline offset 0
        ) as stat
      where stat.subject_kind = $7
        and stat.indicator_id = $8 and stat.unit_code = $9 and stat.latest
    )
  window
    larger as (
      partition by (
        select cluster_location.province_id::text
        from cluster_location
        where cluster_location.cluster_id = stat.subject_id
          and cluster_location.position = 1
      )
      order by stat.value desc
    )
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($10)

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    (
      select province.region
      from cluster_location
      join province on province.id = cluster_location.province_id
      where cluster_location.cluster_id = stat.subject_id
        and cluster_location.position = 1
    ) as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.latest
    and stat.value >= (
      select min(stat.value)
      from unnest($4::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $5
            and stat.unit_code = $6
            and stat.headline offset 0
        ) as stat
      where stat.subject_kind = $7
        and stat.indicator_id = $8 and stat.unit_code = $9 and stat.latest
    )
  window
    larger as (
      partition by (
        select province.region
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = stat.subject_id
          and cluster_location.position = 1
      )
      order by stat.value desc
    )
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($10)

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    (
      select cluster.industry_id::text
      from cluster
      where cluster.id = stat.subject_id
    ) as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.latest
    and stat.value >= (
      select min(stat.value)
      from unnest($4::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $5
            and stat.unit_code = $6
            and stat.headline offset 0
        ) as stat
      where stat.subject_kind = $7
        and stat.indicator_id = $8 and stat.unit_code = $9 and stat.latest
    )
  window
    larger as (
      partition by (
        select cluster.industry_id::text
        from cluster
        where cluster.id = stat.subject_id
      )
      order by stat.value desc
    )
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($10)

select <columns of stat>
from stat
where true and stat.indicator_id = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select part, count(*) as ranked
from (
  select '' as part
  from stat
  where stat.subject_kind = $1
    and stat.indicator_id = $2 and stat.unit_code = $3 and stat.latest
) as ranked
where part is not null
group by part

select part, count(*) as ranked
from (
  select (
    select cluster_location.province_id::text
    from cluster_location
    where cluster_location.cluster_id = stat.subject_id
      and cluster_location.position = 1
  ) as part
  from stat
  where stat.subject_kind = $1
    and stat.indicator_id = $2 and stat.unit_code = $3 and stat.latest
) as ranked
where part is not null
group by part

select part, count(*) as ranked
from (
  select (
    select province.region
    from cluster_location
    join province on province.id = cluster_location.province_id
    where cluster_location.cluster_id = stat.subject_id
      and cluster_location.position = 1
  ) as part
  from stat
  where stat.subject_kind = $1
    and stat.indicator_id = $2 and stat.unit_code = $3 and stat.latest
) as ranked
where part is not null
group by part

select part, count(*) as ranked
from (
  select (
    select cluster.industry_id::text
    from cluster
    where cluster.id = stat.subject_id
  ) as part
  from stat
  where stat.subject_kind = $1
    and stat.indicator_id = $2 and stat.unit_code = $3 and stat.latest
) as ranked
where part is not null
group by part

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

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
    and stat.latest
    and stat.value >= (
      select min(stat.value)
      from unnest($4::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $5
            and stat.unit_code = $6
            and stat.headline offset 0
        ) as stat
      where stat.subject_kind = $7
        and stat.indicator_id = $8 and stat.unit_code = $9 and stat.latest
    )
  window larger as (partition by '' order by stat.value desc)
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($10)

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
