-- SHA-256 of the statements: 2219e8b2e5272382023323896701c58dd070a3f69b2eadeeaad0eb10129b1d4c

select count(*) as total
from (
  select
    total.*,
    province.code as province_code,
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
      null::bigint[] as sources,
      $1::bigint as indicator_id,
      $2::text as unit_code,
      count(*)::integer as count,
      count(stat.value)::integer as figures,
      count(stat.value) filter (where stat.qualifier <> 'exact')::integer as qualified,
      sum(stat.value) as added,
      min(stat.value) as least,
      max(stat.value) as greatest,
      max(scale(stat.value)) as scale,
      min(stat.period_start) <> max(stat.period_start)
      or min(stat.period_end) <> max(stat.period_end) as several_periods,
      false as several_kinds,
      false as several_sources,
      false as several_scopes,
      null::bigint[] as nesting
    from cluster
    cross join (
      select
        null::numeric as value,
        null::text as qualifier,
        null::date as period_start,
        null::date as period_end,
        null::bigint as source_id
    ) as stat
    left join
      lateral (
        select distinct located.province_id
        from cluster_location as located
        join province on province.id = located.province_id
        where located.cluster_id = cluster.id
      ) as place on true
    where true
    group by place.province_id
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
  left join province on province.id = total.province_id
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

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.province_id,
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
      null::bigint[] as sources,
      $1::bigint as indicator_id,
      $2::text as unit_code,
      count(*)::integer as count,
      count(stat.value)::integer as figures,
      count(stat.value) filter (where stat.qualifier <> 'exact')::integer as qualified,
      sum(stat.value) as added,
      min(stat.value) as least,
      max(stat.value) as greatest,
      max(scale(stat.value)) as scale,
      min(stat.period_start) <> max(stat.period_start)
      or min(stat.period_end) <> max(stat.period_end) as several_periods,
      false as several_kinds,
      false as several_sources,
      false as several_scopes,
      null::bigint[] as nesting
    from cluster
    cross join (
      select
        null::numeric as value,
        null::text as qualifier,
        null::date as period_start,
        null::date as period_end,
        null::bigint as source_id
    ) as stat
    left join
      lateral (
        select distinct located.province_id
        from cluster_location as located
        join province on province.id = located.province_id
        where located.cluster_id = cluster.id
      ) as place on true
    where true
    group by place.province_id
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
  left join province on province.id = total.province_id
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
order by grouped.count desc, grouped.province_code nulls last
limit $3

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)
