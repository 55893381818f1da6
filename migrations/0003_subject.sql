-- The supertype of all that a figure can be about: one foreign key from stat and from name, whatever the kind.
create table subject (
    id   bigint generated always as identity primary key,
    kind text collate "C" not null
         check (kind in ('country', 'province', 'city', 'industry', 'contest', 'round', 'cluster')),
    key  text collate "C" not null,
    unique (kind, key),
    -- What stat repeats of its subject cannot drift from it.
    unique (id, kind, key)
);

comment on table subject is 'Whatever a figure or a name can be about; each row has one row in the table its kind names.';
comment on column subject.key is 'Natural key in that table: an ISO 3166 code, a GB/T 2260 code or a slug.';
