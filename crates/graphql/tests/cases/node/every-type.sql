-- SHA-256 of the statements: 72c11f9d752167a945fe0e7dbefbaa31507e97f375f85598f5713ea32c98666a

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select <columns of award>
from unnest($1::text[], $2::text[]) as pair(cluster, round)
join award on award.cluster_slug = pair.cluster and award.round_slug = pair.round

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

SELECT <columns of contest>
FROM "contest"
WHERE "contest"."slug" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

SELECT <columns of release>
FROM "release"
WHERE "release"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)
