//! Sessions: the view that one request has of the data, on one connection and one snapshot.

use std::{
    mem,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{ConnAcquireErr, DbErr, FromQueryResult, QueryResult, RuntimeErr, Statement, TryGetable};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Row};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use self::read_transaction::ReadTransaction;
use crate::{Error, ReleaseStamp, Store, connect::Pools, error::is_connection_lost, sql::Sql};

mod read_transaction;

/// Acquires a connection for the first statement and holds it until dropped. All statements see the data as of the first,
/// so an answer never mixes two releases.
///
/// A statement whose future is dropped is cancelled in PostgreSQL at once. Like a failed statement, it ends the session:
/// all further statements fail too.
#[derive(Debug)]
pub struct Session {
    pools: Pools,
    deadline: Option<Instant>,
    state: Mutex<SessionState>,
    release: OnceLock<Option<ReleaseStamp>>,
    statements: AtomicU64,
    rows: AtomicU64,
    recording: Option<std::sync::Mutex<Vec<Statement>>>,
}

#[derive(Debug)]
enum SessionState {
    /// Nothing was read, and no connection is held.
    NotStarted,
    Open(ReadTransaction),
    /// The error of every further read.
    Ended(DbErr),
}

/// The work of a session so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Statements sent.
    pub statements: u64,
    /// Rows read.
    pub rows: u64,
}

impl Store {
    /// Opens a session. It holds no connection until the first read.
    #[must_use]
    pub fn session(&self) -> Session {
        Session {
            pools: self.pools.clone(),
            deadline: None,
            state: Mutex::new(SessionState::NotStarted),
            release: OnceLock::new(),
            statements: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            recording: None,
        }
    }

    /// Opens a session with a deadline, `time` from now, for all of its work, waiting for a connection included. After it,
    /// the running statement is cancelled, and every read fails with [`Error::is_timeout`].
    #[must_use]
    pub fn session_within(&self, time: Duration) -> Session {
        // A time beyond the range of the clock is no limit.
        Session { deadline: Instant::now().checked_add(time), ..self.session() }
    }

    /// Opens a session that records its statements, for tests and for the search for slow ones.
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

    /// The release that its snapshot shows. `None` in a database without data, and before the first statement.
    #[must_use]
    pub fn release(&self) -> Option<ReleaseStamp> {
        self.release.get().copied().flatten()
    }

    /// The text of each statement so far, in order; empty unless the session records.
    #[must_use]
    pub fn recorded(&self) -> Vec<String> {
        self.recorded_statements().into_iter().map(|statement| statement.sql).collect()
    }

    /// The same with the values in place of the parameters, as `psql` accepts it.
    #[must_use]
    pub fn recorded_literally(&self) -> Vec<String> {
        self.recorded_statements().iter().map(ToString::to_string).collect()
    }

    /// Each recorded statement with its plan when PostgreSQL avoids sequential scans: a plan that still has one reads a
    /// table that no index helps with.
    pub async fn recorded_plans(&self) -> Result<Vec<(String, String)>, Error> {
        self.plans("set local enable_seqscan = off").await
    }

    /// Each recorded statement with the plan PostgreSQL chooses for it.
    pub async fn chosen_plans(&self) -> Result<Vec<(String, String)>, Error> {
        self.plans("set local enable_seqscan = on").await
    }

    async fn plans(&self, setting: &'static str) -> Result<Vec<(String, String)>, Error> {
        let mut plans = Vec::new();
        let mut connection = self.pools.requests.begin().await?;
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

    /// Takes the snapshot, unless a statement did so before, and returns its release; `None` in a database without data.
    pub async fn begin(&self) -> Result<Option<ReleaseStamp>, Error> {
        self.in_transaction(async |_| Ok(())).await?;
        Ok(self.release())
    }

    /// Runs `work` in the transaction, before the deadline.
    async fn in_transaction<T>(
        &self,
        work: impl AsyncFnOnce(&mut ReadTransaction) -> Result<T, DbErr>,
    ) -> Result<T, DbErr> {
        let mut state = self.state.lock().await;
        // A future dropped while it waits here takes the connection with it, and leaves this state behind.
        let before = mem::replace(&mut *state, SessionState::Ended(CANCELLED));
        let run = async {
            let mut transaction = match before {
                // On the heap, because it is large, and no statement but the first needs it.
                SessionState::NotStarted => Box::pin(self.open_transaction()).await?,
                SessionState::Open(transaction) => transaction,
                SessionState::Ended(error) => return Err(error),
            };
            let done = work(&mut transaction).await?;
            Ok((transaction, done))
        };
        let ended = match self.deadline {
            // Checked before the first poll, which would begin work in vain.
            Some(deadline) if deadline <= Instant::now() => Err(TIMEOUT),
            Some(deadline) => timeout_at(deadline, run).await.unwrap_or(Err(TIMEOUT)),
            None => run.await,
        };
        match ended {
            Ok((transaction, done)) => {
                *state = SessionState::Open(transaction);
                Ok(done)
            }
            Err(error) => {
                *state = SessionState::Ended(error.clone());
                Err(error)
            }
        }
    }

    /// Begins the transaction, which takes the snapshot.
    async fn open_transaction(&self) -> Result<ReadTransaction, DbErr> {
        // Connections may have died in the pool, which shows only in use.
        let mut dead = self.pools.requests.size();
        loop {
            let acquired = self.pools.acquire().await.map_err(query_error)?;
            match ReadTransaction::begin(acquired, self.pools.clone(), self.deadline).await {
                Ok((transaction, release)) => {
                    // Set once only: `state` guarantees it.
                    let _ = self.release.set(release);
                    return Ok(transaction);
                }
                Err(DbErr::Query(RuntimeErr::SqlxError(error))) if dead > 0 && is_connection_lost(&error) => dead -= 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Runs a statement and returns its rows. Every read of a session goes through here.
    pub async fn run(&self, statement: Statement) -> Result<Vec<QueryResult>, Error> {
        if let Some(mut recorded) = self.recording.as_ref().and_then(|recording| recording.lock().ok()) {
            recorded.push(statement.clone());
        }
        let rows = self.in_transaction(async |transaction| transaction.run(statement).await).await?;
        self.statements.fetch_add(1, Ordering::Relaxed);
        self.rows.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Ok(rows)
    }

    /// Runs a statement and reads each row as an `M`.
    pub(crate) async fn read_all<M: FromQueryResult>(&self, statement: Statement) -> Result<Vec<M>, Error> {
        let rows = self.run(statement).await?;
        rows.iter().map(|row| M::from_query_result(row, "").map_err(Error::from)).collect()
    }

    /// Runs one statement of the builder and returns its rows.
    pub(crate) async fn query(&self, sql: Sql) -> Result<Vec<QueryResult>, Error> {
        self.run(sql.finish()).await
    }

    /// Runs one statement of the builder and reads each row as an `M`.
    pub(crate) async fn rows<M: FromQueryResult>(&self, sql: Sql) -> Result<Vec<M>, Error> {
        self.read_all(sql.finish()).await
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

/// Become [`Error::Timeout`] and [`Error::Cancelled`]: SeaORM has no errors closer to them.
const TIMEOUT: DbErr = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
const CANCELLED: DbErr = DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);

/// The values of a statement; empty for one without placeholders.
pub(crate) fn bound(values: Option<sea_orm::Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| sea_orm::Values(Vec::new())))
}

fn query_error(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
