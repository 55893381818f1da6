-- SHA-256 of the statements: e1576be6f672763c21085a22c615d92a1e619c39b809c8a26840c61fab178973

select <columns of release>
from release
order by release.id desc
limit 1

select
  coalesce(
    (
      select (release.counts ->> 'release')::bigint
      from release
      order by id desc
      limit 1
    ),
    (select count(*) as total from release where true)
  ) as total

select <columns of release>
from release
where true
order by release.id desc
limit $1
