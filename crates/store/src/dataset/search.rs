//! What search reads, brought up to date with the tables at the end of a load.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::search::text::{grams, size, tokens, words};

/// Rows go out so many at a time.
const CHUNK: usize = 5000;

const DELETE: &str = "
    delete from search where not exists (
        select from searchable
        where searchable.kind = search.kind and searchable.key = search.key and searchable.text = search.text
          and searchable.language is not distinct from search.language)";

const MISSING: &str = "
    select kind, key, text, language from searchable
    where not exists (
        select from search
        where search.kind = searchable.kind and search.key = searchable.key and search.text = searchable.text)";

const INSERT: &str = "
    insert into search (kind, key, text, language, words, size, grams)
    select kind, key, text, language, words, size, string_to_array(grams, ' ')
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[])
         as row (kind, key, text, language, words, size, grams)";

/// Brings the table to what the view over all names says, and tells whether anything was to be done.
pub(super) async fn refresh(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query(DELETE).execute(&mut *connection).await?.rows_affected();
    let missing: Vec<(String, String, String, Option<String>)> =
        sqlx::query_as(MISSING).fetch_all(&mut *connection).await?;
    for rows in missing.chunks(CHUNK) {
        let tokens: Vec<_> = rows.iter().map(|(_, _, text, _)| tokens(text)).collect();
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
    let changed = removed > 0 || !missing.is_empty();
    if changed {
        // Concurrently, because readers would otherwise wait for the end of the load.
        for statement in ["analyze search", "refresh materialized view concurrently search_word", "analyze search_word"]
        {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await?;
        }
    }
    Ok(changed)
}
