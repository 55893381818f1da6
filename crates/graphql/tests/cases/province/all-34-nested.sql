-- SHA-256 of the statements: e8d7bd6d942569e93c70de7043e1399823e500678ce38ba26a02e8e5d2a43d47

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

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
    where true
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
    where true
    order by location.cluster_slug
    limit $2
  ) as child

select cluster_location.cluster_id as parent, <columns of city>
from cluster_location
join city on city.id = cluster_location.city_id
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

select award.cluster_id as parent, <columns of award>
from award
join round on round.id = award.round_id
where award.cluster_id = any($1)
order by round.announced_on, round.slug

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
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $2
  ) as child

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)
