-- The clusters of a place by slug, page by page: an index leads through them only if the location has the slug, too.
alter table cluster_location add column cluster_slug text collate "C";
update cluster_location set cluster_slug = cluster.slug from cluster where cluster.id = cluster_location.cluster_id;
alter table cluster_location
    alter column cluster_slug set not null,
    drop constraint cluster_location_cluster_id_fkey,
    add foreign key (cluster_id, cluster_slug) references cluster (id, slug);

drop index cluster_location_province;
drop index cluster_location_city;
create index cluster_location_province on cluster_location (province_id, cluster_slug, cluster_id);
create index cluster_location_city on cluster_location (city_id, cluster_slug, cluster_id);

comment on column cluster_location.cluster_slug is 'Slug of the cluster, so that an index has the clusters of a place in their order.';
