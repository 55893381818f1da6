//! Keys of rows: by natural key, by id, and by the row above. One way for all nouns; each says in `types/` how its rows
//! are read.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    marker::PhantomData,
    sync::Arc,
};

use store::Session;

use crate::{
    loader::{Found, Key},
    noun::{Child, Noun, Referenced},
};

/// Asks for a row by its natural key.
pub(crate) type ByKey<T> = RowKey<T, String>;
/// Asks for a row by its id.
pub(crate) type ById<T> = RowKey<T, Id<<T as Referenced>::Id>>;
/// Asks for the rows under another row.
pub(crate) type RowsUnder<T, P> = RowKey<T, Under<P>>;

/// What tells a row of a type from others.
pub(crate) struct RowKey<T, K> {
    key: K,
    of: PhantomData<fn() -> T>,
}

/// An id, where it would not be told from a natural key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Id<I>(I);

/// The row above.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Under<P>(P);

impl<T, K> RowKey<T, K> {
    pub(crate) fn new(key: K) -> Self {
        Self { key, of: PhantomData }
    }
}

impl<T, I> RowKey<T, Id<I>> {
    pub(crate) fn id(id: I) -> Self {
        Self::new(Id(id))
    }
}

impl<T, P> RowKey<T, Under<P>> {
    pub(crate) fn parent(parent: P) -> Self {
        Self::new(Under(parent))
    }
}

// Derived, these would ask the same of the type, which need not be comparable.

impl<T, K: Clone> Clone for RowKey<T, K> {
    fn clone(&self) -> Self {
        Self::new(self.key.clone())
    }
}

impl<T, K: PartialEq> PartialEq for RowKey<T, K> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<T, K: Eq> Eq for RowKey<T, K> {}

impl<T, K: Hash> Hash for RowKey<T, K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl<T: Noun> Key for ByKey<T> {
    type Value = Arc<T::Row>;

    const CACHED: bool = T::CACHED;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let keys: Vec<String> = keys.iter().map(|key| key.key.clone()).collect();
        let mut found = Found::<Self>::new();
        for row in T::by_keys(session, &keys).await? {
            let row = Arc::new(row);
            if let Some(key) = T::other_key(&row) {
                found.insert(Self::new(key.to_owned()), Arc::clone(&row));
            }
            found.insert(Self::new(T::key(&row).to_owned()), row);
        }
        Ok(found)
    }
}

impl<T: Referenced> Key for RowKey<T, Id<T::Id>> {
    type Value = Arc<T::Row>;

    const CACHED: bool = T::CACHED;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<T::Id> = keys.iter().map(|key| key.key.0).collect();
        let rows = T::by_ids(session, &ids).await?;
        Ok(rows.into_iter().map(|row| (Self::id(T::id(&row)), Arc::new(row))).collect())
    }
}

impl<T: Child<P>, P: Copy + Eq + Hash + Send + Sync + 'static> Key for RowsUnder<T, P> {
    type Value = Vec<Arc<T::Row>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let parents: Vec<P> = keys.iter().map(|key| key.key.0).collect();
        let mut found: HashMap<Self, Self::Value> = HashMap::with_capacity(keys.len());
        for (parent, row) in T::by_parents(session, &parents).await? {
            let rows = found.entry(Self::parent(parent)).or_default();
            if !rows.iter().any(|earlier| **earlier == row) {
                rows.push(Arc::new(row));
            }
        }
        Ok(found)
    }
}
