//! How the figures of series are read.

use std::sync::Arc;

use entity::{IndicatorId, SubjectId, stat};
use store::{Session, series::Within};

use crate::{
    loader::{Found, Key, group_by_arguments},
    loaders::by_parent,
};

/// The most points that the series of one subject have together, gaps included.
pub(crate) const MAX_POINTS: u32 = 1000;

/// Asks for the figures of a subject that make its series; one more than the limit if there are too many.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct FiguresOfSubject {
    pub(crate) subject: SubjectId,
    pub(crate) indicator: IndicatorId,
    pub(crate) within: Within,
}

impl Key for FiguresOfSubject {
    type Value = Vec<Arc<stat::Model>>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = Found::<Self>::new();
        for (within, pairs) in group_by_arguments(keys.iter().map(|key| (key.within, (key.subject, key.indicator)))) {
            let rows = session.series_by_subjects(&pairs, &within, MAX_POINTS + 1).await?;
            let rows = rows.into_iter().map(|row| ((row.subject_id, row.indicator_id), row)).collect();
            found.extend(by_parent(rows, |(subject, indicator)| Self { subject, indicator, within }));
        }
        Ok(found)
    }
}
