-- SHA-256 of the statements: 7284dc2ed9127741d05de6eba5aa17ce8ea74d824e7e5b9c6b52ad667fe41319

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select
  coalesce(
    (
      select (release.counts ->> 'cluster')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from cluster where true)
  ) as total

select *
from (
  (
    select <columns of cluster>, json_build_array(figure_1.value::text, cluster.slug::text)::text as position
    from stat as figure_1
    join cluster on cluster.id = figure_1.subject_id
    where
      true
      and figure_1.subject_kind = 'cluster'
      and figure_1.indicator_id = $1
      and figure_1.unit_code = $2
      and figure_1.latest
    order by figure_1.value desc, figure_1.subject_key
    limit $3
  )
  union all
  (
    select <columns of cluster>, json_build_array(figure_1.value::text, cluster.slug::text)::text as position
    from cluster
    cross join (select null::numeric as value) as figure_1
    where
      true
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = cluster.id
          and figure_1.indicator_id = $4
          and figure_1.unit_code = $5
          and figure_1.latest
      )
    order by cluster.slug
    limit $6
  )
) as part
limit $7

select *
from (
  (
    select <columns of cluster>
    from cluster
    cross join (select null::numeric as value) as figure_1
    where
      true
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = cluster.id
          and figure_1.indicator_id = $1
          and figure_1.unit_code = $2
          and figure_1.latest
      )
    order by cluster.slug desc
    limit $3
  )
  union all
  (
    select <columns of cluster>
    from stat as figure_1
    join cluster on cluster.id = figure_1.subject_id
    where
      true
      and figure_1.subject_kind = 'cluster'
      and figure_1.indicator_id = $4
      and figure_1.unit_code = $5
      and figure_1.latest
    order by figure_1.value, figure_1.subject_key desc
    limit $6
  )
) as part
limit $7

select *
from (
  (
    select <columns of cluster>
    from stat as figure_1
    join cluster on cluster.id = figure_1.subject_id
    left join
      stat as figure_2 on figure_2.subject_id = cluster.id
      and figure_2.indicator_id = $1
      and figure_2.unit_code = $2
      and figure_2.latest
    where
      true
      and exists (
        select
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = cluster.id
          and province.region = $3
      )
      and figure_1.subject_kind = 'cluster'
      and figure_1.indicator_id = $4
      and figure_1.unit_code = $5
      and figure_1.period_end = $6
      and figure_1.period_start = $7
      and figure_1.headline
    order by figure_1.value desc, figure_2.value nulls last, figure_1.subject_key
    limit $8
  )
  union all
  (
    select <columns of cluster>
    from cluster
    cross join (select null::numeric as value) as figure_1
    left join
      stat as figure_2 on figure_2.subject_id = cluster.id
      and figure_2.indicator_id = $9
      and figure_2.unit_code = $10
      and figure_2.latest
    where
      true
      and exists (
        select
        from cluster_location
        join province on province.id = cluster_location.province_id
        where cluster_location.cluster_id = cluster.id
          and province.region = $11
      )
      and not exists (
        select
        from stat as figure_1
        where
          figure_1.subject_id = cluster.id
          and figure_1.indicator_id = $12
          and figure_1.unit_code = $13
          and figure_1.period_end = $14
          and figure_1.period_start = $15
          and figure_1.headline
      )
    order by figure_2.value nulls last, cluster.slug
    limit $16
  )
) as part
limit $17

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

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

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of cluster>
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
    left join
      stat as figure_1 on figure_1.subject_id = cluster.id
      and figure_1.indicator_id = $2
      and figure_1.unit_code = $3
      and figure_1.latest
    where true
    order by figure_1.value desc nulls last, cluster.name_en, location.cluster_slug
    limit $4
  ) as child
