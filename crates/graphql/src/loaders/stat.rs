//! How stat rows are read.

use std::sync::Arc;

use entity::{StatId, stat};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by_parent,
};

/// The figure of a stat in all sources, itself included, in the order of preference.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct FigureOf(pub(crate) StatId);

impl Key for FigureOf {
    type Value = Vec<Arc<stat::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let ids: Vec<StatId> = keys.iter().map(|key| key.0).collect();
        Ok(by_parent(session.stat_of_figures(&ids).await?, Self))
    }
}
