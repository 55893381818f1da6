-- What PostGraphile needs beyond the tables, in a schema of its own. Run by postgraphile.mjs at each start.
-- A province has its clusters through cluster_location, where one may stand twice; as a "computed column" function this is a
-- field of the province, in pages. PostgreSQL inlines it.
create schema if not exists peer_postgraphile;

create or replace function peer_postgraphile.province_clusters(province public.province) returns setof public.cluster
language sql stable parallel safe as $$
    select cluster.*
    from (
        select distinct cluster_slug, cluster_id from public.cluster_location where province_id = province.id
    ) as location
    join public.cluster on cluster.id = location.cluster_id
    order by location.cluster_slug
$$;
