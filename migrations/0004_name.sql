create table name (
    subject_id bigint not null references subject,
    text       text collate "C" not null,
    language   text collate "C" not null check (language ~ '^[a-z]{2}$'),
    kind       text not null check (kind in ('nickname', 'variant', 'also_known_as', 'abbreviation')),
    source_id  bigint not null references source,
    note       text,
    primary key (subject_id, text, source_id)
);
create index name_source on name (source_id, text);

comment on table name is 'Nicknames, variants and abbreviations of a subject, each from a source. The official names stand in the subject''s own table.';
comment on column name.language is 'ISO 639-1 code.';
