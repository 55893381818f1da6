-- SHA-256 of the statements: ed96cbd80f2204967e007d14546f5eef6d8c55acf7ed826e99103ca51ab967e0

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

select count(*) as total
from stat
where
  true
  and stat.subject_kind = $1
  and stat.indicator_id = $2
  and stat.unit_code = $3
  and stat.period_end = $4
  and stat.period_start = $5
  and stat.headline

select <columns of stat>, json_build_array(stat.value::text, stat.subject_key::text)::text as position
from stat
where
  true
  and stat.subject_kind = $1
  and stat.indicator_id = $2
  and stat.unit_code = $3
  and stat.period_end = $4
  and stat.period_start = $5
  and stat.headline
order by stat.value desc, stat.subject_key
limit $6

select <columns of stat>
from stat
where
  true
  and stat.subject_kind = $1
  and stat.indicator_id = $2
  and stat.unit_code = $3
  and stat.period_end = $4
  and stat.period_start = $5
  and stat.headline
order by stat.value, stat.subject_key desc
limit $6

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    '' as part
  from stat
  where
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
    and stat.value >= (
      select min(stat.value)
      from unnest($6::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $7
            and stat.unit_code = $8
            and stat.headline offset 0
        ) as stat
      where
        stat.subject_kind = $9
        and stat.indicator_id = $10
        and stat.unit_code = $11
        and stat.period_end = $12
        and stat.period_start = $13
        and stat.headline
    )
  window larger as (partition by '' order by stat.value desc)
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($14)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

SELECT <columns of unit>
FROM "unit"
WHERE "unit"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

select
  grouped.indicator_id,
  grouped.unit_code,
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
      count(distinct stat.subject_id) < count(*) as several_sources,
      false as several_scopes,
      array_agg(stat.subject_id) filter (where stat.subject_kind in ('city', 'industry', 'round')) as nesting
    from stat
    where
      stat.subject_kind = $1
      and stat.indicator_id = $2
      and stat.unit_code = $3
      and stat.period_end = $4
      and stat.period_start = $5
      and stat.headline
    group by
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
where true
order by
  grouped.indicator_code,
  grouped.unit_code,
  grouped.scope nulls last,
  grouped.product nulls last,
  grouped.threshold_unit_code nulls last,
  grouped.threshold_value nulls last,
  grouped.round_slug nulls last
limit $6

select count(*) as total
from stat
where
  true
  and (
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
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
        and place.province_id = any($6)
    )
  )

select <columns of stat>
from stat
where
  true
  and (
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
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
        and place.province_id = any($6)
    )
  )
order by stat.value desc, stat.subject_key
limit $7

select ranked.rank, ranked.above::text as above, ranked.part, <columns of stat>
from (
  select
    stat.id,
    stat.subject_id,
    rank() over larger as rank,
    first_value(stat.value) over (larger groups between 1 preceding and 1 preceding) as above,
    '' as part
  from stat
  where (
    stat.subject_kind = $1
    and stat.indicator_id = $2
    and stat.unit_code = $3
    and stat.period_end = $4
    and stat.period_start = $5
    and stat.headline
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
        and place.province_id = any($6)
    )
  )
    and stat.value >= (
      select min(stat.value)
      from unnest($7::bigint[]) as wanted(id)
      cross join
        lateral (
          select stat.*
          from stat
          where
            stat.subject_id = wanted.id
            and stat.indicator_id = $8
            and stat.unit_code = $9
            and stat.headline offset 0
        ) as stat
      where (
        stat.subject_kind = $10
        and stat.indicator_id = $11
        and stat.unit_code = $12
        and stat.period_end = $13
        and stat.period_start = $14
        and stat.headline
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
            and place.province_id = any($15)
        )
      )
    )
  window larger as (partition by '' order by stat.value desc)
) as ranked
join stat on stat.id = ranked.id
where ranked.part is not null and ranked.subject_id = any($16)

SELECT <columns of province>
FROM "province"
WHERE "province"."id" = ANY($1)

select
  grouped.indicator_id,
  grouped.unit_code,
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
      count(distinct stat.subject_id) < count(*) as several_sources,
      false as several_scopes,
      array_agg(stat.subject_id) filter (where stat.subject_kind in ('city', 'industry', 'round')) as nesting
    from stat
    where (
      stat.subject_kind = $1
      and stat.indicator_id = $2
      and stat.unit_code = $3
      and stat.period_end = $4
      and stat.period_start = $5
      and stat.headline
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
          and place.province_id = any($6)
      )
    )
    group by
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
where true
order by
  grouped.indicator_code,
  grouped.unit_code,
  grouped.scope nulls last,
  grouped.product nulls last,
  grouped.threshold_unit_code nulls last,
  grouped.threshold_value nulls last,
  grouped.round_slug nulls last
limit $7
