-- SHA-256 of the statements: a2471a7d95e89393e220ff9a2baaf6a821929dc29050ee86ac8bc8a0624500dc

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

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
    or exists (
      select
      from cluster_location
      where cluster_location.cluster_id = cluster.id
        and cluster_location.city_id = $5
    )
  )
order by cluster.slug
limit $6

select cluster_location.cluster_id as parent, <columns of cluster_location>
from cluster_location
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)
