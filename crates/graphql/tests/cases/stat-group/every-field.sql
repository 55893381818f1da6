-- SHA-256 of the statements: 6de9c7543d7d6963b8b589168f1cf001984ce4eed4c36d7cd247abf330c3400a

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.period_end,
  grouped.period_start,
  grouped.source_id,
  grouped.qualifier,
  grouped.threshold_value::text,
  grouped.threshold_unit_code,
  grouped.round_id,
  grouped.indicator_code,
  grouped.scope,
  grouped.product,
  grouped.period_label,
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
    source.slug as source_slug,
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
      stat.period_end as period_end,
      stat.period_start as period_start,
      stat.source_id as source_id,
      stat.qualifier collate "C" as qualifier,
      trim_scale(stat.threshold_value) as threshold_value,
      stat.threshold_unit_code as threshold_unit_code,
      stat.round_id as round_id,
      stat.indicator_id as indicator_id,
      stat.indicator_code as indicator_code,
      stat.unit_code as unit_code,
      stat.scope as scope,
      stat.product as product,
      min(stat.period_label) as period_label,
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
    where stat.indicator_id = any($1)
      and stat.preferred
    group by
      stat.period_end,
      stat.period_start,
      stat.source_id,
      stat.qualifier collate "C",
      trim_scale(stat.threshold_value),
      stat.threshold_unit_code,
      stat.round_id,
      stat.indicator_id,
      stat.indicator_code,
      stat.unit_code,
      stat.scope,
      stat.product
  ) as total
  left join indicator on indicator.id = total.indicator_id
  left join unit on unit.code = total.unit_code
  join source on source.id = total.source_id
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
  grouped.period_end,
  grouped.period_start,
  grouped.source_slug,
  grouped.qualifier,
  grouped.threshold_unit_code nulls last,
  grouped.threshold_value nulls last,
  grouped.round_slug nulls last,
  grouped.indicator_code,
  grouped.unit_code,
  grouped.scope nulls last,
  grouped.product nulls last
limit $2

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.scope,
  grouped.product,
  grouped.indicator_code,
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
      stat.scope as scope,
      stat.product as product,
      stat.unit_code as unit_code,
      stat.indicator_id as indicator_id,
      stat.indicator_code as indicator_code,
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
    where stat.indicator_id = $1
      and stat.preferred
    group by
      stat.scope,
      stat.product,
      stat.unit_code,
      stat.indicator_id,
      stat.indicator_code,
      trim_scale(stat.threshold_value),
      stat.threshold_unit_code,
      stat.round_id
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
order by
  grouped.scope nulls last,
  grouped.product nulls last,
  grouped.unit_code,
  grouped.indicator_code,
  grouped.threshold_unit_code nulls last,
  grouped.threshold_value nulls last,
  grouped.round_slug nulls last
limit $2

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.subject_kind,
  grouped.subject_id,
  grouped.province_id,
  grouped.region,
  grouped.industry_id,
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
    subject.key as subject_key,
    province.code as province_code,
    industry.slug as industry_slug,
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
      stat.subject_kind as subject_kind,
      stat.subject_id as subject_id,
      place.province_id as province_id,
      place.region as region,
      coalesce(
        member.industry_id,
        case
          when stat.subject_kind = 'industry' then stat.subject_id
        end
      ) as industry_id,
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
        select distinct located.province_id, province.region
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
    left join cluster as member on member.id = stat.subject_id
    where (
      stat.source_id = $1
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
      and stat.preferred
    group by
      stat.subject_kind,
      stat.subject_id,
      place.province_id,
      place.region,
      coalesce(
        member.industry_id,
        case
          when stat.subject_kind = 'industry' then stat.subject_id
        end
      ),
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
  join subject on subject.id = total.subject_id
  left join province on province.id = total.province_id
  left join industry on industry.id = total.industry_id
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
  grouped.subject_kind,
  grouped.subject_key,
  grouped.province_code nulls last,
  grouped.region nulls last,
  grouped.industry_slug nulls last,
  grouped.indicator_code,
  grouped.unit_code,
  grouped.scope nulls last,
  grouped.product nulls last,
  grouped.threshold_unit_code nulls last,
  grouped.threshold_value nulls last,
  grouped.round_slug nulls last
limit $3

select count(*) as total
from (
  select
    total.*,
    subject.key as subject_key,
    province.code as province_code,
    industry.slug as industry_slug,
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
      stat.subject_kind as subject_kind,
      stat.subject_id as subject_id,
      place.province_id as province_id,
      place.region as region,
      coalesce(
        member.industry_id,
        case
          when stat.subject_kind = 'industry' then stat.subject_id
        end
      ) as industry_id,
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
        select distinct located.province_id, province.region
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
    left join cluster as member on member.id = stat.subject_id
    where (
      stat.source_id = $1
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
      and stat.preferred
    group by
      stat.subject_kind,
      stat.subject_id,
      place.province_id,
      place.region,
      coalesce(
        member.industry_id,
        case
          when stat.subject_kind = 'industry' then stat.subject_id
        end
      ),
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
  join subject on subject.id = total.subject_id
  left join province on province.id = total.province_id
  left join industry on industry.id = total.industry_id
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

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."id" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."id" = ANY($1)
