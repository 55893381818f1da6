-- SHA-256 of the statements: 87855c4cd5e1589fdd56603979d943169b32923864817b3af998a0ec20dbeb87

select <columns of award>
from unnest($1::text[], $2::text[]) as pair(cluster, round)
join award on award.cluster_slug = pair.cluster and award.round_slug = pair.round

select
  coalesce(
    (
      select (release.counts ->> 'award')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from award where true)
  ) as total

select <columns of award>
from award
where true
order by award.round_slug, award.rank nulls last, award.cluster_slug
limit $1

select <columns of award>
from award
where true
order by award.round_slug desc, award.rank desc nulls first, award.cluster_slug desc
limit $1

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from award
    where award.round_id in (
      select round_id
      from round_inside
      where outer_id = parent.id
    )
  ) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select
      <columns of award>,
      json_build_array(
        award.round_slug::text,
        award.rank::text,
        award.cluster_slug::text
      )::text as position
    from award
    where award.round_id in (
      select round_id
      from round_inside
      where outer_id = parent.id
    )
    order by award.round_slug, award.rank nulls last, award.cluster_slug
    limit $2
  ) as child
