-- SHA-256 of the statements: 2492cbb500265e19861dbc2ba1474d5266c1cfe570d3111186069a17429229f7

select count(*) as total
from stat
where true and (
  stat.disputed and stat.preferred and stat.subject_kind = $1
)

select count(*) as total
from stat
where true and (
  stat.disputed and stat.preferred and (stat.disputed) is not true
)

select <columns of stat>
from stat
where true and (
  stat.disputed and stat.preferred and stat.subject_kind = $1
)
order by stat.subject_kind, stat.subject_key, stat.period_end, stat.period_start, stat.key
limit $2

select <columns of stat>
from stat
where true and (stat.disputed and stat.preferred and true)
order by stat.period_end, stat.period_start, stat.indicator_code desc, stat.key desc
limit $1

select <columns of stat>
from stat
where true and (
  stat.disputed and stat.preferred and (stat.disputed) is not true
)
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $1

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

select figure.id as parent, <columns of stat>
from stat as figure
join
  stat on stat.subject_id = figure.subject_id
  and stat.indicator_id = figure.indicator_id
  and stat.period_end = figure.period_end
  and stat.period_start = figure.period_start
  and stat.unit_code = figure.unit_code
  and stat.scope is not distinct from figure.scope
  and stat.product is not distinct from figure.product
  and stat.threshold_value is not distinct from figure.threshold_value
  and stat.threshold_unit_code is not distinct from figure.threshold_unit_code
  and stat.round_id is not distinct from figure.round_id
join source on source.id = stat.source_id
where figure.id = any($1)
order by
  case
    stat.period_basis
    when 'stated' then 1
    when 'publication' then 2
    else 3
  end,
  stat.qualifier <> 'exact',
  published_on desc nulls last,
  stat.key

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

select count(*) as total
from stat
where
  true
  and (
    stat.disputed
    and stat.preferred
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
        and place.province_id = $1
    )
  )

select count(*) as total
from stat
where
  true
  and (
    stat.disputed
    and stat.preferred
    and (
      stat.indicator_id = $1
      and (
        stat.value >= cast($2 as numeric)
        or exists (
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
            and place.province_id = $3
        )
      )
    )
  )

select count(*) as total
from stat
where true and (stat.disputed and stat.preferred and stat.source_id = $1)

select <columns of stat>
from stat
where
  true
  and (
    stat.disputed
    and stat.preferred
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
        and place.province_id = $1
    )
  )
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $2

select <columns of stat>
from stat
where
  true
  and (
    stat.disputed
    and stat.preferred
    and (
      stat.indicator_id = $1
      and (
        stat.value >= cast($2 as numeric)
        or exists (
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
            and place.province_id = $3
        )
      )
    )
  )
order by stat.value desc, stat.key
limit $4

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

select figure.id as parent, <columns of stat>
from stat as figure
join
  stat on stat.subject_id = figure.subject_id
  and stat.indicator_id = figure.indicator_id
  and stat.period_end = figure.period_end
  and stat.period_start = figure.period_start
  and stat.unit_code = figure.unit_code
  and stat.scope is not distinct from figure.scope
  and stat.product is not distinct from figure.product
  and stat.threshold_value is not distinct from figure.threshold_value
  and stat.threshold_unit_code is not distinct from figure.threshold_unit_code
  and stat.round_id is not distinct from figure.round_id
join source on source.id = stat.source_id
where figure.id = any($1)
order by
  case
    stat.period_basis
    when 'stated' then 1
    when 'publication' then 2
    else 3
  end,
  stat.qualifier <> 'exact',
  published_on desc nulls last,
  stat.key

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)
