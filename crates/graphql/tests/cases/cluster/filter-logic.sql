-- SHA-256 of the statements: 8fcf25d9b60140458e48ef621919a054c775a8c8e9a2b981e3b8c5edb12e47d8

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

select count(*) as total
from cluster
where true and true

select count(*) as total
from cluster
where true and (false) is not true

select count(*) as total
from cluster
where true and false

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from cluster_location
    join province on province.id = cluster_location.province_id
    where cluster_location.cluster_id = cluster.id
      and province.region = any($1)
  )

select count(*) as total
from cluster
where true and (true) is not true

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
    and exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.province_id = $2
    )
  )

select count(*) as total
from cluster
where
  true
  and (
    (
      exists (
        select
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = cluster.id
          and province.region = any($1)
      )
      or (
        exists (
          select
          from cluster_location
          where cluster_location.cluster_id = cluster.id
            and cluster_location.province_id = $2
        )
      ) is not true
    )
  ) is not true

select count(*) as total
from cluster
where true and (
  (
    cluster.industry_id = any($1) or cluster.track_id = any($2)
  )
) is not true

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
    or (
      (cluster.industry_id = $2 or cluster.track_id = $3)
      and exists (
        select
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = cluster.id
          and province.region = $4
      )
    )
    or exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.city_id = $5
    )
  )

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
    and (
      exists (
        select
        from award
        join round_inside on round_inside.round_id = award.round_id
        where award.cluster_id = cluster.id
          and round_inside.outer_id = $2
      )
    ) is not true
  )

select <columns of cluster>
from cluster
where true and false
order by cluster.slug
limit $1

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from cluster_location
    join province on province.id = cluster_location.province_id
    where cluster_location.cluster_id = cluster.id
      and province.region = any($1)
  )
order by cluster.slug
limit $2

select <columns of cluster>
from cluster
where true and (true) is not true
order by cluster.slug
limit $1

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
    and exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.province_id = $2
    )
  )
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and (
    (
      exists (
        select
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = cluster.id
          and province.region = any($1)
      )
      or (
        exists (
          select
          from cluster_location
          where cluster_location.cluster_id = cluster.id
            and cluster_location.province_id = $2
        )
      ) is not true
    )
  ) is not true
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where true and (
  (
    cluster.industry_id = any($1) or cluster.track_id = any($2)
  )
) is not true
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
    or (
      (cluster.industry_id = $2 or cluster.track_id = $3)
      and exists (
        select
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = cluster.id
          and province.region = $4
      )
    )
    or exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.city_id = $5
    )
  )
order by cluster.slug
limit $6

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
    and (
      exists (
        select
        from award
        join round_inside on round_inside.round_id = award.round_id
        where award.cluster_id = cluster.id
          and round_inside.outer_id = $2
      )
    ) is not true
  )
order by cluster.slug
limit $3

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."id" = ANY($1)
