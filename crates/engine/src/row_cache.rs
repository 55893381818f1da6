//! Rows that many others refer to, cached from one request to the next for as long as the release is current. Looking up
//! the unit of a figure then takes no statement.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use crate::loader::Key;

/// The most rows that are cached, some 500 bytes each. A release with more of them is cached in part.
const MAX_ROWS: usize = 50_000;

/// The rows of one release, by type of key.
#[derive(Debug)]
pub struct RowCache<R>(RwLock<Rows<R>>);

impl<R> Default for RowCache<R> {
    fn default() -> Self {
        Self(RwLock::new(Rows { release: None, found: HashMap::new(), count: 0 }))
    }
}

#[derive(Debug)]
struct Rows<R> {
    release: Option<R>,
    /// Each a `HashMap` of keys and values of one type.
    found: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    count: usize,
}

impl<R: Copy + Ord> RowCache<R> {
    /// The cached row of a release; `None` if there is none.
    #[must_use]
    pub fn get<K: Key, V: Clone + 'static>(&self, release: R, key: &K) -> Option<V> {
        let rows = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if rows.release != Some(release) {
            return None;
        }
        rows.found.get(&TypeId::of::<K>())?.downcast_ref::<HashMap<K, V>>()?.get(key).cloned()
    }

    /// Caches rows of a release, and drops those of an older one.
    pub fn insert<K: Key, V: Clone + Send + Sync + 'static>(&self, release: R, found: &HashMap<K, V>) {
        let mut rows = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if rows.release.is_some_and(|cached| cached > release) {
            return;
        }
        if rows.release != Some(release) {
            *rows = Rows { release: Some(release), found: HashMap::new(), count: 0 };
        }
        let room = MAX_ROWS.saturating_sub(rows.count);
        let Rows { found: types, count, .. } = &mut *rows;
        let cached = types.entry(TypeId::of::<K>()).or_insert_with(|| Box::new(HashMap::<K, V>::new()));
        let Some(cached) = cached.downcast_mut::<HashMap<K, V>>() else { return };
        let before = cached.len();
        cached.extend(found.iter().take(room).map(|(key, value)| (key.clone(), value.clone())));
        *count += cached.len() - before;
    }
}
