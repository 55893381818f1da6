-- Where sources differ: all of the figures, which can be asked for as well as the preferred ones among them.
drop index stat_disputed;
create index stat_disputed on stat (period_end desc, period_start desc, indicator_code, key) include (preferred)
    where disputed;
