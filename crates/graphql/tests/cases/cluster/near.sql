-- SHA-256 of the statements: b232bd035e391b6a265cfd87226f53f2cbb69df0792468f9870c155972febaf2

select count(*) as total
from cluster
where
  true
  and cluster.id in (
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.city_id in (
        select city.id
        from (
          select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
        ) as center
        join
          city on city.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          city.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
              )
            )
          ) <= center.km::double precision
      )
    union all
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.province_id in (
        select province.id
        from (
          select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
        ) as center
        join
          province on province.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          province.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind(
                  (province.latitude - center.latitude)::double precision / 2
                ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                  (province.longitude - center.longitude)::double precision / 2
                ) ^ 2
              )
            )
          ) <= center.km::double precision
      )
      and not exists (
        select
        from city
        where city.id = cluster_location.city_id
          and num_nulls(city.latitude, city.longitude) = 0
      )
  )

select count(*) as total
from cluster
where
  true
  and (
    cluster.id in (
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.city_id in (
          select city.id
          from (
            select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
          ) as center
          join
            city on city.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            city.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                )
              )
            ) <= center.km::double precision
        )
      union all
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.province_id in (
          select province.id
          from (
            select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
          ) as center
          join
            province on province.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            province.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind(
                    (province.latitude - center.latitude)::double precision / 2
                  ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                    (province.longitude - center.longitude)::double precision / 2
                  ) ^ 2
                )
              )
            ) <= center.km::double precision
        )
        and not exists (
          select
          from city
          where city.id = cluster_location.city_id
            and num_nulls(city.latitude, city.longitude) = 0
        )
    )
  ) is not true

select count(*) as total
from cluster
where
  true
  and cluster.id in (
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.city_id in (
        select city.id
        from (
          select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
        ) as center
        join
          city on city.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          city.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
              )
            )
          ) <= center.km::double precision
      )
    union all
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.province_id in (
        select province.id
        from (
          select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
        ) as center
        join
          province on province.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          province.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind(
                  (province.latitude - center.latitude)::double precision / 2
                ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                  (province.longitude - center.longitude)::double precision / 2
                ) ^ 2
              )
            )
          ) <= center.km::double precision
      )
      and not exists (
        select
        from city
        where city.id = cluster_location.city_id
          and num_nulls(city.latitude, city.longitude) = 0
      )
  )

select count(*) as total
from cluster
where
  true
  and cluster.id in (
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.city_id in (
        select city.id
        from (
          select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
        ) as center
        join
          city on city.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          city.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
              )
            )
          ) <= center.km::double precision
      )
    union all
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.province_id in (
        select province.id
        from (
          select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
        ) as center
        join
          province on province.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          province.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind(
                  (province.latitude - center.latitude)::double precision / 2
                ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                  (province.longitude - center.longitude)::double precision / 2
                ) ^ 2
              )
            )
          ) <= center.km::double precision
      )
      and not exists (
        select
        from city
        where city.id = cluster_location.city_id
          and num_nulls(city.latitude, city.longitude) = 0
      )
  )

select <columns of cluster>
from cluster
where
  true
  and cluster.id in (
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.city_id in (
        select city.id
        from (
          select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
        ) as center
        join
          city on city.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          city.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
              )
            )
          ) <= center.km::double precision
      )
    union all
    select cluster_location.cluster_id
    from cluster_location
    where
      cluster_location.province_id in (
        select province.id
        from (
          select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
        ) as center
        join
          province on province.latitude between center.latitude - center.km / 111.19
          and center.latitude + center.km / 111.19
        where
          province.longitude is not null
          and 2 * 6371.0088 * asin(
            least(
              1,
              sqrt(
                sind(
                  (province.latitude - center.latitude)::double precision / 2
                ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                  (province.longitude - center.longitude)::double precision / 2
                ) ^ 2
              )
            )
          ) <= center.km::double precision
      )
      and not exists (
        select
        from city
        where city.id = cluster_location.city_id
          and num_nulls(city.latitude, city.longitude) = 0
      )
  )
order by cluster.slug
limit $7

