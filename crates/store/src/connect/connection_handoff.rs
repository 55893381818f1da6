//! Hands connections from one session to the next without the pool, while sessions wait for one: the pool pings the
//! database after each use, and the connection is idle until the answer arrives.

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

/// A connection acquired for a session.
#[derive(Debug)]
pub(crate) enum Acquired {
    /// A connection from the pool.
    Fresh(PoolConnection<Postgres>),
    /// A connection still inside the transaction of the previous session.
    InTransaction(OpenTransaction),
}

/// A connection with an open transaction and no unread answer. Dropping it rolls back and returns it to the pool.
#[derive(Debug)]
pub(crate) struct OpenTransaction(Option<PoolConnection<Postgres>>);

impl OpenTransaction {
    /// Wraps a connection with an open transaction.
    pub(crate) fn new(connection: PoolConnection<Postgres>) -> Self {
        Self(Some(connection))
    }

    /// Takes the connection; the caller rolls back. Never `None`: only the drop empties it.
    pub(crate) fn into_connection(mut self) -> Option<PoolConnection<Postgres>> {
        self.0.take()
    }
}

impl Drop for OpenTransaction {
    /// Leaves the answer of the rollback to the pool, which reads it together with that of its own ping before the connection
    /// is used again: one round trip for both. If the rollback fails, the ping fails, and the pool closes the connection.
    fn drop(&mut self) {
        let Some(mut connection) = self.0.take() else { return };
        if Handle::try_current().is_err() {
            // The pool could not ping it.
            return drop(connection.detach());
        }
        // Nothing is left to read, so the first poll sends it.
        let _ = sqlx::raw_sql("rollback").execute(&mut *connection).now_or_never();
    }
}

/// The queue of sessions that wait for a connection.
#[derive(Debug, Default)]
pub(super) struct ConnectionHandoff {
    waiting: AtomicU32,
    queue: Mutex<VecDeque<oneshot::Sender<OpenTransaction>>>,
}

impl ConnectionHandoff {
    /// Number of sessions that wait.
    pub(super) fn waiting(&self) -> u32 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Acquires a connection from the pool, or from a session that ends.
    pub(super) async fn take(&self, pool: &PgPool) -> Result<Acquired, sqlx::Error> {
        if let Some(connection) = pool.try_acquire() {
            return Ok(Acquired::Fresh(connection));
        }
        let _waiting = Waiting::count(&self.waiting);
        let (sender, handed) = oneshot::channel();
        self.queue().push_back(sender);
        match select(handed, pin!(pool.acquire())).await {
            Either::Left((Ok(connection), _)) => Ok(Acquired::InTransaction(connection)),
            Either::Left((Err(_), acquired)) => acquired.await.map(Acquired::Fresh),
            Either::Right((acquired, _)) => acquired.map(Acquired::Fresh),
        }
    }

    /// Hands a connection to the session that has waited longest, or back to the pool if none waits.
    pub(super) fn give(&self, mut connection: OpenTransaction) {
        loop {
            let Some(next) = self.queue().pop_front() else { return };
            match next.send(connection) {
                Ok(()) => return,
                // That session has a connection by now, or waits no more.
                Err(refused) => connection = refused,
            }
        }
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<oneshot::Sender<OpenTransaction>>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts one waiting session until dropped.
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
