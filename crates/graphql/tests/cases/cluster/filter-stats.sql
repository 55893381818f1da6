-- SHA-256 of the statements: 11c5d9ef3188919dab68f1f1908dfb562929e78fe292b79e8a0b13b5b0ae5318

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

select count(*) as total
from cluster
where true and exists (
  select
  from stat
  where stat.subject_id = cluster.id and true
)

select count(*) as total
from cluster
where true and (
  exists (
    select
    from stat
    where stat.subject_id = cluster.id and true
  )
) is not true

select count(*) as total
from cluster
where true and exists (
  select
  from stat
  where stat.subject_id = cluster.id and false
)

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from stat
    where stat.subject_id = cluster.id
      and (
        stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
      )
  )

select count(*) as total
from cluster
where
  true
  and exists (
    select
    from stat
    where
      stat.subject_id = cluster.id
      and (
        stat.indicator_id = $1
        and stat.source_id = $2
        and stat.value >= cast($3 as numeric)
      )
  )

select count(*) as total
from cluster
where
  true
  and (
    exists (
      select
      from stat
      where stat.subject_id = cluster.id
        and (
          stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
        )
    )
    and exists (
      select
      from stat
      where stat.subject_id = cluster.id
        and stat.source_id = $3
    )
  )

select <columns of cluster>
from cluster
where true and (
  exists (
    select
    from stat
    where stat.subject_id = cluster.id and true
  )
) is not true
order by cluster.slug
limit $1

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from stat
    where stat.subject_id = cluster.id
      and (
        stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
      )
  )
order by cluster.slug
limit $3

select <columns of cluster>
from cluster
where
  true
  and exists (
    select
    from stat
    where
      stat.subject_id = cluster.id
      and (
        stat.indicator_id = $1
        and stat.source_id = $2
        and stat.value >= cast($3 as numeric)
      )
  )
order by cluster.slug
limit $4

select <columns of cluster>
from cluster
where
  true
  and (
    exists (
      select
      from stat
      where stat.subject_id = cluster.id
        and (
          stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
        )
    )
    and exists (
      select
      from stat
      where stat.subject_id = cluster.id
        and stat.source_id = $3
    )
  )
order by cluster.slug
limit $4

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.subject_id = parent.id
) as child
order by parent.ordinal

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
        from stat
        where stat.subject_id = cluster.id
          and stat.indicator_id = $2
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
      exists (
        select
        from stat
        where stat.subject_id = cluster.id
          and stat.indicator_id = $2
      )
    ) is not true
  )
order by cluster.slug
limit $3

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

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
      and (
        stat.indicator_id = $2 and stat.value >= cast($3 as numeric)
      )
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $4
  ) as child

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
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
    where
      true
      and exists (
        select
        from stat
        where stat.subject_id = cluster.id
          and (stat.unit_code = $2 and stat.period_start >= $3)
      )
  ) as child
order by parent.ordinal

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
    where
      true
      and exists (
        select
        from stat
        where stat.subject_id = cluster.id
          and (stat.unit_code = $2 and stat.period_start >= $3)
      )
    order by location.cluster_slug
    limit $4
  ) as child
