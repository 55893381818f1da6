//! What is read by key. Rows of all nouns are read in one way (`row.rs`); a read of another kind has a key of its own, with
//! its `load`.

use std::sync::Arc;

use async_graphql::{ContextBase, Result};

use crate::{
    error::{missing, unreadable},
    loader::{Found, Key, Loader},
};

pub(crate) mod award;
pub(crate) mod group;
pub(crate) mod ranking;
pub(crate) mod rate;
pub(crate) mod release;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod stat;

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
