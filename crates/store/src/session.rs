//! One request's view of the data: one connection, one snapshot.

use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityTrait, ExecResult, FromQueryResult, QueryFilter, QueryResult, RuntimeErr,
    Statement, TryGetable, sea_query::Expr,
};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Postgres, Row, Transaction};
use tokio::sync::Mutex;

use crate::{Error, Store, sql::Sql};

/// Takes a connection when the first statement asks for one and holds it until dropped. All statements see the
/// data as it was at the first, so an answer never mixes two releases.
#[derive(Debug)]
pub struct Session {
    pool: sqlx::PgPool,
    transaction: Mutex<Option<Transaction<'static, Postgres>>>,
    statements: AtomicU64,
    rows: AtomicU64,
    recording: Option<std::sync::Mutex<Vec<Statement>>>,
}

/// What a session has cost so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Statements sent.
    pub statements: u64,
    /// Rows read.
    pub rows: u64,
}

impl Store {
    /// Opens a session. Costs nothing until it is read from.
    #[must_use]
    pub fn session(&self) -> Session {
        Session {
            pool: self.pool.clone(),
            transaction: Mutex::new(None),
            statements: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            recording: None,
        }
    }

    /// Opens a session that remembers its statements, for tests and for finding slow ones.
    #[must_use]
    pub fn recording_session(&self) -> Session {
        Session { recording: Some(std::sync::Mutex::default()), ..self.session() }
    }
}

impl Session {
    /// Statements sent and rows read so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage { statements: self.statements.load(Ordering::Relaxed), rows: self.rows.load(Ordering::Relaxed) }
    }

    /// The text of each statement so far, in order; empty unless the session is a recording one.
    #[must_use]
    pub fn recorded(&self) -> Vec<String> {
        self.recorded_statements().into_iter().map(|statement| statement.sql).collect()
    }

    /// Each recorded statement with the plan PostgreSQL makes for it when it avoids sequential scans: a plan that still
    /// has one reads a table for which no index helps.
    pub async fn recorded_plans(&self) -> Result<Vec<(String, String)>, Error> {
        self.plans("set local enable_seqscan = off").await
    }

    /// Each recorded statement with the plan PostgreSQL chooses for it.
    pub async fn chosen_plans(&self) -> Result<Vec<(String, String)>, Error> {
        self.plans("set local enable_seqscan = on").await
    }

    async fn plans(&self, setting: &'static str) -> Result<Vec<(String, String)>, Error> {
        let mut plans = Vec::new();
        let mut connection = self.pool.begin().await?;
        sqlx::query(setting).execute(&mut *connection).await?;
        for statement in self.recorded_statements() {
            let explain = AssertSqlSafe(format!("explain {}", statement.sql));
            let lines = sqlx::query_with(explain, bound(statement.values)).fetch_all(&mut *connection).await?;
            let plan: Vec<String> = lines.iter().map(|line| line.get(0)).collect();
            plans.push((statement.sql, plan.join("\n")));
        }
        Ok(plans)
    }

    fn recorded_statements(&self) -> Vec<Statement> {
        self.recording.as_ref().and_then(|recording| recording.lock().ok()).map_or_else(Vec::new, |list| list.clone())
    }

    async fn begin(&self) -> Result<Transaction<'static, Postgres>, DbErr> {
        let begun = self.pool.begin_with("begin isolation level repeatable read, read only").await;
        begun.map_err(query_error)
    }

    /// Reads the rows of an entity that satisfy a condition.
    pub(crate) async fn find<E: EntityTrait>(&self, condition: Expr) -> Result<Vec<E::Model>, Error> {
        Ok(E::find().filter(condition).all(self).await?)
    }

    /// Runs one statement and returns its rows.
    pub(crate) async fn query(&self, sql: Sql) -> Result<Vec<QueryResult>, Error> {
        Ok(self.query_all_raw(sql.finish()).await?)
    }

    /// Runs one statement and reads each row as an `M`.
    pub(crate) async fn rows<M: FromQueryResult>(&self, sql: Sql) -> Result<Vec<M>, Error> {
        let rows = self.query(sql).await?;
        rows.iter().map(|row| M::from_query_result(row, "").map_err(Error::from)).collect()
    }

    /// Runs one statement whose rows are children, each with the id of its parent in the column `parent`.
    pub(crate) async fn children<P, M>(&self, sql: Sql) -> Result<Vec<(P, M)>, Error>
    where
        P: TryGetable,
        M: FromQueryResult,
    {
        let rows = self.query(sql).await?;
        rows.iter().map(|row| Ok((row.try_get("", "parent")?, M::from_query_result(row, "")?))).collect()
    }
}

/// The seam between SeaORM and the one connection that a session holds.
#[async_trait::async_trait]
impl ConnectionTrait for Session {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if let Some(mut recorded) = self.recording.as_ref().and_then(|recording| recording.lock().ok()) {
            recorded.push(statement.clone());
        }
        let mut held = self.transaction.lock().await;
        let transaction = match held.as_mut() {
            Some(transaction) => transaction,
            None => held.insert(self.begin().await?),
        };
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), bound(statement.values));
        let rows = query.fetch_all(&mut **transaction).await.map_err(query_error)?;
        self.statements.fetch_add(1, Ordering::Relaxed);
        self.rows.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(DbErr::Custom("a session only reads".to_owned()))
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(DbErr::Custom("a session only reads".to_owned()))
    }
}

/// The values of a statement; none for one without placeholders.
fn bound(values: Option<sea_orm::Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| sea_orm::Values(Vec::new())))
}

fn query_error(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
