//! How industry rows are read.

use std::sync::Arc;

use entity::{IndustryId, industry};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::{by, by_parent},
};

impl Key for IndustryId {
    type Value = Arc<industry::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.industry_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for an industry by its slug.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct IndustrySlug(pub(crate) String);

impl Key for IndustrySlug {
    type Value = Arc<industry::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let slugs: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.industry_by_slugs(&slugs).await?, |row| Self(row.slug.clone())))
    }
}

/// The industries within an industry.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct IndustriesOfIndustry(pub(crate) IndustryId);

impl Key for IndustriesOfIndustry {
    type Value = Vec<Arc<industry::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<IndustryId> = keys.iter().map(|key| key.0).collect();
        Ok(by_parent(session.industry_by_parents(&ids).await?, Self))
    }
}
