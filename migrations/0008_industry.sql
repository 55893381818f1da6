create table industry (
    id        bigint primary key references subject,
    slug      text collate "C" not null unique,
    name_en   text collate "C" not null,
    name_zh   text collate "C" not null,
    kind      text not null check (kind in ('field', 'track', 'label')),
    parent_id bigint references industry deferrable initially deferred,
    source_id bigint not null references source,
    note      text
);
create index industry_parent on industry (parent_id, slug);
-- With what a filter looks at, so that counting what satisfies it need not read the table.
create index industry_name_en on industry (name_en, slug) include (id, name_zh);
create index industry_name_zh on industry (name_zh, slug);
-- Citations: for the deletion of a source.
create index industry_source on industry (source_id);

comment on table industry is 'One of the six key fields, a narrower track within a field, or a label taken from names of clusters.';
comment on column industry.parent_id is 'The field a track belongs to.';
