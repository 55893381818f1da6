//! Reads of exchange rates. A rate is a figure like any other: one about a country in a unit such as `CNY_per_USD`, or
//! the equivalent in another currency that a source prints beside an amount.

use chrono::NaiveDate;
use entity::{SourceId, stat};

use crate::{Error, Session, list::Resource, sql::Sql, stat::Stats};

/// Asks for the rate between two currencies that holds for some days.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RateOfPeriod {
    /// Code of one currency.
    pub from: String,
    /// Code of the other.
    pub to: String,
    /// First of the days.
    pub start: NaiveDate,
    /// Last of the days.
    pub end: NaiveDate,
}

/// Asks for an equivalent of an amount in one currency in another that a source prints.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RateOfSource {
    /// Code of one currency.
    pub from: String,
    /// Code of the other.
    pub to: String,
    /// The source.
    pub source: SourceId,
}

/// The unit of a rate: `CNY_per_USD` is yuan for one dollar.
#[must_use]
pub fn unit_code(amount_of: &str, for_one: &str) -> String {
    format!("{amount_of}_per_{for_one}")
}

impl Session {
    /// The rate for each of what is asked, with its place in `asked`: of the figures whose period contains all the days
    /// the one with the shortest period; of several, a stated period before others, an exact figure before a rounded
    /// one, then the newest publication, then the key.
    pub async fn rate_by_periods(&self, asked: &[RateOfPeriod]) -> Result<Vec<(usize, stat::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select asked.ordinal as parent, rate.* from unnest(");
        sql.bind(asked.iter().map(|rate| unit_code(&rate.to, &rate.from)).collect::<Vec<_>>()).push("::text[], ");
        sql.bind(asked.iter().map(|rate| unit_code(&rate.from, &rate.to)).collect::<Vec<_>>()).push("::text[], ");
        sql.bind(asked.iter().map(|rate| rate.start).collect::<Vec<_>>()).push("::date[], ");
        sql.bind(asked.iter().map(|rate| rate.end).collect::<Vec<_>>());
        sql.push("::date[]) with ordinality as asked(unit_code, inverse, first_day, last_day, ordinal)");
        sql.push(" cross join lateral (select ").push(Stats::columns());
        // Fenced off by `offset`: the few figures in the unit are to be found by it, not among all about countries.
        sql.push(" from (select * from stat where stat.unit_code in (asked.unit_code, asked.inverse)");
        sql.push(" and stat.period_end >= asked.last_day and stat.period_start <= asked.first_day offset 0) as stat");
        // A rate of some market or some product is not the rate of the country.
        sql.push(" where stat.subject_kind = 'country' and stat.scope is null and stat.product is null");
        sql.push(" and stat.value > 0 order by stat.period_end - stat.period_start, stat.period_basis = 'stated' desc");
        sql.push(", stat.qualifier = 'exact' desc");
        sql.push(", (select published_on from source where source.id = stat.source_id) desc nulls last, stat.key");
        sql.push(" limit 1) as rate");
        self.rates(sql).await
    }

    /// An equivalent for each of what is asked, with its place in `asked`: an exact one before others, then by key.
    pub async fn rate_by_sources(&self, asked: &[RateOfSource]) -> Result<Vec<(usize, stat::Model)>, Error> {
        let mut sql = Sql::default();
        sql.push("select asked.ordinal as parent, rate.* from unnest(");
        sql.bind(asked.iter().map(|rate| rate.from.clone()).collect::<Vec<_>>()).push("::text[], ");
        sql.bind(asked.iter().map(|rate| rate.to.clone()).collect::<Vec<_>>()).push("::text[], ");
        sql.bind(asked.iter().map(|rate| i64::from(rate.source)).collect::<Vec<_>>());
        sql.push("::bigint[]) with ordinality as asked(one, other, source_id, ordinal)");
        sql.push(" cross join lateral (select ").push(Stats::columns());
        sql.push(" from stat where stat.indicator_code = 'currency_equivalent' and stat.source_id = asked.source_id");
        sql.push(
            " and (stat.unit_code, stat.threshold_unit_code) in ((asked.one, asked.other), (asked.other, asked.one))",
        );
        sql.push(" and stat.value > 0 and stat.threshold_value > 0");
        sql.push(" order by stat.qualifier = 'exact' desc, stat.key limit 1) as rate");
        self.rates(sql).await
    }

    async fn rates(&self, sql: Sql) -> Result<Vec<(usize, stat::Model)>, Error> {
        let rates = self.children::<i64, _>(sql).await?;
        Ok(rates.into_iter().filter_map(|(ordinal, rate)| Some((usize::try_from(ordinal - 1).ok()?, rate))).collect())
    }
}
