-- SHA-256 of the statements: dadc092f4892ab234fb075fac616eeab5453a6f8dd2cfba1b6cb3d99faac20ef

select
  <columns of province>,
  json_build_array(province.gb_code::text, province.code::text)::text as position
from province
where true
order by province.gb_code, province.code
limit $1

select *
from (
  (
    select <columns of province>
    from province
    where true
      and province.gb_code = cast($1 as text) and province.code > cast($2 as text)
    order by province.gb_code, province.code
    limit $3
  )
  union all
  (
    select <columns of province>
    from province
    where true
      and province.gb_code > cast($4 as text)
    order by province.gb_code, province.code
    limit $5
  )
) as range
limit $6

select <columns of province>
from province
where true
order by province.gb_code desc, province.code desc
limit $1

select *
from (
  (
    select <columns of province>
    from province
    where true
      and province.gb_code = cast($1 as text) and province.code < cast($2 as text)
    order by province.gb_code desc, province.code desc
    limit $3
  )
  union all
  (
    select <columns of province>
    from province
    where true
      and province.gb_code < cast($4 as text)
    order by province.gb_code desc, province.code desc
    limit $5
  )
) as range
limit $6
