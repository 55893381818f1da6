//! Connections that go from one session to the next without going back to the pool, while others wait for one: the pool
//! asks the database after each use whether the connection lives, and nobody works with it until the answer is there.

use std::{
    collections::VecDeque,
    pin::pin,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use futures_util::{
    FutureExt,
    future::{Either, select},
};
use sqlx::{PgPool, Postgres, pool::PoolConnection};
use tokio::{runtime::Handle, sync::oneshot};

/// A connection for a session.
#[derive(Debug)]
pub(crate) enum Taken {
    /// As the pool has it.
    Plain(PoolConnection<Postgres>),
    /// Inside the transaction of the session before.
    InTransaction(InTransaction),
}

/// A connection with nothing left to be read, inside a transaction. Dropped, it goes back to the pool, after a rollback.
#[derive(Debug)]
pub(crate) struct InTransaction(Option<PoolConnection<Postgres>>);

impl InTransaction {
    /// Of a connection that is.
    pub(crate) fn new(connection: PoolConnection<Postgres>) -> Self {
        Self(Some(connection))
    }

    /// For one who rolls back by himself. `None` was never made.
    pub(crate) fn into_connection(mut self) -> Option<PoolConnection<Postgres>> {
        self.0.take()
    }
}

impl Drop for InTransaction {
    /// Lets the pool read the answer to the rollback, together with that of its own check before the connection can be used
    /// again: one round trip for both. A rollback that fails makes the check fail, and the pool close the connection.
    fn drop(&mut self) {
        let Some(mut connection) = self.0.take() else { return };
        if Handle::try_current().is_err() {
            // The pool could not check it.
            return drop(connection.detach());
        }
        // Nothing is left to read, so the first poll sends it.
        let _ = sqlx::raw_sql("rollback").execute(&mut *connection).now_or_never();
    }
}

/// Those who wait for a connection.
#[derive(Debug, Default)]
pub(super) struct Handover {
    waiting: AtomicU32,
    queue: Mutex<VecDeque<oneshot::Sender<InTransaction>>>,
}

impl Handover {
    /// How many wait.
    pub(super) fn waiting(&self) -> u32 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Takes one from the pool, or from a session that ends.
    pub(super) async fn take(&self, pool: &PgPool) -> Result<Taken, sqlx::Error> {
        if let Some(connection) = pool.try_acquire() {
            return Ok(Taken::Plain(connection));
        }
        let _waiting = Waiting::count(&self.waiting);
        let (sender, handed) = oneshot::channel();
        self.queue().push_back(sender);
        match select(handed, pin!(pool.acquire())).await {
            Either::Left((Ok(connection), _)) => Ok(Taken::InTransaction(connection)),
            Either::Left((Err(_), acquired)) => acquired.await.map(Taken::Plain),
            Either::Right((acquired, _)) => acquired.map(Taken::Plain),
        }
    }

    /// Gives one to the one who has waited longest; back to the pool if nobody waits.
    pub(super) fn give(&self, mut connection: InTransaction) {
        loop {
            let Some(next) = self.queue().pop_front() else { return };
            match next.send(connection) {
                Ok(()) => return,
                // It has one by now, or waits no more.
                Err(refused) => connection = refused,
            }
        }
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<oneshot::Sender<InTransaction>>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts one that waits until it is dropped.
struct Waiting<'a>(&'a AtomicU32);

impl<'a> Waiting<'a> {
    fn count(waiting: &'a AtomicU32) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
