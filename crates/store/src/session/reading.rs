//! The connection of a session, inside its transaction. It goes back to the pool only after a rollback that PostgreSQL has
//! confirmed; in any doubt it is closed.

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
    connect::{InTransaction, Pools, Taken},
    release::{ReleaseStamp, newest},
};

/// How long a connection may take to be cancelled and rolled back before it is closed instead.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a rollback is sent: the first answers may be the end of the cancelled statement, or the cancellation may hit
/// the rollback itself.
const ROLLBACKS: usize = 3;

/// The first statement of a session takes the snapshot.
const SNAPSHOT: &str = concat!("select pg_backend_pid(), (", newest!(), ")");

/// A connection with a snapshot of the data.
#[derive(Debug)]
pub(super) struct Reading {
    /// Taken by the drop only.
    held: Option<Held>,
    /// Process that serves the connection, by which it is cancelled; unknown until the transaction has begun.
    pid: Option<i32>,
    standing: Standing,
    /// Where the connection goes next. Cancellations are sent by a pool of their own, so that they wait for no slot of the
    /// full one.
    pools: Pools,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Everything sent was answered in full.
    Idle,
    /// A statement was sent that has not ended.
    Busy,
    /// A statement has failed, and the transaction or the connection with it.
    Failed,
}

/// A connection that must not go back to the pool as it is: dropped, it is closed.
#[derive(Debug)]
struct Held(Option<PoolConnection<Postgres>>);

impl Reading {
    /// Takes the snapshot and tells its release, in one round trip.
    pub(super) async fn begin(
        taken: Taken,
        pools: Pools,
        deadline: Option<Instant>,
    ) -> Result<(Self, Option<ReleaseStamp>), DbErr> {
        let (connection, in_transaction) = match taken {
            Taken::Plain(connection) => (Some(connection), false),
            Taken::InTransaction(connection) => (connection.into_connection(), true),
        };
        let mut reading = Self { held: Some(Held(connection)), pid: None, standing: Standing::Busy, pools };
        let connection = reading.connection()?;
        // Nothing is left to read, so the first poll sends it; what it answers is read with the next.
        let _ = sqlx::raw_sql(AssertSqlSafe(begin(in_transaction, deadline))).execute(&mut *connection).now_or_never();
        let snapshot = sqlx::query(SNAPSHOT).fetch_one(connection).await;
        let row = reading.ended(snapshot)?;
        reading.pid = Some(row.try_get(0).map_err(query_error)?);
        let release: Option<[i64; 2]> = row.try_get(1).map_err(query_error)?;
        Ok((reading, release.map(ReleaseStamp::from)))
    }

    /// Runs one statement and reads all its rows.
    pub(super) async fn run(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let query = sqlx::query_with(AssertSqlSafe(statement.sql), bound(statement.values));
        self.standing = Standing::Busy;
        let rows = query.fetch_all(self.connection()?).await;
        Ok(self.ended(rows)?.into_iter().map(QueryResult::from).collect())
    }

    fn ended<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, DbErr> {
        self.standing = if result.is_ok() { Standing::Idle } else { Standing::Failed };
        result.map_err(query_error)
    }

    fn connection(&mut self) -> Result<&mut PgConnection, DbErr> {
        let connection = self.held.as_mut().and_then(|held| held.0.as_deref_mut());
        connection.ok_or(super::CANCELLED)
    }
}

/// The time-out of the server is for a program that is stopped or cut off and cannot cancel.
fn begin(in_transaction: bool, deadline: Option<Instant>) -> String {
    let timeout = deadline.map_or_else(String::new, |deadline| {
        let left = deadline.saturating_duration_since(Instant::now()).as_millis();
        // Zero would be none at all.
        format!("set local statement_timeout = {};", i32::try_from(left).unwrap_or(i32::MAX).max(1))
    });
    let before = if in_transaction { "rollback; " } else { "" };
    format!("{before}begin isolation level repeatable read, read only; {timeout}")
}

impl Drop for Reading {
    /// Leaves the rest to tasks of the runtime; without one, the connection is closed.
    fn drop(&mut self) {
        let (Some(mut held), Ok(runtime)) = (self.held.take(), Handle::try_current()) else { return };
        match (self.standing, self.pid) {
            (Standing::Idle, _) => {
                if let Some(connection) = held.0.take() {
                    self.pools.hand_over(InTransaction::new(connection));
                }
            }
            (Standing::Failed, _) => drop(runtime.spawn(held.settle(None, self.pools.control.clone()))),
            (Standing::Busy, Some(pid)) => drop(runtime.spawn(held.settle(Some(pid), self.pools.control.clone()))),
            // Nobody knows what to cancel: closed.
            (Standing::Busy, None) => {}
        }
    }
}

impl Held {
    /// Ends what the process `cancel` runs, if one is given, and gives the connection back.
    async fn settle(mut self, cancel: Option<i32>, control: PgPool) {
        let settled = timeout(SETTLE_TIMEOUT, async {
            if let Some(pid) = cancel
                && let Err(error) = self::cancel(pid, &control).await
            {
                tracing::warn!("cannot cancel a statement, so its connection is closed: {error}");
                return false;
            }
            match self.0.as_deref_mut() {
                Some(connection) => rollback(connection).await,
                None => false,
            }
        });
        if settled.await.unwrap_or(false) {
            // Back into the pool.
            drop(self.0.take());
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

/// Cancels what a process runs. The signal was sent when this returns, so a process that has answered once more is past it:
/// it cannot hit the next user of the connection.
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
