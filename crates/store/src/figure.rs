//! The figure that a ranking or an order goes by: one for each subject.

use entity::IndicatorId;
use measure::Period;

use crate::sql::Sql;

/// Which figure of a subject is meant. No subject has more than one such figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    /// What is measured.
    pub indicator: IndicatorId,
    /// Code of that indicator.
    pub indicator_code: String,
    /// Code of the unit: figures of different units are never compared.
    pub unit: String,
    /// For which time.
    pub time: Time,
    /// The scope and product it is limited to; without, the headline figure.
    pub limits: Option<Limits>,
}

/// For which time a figure is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Time {
    /// The newest period for which the subject has such a figure.
    Latest,
    /// The period with exactly this first and last day.
    Period(Period),
}

/// What a figure is limited to: this scope and product or none, no threshold and no round.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// The scope, if any.
    pub scope: Option<String>,
    /// The product, if any.
    pub product: Option<String>,
}

impl Figure {
    /// The figure in a cursor.
    pub(crate) fn name(&self) -> String {
        let Self { indicator_code, unit, time, limits, .. } = self;
        serde_json::json!([
            indicator_code,
            unit,
            match time {
                Time::Latest => None,
                Time::Period(period) => Some([period.start, period.end]),
            },
            limits.as_ref().map(|Limits { scope, product }| (scope, product)),
        ])
        .to_string()
    }

    /// Adds, to the condition that a row of `stat` is of a subject, that it may be this figure: as much of it as the indexes
    /// by subject can tell.
    pub(crate) fn push_candidates(&self, sql: &mut Sql, alias: &str) {
        sql.push(" and ").push(alias).push(".indicator_id = ").bind(self.indicator.0);
        sql.push(" and ").push(alias).push(".unit_code = ").bind(self.unit.clone());
        if self.limits.is_none() {
            // The newest, too, is one of these.
            sql.push(" and ").push(alias).push(".headline");
        }
    }

    /// Adds the condition that a row of `stat`, under an alias, is this figure of its subject.
    pub(crate) fn push(&self, sql: &mut Sql, alias: &str) {
        sql.push(alias).push(".indicator_id = ").bind(self.indicator.0);
        sql.push(" and ").push(alias).push(".unit_code = ").bind(self.unit.clone());
        if let Time::Period(Period { start, end }) = self.time {
            sql.push(" and ").push(alias).push(".period_end = ").bind(end);
            sql.push(" and ").push(alias).push(".period_start = ").bind(start);
        }
        match (&self.limits, self.time) {
            (None, Time::Latest) => {
                sql.push(" and ").push(alias).push(".latest");
            }
            (None, Time::Period(..)) => {
                sql.push(" and ").push(alias).push(".headline");
            }
            (Some(limits), time) => {
                limits.push(sql, alias);
                if time == Time::Latest {
                    sql.push(" and not exists (select from stat as newer where newer.subject_id = ");
                    sql.push(alias).push(".subject_id and newer.indicator_id = ").push(alias);
                    sql.push(".indicator_id and newer.unit_code = ").push(alias).push(".unit_code");
                    limits.push(sql, "newer");
                    sql.push(" and (newer.period_end, newer.period_start) > (");
                    sql.push(alias).push(".period_end, ").push(alias).push(".period_start))");
                }
            }
        }
    }
}

impl Limits {
    fn push(&self, sql: &mut Sql, alias: &str) {
        sql.push(" and ").push(alias).push(".preferred");
        for (column, text) in [(".scope", &self.scope), (".product", &self.product)] {
            sql.push(" and ").push(alias).push(column);
            match text {
                Some(text) => sql.push(" = ").bind(text.clone()),
                None => sql.push(" is null"),
            };
        }
        sql.push(" and ").push(alias).push(".threshold_value is null and ").push(alias).push(".round_id is null");
    }
}
