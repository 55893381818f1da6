//! How round rows are read.

use std::sync::Arc;

use entity::{ContestId, RoundId, round};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::{by, by_parent},
};

impl Key for RoundId {
    type Value = Arc<round::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.round_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a round by its slug.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RoundSlug(pub(crate) String);

impl Key for RoundSlug {
    type Value = Arc<round::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let slugs: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.round_by_slugs(&slugs).await?, |row| Self(row.slug.clone())))
    }
}

/// The rounds of a contest.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RoundsOfContest(pub(crate) ContestId);

impl Key for RoundsOfContest {
    type Value = Vec<Arc<round::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<ContestId> = keys.iter().map(|key| key.0).collect();
        Ok(by_parent(session.round_by_contests(&ids).await?, Self))
    }
}

/// The rounds directly inside a round.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RoundsOfRound(pub(crate) RoundId);

impl Key for RoundsOfRound {
    type Value = Vec<Arc<round::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<RoundId> = keys.iter().map(|key| key.0).collect();
        Ok(by_parent(session.round_by_parents(&ids).await?, Self))
    }
}
