-- The figure that stands for its subject is the headline figure, in the database as in the API.
alter table stat rename column principal to headline;
alter index stat_principal rename to stat_headline;
alter index stat_subject_principal rename to stat_subject_headline;

comment on column stat.headline is 'Whether it stands for its subject, indicator, period and unit as a whole: preferred, and less limited by scope, product, threshold and round than any other.';
comment on column stat.latest is 'Whether it is the headline figure of the newest period of its subject, indicator and unit.';
