-- SHA-256 of the statements: 4cba424eb5f65db003288155e91f3e00797d83eb91e41b45622798e3c0da4f9e

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.province_id,
  grouped.indicator_code,
  grouped.scope,
  grouped.product,
  grouped.threshold_value::text,
  grouped.threshold_unit_code,
  grouped.round_id,
  grouped.count,
  grouped.figures,
  grouped.qualified,
  grouped.sum::text,
  grouped.refusal,
  grouped.average::text,
  grouped.minimum::text,
  grouped.maximum::text,
  grouped.sources
from (
  select
    total.*,
    province.code as province_code,
    round.slug as round_slug,
    case when judged.refusal is null then total.added end as sum,
    judged.refusal,
    trim_scale(
      sign(total.added) * div (
        2 * abs(total.added) * digit.units + total.figures,
        2 * total.figures
      ) * digit.unit
    ) as average,
    trim_scale(total.least) as minimum,
    trim_scale(total.greatest) as maximum
  from (
    select
      place.province_id as province_id,
      stat.indicator_id as indicator_id,
      stat.indicator_code as indicator_code,
      stat.unit_code as unit_code,
      stat.scope as scope,
      stat.product as product,
      trim_scale(stat.threshold_value) as threshold_value,
      stat.threshold_unit_code as threshold_unit_code,
      stat.round_id as round_id,
      null::bigint[] as sources,
      count(*)::integer as count,
      count(stat.value)::integer as figures,
      count(stat.value) filter (where stat.qualifier <> 'exact')::integer as qualified,
      sum(stat.value) as added,
      min(stat.value) as least,
      max(stat.value) as greatest,
      max(scale(stat.value)) as scale,
      min(stat.period_start) <> max(stat.period_start)
      or min(stat.period_end) <> max(stat.period_end) as several_periods,
      min(stat.subject_kind) <> max(stat.subject_kind) as several_kinds,
      false as several_sources,
      false as several_scopes,
      array_agg(stat.subject_id) filter (where stat.subject_kind in ('city', 'industry', 'round')) as nesting
    from stat
    left join
      lateral (
        select distinct located.province_id
        from (
          select id as province_id
          from province
          where id = stat.subject_id
          union all
          select province_id
          from city
          where id = stat.subject_id
          union all
          select province_id
          from cluster_location
          where cluster_id = stat.subject_id
        ) as located
        join province on province.id = located.province_id
      ) as place on true
    where (stat.indicator_id = any($1) and stat.subject_kind = $2)
      and stat.preferred
    group by
      place.province_id,
      stat.indicator_id,
      stat.indicator_code,
      stat.unit_code,
      stat.scope,
      stat.product,
      trim_scale(stat.threshold_value),
      stat.threshold_unit_code,
      stat.round_id
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
  left join province on province.id = total.province_id
  left join round on round.id = total.round_id
  cross join
    lateral (
      select case
        when total.figures = 0 then 'no_figures'
        when indicator.kind in ('share', 'rate')
        or unit.kind in ('share', 'exchange_rate') then 'not_additive'
        when total.several_periods then 'several_periods'
        when total.several_kinds then 'several_kinds'
        when total.several_sources then 'several_sources'
        when total.several_scopes then 'several_scopes'
        when exists (
          select
          from city
          where city.id = any(total.nesting)
            and city.parent_id = any(total.nesting)
        )
        or exists (
          select
          from industry
          where industry.id = any(total.nesting)
            and industry.parent_id = any(total.nesting)
        )
        or exists (
          select
          from round_inside
          where
            round_inside.round_id = any(total.nesting)
            and round_inside.outer_id = any(total.nesting)
            and round_inside.round_id <> round_inside.outer_id
        ) then 'overlapping_subjects'
      end as refusal offset 0
    ) as judged
  cross join
    lateral (
      select ('1e' || total.scale + 6)::numeric as units, ('1e-' || total.scale + 6)::numeric as unit
    ) as digit
) as grouped
where true
order by
  grouped.province_code nulls last,
  grouped.indicator_code,
  grouped.unit_code,
  grouped.scope nulls last,
  grouped.product nulls last,
  grouped.threshold_unit_code nulls last,
  grouped.threshold_value nulls last,
  grouped.round_slug nulls last
limit $3

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

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
    where true
    order by location.cluster_slug
    limit $2
  ) as child
