//! How awards are read.

use std::sync::Arc;

use entity::award;
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

/// Asks for the award of a cluster in a round, by both slugs.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct AwardSlugs {
    pub(crate) cluster: String,
    pub(crate) round: String,
}

impl Key for AwardSlugs {
    type Value = Arc<award::Model>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let pairs: Vec<_> = keys.iter().map(|key| (key.cluster.clone(), key.round.clone())).collect();
        let awards = session.award_by_slugs(&pairs).await?;
        Ok(by(awards, |row| Self { cluster: row.cluster_slug.clone(), round: row.round_slug.clone() }))
    }
}
