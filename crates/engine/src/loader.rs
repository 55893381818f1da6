//! Set-based reads: the keys that the fields of one level ask for, one by one, are read together.
//!
//! A resolver that needs a row asks for its key and waits. Once the whole execution waits, the keys that were asked for by
//! then are read with one statement for each type of key. There is no timer and no spawned task, so the statements of an
//! operation are deterministic, and dropping a request drops its reads.

use std::{
    any::Any,
    collections::HashMap,
    error::Error,
    future::{Future, poll_fn},
    hash::Hash,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use futures_util::{FutureExt, future::BoxFuture, task::AtomicWaker};
use tokio::{sync::oneshot, task::unconstrained};

use crate::{field_memo::FieldMemo, row_cache::RowCache};

/// Where rows are read from. A session reads one snapshot of it, for one request.
pub trait Backend: Sized + Send + Sync + 'static {
    /// Reads the rows of one request.
    type Session: Send + Sync;
    /// Identifies a state of the data. Later states are greater.
    type Release: Copy + Ord + Send + Sync;
    /// Why a read failed. Logged with its causes; resolvers decide what clients see of it.
    type Error: Error + Send + Sync + 'static;

    /// The release that a session reads; `None` before its first read, and if there is no data.
    fn release(session: &Self::Session) -> Option<Self::Release>;

    /// Takes the snapshot of a session unless it has one, and returns its release; `None` if there is no data.
    fn begin(session: &Self::Session) -> impl Future<Output = Result<Option<Self::Release>, Self::Error>> + Send;
}

/// A backend that has something under keys of a type.
pub trait Read<K: Key>: Backend {
    /// The value under a key. Cheap to clone: several fields may wait for one key.
    type Value: Clone + Send + Sync + 'static;

    /// Whether a value is a single row that many others refer to, so that it is worth caching for other requests.
    const CACHED: bool;

    /// Reads all keys. Those without a value are left out.
    fn read(
        session: &Self::Session,
        keys: &[K],
    ) -> impl Future<Output = Result<HashMap<K, Self::Value>, Self::Error>> + Send;
}

/// What can be a key.
pub trait Key: Clone + Eq + Hash + Send + Sync + 'static {}

impl<K: Clone + Eq + Hash + Send + Sync + 'static> Key for K {}

/// Groups keys by arguments, since one statement reads keys with equal arguments. Groups are in the order of their first
/// key. A batch holds several groups when a field is selected under two aliases.
pub fn group_by_arguments<A: Clone + Eq + Hash, T>(keys: impl Iterator<Item = (A, T)>) -> Vec<(A, Vec<T>)> {
    let mut groups: Vec<(A, Vec<T>)> = Vec::new();
    let mut places = HashMap::new();
    for (arguments, key) in keys {
        let place = *places.entry(arguments.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((arguments, Vec::new()));
        }
        groups[place].1.push(key);
    }
    groups
}

type Loaded<B, K> = Result<Option<<B as Read<K>>::Value>, Arc<<B as Backend>::Error>>;

/// Reads the rows of one request.
pub struct Loader<B: Backend> {
    session: B::Session,
    /// Rows that other requests have read.
    row_cache: Option<Arc<RowCache<B::Release>>>,
    field_memo: FieldMemo,
    waiting: Mutex<Vec<Box<dyn Batch<B>>>>,
}

impl<B: Backend> Loader<B> {
    /// A loader that reads everything from its session.
    #[must_use]
    pub fn new(session: B::Session) -> Self {
        Self { session, row_cache: None, field_memo: FieldMemo::default(), waiting: Mutex::default() }
    }

    /// A loader that reads only the rows that the cache lacks for the release of the session.
    #[must_use]
    pub fn with_row_cache(session: B::Session, row_cache: Arc<RowCache<B::Release>>) -> Self {
        Self { row_cache: Some(row_cache), ..Self::new(session) }
    }

    /// The session that it reads from.
    #[must_use]
    pub fn session(&self) -> &B::Session {
        &self.session
    }

    /// Reads the value under a key; `None` if there is none. Must be awaited inside [`Loader::drive`].
    pub async fn load<K: Key>(&self, key: K) -> Result<Option<B::Value>, Arc<B::Error>>
    where
        B: Read<K>,
    {
        if let Some(value) = self.cached(&key) {
            return Ok(Some(value));
        }
        let loaded = self.enqueue(key);
        // The sender lives in a batch, and every batch sends.
        loaded.await.unwrap_or(Ok(None))
    }

    /// The memo of the execution that this loader reads for.
    #[must_use]
    pub fn field_memo(&self) -> &FieldMemo {
        &self.field_memo
    }

    /// The cached value of the release that the session reads.
    fn cached<K: Key>(&self, key: &K) -> Option<B::Value>
    where
        B: Read<K>,
    {
        if !B::CACHED {
            return None;
        }
        self.row_cache.as_ref()?.get(B::release(&self.session)?, key)
    }

