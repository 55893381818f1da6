-- SHA-256 of the statements: 07708ed9e0a11b34c33219add35b015cf5262895e8b35fd8317417afcc08fe45

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

select count(*) as total
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

select count(*) as total
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

select count(*) as total
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

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)
