-- SHA-256 of the statements: bf3cc261dc110a977af80f9780ad5ab859a55f2cb4e0d0a0e3575947c12edf78

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
        (
          case when words like $3 then $4 else $5 end + case when words like $6 then $7 else $8 end + case when words like $9 then $10 else $11 end + case when words like $12 then $13 else $14 end
        ) * $15 / size
      )
    end as score
  from search
  where
    words like $16
    and words like $17
    and words like $18
    and words like $19
    and (language is not null or words = $20)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $21

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
      else least($2, ($3) * $4 / size)
    end as score
  from search
  where kind = any($5)
    and grams @> $6 and strpos(words, $7) > 0 and (language is not null or words = $8)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $9

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)
