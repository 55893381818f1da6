-- SHA-256 of the statements: b27560e18f9e972082afb9cd2fafc8cf2cf093cde2b786f57dbc4f54ef955c4a

select
  coalesce(
    (
      select (release.counts ->> 'contest')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from contest where true)
  ) as total

select <columns of contest>
from contest
where true
order by contest.slug
limit $1

SELECT <columns of contest>
FROM "contest"
WHERE "contest"."slug" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

select name.subject_id as parent, <columns of name>
from name
join source on source.id = name.source_id
where name.subject_id = any($1)
order by name.text, source.slug

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.subject_id = parent.id
) as child
order by parent.ordinal

select round.contest_id as parent, <columns of round>
from round
where round.contest_id = any($1)
order by round.announced_on, round.slug

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of contest>
FROM "contest"
WHERE "contest"."id" = ANY($1)