select <columns of cluster>
from cluster
where
  true
  and (
    cluster.id in (
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.city_id in (
          select city.id
          from (
            select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
          ) as center
          join
            city on city.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            city.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                )
              )
            ) <= center.km::double precision
        )
      union all
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.province_id in (
          select province.id
          from (
            select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
          ) as center
          join
            province on province.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            province.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind(
                    (province.latitude - center.latitude)::double precision / 2
                  ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                    (province.longitude - center.longitude)::double precision / 2
                  ) ^ 2
                )
              )
            ) <= center.km::double precision
        )
        and not exists (
          select
          from city
          where city.id = cluster_location.city_id
            and num_nulls(city.latitude, city.longitude) = 0
        )
    )
    or cluster.id in (
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.city_id in (
          select city.id
          from (
            select $7::numeric as latitude, $8::numeric as longitude, $9::numeric as km
          ) as center
          join
            city on city.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            city.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                )
              )
            ) <= center.km::double precision
        )
      union all
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.province_id in (
          select province.id
          from (
            select $10::numeric as latitude, $11::numeric as longitude, $12::numeric as km
          ) as center
          join
            province on province.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            province.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind(
                    (province.latitude - center.latitude)::double precision / 2
                  ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                    (province.longitude - center.longitude)::double precision / 2
                  ) ^ 2
                )
              )
            ) <= center.km::double precision
        )
        and not exists (
          select
          from city
          where city.id = cluster_location.city_id
            and num_nulls(city.latitude, city.longitude) = 0
        )
    )
  )
order by cluster.slug
limit $13

select <columns of cluster>
from cluster
where
  true
  and (
    cluster.id in (
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.city_id in (
          select city.id
          from (
            select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
          ) as center
          join
            city on city.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            city.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                )
              )
            ) <= center.km::double precision
        )
      union all
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.province_id in (
          select province.id
          from (
            select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
          ) as center
          join
            province on province.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            province.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind(
                    (province.latitude - center.latitude)::double precision / 2
                  ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                    (province.longitude - center.longitude)::double precision / 2
                  ) ^ 2
                )
              )
            ) <= center.km::double precision
        )
        and not exists (
          select
          from city
          where city.id = cluster_location.city_id
            and num_nulls(city.latitude, city.longitude) = 0
        )
    )
  ) is not true
order by cluster.slug
limit $7

SELECT <columns of industry>
FROM "industry"
WHERE "industry"."slug" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

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
      and cluster.id in (
        select cluster_location.cluster_id
        from cluster_location
        where
          cluster_location.city_id in (
            select city.id
            from (
              select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
            ) as center
            join
              city on city.latitude between center.latitude - center.km / 111.19
              and center.latitude + center.km / 111.19
            where
              city.longitude is not null
              and 2 * 6371.0088 * asin(
                least(
                  1,
                  sqrt(
                    sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                  )
                )
              ) <= center.km::double precision
          )
        union all
        select cluster_location.cluster_id
        from cluster_location
        where
          cluster_location.province_id in (
            select province.id
            from (
              select $4::numeric as latitude, $5::numeric as longitude, $6::numeric as km
            ) as center
            join
              province on province.latitude between center.latitude - center.km / 111.19
              and center.latitude + center.km / 111.19
            where
              province.longitude is not null
              and 2 * 6371.0088 * asin(
                least(
                  1,
                  sqrt(
                    sind(
                      (province.latitude - center.latitude)::double precision / 2
                    ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                      (province.longitude - center.longitude)::double precision / 2
                    ) ^ 2
                  )
                )
              ) <= center.km::double precision
          )
          and not exists (
            select
            from city
            where city.id = cluster_location.city_id
              and num_nulls(city.latitude, city.longitude) = 0
          )
      )
  )
order by province.gb_code, province.code
limit $7

select cluster_location.cluster_id as parent, <columns of cluster_location>
from cluster_location
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

select cluster_location.cluster_id as parent, <columns of city>
from cluster_location
join city on city.id = cluster_location.city_id
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

select cluster_location.cluster_id as parent, <columns of province>
from cluster_location
join province on province.id = cluster_location.province_id
where cluster_location.cluster_id = any($1)
order by cluster_location.cluster_id, cluster_location.position

