//! The read transaction of a session, on its connection. The connection goes back to the pool only after a rollback that
//! PostgreSQL has confirmed; in any doubt it is closed.

use std::time::Duration;

use futures_util::FutureExt;
use sea_orm::{DbErr, QueryResult, Statement};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Row, pool::PoolConnection};
use tokio::{
    runtime::Handle,
    time::{Instant, timeout},
};

use super::{bound, query_error};
use crate::{
    connect::{Acquired, OpenTransaction, Pools},
    release::{ReleaseStamp, newest},
};

/// Time to cancel and roll back before the connection is closed instead.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(5);
/// Attempts to roll back: the first answers may be the end of the cancelled statement, or the cancellation may hit the
/// rollback itself.
const ROLLBACKS: usize = 3;

/// The first statement of a session takes the snapshot.
const SNAPSHOT: &str = concat!("select pg_backend_pid(), (", newest!(), ")");

/// A read-only transaction with a snapshot of the data.
#[derive(Debug)]
pub(super) struct ReadTransaction {
    /// `None` only after the drop.
    guarded: Option<GuardedConnection>,
    /// Process that serves the connection, for cancellation; unknown until the transaction has begun.
    pid: Option<i32>,
    state: TransactionState,
    /// The pools the connection returns to. Cancellations use a pool of their own, so that they need no slot of the full one.
    pools: Pools,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransactionState {
    /// Every statement was answered in full.
    Idle,
    /// A statement is running.
    Busy,
    /// A statement has failed, and with it the transaction or the connection.
    Failed,
}

/// A connection that must not return to the pool as it is: dropping it closes it.
#[derive(Debug)]
struct GuardedConnection(Option<PoolConnection<Postgres>>);

impl ReadTransaction {
    /// Takes the snapshot and reads its release, in one round trip.
    pub(super) async fn begin(
        acquired: Acquired,
        pools: Pools,
        deadline: Option<Instant>,
    ) -> Result<(Self, Option<ReleaseStamp>), DbErr> {
        let (connection, in_transaction) = match acquired {
            Acquired::Fresh(connection) => (Some(connection), false),
            Acquired::InTransaction(connection) => (connection.into_connection(), true),
        };
        let mut transaction =
            Self { guarded: Some(GuardedConnection(connection)), pid: None, state: TransactionState::Busy, pools };
        let connection = transaction.connection()?;
        // Nothing is left to read, so the first poll sends it; its answer is read with the next.
        let _ = sqlx::raw_sql(AssertSqlSafe(begin(in_transaction, deadline))).execute(&mut *connection).now_or_never();
        let snapshot = sqlx::query(SNAPSHOT).fetch_one(connection).await;
        let row = transaction.ended(snapshot)?;
        transaction.pid = Some(row.try_get(0).map_err(query_error)?);
        let release: Option<[i64; 2]> = row.try_get(1).map_err(query_error)?;
        Ok((transaction, release.map(ReleaseStamp::from)))
    }

    /// Runs one statement and reads all its rows.
    pub(super) async fn run(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), bound(statement.values));
        self.state = TransactionState::Busy;
        let rows = query.fetch_all(self.connection()?).await;
        Ok(self.ended(rows)?.into_iter().map(QueryResult::from).collect())
    }

    fn ended<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, DbErr> {
        self.state = if result.is_ok() { TransactionState::Idle } else { TransactionState::Failed };
        result.map_err(query_error)
    }

    fn connection(&mut self) -> Result<&mut PgConnection, DbErr> {
        let connection = self.guarded.as_mut().and_then(|guarded| guarded.0.as_deref_mut());
        connection.ok_or(super::CANCELLED)
    }
}

/// The statement that begins the transaction. The time-out of the server covers a program that is stopped or cut off and
/// cannot cancel.
fn begin(in_transaction: bool, deadline: Option<Instant>) -> String {
    let timeout = deadline.map_or_else(String::new, |deadline| {
        let left = deadline.saturating_duration_since(Instant::now()).as_millis();
        // Zero would disable it.
        format!("set local statement_timeout = {};", i32::try_from(left).unwrap_or(i32::MAX).max(1))
    });
    let before = if in_transaction { "rollback; " } else { "" };
    format!("{before}begin isolation level repeatable read, read only; {timeout}")
}

impl Drop for ReadTransaction {
    /// Leaves the rest to tasks of the runtime; without a runtime, the connection is closed.
    fn drop(&mut self) {
        let (Some(mut guarded), Ok(runtime)) = (self.guarded.take(), Handle::try_current()) else { return };
        match (self.state, self.pid) {
            (TransactionState::Idle, _) => {
                if let Some(connection) = guarded.0.take() {
                    self.pools.hand_off(OpenTransaction::new(connection));
                }
            }
            (TransactionState::Failed, _) => drop(runtime.spawn(guarded.settle(None, self.pools.control.clone()))),
            (TransactionState::Busy, Some(pid)) => {
                drop(runtime.spawn(guarded.settle(Some(pid), self.pools.control.clone())));
            }
            // The process to cancel is unknown, so the connection is closed.
            (TransactionState::Busy, None) => {}
        }
    }
}

impl GuardedConnection {
    /// Cancels the statement of the process `cancel`, if one is given, and returns the connection to the pool.
    async fn settle(mut self, cancel: Option<i32>, control: PgPool) {
        let settled = timeout(SETTLE_TIMEOUT, async {
            if let Some(pid) = cancel
                && let Err(error) = self::cancel(pid, &control).await
            {
                tracing::warn!("cannot cancel a statement; closing its connection: {error}");
                return false;
            }
            match self.0.as_deref_mut() {
                Some(connection) => rollback(connection).await,
                None => false,
            }
        });
        if settled.await.unwrap_or(false) {
            // Back to the pool.
            drop(self.0.take());
        }
    }
}

impl Drop for GuardedConnection {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

/// Cancels the statement of a process. The signal has been sent when this returns, so a process that has answered once more
/// is past it: it cannot hit the next user of the connection.
async fn cancel(pid: i32, control: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_cancel_backend($1)").bind(pid).execute(control).await?;
    Ok(())
}

async fn rollback(connection: &mut PgConnection) -> bool {
    for _ in 0..ROLLBACKS {
        match sqlx::raw_sql("rollback").execute(&mut *connection).await {
            Ok(_) => return true,
            Err(sqlx::Error::Database(_)) => {}
            Err(_) => return false,
        }
    }
    false
}
