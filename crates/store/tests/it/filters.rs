//! A filter keeps what satisfies every part that is given, in lists and in counts alike.

use std::collections::HashSet;

use entity::{
    CityId, IndicatorId, IndustryId, ProvinceId, RoundId, SourceId, cluster as cluster_row, province::Region,
    stat as stat_row, subject::SubjectKind,
};
use store::{
    city::{self, Cities},
    cluster::{self, Clusters},
    list::Noun,
    stat::{self, Stats},
};
use testkit::Database;

use crate::support::{column, first};

const ALL: u32 = 10_000;

/// The rows that a filter leaves; counted as well.
async fn filtered<N: Noun>(database: &Database, filter: N::Filter) -> Vec<N::Row> {
    let session = database.store().session();
    let rows = session.list::<N>(&filter, &[], &first(ALL)).await.expect("a list").rows;
    let counted = session.count::<N>(&filter).await.expect("a count");
    assert_eq!(usize::try_from(counted), Ok(rows.len()));
    rows.into_iter().map(|listed| listed.row).collect()
}

async fn stats(database: &Database, filter: stat::Filter, satisfies: impl Fn(&stat_row::Model) -> bool) {
    let everything = filtered::<Stats>(database, stat::Filter::default()).await;
    let expected: Vec<_> = everything.into_iter().filter(satisfies).collect();
    assert!(!expected.is_empty(), "nothing satisfies {filter:?}");
    assert!(filtered::<Stats>(database, filter).await == expected);
}

async fn id(database: &Database, table: &str, key: &str) -> i64 {
    let sql = format!("select t.id from {table} t where '{key}' in (to_jsonb(t) ->> 'slug', to_jsonb(t) ->> 'code')");
    *column(database, &sql).await.first().expect(key)
}

#[tokio::test]
async fn of_stats() {
    let database = testkit::seeded().await;
    let source = SourceId(id(&database, "source", "nbs-gdp-revised-2006-2024").await);
    let round = RoundId(id(&database, "round", "all-45-2022").await);
    let indicator = IndicatorId(id(&database, "indicator", "gross_domestic_product").await);
    let text = |text: &str| Some(vec![text.to_owned()]);
    let none = stat::Filter::default();

    stats(&database, stat::Filter { indicators: Some(vec![indicator]), ..none.clone() }, |row| {
        row.indicator_id == indicator
    })
    .await;
    stats(&database, stat::Filter { sources: Some(vec![source]), ..none.clone() }, |row| row.source_id == source).await;
    stats(&database, stat::Filter { rounds: Some(vec![round]), ..none.clone() }, |row| row.round_id == Some(round))
        .await;
    stats(&database, stat::Filter { period_labels: text("2020"), ..none.clone() }, |row| row.period_label == "2020")
        .await;
    let kinds = vec![SubjectKind::City, SubjectKind::Cluster];
    stats(&database, stat::Filter { subject_kinds: Some(kinds.clone()), ..none.clone() }, |row| {
        kinds.contains(&row.subject_kind)
    })
    .await;
    stats(&database, stat::Filter { scopes: text("national"), ..none.clone() }, |row| {
        row.scope.as_deref() == Some("national")
    })
    .await;
    stats(&database, stat::Filter { products: text("rare earths"), ..none.clone() }, |row| {
        row.product.as_deref() == Some("rare earths")
    })
    .await;
    let together = stat::Filter { sources: Some(vec![source]), period_labels: text("2020"), ..none.clone() };
    stats(&database, together, |row| row.source_id == source && row.period_label == "2020").await;
    // One of none is nothing, not everything.
    assert!(filtered::<Stats>(&database, stat::Filter { sources: Some(Vec::new()), ..none }).await.is_empty());
}

#[tokio::test]
async fn of_clusters() {
    let database = testkit::seeded().await;
    let province = ProvinceId(id(&database, "province", "CN-ZJ").await);
    let city = CityId(id(&database, "city", "330100").await);
    let industry = IndustryId(
        *column(&database, "select industry_id from cluster where industry_id is not null order by slug limit 1")
            .await
            .first()
            .expect("an industry"),
    );
    let round = RoundId(id(&database, "round", "all-45-2022").await);
    let none = cluster::Filter::default();
    let everything = filtered::<Clusters>(&database, none.clone()).await;
    let cases = [
        (
            cluster::Filter { provinces: Some(vec![province]), ..none.clone() },
            format!("select cluster_id from cluster_location where province_id = {}", province.0),
        ),
        (
            cluster::Filter { cities: Some(vec![city]), ..none.clone() },
            format!("select cluster_id from cluster_location where city_id = {}", city.0),
        ),
        (
            cluster::Filter { industries: Some(vec![industry]), ..none.clone() },
            format!("select id from cluster where {} in (industry_id, track_id)", industry.0),
        ),
        (
            cluster::Filter { regions: Some(vec![Region::West, Region::Northeast]), ..none.clone() },
            "select l.cluster_id from cluster_location l join province p on p.id = l.province_id
             where p.region in ('west', 'northeast')"
                .to_owned(),
        ),
        (
            cluster::Filter { rounds: Some(vec![round]), ..none.clone() },
            format!(
                "select a.cluster_id from award a join round r on r.id = a.round_id
                 left join round outer1 on outer1.id = r.parent_id
                 where {} in (r.id, r.parent_id, outer1.parent_id)",
                round.0
            ),
        ),
        (
            cluster::Filter { provinces: Some(vec![province]), rounds: Some(vec![round]), ..none.clone() },
            format!(
                "select l.cluster_id from cluster_location l join award a on a.cluster_id = l.cluster_id
                 join round r on r.id = a.round_id left join round outer1 on outer1.id = r.parent_id
                 where l.province_id = {} and {} in (r.id, r.parent_id, outer1.parent_id)",
                province.0, round.0
            ),
        ),
    ];
    for (filter, sql) in cases {
        let ids: HashSet<i64> = column(&database, &sql).await.into_iter().collect();
        let expected: Vec<&cluster_row::Model> = everything.iter().filter(|row| ids.contains(&row.id.0)).collect();
        assert!(!expected.is_empty() && expected.len() < everything.len(), "{sql}");
        assert!(filtered::<Clusters>(&database, filter).await.iter().eq(expected), "{sql}");
    }
    assert!(filtered::<Clusters>(&database, cluster::Filter { regions: Some(Vec::new()), ..none }).await.is_empty());
}

#[tokio::test]
async fn of_cities() {
    let database = testkit::seeded().await;
    let provinces = vec![
        ProvinceId(id(&database, "province", "CN-ZJ").await),
        ProvinceId(id(&database, "province", "CN-GD").await),
    ];
    let everything = filtered::<Cities>(&database, city::Filter::default()).await;
    let some = filtered::<Cities>(&database, city::Filter { provinces: Some(provinces.clone()) }).await;
    assert!(some.len() > 5 && some.len() < everything.len());
    assert!(some.iter().eq(everything.iter().filter(|row| provinces.contains(&row.province_id))));
}
