//! How stat rows are read.

use std::sync::Arc;

use entity::stat;
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

/// Asks for a stat by its key.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct StatKey(pub(crate) String);

impl Key for StatKey {
    type Value = Arc<stat::Model>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let keys: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.stat_by_keys(&keys).await?, |row| Self(row.key.clone())))
    }
}
