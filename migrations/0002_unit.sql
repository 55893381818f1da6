create table unit (
    id      bigint generated always as identity primary key,
    code    text collate "C" not null unique,
    name_en text collate "C" not null,
    name_zh text collate "C" not null,
    kind    text not null check (kind in ('currency', 'exchange_rate', 'share', 'count', 'quantity'))
);
create index unit_name_en on unit (name_en, code);
create index unit_name_zh on unit (name_zh, code);

comment on table unit is 'What a figure is counted in. Rows are the units which the loaded figures use.';
comment on column unit.code is 'Key: ISO 4217 for a currency, otherwise a word such as percent or persons.';
comment on column unit.kind is 'What may be compared: only figures of one unit are ever added.';
