//! The loader of our store: keyed reads in batches, from the session of a request.

use std::{collections::HashMap, future::Future, hash::Hash};

use engine::loader::{Backend, Read};
use store::{ReleaseStamp, Session};

pub(crate) use engine::loader::group_by_arguments;

/// Reads the rows of one request.
pub type Loader = engine::loader::Loader<Database>;

/// The store, as the engine reads from it.
#[derive(Debug)]
pub struct Database;

/// A key by which rows are read from the store, together with others of its type.
pub trait Key: Clone + Eq + Hash + Send + Sync + 'static {
    /// The value under the key. Cheap to clone: several fields may wait for one key.
    type Value: Clone + Send + Sync + 'static;

    /// Whether the value is a single row that many others refer to, so that it is worth caching for other requests.
    const CACHED: bool = false;

    /// Reads all keys. Those without a value are left out.
    fn load(session: &Session, keys: &[Self]) -> impl Future<Output = Result<Found<Self>, store::Error>> + Send;
}

/// The values that were read, by key.
pub(crate) type Found<K> = HashMap<K, <K as Key>::Value>;

impl Backend for Database {
    type Session = Session;
    type Release = ReleaseStamp;
    type Error = store::Error;

    fn release(session: &Session) -> Option<ReleaseStamp> {
        session.release()
    }

    fn begin(session: &Session) -> impl Future<Output = Result<Option<ReleaseStamp>, store::Error>> + Send {
        session.begin()
    }
}

impl<K: Key> Read<K> for Database {
    type Value = K::Value;

    const CACHED: bool = K::CACHED;

    fn read(session: &Session, keys: &[K]) -> impl Future<Output = Result<Found<K>, store::Error>> + Send {
        K::load(session, keys)
    }
}
