-- SHA-256 of the statements: 28fda6037d28a31408b0d1a22b1d0a69f98450a1068b37a7306c6b41946e75b4

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
      else least($2, ($3) * $4 / size)
    end as score
  from search
  where grams @> $5
    and strpos(words, $6) > 0 and (language is not null or words = $7)
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
      else least($2, ($3) * $4 / size)
    end as score
  from search
  where grams @> $5
    and strpos(words, $6) > 0 and (language is not null or words = $7)
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
      else least($2, ($3) * $4 / size)
    end as score
  from search
  where kind = any($5)
    and grams @> $6 and strpos(words, $7) > 0 and (language is not null or words = $8)
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
      else least($2, ($3 + $4) * $5 / size)
    end as score
  from search
  where
    grams @> $6
    and strpos(words, $7) > 0
    and grams @> $8
    and strpos(words, $9) > 0
    and (language is not null or words = $10)
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
      else least($2, ($3) * $4 / size)
    end as score
  from search
  where grams @> $5
    and strpos(words, $6) > 0 and (language is not null or words = $7)
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
          (
            select count(*)::integer
            from unnest($3::text[]) as pair
            where pair = any(grams)
          ) * $4 / $5
        ) * $6 / size
      )
    end as score
  from search
  where
    grams && $7
    and (
      select count(*)::integer
      from unnest($8::text[]) as pair
      where pair = any(grams)
    ) >= $9
    and (language is not null or words = $10)
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

select search.kind, search.key, search.score, search.language, search.text
from (
  select distinct
    on (kind, key) kind,
    key,
    language,
    text,
    case
      when language is null then $1
      else least($2, ($3 + $4) * $5 / size)
    end as score
  from search
  where
    grams @> $6
    and strpos(words, $7) > 0
    and grams @> $8
    and strpos(words, $9) > 0
    and (language is not null or words = $10)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $11

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
          (
            select count(*)::integer
            from unnest($3::text[]) as pair
            where pair = any(grams)
          ) * $4 / $5
        ) * $6 / size
      )
    end as score
  from search
  where
    grams && $7
    and (
      select count(*)::integer
      from unnest($8::text[]) as pair
      where pair = any(grams)
    ) >= $9
    and (language is not null or words = $10)
  order by kind, key, score desc, language nulls last, text
) as search
where true and true
order by search.score desc, search.kind, search.key
limit $11
