-- Filters look at these too, so that counting what satisfies one need not read the table.
drop index stat_period;
create index stat_period on stat (period_end desc, period_start desc, indicator_code, key)
    include (subject_id, subject_kind, indicator_id, value, unit_code, period_label, scope, product, round_id, source_id,
             preferred, disputed);

-- Where sources differ: all of the figures, which can be asked for as well as the preferred ones among them.
drop index stat_disputed;
create index stat_disputed on stat (period_end desc, period_start desc, indicator_code, key) include (preferred)
    where disputed;
