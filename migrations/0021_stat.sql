-- Figures by value below one condition, as they are most often asked for: of a unit, of an indicator about subjects of
-- one kind, of an indicator for one period. The order by value of everything would be read to wherever they begin.
create index stat_unit_value on stat (unit_code, value, key);
create index stat_indicator_kind_value on stat (indicator_id, subject_kind, value, key);
create index stat_indicator_period_value on stat (indicator_id, period_label, value, key);
