-- Counted by each import, so that an index puts provinces in the order of their number of clusters.
alter table province add column cluster_count integer not null default 0;
create index province_cluster_count on province (cluster_count, code);

comment on column province.cluster_count is 'Clusters with a location in it.';
-- For distances: what lies within a circle is looked for between two latitudes first.
create index province_latitude on province (latitude) include (id, longitude);
