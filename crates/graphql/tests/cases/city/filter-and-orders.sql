-- SHA-256 of the statements: ca7120318b99581c4818e579a1f28517853efd7b89f57fbbdb15e9b92f4d6916

SELECT <columns of province>
FROM "province"
WHERE "province"."code" = ANY($1)

SELECT <columns of province>
FROM "province"
WHERE "province"."gb_code" = ANY($1)

select count(*) as total
from city
where true and city.province_id = any($1)

select count(*) as total
from city
where true and city.province_id = $1

select count(*) as total
from city
where true and city.province_id = any($1)

select <columns of city>
from city
where true and city.province_id = any($1)
order by city.code
limit $2

select <columns of city>
from city
where true
order by city.code desc
limit $1

select <columns of city>
from city
where true
order by city.name_en, city.code desc
limit $1

select <columns of city>
from city
where true
order by city.name_zh, city.code
limit $1

select <columns of city>
from city
where true and city.province_id = $1
order by city.code
limit $2
