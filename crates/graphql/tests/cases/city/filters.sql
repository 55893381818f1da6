-- SHA-256 of the statements: 4024811acb5f734dc55e734accf26ea75809df21174a9e7cfa47a902c7f03e73

select count(*) as total
from city
where true and (
  city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2
)

select count(*) as total
from city
where true and (
  city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2
)

select count(*) as total
from city
where true and city.province_id = any($1)

select <columns of city>
from city
where true and (
  city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2
)
order by city.code
limit $3

select <columns of city>
from city
where true and (
  city.name_en collate "default" ilike $1 or city.name_zh collate "default" ilike $2
)
order by city.code
limit $3

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

select count(*) as total
from city
where
  true
  and (
    city.province_id = any($1)
    and (
      (
        (
          city.name_en collate "default" ilike $2
          or city.name_zh collate "default" ilike $3
        )
        or exists (select from stat where stat.subject_id = city.id and true)
      )
    ) is not true
  )

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from city
    where
      city.province_id = parent.id
      and exists (
        select
        from cluster
        join cluster_location on cluster_location.cluster_id = cluster.id
        where
          cluster_location.city_id = city.id
          and (
            cluster.name_en collate "default" ilike $2
            or cluster.name_zh collate "default" ilike $3
          )
      )
  ) as child
order by parent.ordinal

select count(*) as total
from city
where
  true
  and exists (
    select
    from stat
    where stat.subject_id = city.id
      and (stat.unit_code = $1 and stat.period_end >= $2)
  )

select count(*) as total
from city
where
  true
  and (
    city.province_id = $1
    and exists (
      select
      from cluster
      join cluster_location on cluster_location.cluster_id = cluster.id
      where cluster_location.city_id = city.id
        and (cluster.industry_id = $2 or cluster.track_id = $3)
    )
  )

select <columns of city>
from city
where
  true
  and (
    city.province_id = any($1)
    and (
      (
        (
          city.name_en collate "default" ilike $2
          or city.name_zh collate "default" ilike $3
        )
        or exists (select from stat where stat.subject_id = city.id and true)
      )
    ) is not true
  )
order by city.code
limit $4

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of city>
    from city
    where
      city.province_id = parent.id
      and exists (
        select
        from cluster
        join cluster_location on cluster_location.cluster_id = cluster.id
        where
          cluster_location.city_id = city.id
          and (
            cluster.name_en collate "default" ilike $2
            or cluster.name_zh collate "default" ilike $3
          )
      )
    order by city.code
    limit $4
  ) as child

select <columns of city>
from city
where
  true
  and exists (
    select
    from stat
    where stat.subject_id = city.id
      and (stat.unit_code = $1 and stat.period_end >= $2)
  )
order by city.code
limit $3

select <columns of city>
from city
where
  true
  and (
    city.province_id = $1
    and exists (
      select
      from cluster
      join cluster_location on cluster_location.cluster_id = cluster.id
      where cluster_location.city_id = city.id
        and (cluster.industry_id = $2 or cluster.track_id = $3)
    )
  )
order by city.code
limit $4
