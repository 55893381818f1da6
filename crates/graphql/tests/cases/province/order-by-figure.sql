-- SHA-256 of the statements: 9e01c73f99045a4422fa9f8053144fa137e489bef330219eac437e1dbdd1359e

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select <columns of province>
from province
where true
order by province.cluster_count desc, province.code
limit $1

select *
from (
  (
    select <columns of province>
    from stat as figure_1
    join province on province.id = figure_1.subject_id
    where
      true
      and figure_1.subject_kind = 'province'
      and figure_1.indicator_id = $1
      and figure_1.unit_code = $2
      and figure_1.period_end = $3
      and figure_1.period_start = $4
      and figure_1.headline
    order by figure_1.value desc, figure_1.subject_key
    limit $5
  )
  union all
  (
    select <columns of province>
    from province
    cross join (select null::numeric as value) as figure_1
    where
      true
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = province.id
          and figure_1.indicator_id = $6
          and figure_1.unit_code = $7
          and figure_1.period_end = $8
          and figure_1.period_start = $9
          and figure_1.headline
      )
    order by province.code
    limit $10
  )
) as part
limit $11

select *
from (
  (
    select <columns of province>
    from province
    cross join (select null::numeric as value) as figure_1
    where
      true
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = province.id
          and figure_1.indicator_id = $1
          and figure_1.unit_code = $2
          and figure_1.period_end = $3
          and figure_1.period_start = $4
          and figure_1.headline
      )
    order by province.code desc
    limit $5
  )
  union all
  (
    select <columns of province>
    from stat as figure_1
    join province on province.id = figure_1.subject_id
    where
      true
      and figure_1.subject_kind = 'province'
      and figure_1.indicator_id = $6
      and figure_1.unit_code = $7
      and figure_1.period_end = $8
      and figure_1.period_start = $9
      and figure_1.headline
    order by figure_1.value, figure_1.subject_key desc
    limit $10
  )
) as part
limit $11

select *
from (
  (
    select <columns of province>
    from stat as figure_1
    join province on province.id = figure_1.subject_id
    where
      true
      and figure_1.subject_kind = 'province'
      and figure_1.indicator_id = $1
      and figure_1.unit_code = $2
      and figure_1.preferred
      and figure_1.scope is null
      and figure_1.product = $3
      and figure_1.threshold_value is null
      and figure_1.round_id is null
      and not exists (
        select
        from stat as newer
        where
          newer.subject_id = figure_1.subject_id
          and newer.indicator_id = figure_1.indicator_id
          and newer.unit_code = figure_1.unit_code
          and newer.preferred
          and newer.scope is null
          and newer.product = $4
          and newer.threshold_value is null
          and newer.round_id is null
          and (newer.period_end, newer.period_start) > (figure_1.period_end, figure_1.period_start)
      )
    order by figure_1.value desc, figure_1.subject_key
    limit $5
  )
  union all
  (
    select <columns of province>
    from province
    cross join (select null::numeric as value) as figure_1
    where
      true
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = province.id
          and figure_1.indicator_id = $6
          and figure_1.unit_code = $7
          and figure_1.preferred
          and figure_1.scope is null
          and figure_1.product = $8
          and figure_1.threshold_value is null
          and figure_1.round_id is null
          and not exists (
            select
            from stat as newer
            where
              newer.subject_id = figure_1.subject_id
              and newer.indicator_id = figure_1.indicator_id
              and newer.unit_code = figure_1.unit_code
              and newer.preferred
              and newer.scope is null
              and newer.product = $9
              and newer.threshold_value is null
              and newer.round_id is null
              and (newer.period_end, newer.period_start) > (figure_1.period_end, figure_1.period_start)
          )
      )
    order by province.code
    limit $10
  )
) as part
limit $11

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from cluster
    join
      cluster_location as location on location.cluster_id = cluster.id
      and location.province_id = parent.id
      and not exists (
        select
        from cluster_location as earlier
        where
          earlier.cluster_id = location.cluster_id
          and earlier.province_id = parent.id
          and earlier.position < location.position
      )
    where true
  ) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of stat>
    from stat
    where stat.subject_id = parent.id
      and stat.indicator_id = $2
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $3
  ) as child