select count(*) as total
from cluster
where
  true
  and (
    (cluster.industry_id = $1 or cluster.track_id = $2)
    and cluster.id in (
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.city_id in (
          select city.id
          from (
            select $3::numeric as latitude, $4::numeric as longitude, $5::numeric as km
          ) as center
          join
            city on city.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            city.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                )
              )
            ) <= center.km::double precision
        )
      union all
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.province_id in (
          select province.id
          from (
            select $6::numeric as latitude, $7::numeric as longitude, $8::numeric as km
          ) as center
          join
            province on province.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            province.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind(
                    (province.latitude - center.latitude)::double precision / 2
                  ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                    (province.longitude - center.longitude)::double precision / 2
                  ) ^ 2
                )
              )
            ) <= center.km::double precision
        )
        and not exists (
          select
          from city
          where city.id = cluster_location.city_id
            and num_nulls(city.latitude, city.longitude) = 0
        )
    )
  )

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
    where
      true
      and cluster.id in (
        select cluster_location.cluster_id
        from cluster_location
        where
          cluster_location.city_id in (
            select city.id
            from (
              select $2::numeric as latitude, $3::numeric as longitude, $4::numeric as km
            ) as center
            join
              city on city.latitude between center.latitude - center.km / 111.19
              and center.latitude + center.km / 111.19
            where
              city.longitude is not null
              and 2 * 6371.0088 * asin(
                least(
                  1,
                  sqrt(
                    sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                  )
                )
              ) <= center.km::double precision
          )
        union all
        select cluster_location.cluster_id
        from cluster_location
        where
          cluster_location.province_id in (
            select province.id
            from (
              select $5::numeric as latitude, $6::numeric as longitude, $7::numeric as km
            ) as center
            join
              province on province.latitude between center.latitude - center.km / 111.19
              and center.latitude + center.km / 111.19
            where
              province.longitude is not null
              and 2 * 6371.0088 * asin(
                least(
                  1,
                  sqrt(
                    sind(
                      (province.latitude - center.latitude)::double precision / 2
                    ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                      (province.longitude - center.longitude)::double precision / 2
                    ) ^ 2
                  )
                )
              ) <= center.km::double precision
          )
          and not exists (
            select
            from city
            where city.id = cluster_location.city_id
              and num_nulls(city.latitude, city.longitude) = 0
          )
      )
  ) as child
order by parent.ordinal

select <columns of cluster>
from cluster
where
  true
  and (
    (cluster.industry_id = $1 or cluster.track_id = $2)
    and cluster.id in (
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.city_id in (
          select city.id
          from (
            select $3::numeric as latitude, $4::numeric as longitude, $5::numeric as km
          ) as center
          join
            city on city.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            city.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                )
              )
            ) <= center.km::double precision
        )
      union all
      select cluster_location.cluster_id
      from cluster_location
      where
        cluster_location.province_id in (
          select province.id
          from (
            select $6::numeric as latitude, $7::numeric as longitude, $8::numeric as km
          ) as center
          join
            province on province.latitude between center.latitude - center.km / 111.19
            and center.latitude + center.km / 111.19
          where
            province.longitude is not null
            and 2 * 6371.0088 * asin(
              least(
                1,
                sqrt(
                  sind(
                    (province.latitude - center.latitude)::double precision / 2
                  ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                    (province.longitude - center.longitude)::double precision / 2
                  ) ^ 2
                )
              )
            ) <= center.km::double precision
        )
        and not exists (
          select
          from city
          where city.id = cluster_location.city_id
            and num_nulls(city.latitude, city.longitude) = 0
        )
    )
  )
order by cluster.slug
limit $9

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
    where
      true
      and cluster.id in (
        select cluster_location.cluster_id
        from cluster_location
        where
          cluster_location.city_id in (
            select city.id
            from (
              select $2::numeric as latitude, $3::numeric as longitude, $4::numeric as km
            ) as center
            join
              city on city.latitude between center.latitude - center.km / 111.19
              and center.latitude + center.km / 111.19
            where
              city.longitude is not null
              and 2 * 6371.0088 * asin(
                least(
                  1,
                  sqrt(
                    sind((city.latitude - center.latitude)::double precision / 2) ^ 2 + cosd(center.latitude::double precision) * cosd(city.latitude::double precision) * sind((city.longitude - center.longitude)::double precision / 2) ^ 2
                  )
                )
              ) <= center.km::double precision
          )
        union all
        select cluster_location.cluster_id
        from cluster_location
        where
          cluster_location.province_id in (
            select province.id
            from (
              select $5::numeric as latitude, $6::numeric as longitude, $7::numeric as km
            ) as center
            join
              province on province.latitude between center.latitude - center.km / 111.19
              and center.latitude + center.km / 111.19
            where
              province.longitude is not null
              and 2 * 6371.0088 * asin(
                least(
                  1,
                  sqrt(
                    sind(
                      (province.latitude - center.latitude)::double precision / 2
                    ) ^ 2 + cosd(center.latitude::double precision) * cosd(province.latitude::double precision) * sind(
                      (province.longitude - center.longitude)::double precision / 2
                    ) ^ 2
                  )
                )
              ) <= center.km::double precision
          )
          and not exists (
            select
            from city
            where city.id = cluster_location.city_id
              and num_nulls(city.latitude, city.longitude) = 0
          )
      )
    order by location.cluster_slug
    limit $8
  ) as child

SELECT <columns of city>
FROM "city"
WHERE "city"."id" = ANY($1)
