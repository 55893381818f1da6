-- SHA-256 of the statements: c71fea1cccf2816b5ce2a741234dace2a14b214817941d61269e37d58e8801f6

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."gb_code" = ANY($1)

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

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
    order by location.cluster_slug
    limit $2
  ) as child

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)
