create table cluster (
    id                bigint primary key references subject,
    slug              text collate "C" not null unique,
    name_en           text collate "C" not null,
    name_zh           text collate "C" not null,
    name_en_origin    text not null check (name_en_origin in ('source', 'translated')),
    name_en_source_id bigint references source,
    name_zh_origin    text not null check (name_zh_origin in ('source', 'compiled')),
    industry_id       bigint references industry,
    industry_basis    text check (industry_basis in ('assigned', 'label')),
    track_id          bigint references industry,
    verification      text not null check (verification in ('named', 'partial')),
    source_id         bigint not null references source,
    note              text,
    -- What award repeats of its cluster cannot drift from it.
    unique (id, slug)
);
create index cluster_industry on cluster (industry_id, slug);
create index cluster_track on cluster (track_id, slug);
-- With what a filter looks at, so that counting what satisfies it need not read the table.
create index cluster_name_en on cluster (name_en, slug) include (id, name_zh, industry_id, track_id);
create index cluster_name_zh on cluster (name_zh, slug);
-- Citations: for the deletion of a source.
create index cluster_name_en_source on cluster (name_en_source_id);
create index cluster_source on cluster (source_id);

comment on table cluster is 'An industrial cluster.';
comment on column cluster.name_en_origin is 'source: printed in an English source; translated: by the compiler.';
comment on column cluster.name_zh_origin is 'source: printed in a Chinese source; compiled: put together from what the sources say.';
comment on column cluster.industry_id is 'Field or label; null where no source tells enough.';
comment on column cluster.industry_basis is 'assigned: chosen by the compiler by the name; label: taken from the name.';
comment on column cluster.track_id is 'Track of the 2024 contest, by the name of the cluster.';
comment on column cluster.verification is 'named: a source names the cluster as a winner; partial: part of the evidence only, see the note.';
comment on column cluster.source_id is 'The source that names the cluster as a winner, or gives the evidence.';
