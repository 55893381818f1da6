//! How contest rows are read.

use std::sync::Arc;

use entity::{ContestId, contest};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

impl Key for ContestId {
    type Value = Arc<contest::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.contest_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a contest by its slug.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct ContestSlug(pub(crate) String);

impl Key for ContestSlug {
    type Value = Arc<contest::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let slugs: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.contest_by_slugs(&slugs).await?, |row| Self(row.slug.clone())))
    }
}
