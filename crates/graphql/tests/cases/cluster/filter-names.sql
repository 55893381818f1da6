-- SHA-256 of the statements: 7c830b658f84f928fafa26a6ccd86fcad4efc894ad9691f9fb1affe3407d02b7

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where true and (
  cluster.name_en collate "default" ilike $1 or cluster.name_zh collate "default" ilike $2
)

select count(*) as total
from cluster
where
  true
  and (
    (
      cluster.name_en collate "default" ilike $1
      or cluster.name_zh collate "default" ilike $2
    )
    or (
      cluster.name_en collate "default" ilike $3
      or cluster.name_zh collate "default" ilike $4
    )
  )

select <columns of cluster>
from cluster
where
  true
  and (
    cluster.name_en collate "default" ilike $1
    or cluster.name_zh collate "default" ilike $2
  )
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and (
    cluster.name_en collate "default" ilike $1
    or cluster.name_zh collate "default" ilike $2
  )
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and (
    cluster.name_en collate "default" ilike $1
    or cluster.name_zh collate "default" ilike $2
  )
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and (
    cluster.name_en collate "default" ilike $1
    or cluster.name_zh collate "default" ilike $2
  )
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and (
    (
      cluster.name_en collate "default" ilike $1
      or cluster.name_zh collate "default" ilike $2
    )
    or (
      cluster.name_en collate "default" ilike $3
      or cluster.name_zh collate "default" ilike $4
    )
  )
order by cluster.slug
limit $5

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

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
      (
        cluster.name_en collate "default" ilike $2
        or cluster.name_zh collate "default" ilike $3
      )
    ) is not true
  )

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
      (
        cluster.name_en collate "default" ilike $2
        or cluster.name_zh collate "default" ilike $3
      )
    ) is not true
  )
order by cluster.slug
limit $4
