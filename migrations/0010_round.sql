create table round (
    id            bigint primary key references subject,
    slug          text collate "C" not null unique,
    contest_id    bigint not null references contest,
    name_en       text collate "C" not null,
    name_zh       text collate "C" not null,
    kind          text not null check (kind in ('batch', 'list', 'round', 'aggregate')),
    parent_id     bigint references round deferrable initially deferred,
    winners_count integer not null check (winners_count >= 1),
    announced_on  date,
    confirmed_on  date,
    document      text,
    source_id     bigint not null references source,
    note          text,
    -- What award repeats of its round cannot drift from it.
    unique (id, slug)
);
create index round_contest on round (contest_id, announced_on, slug);
create index round_parent on round (parent_id, announced_on, slug);
create index round_announced on round (announced_on, slug);
create index round_announced_last on round (announced_on desc nulls last, slug);
create index round_name_en on round (name_en, slug);
create index round_name_zh on round (name_zh, slug);
-- Citations: for the deletion of a source.
create index round_source on round (source_id);

-- Which rounds lie inside which, at any depth; every round lies inside itself.
create view round_inside as
with recursive inside (round_id, outer_id) as (
    select id, id from round
    union
    select inside.round_id, round.parent_id from inside join round on round.id = inside.outer_id where round.parent_id is not null
)
select round_id, outer_id from inside;

comment on table round is 'A batch, list or round of a contest, or a running total over several.';
comment on column round.parent_id is 'The list or running total which contains this one.';
comment on column round.announced_on is 'First day of public comment, or of publication.';
comment on column round.confirmed_on is 'Day on which the final list was published or reported.';
comment on column round.document is 'Number of the ministry''s document, where a source gives it.';
comment on view round_inside is 'Which rounds lie inside which, at any depth; every round lies inside itself.';
