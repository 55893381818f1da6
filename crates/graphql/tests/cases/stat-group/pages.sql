-- SHA-256 of the statements: 60f8667156489d411213a1791f12b8124f05004db0b1fdbdbc7aa757bb599dd0

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select count(*) as total
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
      stat.period_end as period_end,
      stat.period_start as period_start,
      stat.indicator_id as indicator_id,
      stat.indicator_code as indicator_code,
      stat.unit_code as unit_code,
      stat.scope as scope,
      stat.product as product,
      trim_scale(stat.threshold_value) as threshold_value,
      stat.threshold_unit_code as threshold_unit_code,
      stat.round_id as round_id,
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
    where (stat.indicator_id = $1 and stat.subject_kind = $2)
      and stat.preferred
    group by
      stat.period_end,
      stat.period_start,
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
where (
  grouped.count >= cast($3 as numeric)
  and grouped.count < cast($4 as numeric)
  and grouped.sum > cast($5 as numeric)
  and grouped.average > cast($6 as numeric)
  and grouped.minimum >= cast($7 as numeric)
)

select
  grouped.indicator_id,
  grouped.unit_code,
  grouped.period_end,
  grouped.period_start,
  grouped.indicator_code,
  grouped.scope,
  grouped.product,
  grouped.threshold_value::text,
  grouped.threshold_unit_code,
  grouped.round_id,
  grouped.period_label,
  grouped.count,
  grouped.figures,
  grouped.qualified,
  grouped.sum::text,
  grouped.refusal,
  grouped.average::text,
  grouped.minimum::text,
  grouped.maximum::text,
  grouped.sources,
  json_build_array(
    grouped.period_end::text,
    grouped.period_start::text,
    grouped.indicator_code::text,
    grouped.unit_code::text,
    grouped.scope::text,
    grouped.product::text,
    grouped.threshold_unit_code::text,
    grouped.threshold_value::text,
    grouped.round_slug::text
  )::text as position
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
      stat.period_end as period_end,
      stat.period_start as period_start,
      stat.indicator_id as indicator_id,
      stat.indicator_code as indicator_code,
      stat.unit_code as unit_code,
      stat.scope as scope,
      stat.product as product,
      trim_scale(stat.threshold_value) as threshold_value,
      stat.threshold_unit_code as threshold_unit_code,
      stat.round_id as round_id,
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
    where (stat.indicator_id = $1 and stat.subject_kind = $2)
      and stat.preferred
    group by
      stat.period_end,
      stat.period_start,
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
where (
  grouped.count >= cast($3 as numeric)
  and grouped.count < cast($4 as numeric)
  and grouped.sum > cast($5 as numeric)
  and grouped.average > cast($6 as numeric)
  and grouped.minimum >= cast($7 as numeric)
)
order by
  grouped.period_end desc,
  grouped.period_start desc,
  grouped.indicator_code desc,
  grouped.unit_code desc,
  grouped.scope desc nulls last,
  grouped.product desc nulls last,
  grouped.threshold_unit_code desc nulls last,
  grouped.threshold_value desc nulls last,
  grouped.round_slug desc nulls last
limit $8
