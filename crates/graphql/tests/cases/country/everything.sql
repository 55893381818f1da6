-- SHA-256 of the statements: fb0f96b86c2522c86ad6acdab5db66b32e52f82683f35749d1d8b80b50eb41f1

select
  coalesce(
    (
      select (release.counts ->> 'country')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from country where true)
  ) as total

select <columns of country>
from country
where true
order by country.code
limit $1

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

select name.subject_id as parent, <columns of name>
from name
join source on source.id = name.source_id
where name.subject_id = any($1)
order by name.text, source.slug

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from province
    where province.country_code = (select code from country where country.id = parent.id)
  ) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of province>
    from province
    where province.country_code = (select code from country where country.id = parent.id)
    order by province.gb_code, province.code
    limit $2
  ) as child

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from stat
    where stat.subject_id = parent.id
      and stat.indicator_id = $2
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
      and stat.indicator_id = $2
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $3
  ) as child

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)
