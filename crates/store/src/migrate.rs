//! The migrations of `/migrations`, run by sqlx under its advisory lock.

use std::fmt;

use sqlx::migrate::Migrator;

use crate::{Error, Store};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

impl Store {
    /// Brings the database to the newest migration. Safe to run from several programs at once: one runs, the others wait.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.check_extension().await?;
        // Held by no one else, and closed at the end: one that fails keeps the lock, for which the next would wait.
        let mut connection = self.live_connection().await?;
        connection.close_on_drop();
        MIGRATOR.run(&mut *connection).await?;
        Ok(())
    }

    /// Whether the database has the extension that search needs, or the migrations can make it; an error that says what
    /// to do about it if not.
    pub async fn check_extension(&self) -> Result<(), Error> {
        let (installed, available, allowed): (bool, bool, bool) = sqlx::query_as(
            "select exists (select from pg_extension where extname = 'pg_trgm'),
                    exists (select from pg_available_extensions where name = 'pg_trgm'),
                    has_database_privilege(current_database(), 'create')",
        )
        .fetch_one(&mut *self.live_connection().await?)
        .await?;
        match (installed, available, allowed) {
            (true, _, _) | (_, true, true) => Ok(()),
            (_, false, _) => Err(Error::Extension(
                "install it where the database server runs (it is part of Debian's package postgresql-15, or that of \
                 the version in use; elsewhere of postgresql-contrib)",
            )),
            (_, true, false) => Err(Error::Extension(
                "this user may not create it; as the owner of the database run: create extension pg_trgm",
            )),
        }
    }

    /// How many migrations are applied, and how many there are. Reads only; a database that was never migrated has none.
    pub async fn migrations_applied(&self) -> Result<(i64, i64), Error> {
        let known = i64::try_from(MIGRATOR.iter().count()).unwrap_or(i64::MAX);
        let applied = if self.has_table("_sqlx_migrations").await? {
            sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
                .fetch_one(&mut *self.live_connection().await?)
                .await?
        } else {
            0
        };
        Ok((applied, known))
    }

    /// Whether the database can serve: reachable, migrated, and with data.
    pub async fn readiness(&self) -> Result<Readiness, Error> {
        let (migrations_applied, migrations_known) = self.migrations_applied().await?;
        let release = if self.has_table("release").await? {
            sqlx::query_scalar("select max(id) from release").fetch_one(&mut *self.live_connection().await?).await?
        } else {
            None
        };
        Ok(Readiness { migrations_applied, migrations_known, release })
    }

    async fn has_table(&self, name: &str) -> Result<bool, Error> {
        let found = sqlx::query_scalar("select to_regclass($1) is not null")
            .bind(name)
            .fetch_one(&mut *self.live_connection().await?)
            .await?;
        Ok(found)
    }
}

/// What a database still lacks before it can serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Migrations that the database has.
    pub migrations_applied: i64,
    /// Migrations that this program knows.
    pub migrations_known: i64,
    /// The newest release, if any data was loaded.
    pub release: Option<i64>,
}

impl Readiness {
    /// Whether nothing is lacking. A database that a newer program has migrated is ready too.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.migrations_applied >= self.migrations_known && self.release.is_some()
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { migrations_applied, migrations_known, release } = self;
        write!(formatter, "{migrations_applied} of {migrations_known} migrations applied, ")?;
        match release {
            Some(release) => write!(formatter, "release {release} loaded"),
            None => formatter.write_str("no data loaded"),
        }
    }
}
