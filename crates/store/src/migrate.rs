//! The migrations of `/migrations`, run by sqlx under its advisory lock.

use sqlx::migrate::Migrator;

use crate::{Error, Store};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

impl Store {
    /// Brings the database to the newest migration. Safe to run from several programs at once: one runs, the others wait.
    pub async fn migrate(&self) -> Result<(), Error> {
        MIGRATOR.run(&self.pool).await?;
        Ok(())
    }

    /// How many migrations are applied, and how many there are. Reads only; a database that was never migrated has none.
    pub async fn migrations_applied(&self) -> Result<(usize, usize), Error> {
        let known = MIGRATOR.iter().count();
        let table: Option<String> =
            sqlx::query_scalar("select to_regclass('_sqlx_migrations')::text").fetch_one(&self.pool).await?;
        let applied: i64 = match table {
            None => 0,
            Some(_) => {
                sqlx::query_scalar("select count(*) from _sqlx_migrations where success").fetch_one(&self.pool).await?
            }
        };
        Ok((usize::try_from(applied).unwrap_or(0), known))
    }
}
