-- SHA-256 of the statements: e2b7045f6dbebc1158ffa6abea4a3451b1fc63caafbb329a0f3e303cf2867ad2

select
  coalesce(
    (
      select (release.counts ->> 'industry')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from industry where true)
  ) as total

select <columns of industry>
from industry
where true
order by industry.slug
limit $1

select <columns of industry>
from industry
where true
order by industry.name_en, industry.slug
limit $1

select <columns of industry>
from industry
where true
order by industry.name_zh desc, industry.slug
limit $1

select <columns of industry>
from industry
where true
order by industry.slug desc
limit $1

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

select industry.parent_id as parent, <columns of industry>
from industry
where industry.parent_id = any($1)
order by industry.slug

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from cluster
    where (
      cluster.industry_id = parent.id
      or cluster.track_id = parent.id
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
    where (
      cluster.industry_id = parent.id
      or cluster.track_id = parent.id
    )
    order by cluster.slug
    limit $2
  ) as child

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of cluster>
    from cluster
    where (
      cluster.industry_id = parent.id
      or cluster.track_id = parent.id
    )
    order by cluster.slug
    limit $2
  ) as child

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

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

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."id" = ANY($1)
