-- SHA-256 of the statements: cc672b29cdf6cd48dfd6cab4f72ab01f95dd5863af86b2400b5db3b809769b9a

SELECT <columns of stat>
FROM "stat"
WHERE "stat"."key" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

select asked.ordinal, near.key
from unnest($1::text[], $2::text[])
with ordinality as asked(kind, words, ordinal)
cross join
  lateral (
    select key
    from search
    where
      search.words % asked.words
      and search.kind = asked.kind
      and similarity(search.words, asked.words) >= 0.5
    order by similarity(search.words, asked.words) desc, key
    limit 1
  ) as near
