//! What can be read by key: one file a noun. To add a read, add a key type and its `load`.

use std::{hash::Hash, sync::Arc};

use async_graphql::{ContextBase, Result};

use crate::{
    error::{missing, unreadable},
    loader::{Found, Key, Loader},
};

pub(crate) mod award;
pub(crate) mod city;
pub(crate) mod cluster;
pub(crate) mod cluster_location;
pub(crate) mod contest;
pub(crate) mod country;
pub(crate) mod group;
pub(crate) mod indicator;
pub(crate) mod industry;
pub(crate) mod name;
pub(crate) mod province;
pub(crate) mod ranking;
pub(crate) mod rate;
pub(crate) mod release;
pub(crate) mod round;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod source;
pub(crate) mod stat;
pub(crate) mod unit;

/// Reads what is under a key, if anything.
pub(crate) async fn read<K: Key, T>(context: &ContextBase<'_, T>, key: K) -> Result<Option<K::Value>> {
    context.data_unchecked::<Arc<Loader>>().load(key).await.map_err(|error| unreadable(&error))
}

/// Reads a row that must exist because another refers to it.
pub(crate) async fn read_required<K: Key, T>(context: &ContextBase<'_, T>, key: K, what: &str) -> Result<K::Value> {
    read(context, key).await?.ok_or_else(|| missing(what))
}

/// Rows by their key.
fn by<K: Key<Value = Arc<R>>, R>(rows: Vec<R>, key: impl Fn(&R) -> K) -> Found<K> {
    rows.into_iter().map(|row| (key(&row), Arc::new(row))).collect()
}

/// Rows by their parent, in the order in which they were read.
fn by_parent<K: Key<Value = Vec<Arc<R>>>, P, R>(rows: Vec<(P, R)>, key: impl Fn(P) -> K) -> Found<K> {
    let mut found = Found::<K>::new();
    for (parent, row) in rows {
        found.entry(key(parent)).or_default().push(Arc::new(row));
    }
    found
}

/// Leaves out rows that came before.
fn distinct<K: Eq + Hash + Key<Value = Vec<Arc<R>>>, R: PartialEq>(mut found: Found<K>) -> Found<K> {
    for rows in found.values_mut() {
        let mut kept: Vec<Arc<R>> = Vec::with_capacity(rows.len());
        for row in rows.drain(..) {
            if !kept.contains(&row) {
                kept.push(row);
            }
        }
        *rows = kept;
    }
    found
}
