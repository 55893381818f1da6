-- SHA-256 of the statements: ed922f4d1e02513aac58f8e55bb2c52bc9fedc70fc494d91ab1b7ecfbb40d969

select <columns of province>
from province
where true
order by province.gb_code, province.code
limit $1

select <columns of province>
from province
where true
order by province.code
limit $1

select <columns of province>
from province
where true
order by province.name_en desc, province.code
limit $1

select <columns of province>
from province
where true
order by province.name_zh, province.code
limit $1

select <columns of province>
from province
where true
order by province.gb_code desc, province.code
limit $1
