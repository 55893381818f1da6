create table cluster_location (
    cluster_id  bigint not null references cluster,
    position    integer not null check (position >= 1),
    province_id bigint not null references province,
    city_id     bigint references city,
    role        text check (role in ('lead', 'core')),
    source_id   bigint not null references source,
    primary key (cluster_id, position)
);
create index cluster_location_province on cluster_location (province_id, cluster_id);
create index cluster_location_city on cluster_location (city_id, cluster_id);
-- Citations: for the deletion of a source.
create index cluster_location_source on cluster_location (source_id);

comment on table cluster_location is 'A place of a cluster: a province and, where known, a city.';
comment on column cluster_location.position is 'Order within the cluster; the first is the lead, or the place named first.';
comment on column cluster_location.role is 'lead: a source says that the place leads; core: a core area; null: not stated.';
