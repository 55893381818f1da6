create table country (
    id      bigint primary key references subject,
    code    text collate "C" not null unique check (code ~ '^[A-Z]{2}$'),
    name_en text collate "C" not null,
    name_zh text collate "C" not null
);

comment on table country is 'The country the figures of the whole country are about.';
comment on column country.code is 'Key: ISO 3166-1 alpha-2.';
