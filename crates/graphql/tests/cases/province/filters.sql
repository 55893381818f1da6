-- SHA-256 of the statements: 706351417945c5f5f65bbf3a123d942931fb3110ac0facf525cb5125508e4c85

select count(*) as total
from province
where
  true
  and (
    province.name_en collate "default" ilike $1
    or province.name_zh collate "default" ilike $2
  )

select count(*) as total
from province
where
  true
  and (
    province.name_en collate "default" ilike $1
    or province.name_zh collate "default" ilike $2
  )

select count(*) as total
from province
where true and province.region = $1

select count(*) as total
from province
where true and (province.region = any($1)) is not true

select count(*) as total
from province
where
  true
  and (
    exists (
      select
      from cluster
      join cluster_location on cluster_location.cluster_id = cluster.id
      where cluster_location.province_id = province.id
        and true
    )
  ) is not true

select count(*) as total
from province
where
  true
  and (
    (
      province.name_en collate "default" ilike $1
      or province.name_zh collate "default" ilike $2
    )
    or (
      province.region = $3
      and (
        exists (
          select
          from cluster
          join cluster_location on cluster_location.cluster_id = cluster.id
          where cluster_location.province_id = province.id
            and true
        )
      ) is not true
    )
  )

select count(*) as total
from province
where true and false

select <columns of province>
from province
where
  true
  and (
    province.name_en collate "default" ilike $1
    or province.name_zh collate "default" ilike $2
  )
order by province.gb_code, province.code
limit $3

select <columns of province>
from province
where
  true
  and (
    province.name_en collate "default" ilike $1
    or province.name_zh collate "default" ilike $2
  )
order by province.gb_code, province.code
limit $3

select <columns of province>
from province
where true and province.region = $1
order by province.gb_code, province.code
limit $2

select <columns of province>
from province
where true and (province.region = any($1)) is not true
order by province.gb_code, province.code
limit $2

select <columns of province>
from province
where
  true
  and (
    exists (
      select
      from cluster
      join cluster_location on cluster_location.cluster_id = cluster.id
      where cluster_location.province_id = province.id
        and true
    )
  ) is not true
order by province.gb_code, province.code
limit $1

select <columns of province>
from province
where
  true
  and (
    (
      province.name_en collate "default" ilike $1
      or province.name_zh collate "default" ilike $2
    )
    or (
      province.region = $3
      and (
        exists (
          select
          from cluster
          join cluster_location on cluster_location.cluster_id = cluster.id
          where cluster_location.province_id = province.id
            and true
        )
      ) is not true
    )
  )
order by province.gb_code, province.code
limit $4

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

SELECT <columns of round>
FROM "round"
WHERE "round"."slug" = ANY($1)

SELECT <columns of indicator>
FROM "indicator"
WHERE "indicator"."code" = ANY($1)

SELECT <columns of country>
FROM "country"
WHERE "country"."code" = ANY($1)

select count(*) as total
from province
where
  true
  and exists (
    select
    from cluster
    join cluster_location on cluster_location.cluster_id = cluster.id
    where cluster_location.province_id = province.id
      and (cluster.industry_id = $1 or cluster.track_id = $2)
  )

select count(*) as total
from province
where
  true
  and (
    province.region = $1
    and exists (
      select
      from cluster
      join cluster_location on cluster_location.cluster_id = cluster.id
      where
        cluster_location.province_id = province.id
        and exists (
          select
          from award
          join round_inside on round_inside.round_id = award.round_id
          where award.cluster_id = cluster.id
            and round_inside.outer_id = $2
        )
    )
  )

select count(*) as total
from province
where
  true
  and exists (
    select
    from stat
    where
      stat.subject_id = province.id
      and (
        stat.indicator_id = $1
        and stat.value >= cast($2 as numeric)
        and stat.period_label = $3
      )
  )

select count(*) as total
from province
where
  true
  and exists (
    select
    from cluster
    join cluster_location on cluster_location.cluster_id = cluster.id
    where
      cluster_location.province_id = province.id
      and exists (
        select
        from stat
        where stat.subject_id = cluster.id
          and (
            stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
          )
      )
  )

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from province
    where
      province.country_code = (select code from country where country.id = parent.id)
      and (
        province.name_en collate "default" ilike $2
        or province.name_zh collate "default" ilike $3
      )
  ) as child
order by parent.ordinal

select <columns of province>
from province
where
  true
  and exists (
    select
    from cluster
    join cluster_location on cluster_location.cluster_id = cluster.id
    where cluster_location.province_id = province.id
      and (cluster.industry_id = $1 or cluster.track_id = $2)
  )
order by province.gb_code, province.code
limit $3

select <columns of province>
from province
where
  true
  and (
    province.region = $1
    and exists (
      select
      from cluster
      join cluster_location on cluster_location.cluster_id = cluster.id
      where
        cluster_location.province_id = province.id
        and exists (
          select
          from award
          join round_inside on round_inside.round_id = award.round_id
          where award.cluster_id = cluster.id
            and round_inside.outer_id = $2
        )
    )
  )
order by province.gb_code, province.code
limit $3

select <columns of province>
from province
where
  true
  and exists (
    select
    from stat
    where
      stat.subject_id = province.id
      and (
        stat.indicator_id = $1
        and stat.value >= cast($2 as numeric)
        and stat.period_label = $3
      )
  )
order by province.gb_code, province.code
limit $4

select <columns of province>
from province
where
  true
  and exists (
    select
    from cluster
    join cluster_location on cluster_location.cluster_id = cluster.id
    where
      cluster_location.province_id = province.id
      and exists (
        select
        from stat
        where stat.subject_id = cluster.id
          and (
            stat.indicator_id = $1 and stat.value >= cast($2 as numeric)
          )
      )
  )
order by province.gb_code, province.code
limit $3

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of province>
    from province
    where
      province.country_code = (select code from country where country.id = parent.id)
      and (
        province.name_en collate "default" ilike $2
        or province.name_zh collate "default" ilike $3
      )
    order by province.gb_code, province.code
    limit $4
  ) as child
