//! How exchange rates are read. What is found is a figure.

use std::sync::Arc;

use entity::stat;
use store::{
    Session,
    rate::{RateOfPeriod, RateOfSource},
};

use crate::loader::{Found, Key};

impl Key for RateOfPeriod {
    type Value = Arc<stat::Model>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by_place(keys, session.rate_by_periods(keys).await?))
    }
}

impl Key for RateOfSource {
    type Value = Arc<stat::Model>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        Ok(by_place(keys, session.rate_by_sources(keys).await?))
    }
}

fn by_place<K: Key<Value = Arc<stat::Model>>>(keys: &[K], rows: Vec<(usize, stat::Model)>) -> Found<K> {
    rows.into_iter().filter_map(|(place, row)| Some((keys.get(place)?.clone(), Arc::new(row)))).collect()
}
