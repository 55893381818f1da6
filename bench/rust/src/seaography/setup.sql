-- The junction of provinces and clusters: through cluster_location a cluster may be in a province twice.
create schema if not exists peer_seaography;

create or replace view peer_seaography.province_cluster as
    select distinct province_id, cluster_id from public.cluster_location;
