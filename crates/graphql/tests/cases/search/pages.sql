-- SHA-256 of the statements: 63725070cc661d3e785dd51d66658a65b2e94bbca0179e3901b6e234629708cd

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

select
  search.kind,
  search.key,
  search.score,
  search.language,
  search.text,
  json_build_array(search.score::text, search.kind::text, search.key::text)::text as position
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
where
  true
  and true
  and search.score <= cast($10 as integer)
  and (
    search.score < cast($11 as integer)
    or (
      search.score = cast($12 as integer)
      and (
        search.kind > cast($13 as text)
        or (
          search.kind = cast($14 as text)
          and (search.key > cast($15 as text))
        )
      )
    )
  )
order by search.score desc, search.kind, search.key
limit $16

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
order by search.score, search.kind desc, search.key desc
limit $10

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
