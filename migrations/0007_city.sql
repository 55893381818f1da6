create table city (
    id                    bigint primary key references subject,
    code                  text collate "C" not null unique check (code ~ '^[1-9][0-9]{5}$'),
    name_en               text collate "C" not null,
    name_zh               text collate "C" not null,
    level                 text not null check (level in ('municipality', 'sub_provincial_city', 'prefecture_level_city', 'autonomous_prefecture', 'county_level_city')),
    parent_id             bigint references city deferrable initially deferred,
    province_id           bigint not null references province,
    latitude              numeric check (latitude between -90 and 90),
    longitude             numeric check (longitude between -180 and 180),
    code_source_id        bigint not null references source,
    coordinates_source_id bigint not null references source,
    note                  text
);
create index city_province on city (province_id, code);
create index city_parent on city (parent_id, code);
-- With what a filter looks at, so that counting what satisfies it need not read the table.
create index city_name_en on city (name_en, code) include (id, name_zh, province_id);
create index city_name_zh on city (name_zh, code);
-- Citations: for the deletion of a source.
create index city_code_source on city (code_source_id);
create index city_coordinates_source on city (coordinates_source_id);

comment on table city is 'A city, autonomous prefecture or county-level city which a cluster or a figure names.';
comment on column city.code is 'Key: GB/T 2260 code, six digits. A municipality has the code of its province.';
comment on column city.parent_id is 'The prefecture-level city above a county-level city.';
