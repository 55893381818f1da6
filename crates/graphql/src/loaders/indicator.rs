//! How indicator rows are read.

use std::sync::Arc;

use entity::{IndicatorId, indicator};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

impl Key for IndicatorId {
    type Value = Arc<indicator::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.indicator_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for an indicator by its code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct IndicatorCode(pub(crate) String);

impl Key for IndicatorCode {
    type Value = Arc<indicator::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.indicator_by_codes(&codes).await?, |row| Self(row.code.clone())))
    }
}
