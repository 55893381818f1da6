//! How release rows are read.

use std::sync::Arc;

use entity::{ReleaseId, release};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

impl Key for ReleaseId {
    type Value = Arc<release::Model>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.release_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for the newest release.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CurrentRelease;

impl Key for CurrentRelease {
    type Value = Arc<release::Model>;

    async fn load(session: &Session, _: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(session.release_current().await?.map(|row| (Self, Arc::new(row))).into_iter().collect())
    }
}
