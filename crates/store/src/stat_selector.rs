//! Stat selectors: the one stat of each subject that a ranking or an order compares.

use entity::IndicatorId;
use measure::Period;

use crate::sql::Sql;

/// Selects at most one stat of each subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StatSelector {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Code of that indicator.
    pub indicator_code: String,
    /// Code of the unit: figures of different units are never compared.
    pub unit: String,
    /// The period.
    pub period: SelectedPeriod,
    /// The scope and product; `None` selects the headline figure.
    pub scope: Option<ScopeSelector>,
}

/// The period that a selected stat is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SelectedPeriod {
    /// The newest period for which the subject has such a stat.
    Latest,
    /// The period with exactly this first and last day.
    Period(Period),
}

/// Selects a preferred stat with exactly this scope and product, and without threshold and round.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScopeSelector {
    /// The scope; `None` for a stat without one.
    pub scope: Option<String>,
    /// The product; `None` for a stat without one.
    pub product: Option<String>,
}

impl StatSelector {
    /// The selector as part of a cursor.
    pub(crate) fn name(&self) -> String {
        let Self { indicator_code, unit, period, scope, .. } = self;
        serde_json::json!([
            indicator_code,
            unit,
            match period {
                SelectedPeriod::Latest => None,
                SelectedPeriod::Period(period) => Some([period.start, period.end]),
            },
            scope.as_ref().map(|ScopeSelector { scope, product }| (scope, product)),
        ])
        .to_string()
    }

    /// Adds, after the condition that a row of `stat` is of a subject, the part of [`Self::push`] that the indexes by
    /// subject can decide.
    pub(crate) fn push_candidates(&self, sql: &mut Sql, alias: &str) {
        sql.push(" and ").push(alias).push(".indicator_id = ").bind(self.indicator.0);
        sql.push(" and ").push(alias).push(".unit_code = ").bind(self.unit.clone());
        if self.scope.is_none() {
            // The newest is a headline figure too.
            sql.push(" and ").push(alias).push(".headline");
        }
    }

    /// Adds the condition that a row of `stat`, under an alias, is the selected stat of its subject.
    pub(crate) fn push(&self, sql: &mut Sql, alias: &str) {
        sql.push(alias).push(".indicator_id = ").bind(self.indicator.0);
        sql.push(" and ").push(alias).push(".unit_code = ").bind(self.unit.clone());
        if let SelectedPeriod::Period(Period { start, end }) = self.period {
            sql.push(" and ").push(alias).push(".period_end = ").bind(end);
            sql.push(" and ").push(alias).push(".period_start = ").bind(start);
        }
        match (&self.scope, self.period) {
            (None, SelectedPeriod::Latest) => {
                sql.push(" and ").push(alias).push(".latest");
            }
            (None, SelectedPeriod::Period(..)) => {
                sql.push(" and ").push(alias).push(".headline");
            }
            (Some(scope), period) => {
                scope.push(sql, alias);
                if period == SelectedPeriod::Latest {
                    sql.push(" and not exists (select from stat as newer where newer.subject_id = ");
                    sql.push(alias).push(".subject_id and newer.indicator_id = ").push(alias);
                    sql.push(".indicator_id and newer.unit_code = ").push(alias).push(".unit_code");
                    scope.push(sql, "newer");
                    sql.push(" and (newer.period_end, newer.period_start) > (");
                    sql.push(alias).push(".period_end, ").push(alias).push(".period_start))");
                }
            }
        }
    }
}

impl ScopeSelector {
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
