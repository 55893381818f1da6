//! Set-based reads: what the fields of one level ask for, one by one, is read together.
//!
//! A resolver that needs a row asks for its key and waits. Once the whole execution waits, everything that was asked for
//! by then goes out as one statement for each kind of key. Nothing is timed and nothing is spawned, so the statements of
//! a query do not depend on luck, and a request that is dropped takes its reads with it.

use std::{
    any::Any,
    collections::HashMap,
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
use store::Session;
use tokio::{sync::oneshot, task::unconstrained};

use crate::{engine::FieldMemo, row_cache::RowCache};

/// A key by which something is read from the store, together with others of its type.
pub(crate) trait Key: Clone + Eq + Hash + Send + Sync + 'static {
    /// What is found under the key. Cheap to clone: several fields may wait for one key.
    type Value: Clone + Send + Sync + 'static;

    /// Whether what is found is a single row that many others refer to, so that it is worth keeping for other requests.
    const CACHED: bool = false;

    /// Reads all keys. What is not found is left out.
    fn load(session: &Session, keys: &[Self]) -> impl Future<Output = Result<Found<Self>, store::Error>> + Send;
}

/// What was found, by key.
pub(crate) type Found<K> = HashMap<K, <K as Key>::Value>;

/// Puts together what one statement can read: what is asked with equal arguments, in the order of the first question. A
/// batch may hold several such groups, when a field is asked twice under two aliases.
pub(crate) fn group_by_arguments<A: Clone + Eq + Hash, T>(keys: impl Iterator<Item = (A, T)>) -> Vec<(A, Vec<T>)> {
    let mut groups: Vec<(A, Vec<T>)> = Vec::new();
    let mut places = HashMap::new();
    for (arguments, asked) in keys {
        let place = *places.entry(arguments.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((arguments, Vec::new()));
        }
        groups[place].1.push(asked);
    }
    groups
}

type Answer<K> = Result<Option<<K as Key>::Value>, Arc<store::Error>>;

/// Reads for one request.
pub struct Loader {
    session: Session,
    /// What other requests have read.
    row_cache: Option<Arc<RowCache>>,
    field_memo: FieldMemo,
    waiting: Mutex<Vec<Box<dyn Batch>>>,
}

impl Loader {
    /// A loader that reads everything from one session.
    #[must_use]
    pub fn new(session: Session) -> Self {
        Self { session, row_cache: None, field_memo: FieldMemo::default(), waiting: Mutex::default() }
    }

    /// A loader that reads from the session only the rows that the cache lacks for its release.
    pub(crate) fn with_row_cache(session: Session, row_cache: Arc<RowCache>) -> Self {
        Self { row_cache: Some(row_cache), ..Self::new(session) }
    }

    /// The session it reads from.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Reads what is under a key; `None` if there is nothing. To be awaited inside [`Loader::drive`].
    pub(crate) async fn load<K: Key>(&self, key: K) -> Answer<K> {
        if let Some(value) = self.cached(&key) {
            return Ok(Some(value));
        }
        let answer = self.ask(key);
        // The sender lives in a batch, and every batch answers.
        answer.await.unwrap_or(Ok(None))
    }

    /// What need not be done again for each parent.
    pub(crate) fn field_memo(&self) -> &FieldMemo {
        &self.field_memo
    }

    /// The cached value, of the release that the session reads.
    fn cached<K: Key>(&self, key: &K) -> Option<K::Value> {
        if !K::CACHED {
            return None;
        }
        self.row_cache.as_ref()?.get(self.session.release()?, key)
    }

    /// Reads the missing rows and caches them.
    async fn read<K: Key>(&self, keys: Vec<K>) -> Result<Found<K>, store::Error> {
        let (true, Some(row_cache)) = (K::CACHED, &self.row_cache) else { return K::load(&self.session, &keys).await };
        // Only now it is known which release is read, if nothing was read before.
        let release = self.session.begin().await?;
        let mut found = Found::<K>::with_capacity(keys.len());
        let missing = keys.into_iter().filter_map(|key| match self.cached(&key) {
            Some(value) => found.insert(key, value).and(None),
            None => Some(key),
        });
        let missing: Vec<K> = missing.collect();
        if !missing.is_empty() {
            let read = K::load(&self.session, &missing).await?;
            if let Some(release) = release {
                row_cache.insert(release, &read);
            }
            found.extend(read);
        }
        Ok(found)
    }

    fn ask<K: Key>(&self, key: K) -> oneshot::Receiver<Answer<K>> {
        let (sender, receiver) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = waiting.iter_mut().find_map(|batch| batch.as_any().downcast_mut::<BatchOf<K>>());
        if let Some(batch) = batch {
            batch.add(key, sender);
        } else {
            let mut batch = BatchOf::<K>::default();
            batch.add(key, sender);
            waiting.push(Box::new(batch));
        }
        receiver
    }

    /// Runs `execution`, and each time it can do nothing but wait, one of the reads it waits for.
    pub async fn drive<F: Future>(&self, execution: F) -> F::Output {
        // The channels would take turns too, and wake the execution only after it has returned.
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
                if turn.goes_on() {
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

    fn next_batch(&self) -> Option<Box<dyn Batch>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_empty() { None } else { Some(waiting.remove(0)) }
    }
}

/// Tells whether an execution that returns waits, or has only given way: long lists in long lists are taken in several
/// turns, and at the end of each the execution wakes itself. To read before the last turn would split a level into
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

    fn goes_on(&self) -> bool {
        self.woken.load(Ordering::Acquire)
    }
}

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.task.wake();
    }
}

/// The keys of one type that are waited for.
trait Batch: Send {
    fn as_any(&mut self) -> &mut dyn Any;
    fn run(self: Box<Self>, loader: &Loader) -> BoxFuture<'_, ()>;
}

struct BatchOf<K: Key> {
    /// In the order in which they were first asked for, so that equal queries send equal parameters.
    keys: Vec<K>,
    waiters: HashMap<K, Vec<oneshot::Sender<Answer<K>>>>,
}

impl<K: Key> Default for BatchOf<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), waiters: HashMap::new() }
    }
}

impl<K: Key> BatchOf<K> {
    fn add(&mut self, key: K, sender: oneshot::Sender<Answer<K>>) {
        let waiters = self.waiters.entry(key.clone()).or_default();
        if waiters.is_empty() {
            self.keys.push(key);
        }
        waiters.push(sender);
    }
}

impl<K: Key> Batch for BatchOf<K> {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn run(self: Box<Self>, loader: &Loader) -> BoxFuture<'_, ()> {
        async move {
            let found = loader.read(self.keys).await.map_err(|error| {
                let error = Arc::new(error);
                log(&error);
                error
            });
            for (key, waiters) in self.waiters {
                let answer: Answer<K> = match &found {
                    Ok(found) => Ok(found.get(&key).cloned()),
                    Err(error) => Err(Arc::clone(error)),
                };
                for waiter in waiters {
                    // A waiter that is gone belongs to a field whose sibling failed.
                    let _ = waiter.send(answer.clone());
                }
            }
        }
        .boxed()
    }
}

/// Logs a failed read once, with its causes; the client is told no more than its kind.
fn log(error: &store::Error) {
    let mut causes = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        causes.push_str(": ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!("{error}{causes}");
}
