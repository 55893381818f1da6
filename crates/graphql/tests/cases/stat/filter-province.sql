-- SHA-256 of the statements: 3e9a24173aa4ac41fc9607ef0e9e80d0fd95f3c96983e99caa274d714dc23075

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."gb_code" = ANY($1)

select count(*) as total
from stat
where true and stat.subject_kind = $1

select count(*) as total
from stat
where
  true
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
      and place.province_id = any($1)
  )

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from stat
  where stat.subject_id = parent.id
) as child
order by parent.ordinal

select count(*) as total
from stat
where
  true
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

select count(*) as total
from stat
where
  true
  and (
    stat.subject_kind = $1
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

select count(*) as total
from stat
where
  true
  and (
    stat.subject_kind = $1
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

select count(*) as total
from stat
where
  true
  and (
    stat.subject_kind = $1
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

select count(*) as total
from stat
where
  true
  and (
    exists (
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
        and place.province_id = any($1)
    )
    and (stat.subject_kind = $2) is not true
  )

select count(*) as total
from stat
where
  true
  and (
    stat.subject_kind = $1
    and (
      exists (
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
          and place.province_id = any($2)
      )
    ) is not true
  )

SELECT <columns of source>
FROM "source"
WHERE "source"."slug" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join lateral (
  select count(*) as total
  from city
  where city.province_id = parent.id
) as child
order by parent.ordinal

select <columns of stat>
from stat
where
  true
  and (
    stat.subject_kind = $1
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
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $3

select <columns of stat>
from stat
where
  true
  and (
    stat.subject_kind = $1
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
order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
limit $3

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)

select child.total
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select count(*) as total
    from stat
    where
      stat.source_id = parent.id
      and (
        stat.value >= cast($2 as numeric)
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
            and place.province_id = $3
        )
      )
  ) as child
order by parent.ordinal

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of stat>
    from stat
    where
      stat.source_id = parent.id
      and (
        stat.value >= cast($2 as numeric)
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
            and place.province_id = $3
        )
      )
    order by stat.period_end desc, stat.period_start desc, stat.indicator_code, stat.key
    limit $4
  ) as child

SELECT <columns of cluster>
FROM "cluster"
WHERE "cluster"."id" = ANY($1)
