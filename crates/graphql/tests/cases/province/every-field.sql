-- SHA-256 of the statements: b168d49d26b58f46dc5baa8cf5a0475bd8555dc7545126952cd6a9eabbef6d09

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from city
  where city.province_id = parent.id
) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of city>
    from city
    where city.province_id = parent.id
    order by city.code
    limit $2
  ) as child

select name.subject_id as parent, <columns of name>
from name
join source on source.id = name.source_id
where name.subject_id = any($1)
order by name.text, source.slug
