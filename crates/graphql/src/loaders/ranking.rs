//! How ranks are read.

use std::sync::Arc;

use entity::{SubjectId, subject::SubjectKind};
use store::{
    Session,
    filter::Filter,
    group::{Groups, SumUnavailableReason},
    list::{FilterOf, Page},
    ranking::{Rank, Within},
    stat::Stats,
    stat_group,
};

use crate::loader::{Found, Key, group_by_arguments};

/// A ranking, and what in it is ranked together.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Ranked {
    pub(crate) filter: Arc<FilterOf<Stats>>,
    pub(crate) kind: SubjectKind,
    pub(crate) within: Within,
}

/// Asks for the rank of a subject.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RankOf {
    pub(crate) ranked: Ranked,
    pub(crate) subject: SubjectId,
}

impl Key for RankOf {
    type Value = Arc<Rank>;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = Found::<Self>::new();
        for (ranked, subjects) in group_by_arguments(keys.iter().map(|key| (&key.ranked, key.subject))) {
            let Ranked { filter, kind, within } = ranked;
            for rank in session.rank_by_subjects(filter, *kind, *within, &subjects).await? {
                found.insert(Self { ranked: ranked.clone(), subject: rank.subject }, Arc::new(rank));
            }
        }
        Ok(found)
    }
}

/// Asks how many are ranked together in a part of a ranking.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RankCount {
    pub(crate) ranked: Ranked,
    pub(crate) part: String,
}

impl Key for RankCount {
    type Value = i64;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = Found::<Self>::new();
        for (ranked, _) in group_by_arguments(keys.iter().map(|key| (&key.ranked, ()))) {
            let Ranked { filter, kind, within } = ranked;
            for (part, count) in session.rank_count_by_parts(filter, *kind, *within).await? {
                found.insert(Self { ranked: ranked.clone(), part }, count);
            }
        }
        Ok(found)
    }
}

/// Asks what the figures of a ranking add up to.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct RankingSum(pub(crate) Arc<FilterOf<Stats>>);

/// A sum, or why there is none.
pub(crate) type Sum = Result<entity::Decimal, SumUnavailableReason>;

impl Key for RankingSum {
    type Value = Sum;

    async fn load(session: &Session, keys: &[Self]) -> Result<Found<Self>, store::Error> {
        let mut found = Found::<Self>::new();
        for key in keys {
            // A ranking has one figure of each subject, so that all are wanted.
            let groups = Groups::<stat_group::Dimension> {
                by: Vec::new(),
                filter: (*key.0).clone(),
                choice: false,
                having: Filter::default(),
                order: Vec::new(),
                sources: false,
            };
            let page = Page {
                limit: 1,
                backwards: false,
                after: None,
                before: None,
                positions: false,
                more: true,
                brief: false,
            };
            let rows = session.group_page(&groups, &page).await?;
            // What cannot be compared stands in groups of its own.
            let sum = match rows.rows.into_iter().next().map(|group| group.row.measures) {
                None => Err(SumUnavailableReason::NoFigures),
                Some(measures)
                    if rows.more && measures.sum_unavailable_reason != Some(SumUnavailableReason::NotAdditive) =>
                {
                    Err(SumUnavailableReason::SeveralScopes)
                }
                Some(measures) => {
                    measures.sum.ok_or(measures.sum_unavailable_reason.unwrap_or(SumUnavailableReason::NoFigures))
                }
            };
            found.insert(key.clone(), sum);
        }
        Ok(found)
    }
}
