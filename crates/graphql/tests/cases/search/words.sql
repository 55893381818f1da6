-- SHA-256 of the statements: 608e18002784461a740682306de8380eeddab3810b588bb2c303789cb6faf830

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

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."slug" = ANY($1)

select cluster_location.cluster_id as parent, <columns of city>
from cluster_location
join city on city.id = cluster_location.city_id
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position
