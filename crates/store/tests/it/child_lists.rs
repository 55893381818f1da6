//! Children of many parents: one statement for all of them, a limit for each.

use std::collections::HashSet;

use entity::{CityId, CountryId, IndicatorId, IndustryId, ProvinceId, RoundId, SourceId, SubjectId, UnitId};
use store::{
    award::{self, Awards},
    city::{self, Cities},
    cluster::{self, Clusters},
    indicator::{self, Indicators},
    list::{FilterOf, ListParent as _},
    province::{self, Provinces},
    stat::{self, Stats},
};
use testkit::Database;

use crate::{
    order_model::{Sorted, single_orders},
    support::{column, first, last, rows},
};

const ALL: u32 = 10_000;

/// The list under each row of a table, in every order, against the list of everything and what the tables say of who
/// belongs to whom.
async fn check<N: Sorted>(
    database: &Database,
    table: &str,
    parent: impl Fn(i64) -> N::Parent,
    key: impl Fn(&N::Row) -> &str,
    relation: &str,
) {
    let ids: Vec<i64> = column(database, &format!("select id from {table} order by id")).await;
    let relation: HashSet<(i64, String)> = rows(database, relation).await.into_iter().collect();
    assert!(!relation.is_empty());
    // A row that is not there, and one that is asked for twice.
    let ids: Vec<i64> = ids.iter().copied().chain([0]).chain(ids.first().copied()).collect();
    let parents: Vec<N::Parent> = ids.iter().map(|id| parent(*id)).collect();
    assert!(parents.iter().zip(&ids).all(|(parent, id)| parent.id() == *id));
    let filter = FilterOf::<N>::default();

    let session = database.store().session();
    for order in single_orders::<N>() {
        let everything = session.list::<N>(&filter, &order, &first(ALL)).await.expect("the whole list").rows;
        let expected: Vec<Vec<&N::Row>> = ids
            .iter()
            .map(|id| {
                let belongs = |row: &&N::Row| relation.contains(&(*id, key(row).to_owned()));
                everything.iter().map(|listed| &listed.row).filter(belongs).collect()
            })
            .collect();
        assert!(expected.iter().any(|children| !children.is_empty()), "nothing under {table}");
        for limit in [1, 3, ALL] {
            let size = limit as usize;
            let pages = session.list_of::<N>(&parents, &filter, &order, &first(limit)).await.expect("first pages");
            assert_eq!(pages.len(), ids.len());
            for (page, children) in pages.iter().zip(&expected) {
                assert!(page.rows.iter().map(|listed| &listed.row).eq(children.iter().take(size).copied()));
                assert_eq!(page.more, children.len() > size);
            }
            let pages = session.list_of::<N>(&parents, &filter, &order, &last(limit)).await.expect("last pages");
            for (page, children) in pages.iter().zip(&expected) {
                let skipped = children.len().saturating_sub(size);
                assert!(page.rows.iter().map(|listed| &listed.row).eq(children.iter().skip(skipped).copied()));
                assert_eq!(page.more, skipped > 0);
            }
        }
        let counts = session.count_of::<N>(&parents, &filter).await.expect("counts");
        let counts: Vec<usize> = counts.into_iter().filter_map(|count| usize::try_from(count).ok()).collect();
        assert_eq!(counts, expected.iter().map(Vec::len).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn provinces_cities_and_indicators() {
    let database = testkit::seeded().await;
    check::<Provinces>(
        &database,
        "country",
        |id| province::Parent::Country(CountryId(id)),
        |row| &row.code,
        "select c.id, p.code from country c join province p on p.country_code = c.code",
    )
    .await;
    check::<Cities>(
        &database,
        "province",
        |id| city::Parent::Province(ProvinceId(id)),
        |row| &row.code,
        "select province_id, code from city",
    )
    .await;
    check::<Cities>(
        &database,
        "city",
        |id| city::Parent::City(CityId(id)),
        |row| &row.code,
        "select parent_id, code from city where parent_id is not null",
    )
    .await;
    check::<Indicators>(
        &database,
        "unit",
        |id| indicator::Parent::Unit(UnitId(id)),
        |row| &row.code,
        "select u.id, i.code from unit u join indicator i on i.unit_code = u.code",
    )
    .await;
}

#[tokio::test]
async fn clusters() {
    let database = testkit::seeded().await;
    check::<Clusters>(
        &database,
        "province",
        |id| cluster::Parent::Province(ProvinceId(id)),
        |row| &row.slug,
        "select l.province_id, c.slug from cluster_location l join cluster c on c.id = l.cluster_id",
    )
    .await;
    check::<Clusters>(
        &database,
        "city",
        |id| cluster::Parent::City(CityId(id)),
        |row| &row.slug,
        "select l.city_id, c.slug from cluster_location l join cluster c on c.id = l.cluster_id where l.city_id is not null",
    )
    .await;
    check::<Clusters>(
        &database,
        "industry",
        |id| cluster::Parent::Industry(IndustryId(id)),
        |row| &row.slug,
        "select industry_id, slug from cluster where industry_id is not null
         union select track_id, slug from cluster where track_id is not null",
    )
    .await;
}

/// Who won in a round, or in a round inside it.
const INSIDE: &str = "
    with recursive inside (round, within) as (
        select id, id from round
        union all
        select i.round, r.parent_id from inside i join round r on r.id = i.within where r.parent_id is not null
    )
    select i.within, ";

#[tokio::test]
async fn of_rounds_at_any_depth() {
    let database = testkit::seeded().await;
    check::<Clusters>(
        &database,
        "round",
        |id| cluster::Parent::Round(RoundId(id)),
        |row| &row.slug,
        &format!(
            "{INSIDE} c.slug from inside i join award a on a.round_id = i.round join cluster c on c.id = a.cluster_id"
        ),
    )
    .await;
    check::<Awards>(
        &database,
        "round",
        |id| award::Parent::Round(RoundId(id)),
        // A cluster wins once in any one list.
        |row| &row.cluster_slug,
        &format!(
            "{INSIDE} c.slug from inside i join award a on a.round_id = i.round join cluster c on c.id = a.cluster_id"
        ),
    )
    .await;
}

#[tokio::test]
async fn stats_of_subjects_and_indicators() {
    let database = testkit::seeded().await;
    check::<Stats>(
        &database,
        "subject",
        |id| stat::Parent::Subject(SubjectId(id)),
        |row| &row.key,
        "select subject_id, key from stat",
    )
    .await;
    check::<Stats>(
        &database,
        "indicator",
        |id| stat::Parent::Indicator(IndicatorId(id)),
        |row| &row.key,
        "select indicator_id, key from stat",
    )
    .await;
}

#[tokio::test]
async fn stats_of_sources_and_units() {
    let database = testkit::seeded().await;
    check::<Stats>(
        &database,
        "source",
        |id| stat::Parent::Source(SourceId(id)),
        |row| &row.key,
        "select source_id, key from stat",
    )
    .await;
    check::<Stats>(
        &database,
        "unit",
        |id| stat::Parent::Unit(UnitId(id)),
        |row| &row.key,
        "select u.id, s.key from stat s join unit u on u.code = s.unit_code",
    )
    .await;
}

#[tokio::test]
async fn thirty_four_parents_take_as_many_statements_as_one() {
    let database = testkit::seeded().await;
    let ids: Vec<i64> = column(&database, "select id from province order by code").await;
    assert_eq!(ids.len(), 34);
    let mut statements = Vec::new();
    for ids in [&ids[..1], &ids] {
        let session = database.store().recording_session();
        let provinces = || ids.iter().map(|id| ProvinceId(*id));
        let clusters: Vec<_> = provinces().map(cluster::Parent::Province).collect();
        let stats: Vec<_> = ids.iter().map(|id| stat::Parent::Subject(SubjectId(*id))).collect();
        let cities: Vec<_> = provinces().map(city::Parent::Province).collect();
        let page = first(5);
        session.list_of::<Clusters>(&clusters, &FilterOf::<Clusters>::default(), &[], &page).await.expect("clusters");
        session.count_of::<Clusters>(&clusters, &FilterOf::<Clusters>::default()).await.expect("their number");
        session.list_of::<Stats>(&stats, &FilterOf::<Stats>::default(), &[], &page).await.expect("stats");
        session.list_of::<Cities>(&cities, &FilterOf::<Cities>::default(), &[], &page).await.expect("cities");
        session.province_by_ids(&provinces().collect::<Vec<_>>()).await.expect("provinces");
        session.name_by_subjects(&ids.iter().map(|id| SubjectId(*id)).collect::<Vec<_>>()).await.expect("names");
        assert_eq!(session.usage().statements, 6);
        statements.push(session.recorded());
    }
    // The very same text, so that both use one prepared statement.
    assert_eq!(statements[0], statements[1]);
}

#[tokio::test]
async fn no_parents_take_no_statement() {
    let database = testkit::seeded().await;
    let session = database.store().session();
    let filter = FilterOf::<Clusters>::default();
    assert!(session.list_of::<Clusters>(&[], &filter, &[], &first(5)).await.expect("nothing").is_empty());
    assert!(session.count_of::<Clusters>(&[], &filter).await.expect("nothing").is_empty());
    assert_eq!(session.usage().statements, 0);
}
