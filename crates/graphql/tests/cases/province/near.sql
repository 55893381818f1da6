-- SHA-256 of the statements: 4ce12c48893aff9c47803a60ac5df31f4a86ba03c85c87e85e21e02b8fb01e5f

select count(*) as total
from province
where
  true
  and province.id in (
    select province.id
    from (
      select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
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

select <columns of province>
from province
where
  true
  and province.id in (
    select province.id
    from (
      select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
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
order by province.gb_code, province.code
limit $4

select <columns of province>
from province
where
  true
  and (
    province.id in (
      select province.id
      from (
        select $1::numeric as latitude, $2::numeric as longitude, $3::numeric as km
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
  ) is not true
order by province.gb_code, province.code
limit $4
