//! Reads of the figures that make series.

use chrono::NaiveDate;
use entity::{IndicatorId, SourceId, SubjectId, stat};

use crate::{
    Error, Session,
    list::Resource,
    sql::Sql,
    stat::{Stats, preference},
};

/// Which figures of a subject and indicator make its series. Without a condition all do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Within {
    /// Those of this source.
    pub source: Option<SourceId>,
    /// Those for periods that start on this day or later.
    pub from: Option<NaiveDate>,
    /// Those for periods that end on this day or earlier.
    pub to: Option<NaiveDate>,
}

impl Session {
    /// Such figures of each subject and indicator, at most so many for each. Those of one unit, scope, product, threshold,
    /// round and source follow each other, in this order of precedence: what is not limited first, the newest source
    /// first, the others by unit, text, number or slug. Among them the oldest comes first, and for one period the
    /// preferred one.
    pub async fn series_by_subjects(
        &self,
        pairs: &[(SubjectId, IndicatorId)],
        figures: &Within,
        limit: u32,
    ) -> Result<Vec<stat::Model>, Error> {
        let (subjects, indicators): (Vec<i64>, Vec<i64>) =
            pairs.iter().map(|(subject, indicator)| (subject.0, indicator.0)).unzip();
        let mut sql = Sql::default();
        sql.push("select stat.* from unnest(").bind(subjects).push("::bigint[], ").bind(indicators);
        sql.push("::bigint[]) as asked(subject_id, indicator_id) cross join lateral (select ").push(Stats::columns());
        sql.push(" from stat where stat.subject_id = asked.subject_id and stat.indicator_id = asked.indicator_id");
        if let Some(source) = figures.source {
            sql.push(" and stat.source_id = ").bind(source.0);
        }
        if let Some(day) = figures.from {
            sql.push(" and stat.period_start >= ").bind(day);
        }
        if let Some(day) = figures.to {
            sql.push(" and stat.period_end <= ").bind(day);
        }
        sql.push(" limit ").bind(i64::from(limit));
        sql.push(") as stat join source on source.id = stat.source_id");
        sql.push(" left join round on round.id = stat.round_id");
        sql.push(" order by stat.unit_code, stat.scope nulls first, stat.product nulls first");
        sql.push(", stat.threshold_unit_code nulls first, stat.threshold_value::numeric nulls first");
        sql.push(", round.slug nulls first, source.published_on desc nulls last, source.slug");
        sql.push(", stat.period_start, stat.period_end");
        sql.push(concat!(", ", preference!()));
        self.rows(sql).await
    }
}
