//! Rows that many others refer to, kept in memory from one request to the next for as long as the release stays: what
//! indicator, unit, source and place a figure has is then no question to the database.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use store::ReleaseStamp;

use crate::loader::{Found, Key};

/// At most so many rows, some 500 bytes each. A release with more of them is kept in part.
const MAX_ROWS: usize = 50_000;

/// The rows of one release, by type of key.
#[derive(Debug, Default)]
pub(crate) struct RowCache(RwLock<Rows>);

#[derive(Debug, Default)]
struct Rows {
    release: Option<ReleaseStamp>,
    /// Each a [`Found`].
    found: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    count: usize,
}

impl RowCache {
    /// The cached row of a release; `None` if there is none.
    pub(crate) fn get<K: Key>(&self, release: ReleaseStamp, key: &K) -> Option<K::Value> {
        let rows = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if rows.release != Some(release) {
            return None;
        }
        rows.found.get(&TypeId::of::<K>())?.downcast_ref::<Found<K>>()?.get(key).cloned()
    }

    /// Keeps what was found in a release. What there was of an older one goes.
    pub(crate) fn insert<K: Key>(&self, release: ReleaseStamp, found: &Found<K>) {
        let mut rows = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if rows.release.is_some_and(|cached| cached > release) {
            return;
        }
        if rows.release != Some(release) {
            *rows = Rows { release: Some(release), ..Rows::default() };
        }
        let room = MAX_ROWS.saturating_sub(rows.count);
        let Rows { found: types, count, .. } = &mut *rows;
        let cached = types.entry(TypeId::of::<K>()).or_insert_with(|| Box::new(Found::<K>::new()));
        let Some(cached) = cached.downcast_mut::<Found<K>>() else { return };
        let before = cached.len();
        cached.extend(found.iter().take(room).map(|(key, value)| (key.clone(), value.clone())));
        *count += cached.len() - before;
    }
}
