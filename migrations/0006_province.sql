create table province (
    id                     bigint primary key references subject,
    code                   text collate "C" not null unique check (code ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
    country_code           text collate "C" not null generated always as (split_part(code, '-', 1)) stored,
    -- Deferrable, so that one statement may swap codes between rows.
    gb_code                text collate "C" not null unique deferrable initially immediate check (gb_code ~ '^[1-9][0-9]{5}$'),
    name_en                text collate "C" not null,
    name_zh                text collate "C" not null,
    kind                   text not null check (kind in ('province', 'autonomous_region', 'municipality', 'special_administrative_region')),
    region                 text collate "C" check (region in ('east', 'central', 'west', 'northeast')),
    abbreviation_zh        text not null,
    capital_en             text,
    capital_zh             text,
    latitude               numeric check (latitude between -90 and 90),
    longitude              numeric check (longitude between -180 and 180),
    wikidata               text check (wikidata ~ '^Q[1-9][0-9]*$'),
    code_source_id         bigint not null references source,
    gb_code_source_id      bigint not null references source,
    abbreviation_source_id bigint not null references source,
    region_source_id       bigint references source,
    coordinates_source_id  bigint not null references source,
    wikidata_source_id     bigint not null references source
);
-- With what a filter looks at, so that counting what satisfies it need not read the table.
create index province_name_en on province (name_en, code) include (id, name_zh, region);
create index province_name_zh on province (name_zh, code);
create index province_country on province (country_code, gb_code);
create index province_region on province (region);
-- Citations: for the deletion of a source.
create index province_abbreviation_source on province (abbreviation_source_id);
create index province_code_source on province (code_source_id);
create index province_coordinates_source on province (coordinates_source_id);
create index province_gb_code_source on province (gb_code_source_id);
create index province_region_source on province (region_source_id);
create index province_wikidata_source on province (wikidata_source_id);

comment on table province is 'A province-level division of China.';
comment on column province.code is 'Key: ISO 3166-2.';
comment on column province.country_code is 'ISO 3166-1 code of its country: the first part of its own.';
comment on column province.gb_code is 'GB/T 2260 code, six digits.';
comment on column province.region is 'Economic region of the National Bureau of Statistics; null for Hong Kong, Macao and Taiwan.';
comment on column province.latitude is 'Degrees north of the capital, WGS 84.';
comment on column province.longitude is 'Degrees east of the capital, WGS 84.';
