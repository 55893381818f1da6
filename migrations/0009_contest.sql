create table contest (
    id           bigint primary key references subject,
    slug         text collate "C" not null unique,
    name_en      text collate "C" not null,
    name_zh      text collate "C" not null,
    organizer_en text not null,
    organizer_zh text not null,
    launched     text collate "C" not null check (launched ~ '^\d{4}$'),
    aim          text,
    criteria     text,
    source_id    bigint not null references source
);
create index contest_name_en on contest (name_en, slug);
create index contest_name_zh on contest (name_zh, slug);
-- Citations: for the deletion of a source.
create index contest_source on contest (source_id);

comment on table contest is 'A contest in which clusters are chosen.';
comment on column contest.launched is 'Year.';
comment on column contest.criteria is 'What the organizer asks of a winner.';
