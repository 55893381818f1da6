-- SHA-256 of the statements: 54b117d8dc79c2c6f4100b342c46cf9cb7ef26194feeafe7eede9b16b6eafbea

select <columns of cluster>
from cluster
where true
order by cluster.slug desc
limit $1

select <columns of cluster>
from cluster
where true
order by cluster.name_en, cluster.slug
limit $1

select <columns of cluster>
from cluster
where true
order by cluster.name_zh desc, cluster.slug
limit $1

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of cluster>
    from cluster
    join
      cluster_location as location on location.cluster_id = cluster.id
      and location.province_id = parent.id
      and not exists (
        select
        from cluster_location as earlier
        where
          earlier.cluster_id = location.cluster_id
          and earlier.province_id = parent.id
          and earlier.position < location.position
      )
    where true
    order by cluster.name_en desc, location.cluster_slug desc
    limit $2
  ) as child
