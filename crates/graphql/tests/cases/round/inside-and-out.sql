-- SHA-256 of the statements: b2a8aac0aa4fb45fa91354075c47e229cd4b04d77f2548b3715814f7da3462cf

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

select
  coalesce(
    (
      select (release.counts ->> 'round')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from round where true)
  ) as total

select <columns of round>
from round
where true
order by round.announced_on desc nulls last, round.slug
limit $1

select <columns of round>
from round
where true
order by round.slug desc
limit $1

select <columns of round>
from round
where true
order by round.name_en, round.slug
limit $1

select <columns of round>
from round
where true
order by round.name_zh, round.slug
limit $1

SELECT <columns of contest>
FROM "contest"
WHERE "contest"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

select round.parent_id as parent, <columns of round>
from round
where round.parent_id = any($1)
order by round.announced_on, round.slug

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
    select <columns of award>
    from award
    where award.round_id in (
      select round_id
      from round_inside
      where outer_id = parent.id
    )
    order by award.round_slug, award.rank nulls last, award.cluster_slug
    limit $2
  ) as child

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from cluster
    where
      exists (
        select
        from award
        join round_inside on round_inside.round_id = award.round_id
        where award.cluster_id = cluster.id
          and round_inside.outer_id = parent.id
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
    where
      exists (
        select
        from award
        join round_inside on round_inside.round_id = award.round_id
        where award.cluster_id = cluster.id
          and round_inside.outer_id = parent.id
      )
    order by cluster.slug
    limit $2
  ) as child

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.subject_id = parent.id
) as child
order by parent.ordinal

select name.subject_id as parent, <columns of name>
from name
join source on source.id = name.source_id
where name.subject_id = any($1)
order by name.text, source.slug

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)
