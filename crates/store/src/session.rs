//! One request's view of the data: one connection, one snapshot.

use std::{
    mem,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExecResult, FromQueryResult, QueryFilter,
    QueryResult, RuntimeErr, Statement, TryGetable, sea_query::Expr,
};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, Row};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};

use self::reading::Reading;
use crate::{Error, ReleaseStamp, Store, connect::Pools, error::is_connection_lost, sql::Sql};

mod reading;

/// Takes a connection when the first statement asks for one and holds it until dropped. All statements see the
/// data as it was at the first, so an answer never mixes two releases.
///
/// A statement whose future is dropped is cancelled in PostgreSQL at once, and ends the session, as one that fails does:
/// all further ones fail too.
#[derive(Debug)]
pub struct Session {
    pools: Pools,
    deadline: Option<Instant>,
    state: Mutex<State>,
    release: OnceLock<Option<ReleaseStamp>>,
    statements: AtomicU64,
    rows: AtomicU64,
    recording: Option<std::sync::Mutex<Vec<Statement>>>,
}

#[derive(Debug)]
enum State {
    /// Nothing was read yet, and no connection is held.
    Unread,
    Reading(Reading),
    /// What is told to whoever reads on.
    Ended(DbErr),
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
            pools: self.pools.clone(),
            deadline: None,
            state: Mutex::new(State::Unread),
            release: OnceLock::new(),
            statements: AtomicU64::new(0),
            rows: AtomicU64::new(0),
            recording: None,
        }
    }

    /// Opens a session that has so much time, from now on and for all it does, waiting for a connection included. When
    /// it is over, what runs is cancelled and every read fails with [`Error::is_timeout`].
    #[must_use]
    pub fn session_within(&self, time: Duration) -> Session {
        // So much time that no clock counts it is no limit.
        Session { deadline: Instant::now().checked_add(time), ..self.session() }
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

    /// The release that its snapshot shows. `None` in a database without data, and before the first statement.
    #[must_use]
    pub fn release(&self) -> Option<ReleaseStamp> {
        self.release.get().copied().flatten()
    }

    /// The text of each statement so far, in order; empty unless the session is a recording one.
    #[must_use]
    pub fn recorded(&self) -> Vec<String> {
        self.recorded_statements().into_iter().map(|statement| statement.sql).collect()
    }

    /// The same with the values written into the text, as `psql` takes it.
    #[must_use]
    pub fn recorded_literally(&self) -> Vec<String> {
        self.recorded_statements().iter().map(ToString::to_string).collect()
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

    /// Takes the snapshot, unless a statement has done so before, and tells its release; `None` in a database without data.
    pub async fn begin(&self) -> Result<Option<ReleaseStamp>, Error> {
        self.reading(async |_| Ok(())).await?;
        Ok(self.release())
    }

    /// Does something on the connection, within the time there is.
    async fn reading<T>(&self, work: impl AsyncFnOnce(&mut Reading) -> Result<T, DbErr>) -> Result<T, DbErr> {
        let mut state = self.state.lock().await;
        // What is dropped while it waits here takes the connection with it, and leaves this behind.
        let before = mem::replace(&mut *state, State::Ended(CANCELLED));
        let run = async {
            let mut reading = match before {
                // On the heap, as it is large, and each statement but the first goes by without it.
                State::Unread => Box::pin(self.taken()).await?,
                State::Reading(reading) => reading,
                State::Ended(error) => return Err(error),
            };
            let done = work(&mut reading).await?;
            Ok((reading, done))
        };
        let ended = match self.deadline {
            // Also before the first poll, which would begin something for nothing.
            Some(deadline) if deadline <= Instant::now() => Err(TIMEOUT),
            Some(deadline) => timeout_at(deadline, run).await.unwrap_or(Err(TIMEOUT)),
            None => run.await,
        };
        match ended {
            Ok((reading, done)) => {
                *state = State::Reading(reading);
                Ok(done)
            }
            Err(error) => {
                *state = State::Ended(error.clone());
                Err(error)
            }
        }
    }

    /// A connection with the snapshot.
    async fn taken(&self) -> Result<Reading, DbErr> {
        // Connections may have died in the pool, which only their use tells.
        let mut dead = self.pools.requests.size();
        loop {
            let taken = self.pools.acquire().await.map_err(query_error)?;
            match Reading::begin(taken, self.pools.clone(), self.deadline).await {
                Ok((reading, release)) => {
                    // Begun once: the state says so.
                    let _ = self.release.set(release);
                    return Ok(reading);
                }
                Err(DbErr::Query(RuntimeErr::SqlxError(error))) if dead > 0 && is_connection_lost(&error) => dead -= 1,
                Err(error) => return Err(error),
            }
        }
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
        let rows = self.reading(async |reading| reading.run(statement).await).await?;
        self.statements.fetch_add(1, Ordering::Relaxed);
        self.rows.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Ok(rows)
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

/// What becomes [`Error::Timeout`], and [`Error::Cancelled`]: SeaORM has no nearer words for them.
const TIMEOUT: DbErr = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
const CANCELLED: DbErr = DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);

/// The values of a statement; none for one without placeholders.
fn bound(values: Option<sea_orm::Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| sea_orm::Values(Vec::new())))
}

fn query_error(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
