create table stat (
    id                  bigint generated always as identity primary key,
    key                 text collate "C" not null unique,
    -- The kind and key of the subject and the code of the indicator are repeated here, so that one index serves a
    -- filter together with an order. The foreign keys hold them equal to the rows they come from.
    subject_id          bigint not null,
    subject_kind        text collate "C" not null,
    subject_key         text collate "C" not null,
    indicator_id        bigint not null,
    indicator_code      text collate "C" not null,
    -- numeric without a scale keeps every digit and the scale as written: 55.50 stays 55.50.
    value               numeric not null,
    unit_code           text collate "C" not null references unit (code),
    qualifier           text not null check (qualifier in ('exact', 'over', 'nearly', 'about', 'at_least')),
    period_label        text collate "C" not null,
    period_start        date not null,
    period_end          date not null,
    period_basis        text not null check (period_basis in ('stated', 'publication', 'estimated')),
    scope               text collate "C",
    product             text collate "C",
    threshold_value     numeric,
    threshold_unit_code text collate "C" references unit (code),
    round_id            bigint references round,
    source_id           bigint not null references source,
    as_printed          text,
    note                text,
    foreign key (subject_id, subject_kind, subject_key) references subject (id, kind, key),
    foreign key (indicator_id, indicator_code) references indicator (id, code),
    check (period_start <= period_end),
    check ((threshold_value is null) = (threshold_unit_code is null))
);

-- The order of a list of stats, unless another is asked: newest period, indicator, key. It follows each way to reach a stat.
create index stat_period on stat (period_end desc, period_start desc, indicator_code, key)
    -- And what a filter looks at, so that counting what satisfies it need not read the table.
    include (subject_id, subject_kind, indicator_id, value, unit_code, period_label, scope, product, round_id, source_id);
create index stat_subject on stat (subject_id, period_end desc, period_start desc, indicator_code, key);
create index stat_indicator on stat (indicator_id, period_end desc, period_start desc, indicator_code, key);
create index stat_source on stat (source_id, period_end desc, period_start desc, indicator_code, key);
create index stat_round on stat (round_id, period_end desc, period_start desc, indicator_code, key) where round_id is not null;
create index stat_unit on stat (unit_code, period_end desc, period_start desc, indicator_code, key);
create index stat_subject_kind on stat (subject_kind, period_end desc, period_start desc, indicator_code, key);
create index stat_period_label on stat (period_label, period_end desc, period_start desc, indicator_code, key);
-- The other orders: rankings within an indicator, and lists over everything.
create index stat_indicator_value on stat (indicator_id, value, key);
create index stat_subject_indicator on stat (subject_id, indicator_id, period_end desc, value);
create index stat_value on stat (value, key);
create index stat_indicator_code on stat (indicator_code, key);
create index stat_subject_key on stat (subject_kind, subject_key, key);
create index stat_scope on stat (scope) where scope is not null;
create index stat_product on stat (product) where product is not null;
create index stat_threshold_unit on stat (threshold_unit_code) where threshold_unit_code is not null;

comment on table stat is 'One figure of one source: value, unit, qualifier, period, scope and the source itself, which is never missing.';
comment on column stat.key is 'Key: stable as long as subject, indicator, period, unit, qualifiers and source are.';
comment on column stat.value is 'The figure written out in its unit, exact.';
comment on column stat.qualifier is 'How the source words the figure.';
comment on column stat.period_label is 'ISO 8601 year, month, day or interval, as in the data.';
comment on column stat.period_start is 'First day of the period.';
comment on column stat.period_end is 'Last day of the period.';
comment on column stat.period_basis is 'stated by the source; publication: the day of publication stands in; estimated.';
comment on column stat.scope is 'What the figure is limited to: part of an area, a group of enterprises, a market, a vintage of statistics.';
comment on column stat.product is 'The product or industry the figure is limited to.';
comment on column stat.threshold_value is 'Threshold of a count above a threshold, or the amount a currency equivalent belongs to.';
comment on column stat.round_id is 'The round of a contest a count is limited to.';
comment on column stat.as_printed is 'The figure in the words of the source; null where the source does not print it as one figure.';
