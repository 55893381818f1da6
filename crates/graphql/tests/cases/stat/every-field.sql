-- SHA-256 of the statements: 24c5ce15101565938b80fa0e56d61cfe7db2491a7e63474744d51ebd36099d47

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

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
