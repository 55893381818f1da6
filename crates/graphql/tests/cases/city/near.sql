-- SHA-256 of the statements: 1d7194830553253aebeb95973574c197af5821b8999493e70340ac316286c830

SELECT <columns of city>
FROM "city"
WHERE "city"."code" = ANY($1)

select count(*) as total
from city
where
  true
  and city.id in (
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

select <columns of city>
from city
where
  true
  and city.id in (
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
order by city.code
limit $4

select <columns of city>
from city
where
  true
  and city.id in (
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
order by city.code
limit $4

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of source>
FROM "source"
WHERE "source"."id" = ANY($1)

select <columns of city>
from city
where
  true
  and (
    city.id in (
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
    and (city.province_id = $4) is not true
  )
order by city.name_en, city.code
limit $5

select parent.ordinal, child.*
from unnest($1::bigint[])
with ordinality as parent(id, ordinal)
cross join
  lateral (
    select <columns of city>
    from city
    where
      city.province_id = parent.id
      and city.id in (
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
    order by city.code
    limit $5
  ) as child
