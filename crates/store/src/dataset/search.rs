//! What search reads, brought up to date with the tables at the end of a load.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::search::tokenizer::{grams, size, tokenize, words};

/// The table.
pub(super) const TABLE: &str = "search";

const DELETE: &str = "
    delete from search where not exists (
        select from searchable
        where searchable.kind = search.kind and searchable.key = search.key and searchable.text = search.text
          and searchable.language is not distinct from search.language)";

/// Read through a cursor: there are as many names as there are clusters and sources.
const MISSING: &str = "
    declare missing no scroll cursor for
    select kind, key, text, language from searchable
    where not exists (
        select from search
        where search.kind = searchable.kind and search.key = searchable.key and search.text = searchable.text)";

const FETCH: &str = "fetch 5000 from missing";

const INSERT: &str = "
    insert into search (kind, key, text, language, words, size, grams)
    select kind, key, text, language, words, size, string_to_array(grams, ' ')
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[])
         as row (kind, key, text, language, words, size, grams)";

/// Brings the table to what the view over all names says, and tells whether anything was to be done.
pub(super) async fn refresh(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let mut changed = sqlx::query(DELETE).execute(&mut *connection).await?.rows_affected() > 0;
    sqlx::raw_sql(MISSING).execute(&mut *connection).await?;
    loop {
        let rows: Vec<(String, String, String, Option<String>)> =
            sqlx::query_as(FETCH).fetch_all(&mut *connection).await?;
        if rows.is_empty() {
            break;
        }
        changed = true;
        let tokens: Vec<_> = rows.iter().map(|(_, _, text, _)| tokenize(text)).collect();
        sqlx::query(INSERT)
            .bind(rows.iter().map(|(kind, ..)| &**kind).collect::<Vec<_>>())
            .bind(rows.iter().map(|(_, key, ..)| &**key).collect::<Vec<_>>())
            .bind(rows.iter().map(|(_, _, text, _)| &**text).collect::<Vec<_>>())
            .bind(rows.iter().map(|(.., language)| language.as_deref()).collect::<Vec<_>>())
            .bind(tokens.iter().map(|tokens| words(tokens)).collect::<Vec<_>>())
            .bind(tokens.iter().map(|tokens| size(tokens)).collect::<Vec<_>>())
            .bind(tokens.iter().map(|tokens| grams(tokens).join(" ")).collect::<Vec<_>>())
            .execute(&mut *connection)
            .await?;
    }
    sqlx::raw_sql("close missing").execute(&mut *connection).await?;
    if changed {
        // Concurrently, because readers would otherwise wait for the end of the load.
        for statement in ["analyze search", "refresh materialized view concurrently search_word", "analyze search_word"]
        {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await?;
        }
    }
    Ok(changed)
}
