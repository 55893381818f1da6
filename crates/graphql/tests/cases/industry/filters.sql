-- SHA-256 of the statements: facefb89a10f260a786e0cdcc48af7f7d44de998b59fcf646f24eefb0d67f08b

select count(*) as total
from industry
where
  true
  and (
    industry.name_en collate "default" ilike $1
    or industry.name_zh collate "default" ilike $2
  )

select count(*) as total
from industry
where
  true
  and (
    industry.name_en collate "default" ilike $1
    or industry.name_zh collate "default" ilike $2
  )

select count(*) as total
from industry
where true and exists (
  select
  from stat
  where stat.subject_id = industry.id and true
)

select count(*) as total
from industry
where
  true
  and (
    (
      (
        industry.name_en collate "default" ilike $1
        or industry.name_zh collate "default" ilike $2
      )
      or exists (
        select
        from stat
        where stat.subject_id = industry.id
          and true
      )
    )
  ) is not true

select <columns of industry>
from industry
where
  true
  and (
    industry.name_en collate "default" ilike $1
    or industry.name_zh collate "default" ilike $2
  )
order by industry.slug
limit $3

select <columns of industry>
from industry
where
  true
  and (
    industry.name_en collate "default" ilike $1
    or industry.name_zh collate "default" ilike $2
  )
order by industry.slug
limit $3

select <columns of industry>
from industry
where true and exists (
  select
  from stat
  where stat.subject_id = industry.id and true
)
order by industry.slug
limit $1

select <columns of industry>
from industry
where
  true
  and (
    (
      (
        industry.name_en collate "default" ilike $1
        or industry.name_zh collate "default" ilike $2
      )
      or exists (
        select
        from stat
        where stat.subject_id = industry.id
          and true
      )
    )
  ) is not true
order by industry.slug
limit $3
