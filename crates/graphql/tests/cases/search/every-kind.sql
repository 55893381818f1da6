-- SHA-256 of the statements: 737d498e9b40bb8a2f413466c24e684374e96bc7102e3f8a453c250b2037c279

select typed.text, near.word
from unnest($1::text[]) as typed(text)
cross join
  lateral (
    (
      select word
      from search_word
      where word >= typed.text
      order by word
      limit 1
    )
    union all (
      select word
      from search_word
      order by word <-> typed.text
      limit $2
    )
  ) as near
union all
select run.text, run.text
from unnest($3::text[]) as run(text)
where
  exists (
    select
    from search
    where
      strpos(words, run.text) > 0
      and grams @> array(
        select substr(run.text, place, 2)
        from generate_series(1, char_length(run.text) - 1) as place
      )
  )

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (case when words like $3 then $4 else $5 end) * $6 / size
      )
    end as score
  from search
  where kind = any($7)
    and words like $8 and (language is not null or words = $9)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $10

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (
          case when words like $3 then $4 else $5 end + case when words like $6 then $7 else $8 end
        ) * $9 / size
      )
    end as score
  from search
  where words like $10
    and words like $11 and (language is not null or words = $12)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $13

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (case when words like $3 then $4 else $5 end) * $6 / size
      )
    end as score
  from search
  where words like $7
    and (language is not null or words = $8)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $9

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (case when words like $3 then $4 else $5 end) * $6 / size
      )
    end as score
  from search
  where words like $7
    and (language is not null or words = $8)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $9

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (
          case when words like $3 then $4 else $5 end + case when words like $6 then $7 else $8 end
        ) * $9 / size
      )
    end as score
  from search
  where kind = any($10)
    and words like $11 and words like $12 and (language is not null or words = $13)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $14

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least($2, ($3) * $4 / size)
    end as score
  from search
  where grams @> $5
    and strpos(words, $6) > 0 and (language is not null or words = $7)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $8

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (
          case when words like $3 then $4 else $5 end + case when words like $6 then $7 else $8 end + case when words like $9 then $10 else $11 end
        ) * $12 / size
      )
    end as score
  from search
  where
    kind = any($13)
    and words like $14
    and words like $15
    and words like $16
    and (language is not null or words = $17)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $18

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (
          case when words like $3 then $4 else $5 end + case when words like $6 then $7 else $8 end + case when words like $9 then $10 else $11 end
        ) * $12 / size
      )
    end as score
  from search
  where words like $13
    and words like $14 and words like $15 and (language is not null or words = $16)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $17

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (
          case when words like $3 then $4 else $5 end + case when words like $6 then $7 else $8 end + case when words like $9 then $10 else $11 end
        ) * $12 / size
      )
    end as score
  from search
  where words like $13
    and words like $14 and words like $15 and (language is not null or words = $16)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $17

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (case when words like $3 then $4 else $5 end) * $6 / size
      )
    end as score
  from search
  where kind = any($7)
    and words like $8 and (language is not null or words = $9)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $10

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        (
          $3 + case when words like $4 then $5 else $6 end + case when words like $7 then $8 else $9 end + case when words like $10 then $11 else $12 end
        ) * $13 / size
      )
    end as score
  from search
  where
    words like any($14)
    and words like $15
    and words like $16
    and words like $17
    and (language is not null or words = $18)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $19

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least(
        $2,
        ($3 + case when words like $4 then $5 else $6 end) * $7 / size
      )
    end as score
  from search
  where words like any($8)
    and words like $9 and (language is not null or words = $10)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $11

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

SELECT <columns of contest>
FROM "contest"
WHERE "contest"."slug" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)
