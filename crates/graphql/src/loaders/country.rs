//! How country rows are read.

use std::sync::Arc;

use entity::{CountryId, country};
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

impl Key for CountryId {
    type Value = Arc<country::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by(session.country_by_ids(keys).await?, |row| row.id))
    }
}

/// Asks for a country by its code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CountryCode(pub(crate) String);

impl Key for CountryCode {
    type Value = Arc<country::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.country_by_codes(&codes).await?, |row| Self(row.code.clone())))
    }
}
