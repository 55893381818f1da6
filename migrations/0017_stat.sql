-- What an import finds out about each figure beside the others (crates/store/src/dataset/standing.rs): the database
-- could work it out anew for each question, but then no index would lead to it.
alter table stat
    add column preferred boolean not null default false,
    add column principal boolean not null default false,
    add column latest    boolean not null default false,
    add column disputed  boolean not null default false;

-- Rankings, and orders of subjects by a figure, the largest first: of their newest period, or of one period.
create index stat_latest on stat (indicator_id, unit_code, subject_kind, value desc, subject_key)
    include (subject_id, id) where latest;
create index stat_principal on stat (indicator_id, unit_code, subject_kind, period_end, period_start, value desc, subject_key)
    include (subject_id, id) where principal;
-- The figure by which a given subject is ordered or ranked.
create index stat_subject_principal on stat (subject_id, indicator_id, unit_code, period_end desc, period_start desc)
    include (value) where principal;
-- The same figure in other sources.
create index stat_figure on stat (subject_id, indicator_id, period_end, period_start, unit_code);
-- Where sources differ.
create index stat_disputed on stat (period_end desc, period_start desc, indicator_code, key) where disputed and preferred;

comment on column stat.preferred is 'Whether it is the one to take among those for the same subject, indicator, period, unit, scope, product, threshold and round in all sources.';
comment on column stat.principal is 'Whether it stands for its subject, indicator, period and unit as a whole: preferred, and less limited by scope, product, threshold and round than any other.';
comment on column stat.latest is 'Whether it is the principal figure of the newest period of its subject, indicator and unit.';
comment on column stat.disputed is 'Whether the sources give different values for this figure.';
