-- What PostGraphile needs beyond the tables, in a schema of its own. Run by postgraphile.mjs at each start.
-- A province has its clusters through cluster_location, where one may stand twice; as a "computed column" function this is a
-- field of the province, in pages. PostgreSQL inlines it.
create schema if not exists peer_postgraphile;

create or replace function peer_postgraphile.province_clusters(province public.province) returns setof public.cluster
language sql stable parallel safe as $$
    select cluster.* from public.cluster
    where exists (
        select from public.cluster_location
        where cluster_location.cluster_id = cluster.id and cluster_location.province_id = province.id
    )
    order by cluster.slug
$$;