    /// Reads the missing rows and caches them.
    async fn read<K: Key>(&self, keys: Vec<K>) -> Result<HashMap<K, B::Value>, B::Error>
    where
        B: Read<K>,
    {
        let (true, Some(row_cache)) = (B::CACHED, &self.row_cache) else { return B::read(&self.session, &keys).await };
        // If this is the first read, the release is known only now.
        let release = B::begin(&self.session).await?;
        let mut found = HashMap::with_capacity(keys.len());
        let missing = keys.into_iter().filter_map(|key| match self.cached(&key) {
            Some(value) => found.insert(key, value).and(None),
            None => Some(key),
        });
        let missing: Vec<K> = missing.collect();
        if !missing.is_empty() {
            let read = B::read(&self.session, &missing).await?;
            if let Some(release) = release {
                row_cache.insert(release, &read);
            }
            found.extend(read);
        }
        Ok(found)
    }

    fn enqueue<K: Key>(&self, key: K) -> oneshot::Receiver<Loaded<B, K>>
    where
        B: Read<K>,
    {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = waiting.iter_mut().find_map(|batch| batch.as_any().downcast_mut::<BatchOf<B, K>>());
        if let Some(batch) = batch {
            batch.add(key, sender);
        } else {
            let mut batch = BatchOf::<B, K>::default();
            batch.add(key, sender);
            waiting.push(Box::new(batch));
        }
        receiver
    }

    /// Runs `execution`, and whenever it can only wait, runs the oldest of the reads that it waits for.
    pub async fn drive<F: Future>(&self, execution: F) -> F::Output {
        // Without this, the cooperative budget of tokio would let the channels yield, and wake the execution only after it has returned.
        let mut execution = pin!(unconstrained(execution));
        let mut reading: Option<BoxFuture<'_, ()>> = None;
        let turn = Arc::new(Turn::default());
        let waker = Waker::from(Arc::clone(&turn));
        poll_fn(move |context| {
            loop {
                turn.begin(context.waker());
                if let Poll::Ready(output) = execution.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return Poll::Ready(output);
                }
                if turn.yielded() {
                    return Poll::Pending;
                }
                let read = match &mut reading {
                    Some(read) => read,
                    None => match self.next_batch() {
                        Some(batch) => reading.insert(batch.run(self)),
                        None => return Poll::Pending,
                    },
                };
                match read.poll_unpin(context) {
                    Poll::Ready(()) => reading = None,
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }

    fn next_batch(&self) -> Option<Box<dyn Batch<B>>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() { None } else { Some(waiting.remove(0)) }
    }
}

/// Distinguishes an execution that waits from one that has only yielded: long lists in long lists are resolved in several
/// turns, and at the end of each the execution wakes itself. Reading before the last turn would split a level into
/// several statements.
#[derive(Default)]
struct Turn {
    woken: AtomicBool,
    task: AtomicWaker,
}

impl Turn {
    fn begin(&self, task: &Waker) {
        self.task.register(task);
        self.woken.store(false, Ordering::Release);
    }

    fn yielded(&self) -> bool {
        self.woken.load(Ordering::Acquire)
    }
}

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.task.wake();
    }
}

/// Keys of one type that fields wait for.
trait Batch<B: Backend>: Send {
    fn as_any(&mut self) -> &mut dyn Any;
    fn run(self: Box<Self>, loader: &Loader<B>) -> BoxFuture<'_, ()>;
}

struct BatchOf<B: Read<K>, K: Key> {
    /// In the order in which they were first asked for, so that equal operations send equal parameters.
    keys: Vec<K>,
    waiters: HashMap<K, Vec<oneshot::Sender<Loaded<B, K>>>>,
}

impl<B: Read<K>, K: Key> Default for BatchOf<B, K> {
    fn default() -> Self {
        Self { keys: Vec::new(), waiters: HashMap::new() }
    }
}

impl<B: Read<K>, K: Key> BatchOf<B, K> {
    fn add(&mut self, key: K, sender: oneshot::Sender<Loaded<B, K>>) {
        let waiters = self.waiters.entry(key.clone()).or_default();
        if waiters.is_empty() {
            self.keys.push(key);
        }
        waiters.push(sender);
    }
}

impl<B: Read<K>, K: Key> Batch<B> for BatchOf<B, K> {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn run(self: Box<Self>, loader: &Loader<B>) -> BoxFuture<'_, ()> {
        async move {
            let found = loader.read::<K>(self.keys).await.map_err(|error| {
                let error = Arc::new(error);
                log(&*error);
                error
            });
            for (key, waiters) in self.waiters {
                let value: Loaded<B, K> = match &found {
                    Ok(found) => Ok(found.get(&key).cloned()),
                    Err(error) => Err(Arc::clone(error)),
                };
                for waiter in waiters {
                    // A waiter is gone if a sibling of its field has failed.
                    let _ = waiter.send(value.clone());
                }
            }
        }
        .boxed()
    }
}

/// Logs a failed read once, with its causes; clients see only its kind.
fn log(error: &impl Error) {
    let mut causes = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push_str(": ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!("{error}{causes}");
}
