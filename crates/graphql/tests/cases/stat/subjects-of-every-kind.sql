-- SHA-256 of the statements: 7fc8fc9d0d149f5d57df5733e42d9dce22508efd0a604821107cda99c72a2f19

select <columns of stat>
from stat
where true and stat.subject_kind = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.subject_kind = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.subject_kind = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.subject_kind = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.subject_kind = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where true and stat.subject_kind = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."id" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."id" = ANY($1)

select name.subject_id as parent, <columns of name>
from name
join source on source.id = name.source_id
where name.subject_id = any($1)
order by name.text, source.slug
