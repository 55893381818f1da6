-- SHA-256 of the statements: 54001da80f94183d0cb3187d03ee390d3d7aa0e5c16e3c240c8a3da435ad9508

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from cluster_location
    join province on province.id = cluster_location.province_id
    where cluster_location.cluster_id = cluster.id
      and province.region = $1
  )

select
  coalesce(
    (
      select (release.counts ->> 'cluster')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from cluster where true)
  ) as total

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from award
    join round_inside on round_inside.round_id = award.round_id
    where award.cluster_id = cluster.id
      and round_inside.outer_id = any($1)
  )

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from cluster_location
    where cluster_location.cluster_id = cluster.id
      and cluster_location.province_id = any($1)
  )

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from cluster_location
    where cluster_location.cluster_id = cluster.id
      and cluster_location.province_id = $1
  )

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from cluster_location
    where cluster_location.cluster_id = cluster.id
      and cluster_location.city_id = any($1)
  )

select count(*) as total
from cluster
where true and (cluster.industry_id = $1 or cluster.track_id = $2)

select count(*) as total
from cluster
where true and (cluster.industry_id = $1 or cluster.track_id = $2)

select count(*) as total
from cluster
where
  true
  and (
    exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.province_id = $1
    )
    and (cluster.industry_id = $2 or cluster.track_id = $3)
  )

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from cluster_location
    join province on province.id = cluster_location.province_id
    where cluster_location.cluster_id = cluster.id
      and province.region = $1
  )
order by cluster.slug
limit $2

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from cluster_location
    where cluster_location.cluster_id = cluster.id
      and cluster_location.province_id = $1
  )
order by cluster.slug
limit $2

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from cluster_location
    where cluster_location.cluster_id = cluster.id
      and cluster_location.city_id = any($1)
  )
order by cluster.slug
limit $2

select <columns of cluster>
from cluster
where true and (cluster.industry_id = $1 or cluster.track_id = $2)
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where true and (cluster.industry_id = $1 or cluster.track_id = $2)
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and (
    exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.province_id = $1
    )
    and (cluster.industry_id = $2 or cluster.track_id = $3)
  )
order by cluster.slug
limit $4

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from award
    join round_inside on round_inside.round_id = award.round_id
    where award.cluster_id = cluster.id
      and round_inside.outer_id = $1
  )

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from award
    join round_inside on round_inside.round_id = award.round_id
    where award.cluster_id = cluster.id
      and round_inside.outer_id = $1
  )

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from award
    join round_inside on round_inside.round_id = award.round_id
    where award.cluster_id = cluster.id
      and round_inside.outer_id = $1
  )
order by cluster.slug
limit $2
