//! Hearing of new releases: `LISTEN` on a connection of its own, and a look each second for when nothing can be heard.

use std::{
    convert::Infallible,
    io, mem,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sqlx::{
    ConnectOptions, PgPool,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{
    select,
    sync::{oneshot, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::{
    Store,
    release::{NEWEST, ReleaseStamp},
};

/// Where the write of a dataset tells of its release.
pub(crate) const CHANNEL: &str = "atlas_release";
/// How long nothing may be heard before the release is read. A pooler may pass on no notification, and a connection that
/// was cut off hears nothing.
const POLL: Duration = Duration::from_secs(1);
/// How long the database may take to answer before it counts as away.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(3);
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// The newest release, as far as a store has heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The newest release that was seen; `None` in a database without data, and before the first look.
    pub release: Option<ReleaseStamp>,
    /// Whether new releases are heard of at present. If not, the database is away, and there may be a newer release.
    pub live: bool,
}

/// The task that listens. Dropped, it tells the task to end, without waiting.
#[derive(Debug)]
pub(crate) struct Watcher {
    receiver: watch::Receiver<Watched>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Store {
    /// Hears of new releases, from this store or any other program.
    ///
    /// The first call starts a task on the runtime it is called from, which all callers share, and which ends with the
    /// store. Nothing is known yet when the first call returns: wait until it is [`Watched::live`]. The channel closes with
    /// [`Store::shut`] and [`Store::close`], and its last value is not live.
    ///
    /// # Panics
    ///
    /// Outside of a runtime.
    pub fn watch(&self) -> watch::Receiver<Watched> {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        if self.pool.is_closed() {
            return watch::channel(Watched::default()).1;
        }
        watcher.get_or_insert_with(|| Watcher::spawn((*self.pool.connect_options()).clone())).receiver.clone()
    }
}

impl Watcher {
    fn spawn(options: PgConnectOptions) -> Self {
        let (sender, receiver) = watch::channel(Watched::default());
        let (stop, stopped) = oneshot::channel();
        // A line of log each second would tell nothing.
        let options = options.disable_statement_logging();
        let task = tokio::spawn(async move {
            let current = Mutex::default();
            select! {
                _ = stopped => {}
                () = follow(&options, &sender, &current) => {}
            }
            set_away(&sender);
            let pool = current.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(pool) = pool {
                // The connection says goodbye on a task of its own: whoever stops the database next must not be faster.
                let _ = timeout(ANSWER_TIMEOUT, pool.close()).await;
            }
        });
        Self { receiver, stop, task }
    }

    /// Ends the task and waits until it has.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.task.await {
            tracing::debug!("the task that hears of releases has ended before: {error}");
        }
    }
}

/// Listens, and connects again whenever the connection is lost.
async fn follow(options: &PgConnectOptions, sender: &watch::Sender<Watched>, current: &Mutex<Option<PgPool>>) {
    let mut pause = SHORTEST_PAUSE;
    loop {
        let Err(error) = listen(options, sender, current).await;
        if set_away(sender) {
            tracing::warn!("does not hear of new releases until the database is back: {error}");
            pause = SHORTEST_PAUSE;
        }
        sleep(pause).await;
        pause = LONGEST_PAUSE.min(pause * 2);
    }
}

/// Tells that nothing is heard; returns whether that is new.
fn set_away(sender: &watch::Sender<Watched>) -> bool {
    sender.send_if_modified(|watched| mem::replace(&mut watched.live, false))
}

/// Listens on a new connection until it is lost.
async fn listen(
    options: &PgConnectOptions,
    sender: &watch::Sender<Watched>,
    current: &Mutex<Option<PgPool>>,
) -> Result<Infallible, sqlx::Error> {
    let mut listener = within(open(options, current)).await?;
    loop {
        // Read, not taken from the notification: anybody may send one, and several may have come by now.
        let release = within(newest(&mut listener)).await?;
        let watched = Watched { release: release.map(ReleaseStamp::from), live: true };
        sender.send_if_modified(|before| mem::replace(before, watched) != watched);
        if let Ok(heard) = timeout(POLL, listener.try_recv()).await
            && heard?.is_none()
        {
            return Err(io::Error::from(io::ErrorKind::ConnectionAborted).into());
        }
    }
}

/// A connection of its own: one of the pool would be missing there. A pool of its own each time: a connection that was cut
/// off without a word cannot be closed for a long time, and must not keep the next one waiting.
async fn open(options: &PgConnectOptions, current: &Mutex<Option<PgPool>>) -> Result<PgListener, sqlx::Error> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ANSWER_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with(options.clone());
    *current.lock().unwrap_or_else(PoisonError::into_inner) = Some(pool.clone());
    let mut listener = PgListener::connect_with(&pool).await?;
    // What was missed meanwhile is read after the next connect.
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

async fn newest(listener: &mut PgListener) -> Result<Option<[i64; 2]>, sqlx::Error> {
    sqlx::query_scalar(NEWEST).fetch_optional(listener).await
}

async fn within<T>(work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    timeout(ANSWER_TIMEOUT, work).await.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}
