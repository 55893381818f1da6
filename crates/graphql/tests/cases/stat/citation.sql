-- SHA-256 of the statements: 3596ae96ac261ba2464a30b3fb79dd99ee4d318afea7785d9e116232fc0395c9

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select <columns of stat>
from stat
where true and stat.source_id = $1
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)
