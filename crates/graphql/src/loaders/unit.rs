//! How unit rows are read.

use std::sync::Arc;

use entity::unit;
use store::Session;

use crate::{
    loader::{Found, Key},
    loaders::by,
};

/// Asks for a unit by its code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct UnitCode(pub(crate) String);

impl Key for UnitCode {
    type Value = Arc<unit::Model>;

    const CACHED: bool = true;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        Ok(by(session.unit_by_codes(&codes).await?, |row| Self(row.code.clone())))
    }
}
