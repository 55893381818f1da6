//! Lists in the order of a figure: their pages, joined, are the whole list, in the order that the figures give.

use std::collections::HashMap;

use entity::{IndicatorId, cluster, province, stat};
use measure::Period;
use store::{
    cluster::Clusters,
    filter::Filter,
    list::{FilterOf, Order},
    order::Direction::{Ascending, Descending},
    province::Provinces,
    stat::Stats,
    stat_selector::{ScopeSelector, SelectedPeriod, StatSelector},
};
use testkit::Database;

use crate::{
    order_model::{Sorted, Value, compare_by, number},
    pages::List,
    support::{column, first},
};

/// The bundled data with few different values, so that ties abound.
pub(crate) async fn tied() -> Database {
    let database = testkit::seeded().await;
    database.execute("update stat set value = length(subject_key) % 5 - 1").await;
    database
}

pub(crate) async fn figure(
    database: &Database,
    code: &str,
    period: SelectedPeriod,
    scope: Option<ScopeSelector>,
) -> StatSelector {
    let ids: Vec<i64> = column(database, &format!("select id from indicator where code = '{code}'")).await;
    let units: Vec<String> = column(database, &format!("select unit_code from indicator where code = '{code}'")).await;
    StatSelector {
        indicator: IndicatorId(ids[0]),
        indicator_code: code.to_owned(),
        unit: units[0].clone(),
        period,
        scope,
    }
}

pub(crate) fn year(year: &str) -> SelectedPeriod {
    SelectedPeriod::Period(Period::parse(year).expect("a period"))
}

pub(crate) async fn all_stats(database: &Database) -> Vec<stat::Model> {
    let everything = FilterOf::<Stats>::default();
    let rows = database.store().session().list::<Stats>(&everything, &[], &first(100_000)).await;
    rows.expect("stats").rows.into_iter().map(|listed| listed.row).collect()
}

/// The stat that a figure is, for each subject; found without the statements that are tested.
pub(crate) fn stat_by_subject<'s>(stats: &'s [stat::Model], figure: &StatSelector) -> HashMap<i64, &'s stat::Model> {
    let mut found: HashMap<i64, &stat::Model> = HashMap::new();
    for stat in stats {
        let wanted = match (&figure.scope, figure.period) {
            (None, _) => stat.headline,
            (Some(limits), _) => {
                stat.preferred
                    && (&stat.scope, &stat.product) == (&limits.scope, &limits.product)
                    && stat.threshold_value.is_none()
                    && stat.round_id.is_none()
            }
        };
        let in_time = match figure.period {
            SelectedPeriod::Latest => true,
            SelectedPeriod::Period(period) => (stat.period_start, stat.period_end) == (period.start, period.end),
        };
        if wanted && in_time && stat.indicator_id == figure.indicator && stat.unit_code == figure.unit {
            let newest = found.entry(stat.subject_id.0).or_insert(stat);
            if (stat.period_end, stat.period_start) > (newest.period_end, newest.period_start) {
                *newest = stat;
            }
        }
    }
    found
}

/// Checks every order that puts one of the figures first, second, or both, and returns how many rows had a value for
/// the first.
async fn check<N: Sorted>(
    database: &Database,
    figures: &[StatSelector],
    field: fn(StatSelector) -> N::Field,
    name: N::Field,
    id: fn(&N::Row) -> i64,
    filter: FilterOf<N>,
    parent: Option<N::Parent>,
) -> Vec<usize> {
    let stats = all_stats(database).await;
    let found: Vec<_> = figures.iter().map(|figure| (field(figure.clone()), stat_by_subject(&stats, figure))).collect();
    let values = |field: &N::Field, row: &N::Row| match found.iter().find(|(figure, _)| figure == field) {
        Some((_, by_subject)) => by_subject.get(&id(row)).map_or(vec![Value::Null], |stat| number(&stat.value)),
        None => N::values(field, row),
    };
    let mut orders: Vec<Order<N>> = Vec::new();
    for (one, _) in &found {
        for direction in [Ascending, Descending] {
            orders.push(vec![(one.clone(), direction)]);
            orders.push(vec![(one.clone(), direction), (name.clone(), Descending)]);
            orders.push(vec![(name.clone(), direction), (one.clone(), Ascending)]);
            let others = found.iter().filter(|(other, _)| other != one);
            orders.extend(others.map(|(other, _)| vec![(one.clone(), direction), (other.clone(), Descending)]));
        }
    }
    let session = database.store().session();
    for order in orders {
        let list = List::<N> { session: &session, parent, filter: filter.clone(), order };
        let length = list.check_by(|one, other| compare_by::<N>(&list.order, values, one, other), &[4, 11]).await;
        let counted = match parent {
            None => session.count::<N>(&filter).await.expect("a count"),
            Some(parent) => session.count_of::<N>(&[parent], &filter).await.expect("a count")[0],
        };
        assert_eq!(usize::try_from(counted), Ok(length));
    }
    found.iter().map(|(_, by_subject)| by_subject.len()).collect()
}

#[tokio::test]
async fn of_clusters() {
    let database = tied().await;
    let whole = ScopeSelector { scope: None, product: None };
    let figures = [
        figure(&database, "output_value", SelectedPeriod::Latest, None).await,
        figure(&database, "output_value", year("2022"), None).await,
        figure(&database, "enterprises_count", SelectedPeriod::Latest, Some(whole)).await,
    ];
    let by = store::cluster::Field::Stat;
    let id = |row: &cluster::Model| row.id.0;
    let name = store::cluster::Field::NameZh;
    let everything = FilterOf::<Clusters>::default();
    let with_value = check::<Clusters>(&database, &figures, by, name.clone(), id, everything.clone(), None).await;
    assert!(with_value.iter().all(|number| *number > 10), "{with_value:?}");
    let named = Filter::Is(store::cluster::Condition::NameContains("e".to_owned()));
    check::<Clusters>(&database, &figures, by, name.clone(), id, named, None).await;
    let zhejiang: Vec<i64> = column(&database, "select id from province where code = 'CN-ZJ'").await;
    let parent = store::cluster::Parent::Province(entity::ProvinceId(zhejiang[0]));
    check::<Clusters>(&database, &figures, by, name, id, everything, Some(parent)).await;
}

#[tokio::test]
async fn of_provinces() {
    let database = tied().await;
    let product = |name: &str| Some(ScopeSelector { scope: None, product: Some(name.to_owned()) });
    let figures = [
        figure(&database, "gross_domestic_product", year("2020"), None).await,
        figure(&database, "revenue", SelectedPeriod::Latest, product("high-tech manufacturing")).await,
        figure(&database, "revenue", year("2015"), product("high-tech manufacturing")).await,
        // Nobody has it.
        figure(&database, "revenue", year("1900"), None).await,
    ];
    let by = store::province::Field::Stat;
    let id = |row: &province::Model| row.id.0;
    let everything = FilterOf::<Provinces>::default();
    let name = store::province::Field::ClusterCount;
    let with_value = check::<Provinces>(&database, &figures, by, name, id, everything, None).await;
    assert_eq!(with_value, [32, 32, 32, 0]);
}
