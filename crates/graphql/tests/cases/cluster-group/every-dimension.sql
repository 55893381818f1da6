-- SHA-256 of the statements: c71ce2f7434b3439e72d79fa9731035f19b4986dcbe9572f331bb9d012f6f53d

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select count(*) as total
from (
  select
    total.*,
    province.code as province_code,
    city.code as city_code,
    industry.slug as industry_slug,
    track.slug as track_slug,
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
      place.region as region,
      place.city_id as city_id,
      cluster.industry_id as industry_id,
      cluster.track_id as track_id,
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
        select distinct located.province_id, province.region, located.city_id
        from cluster_location as located
        join province on province.id = located.province_id
        where located.cluster_id = cluster.id
      ) as place on true
    where
      exists (
        select
        from cluster_location
        where cluster_location.cluster_id = cluster.id
          and cluster_location.province_id = $3
      )
    group by place.province_id, place.region, place.city_id, cluster.industry_id, cluster.track_id
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
  left join province on province.id = total.province_id
  left join city on city.id = total.city_id
  left join industry on industry.id = total.industry_id
  left join industry as track on track.id = total.track_id
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
  grouped.region,
  grouped.city_id,
  grouped.industry_id,
  grouped.track_id,
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
    city.code as city_code,
    industry.slug as industry_slug,
    track.slug as track_slug,
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
      place.region as region,
      place.city_id as city_id,
      cluster.industry_id as industry_id,
      cluster.track_id as track_id,
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
        select distinct located.province_id, province.region, located.city_id
        from cluster_location as located
        join province on province.id = located.province_id
        where located.cluster_id = cluster.id
      ) as place on true
    where
      exists (
        select
        from cluster_location
        where cluster_location.cluster_id = cluster.id
          and cluster_location.province_id = $3
      )
    group by place.province_id, place.region, place.city_id, cluster.industry_id, cluster.track_id
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
  left join province on province.id = total.province_id
  left join city on city.id = total.city_id
  left join industry on industry.id = total.industry_id
  left join industry as track on track.id = total.track_id
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
  grouped.region nulls last,
  grouped.city_code nulls last,
  grouped.industry_slug nulls last,
  grouped.track_slug nulls last
limit $4

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."id" = ANY($1)

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.verification,
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
      cluster.verification collate "C" as verification,
      won.round_id as round_id,
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
      count(
        distinct (
          stat.scope,
          stat.product,
          stat.threshold_value,
          stat.threshold_unit_code,
          stat.round_id
        )
      ) filter (where stat.value is not null) > 1 as several_scopes,
      null::bigint[] as nesting
    from cluster
    left join
      stat on stat.subject_id = cluster.id
      and stat.indicator_id = $3
      and stat.unit_code = $4
      and stat.latest
    left join award as won on won.cluster_id = cluster.id
    where (cluster.industry_id = $5 or cluster.track_id = $6)
    group by cluster.verification collate "C", won.round_id
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
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
order by grouped.verification, grouped.round_slug nulls last
limit $7

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)
