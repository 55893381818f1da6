create table award (
    -- The slugs are repeated here, so that one index serves the order of a list. The foreign keys hold them equal.
    cluster_id   bigint not null,
    cluster_slug text collate "C" not null,
    round_id     bigint not null,
    round_slug   text collate "C" not null,
    rank         integer check (rank >= 1),
    source_id    bigint not null references source,
    verification text not null check (verification in ('named', 'partial')),
    note         text,
    primary key (cluster_id, round_id),
    foreign key (cluster_id, cluster_slug) references cluster (id, slug),
    foreign key (round_id, round_slug) references round (id, slug)
);
create index award_list on award (round_slug, rank, cluster_slug);
create index award_round on award (round_id, round_slug, rank, cluster_slug);
create index award_cluster on award (cluster_slug, round_slug);
-- Citations: for the deletion of a source.
create index award_source on award (source_id);

comment on table award is 'That a cluster won in a round.';
comment on column award.rank is 'Place in the list, where a source gives one; the source need not say that the order is one of merit.';
