-- SHA-256 of the statements: 2dba26aa60635749020dc30846c3376311d88db4203abe6b0e4c974a329760a7

select count(*) as total
from indicator
where
  true
  and (
    indicator.name_en collate "default" ilike $1
    or indicator.name_zh collate "default" ilike $2
  )

select count(*) as total
from indicator
where
  true
  and (
    indicator.name_en collate "default" ilike $1
    or indicator.name_zh collate "default" ilike $2
  )

select count(*) as total
from indicator
where
  true
  and (
    (
      indicator.name_en collate "default" ilike $1
      or indicator.name_zh collate "default" ilike $2
    )
    or (
      (
        indicator.name_en collate "default" ilike $3
        or indicator.name_zh collate "default" ilike $4
      )
      and (
        exists (
          select
          from stat
          where stat.indicator_id = indicator.id
            and stat.subject_kind = $5
        )
      ) is not true
    )
  )

select count(*) as total
from indicator
where true and (
  exists (
    select
    from stat
    where stat.indicator_id = indicator.id and true
  )
) is not true

select <columns of indicator>
from indicator
where
  true
  and (
    indicator.name_en collate "default" ilike $1
    or indicator.name_zh collate "default" ilike $2
  )
order by indicator.code
limit $3

select <columns of indicator>
from indicator
where
  true
  and (
    indicator.name_en collate "default" ilike $1
    or indicator.name_zh collate "default" ilike $2
  )
order by indicator.code
limit $3

select <columns of indicator>
from indicator
where
  true
  and (
    (
      indicator.name_en collate "default" ilike $1
      or indicator.name_zh collate "default" ilike $2
    )
    or (
      (
        indicator.name_en collate "default" ilike $3
        or indicator.name_zh collate "default" ilike $4
      )
      and (
        exists (
          select
          from stat
          where stat.indicator_id = indicator.id
            and stat.subject_kind = $5
        )
      ) is not true
    )
  )
order by indicator.code
limit $6

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select count(*) as total
from indicator
where true and exists (
  select
  from stat
  where stat.indicator_id = indicator.id and stat.source_id = $1
)

select count(*) as total
from indicator
where
  true
  and exists (
    select
    from stat
    where
      stat.indicator_id = indicator.id
      and (
        stat.subject_kind = $1
        and exists (
          select
          from (
            select id as subject_id, id as province_id
            from province
            union all
            select id, province_id
            from city
            union all
            select cluster_id, province_id
            from cluster_location
          ) as place
          where place.subject_id = stat.subject_id
            and place.province_id = $2
        )
      )
  )

select <columns of indicator>
from indicator
where true and exists (
  select
  from stat
  where stat.indicator_id = indicator.id and stat.source_id = $1
)
order by indicator.code
limit $2

select <columns of indicator>
from indicator
where
  true
  and exists (
    select
    from stat
    where
      stat.indicator_id = indicator.id
      and (
        stat.subject_kind = $1
        and exists (
          select
          from (
            select id as subject_id, id as province_id
            from province
            union all
            select id, province_id
            from city
            union all
            select cluster_id, province_id
            from cluster_location
          ) as place
          where place.subject_id = stat.subject_id
            and place.province_id = $2
        )
      )
  )
order by indicator.code
limit $3
