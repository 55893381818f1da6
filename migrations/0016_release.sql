create table release (
    id        bigint generated always as identity primary key,
    package   text not null,
    version   text not null,
    title     text not null,
    license   text not null,
    loaded_at timestamptz not null default now(),
    checksum  text not null check (checksum ~ '^[0-9a-f]{64}$'),
    counts    jsonb not null
);

comment on table release is 'One row for each import that changed something; the newest is what every answer is made from.';
comment on column release.package is 'Name of the data package.';
comment on column release.version is 'Version of the data package.';
comment on column release.license is 'Name of the licence of the data, such as CC0-1.0.';
comment on column release.checksum is 'SHA-256, in hexadecimal, over the files of the package.';
comment on column release.counts is 'Rows of each table after the import.';
