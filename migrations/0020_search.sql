-- Trigrams, for typing errors and for a part of a name. Trusted: whoever may create in the database may create it.
create extension if not exists pg_trgm;

-- What can be found, by every text it can be found by. An import brings the table search up to date with it.
create view searchable as
    select distinct on (kind, key, text) kind, key, language, text
    from (
        select 'country' as kind, code as key, 'en' as language, name_en as text from country
        union all select 'country', code, 'zh', name_zh from country
        union all select 'country', code, null, code from country
        union all select 'province', code, 'en', name_en from province
        union all select 'province', code, 'zh', name_zh from province
        union all select 'province', code, 'zh', abbreviation_zh from province
        union all select 'province', code, null, code from province
        union all select 'province', code, null, gb_code from province
        union all select 'city', code, 'en', name_en from city
        union all select 'city', code, 'zh', name_zh from city
        union all select 'city', code, null, code from city
        union all select 'industry', slug, 'en', name_en from industry
        union all select 'industry', slug, 'zh', name_zh from industry
        union all select 'industry', slug, null, slug from industry
        union all select 'contest', slug, 'en', name_en from contest
        union all select 'contest', slug, 'zh', name_zh from contest
        union all select 'contest', slug, null, slug from contest
        union all select 'round', slug, 'en', name_en from round
        union all select 'round', slug, 'zh', name_zh from round
        union all select 'round', slug, null, slug from round
        union all select 'cluster', slug, 'en', name_en from cluster
        union all select 'cluster', slug, 'zh', name_zh from cluster
        union all select 'cluster', slug, null, slug from cluster
        union all select 'indicator', code, 'en', name_en from indicator
        union all select 'indicator', code, 'zh', name_zh from indicator
        union all select 'indicator', code, null, code from indicator
        union all select 'unit', code, 'en', name_en from unit
        union all select 'unit', code, 'zh', name_zh from unit
        union all select 'unit', code, null, code from unit
        union all select 'source', slug, language, title from source
        union all select 'source', slug, null, slug from source
        union all select subject.kind, subject.key, name.language, name.text
                  from name join subject on subject.id = name.subject_id
    ) as text
    -- A text that is name and key at once is a name.
    order by kind, key, text, language nulls last;

comment on view searchable is 'Every text by which something can be found: official names, other names, titles and keys.';
comment on column searchable.key is 'Natural key of the row of the kind.';
comment on column searchable.language is 'ISO 639-1 code; null for a key.';

create table search (
    kind     text collate "C" not null check (kind in ('country', 'province', 'city', 'industry', 'contest', 'round',
                                                       'cluster', 'indicator', 'unit', 'source')),
    key      text collate "C" not null,
    text     text collate "C" not null,
    language text,
    words    text collate "C" not null,
    size     integer not null,
    grams    text[] collate "C" not null,
    primary key (kind, key, text)
);
-- Neither has a list of pending entries: an import of thousands of rows would leave one that every search then reads.
-- A word by its beginning, a whole text, a similar text. What is a letter depends on the database, but for the ASCII
-- letters that nearly all of these words have.
create index search_words on search using gin (words gin_trgm_ops) with (fastupdate = off);
-- Two Chinese characters have no trigram, and none has one where the lc_ctype is C.
create index search_grams on search using gin (grams) with (fastupdate = off);

comment on table search is 'The rows of searchable, prepared for search by the program. Filled by each import; whoever changes what the program makes of a text empties the table in a migration.';
comment on column search.words is 'The words and the runs of Chinese characters of the text, in lower case and without accents, each between two blanks.';
comment on column search.size is 'How many letters, digits and Chinese characters these have.';
comment on column search.grams is 'Every Chinese character, and every two that follow each other.';

-- Small beside the texts, so that a typing error is looked up among words instead of texts.
create materialized view search_word as
    select distinct word collate "C" as word
    from search, string_to_table(search.words, ' ') as word
    where search.language is not null and word collate "C" ~ '^[a-z][a-z0-9]{3,}$';
create unique index search_word_word on search_word (word);
-- GiST, because it finds the nearest without a limit of similarity: two letters swapped in a short word leave few
-- trigrams in common.
create index search_word_similar on search_word using gist (word gist_trgm_ops);

comment on materialized view search_word is 'Every word of four letters or more that stands in a name or title.';

-- The condition "contains" of the long lists. Shorter lists are read as a whole sooner than their index is.
create index cluster_name_part on cluster
    using gin (name_en collate "default" gin_trgm_ops, name_zh collate "default" gin_trgm_ops)
    with (fastupdate = off);
create index city_name_part on city
    using gin (name_en collate "default" gin_trgm_ops, name_zh collate "default" gin_trgm_ops)
    with (fastupdate = off);
