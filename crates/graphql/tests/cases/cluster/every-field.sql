-- SHA-256 of the statements: 0a91e1c602fcb35ca2cdfb1629e2363bb26894bf844ca8fccc9acc8b5846afa0

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

select name.subject_id as parent, <columns of name>
from name
join source on source.id = name.source_id
where name.subject_id = any($1)
order by name.text, source.slug

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."id" = ANY($1)

select cluster_location.cluster_id as parent, <columns of cluster_location>
from cluster_location
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

select cluster_location.cluster_id as parent, <columns of province>
from cluster_location
join province on province.id = cluster_location.province_id
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

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

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.subject_id = parent.id
) as child
order by parent.ordinal

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

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)
