select release.id, release.package, release.version, release.title, release.license, release.loaded_at, release.checksum, release.counts from release order by release.id desc limit 1

select coalesce((select (release.counts ->> 'release')::bigint from release order by id desc limit 1), (select count(*) as total from release where true)) as total

select release.id, release.package, release.version, release.title, release.license, release.loaded_at, release.checksum, release.counts from release where true order by release.id desc limit $1
