create table award (
    cluster_id   bigint not null references cluster,
    round_id     bigint not null references round,
    rank         integer check (rank >= 1),
    source_id    bigint not null references source,
    verification text not null check (verification in ('named', 'partial')),
    note         text,
    primary key (cluster_id, round_id)
);
create index award_round on award (round_id, cluster_id);

comment on table award is 'That a cluster won in a round.';
comment on column award.rank is 'Place in the list, where a source gives one; the source need not say that the order is one of merit.';
