create table indicator (
    id          bigint generated always as identity primary key,
    code        text collate "C" not null unique,
    name_en     text collate "C" not null,
    name_zh     text collate "C" not null,
    unit_code   text collate "C" references unit (code),
    kind        text not null check (kind in ('number', 'amount', 'share', 'rate', 'quantity')),
    description text not null,
    -- What stat repeats of its indicator cannot drift from it.
    unique (id, code)
);
create index indicator_unit on indicator (unit_code, code);
-- With what a filter looks at, so that counting what satisfies it need not read the table.
create index indicator_name_en on indicator (name_en, code) include (id, name_zh);
create index indicator_name_zh on indicator (name_zh, code);

comment on table indicator is 'What a figure measures.';
comment on column indicator.unit_code is 'Usual unit; null where it depends on the product. Each figure has its own.';
comment on column indicator.kind is 'What kind of value it is: a number of things, an amount of money, a share, a rate, or a quantity of goods.';
