-- Every row that states a fact points to the page or file it was read from.
create table source (
    id           bigint generated always as identity primary key,
    slug         text collate "C" not null unique,
    title        text collate "C" not null,
    publisher    text not null,
    url          text,
    -- A year, month or day: pages rarely say more. ISO 8601 text sorts by time as it is.
    published_on text collate "C" check (published_on ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
    accessed_on  date not null,
    language     text not null check (language ~ '^[a-z]{2}$'),
    seed         boolean not null,
    note         text
);
create index source_title on source (title, slug);
create index source_published on source (published_on, slug);
create index source_published_last on source (published_on desc nulls last, slug);

comment on table source is 'A page or file that was read: what every figure and fact cites.';
comment on column source.slug is 'Key: a short name of publisher and date.';
comment on column source.url is 'Address; null where the stored copy carried none.';
comment on column source.published_on is 'Year, month or day (ISO 8601); null where unknown.';
comment on column source.seed is 'True for the article from which the collection started.';
