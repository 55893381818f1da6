//! How source rows are read.

use std::sync::Arc;

use entity::{SourceId, source};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

impl Key for SourceId {
    type Value = Arc<source::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.source_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a source by its slug.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct SourceSlug(pub(crate) String);

impl Key for SourceSlug {
    type Value = Arc<source::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let slugs: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.source_by_slugs(&slugs).await?, |row| Self(row.slug.clone())))
    }
}
