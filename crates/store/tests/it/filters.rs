//! A filter keeps what satisfies it, in lists and in counts alike: each condition, and any way to put them together.

use std::collections::HashSet;

use entity::{
    CityId, Decimal, IndicatorId, IndustryId, ProvinceId, RoundId, SourceId, province::Region, stat as stat_row,
    subject::SubjectKind,
};
use sea_orm::prelude::Date;
use store::{
    Session,
    city::{self, Cities},
    cluster::{self, Clusters},
    filter::{Comparison, Filter},
    geo_radius::GeoRadius,
    indicator::{self, Indicators},
    industry::{self, Industries},
    list::FilterOf,
    province::{self, Provinces},
    stat::{self, Stats},
};
use testkit::Database;

use crate::{
    filter_model::{Satisfied, World},
    support::{column, first},
};

const ALL: u32 = 10_000;
const COMPARISONS: [Comparison; 5] =
    [Comparison::Equal, Comparison::Less, Comparison::AtMost, Comparison::Greater, Comparison::AtLeast];

/// Checks what a filter and its opposite leave, listed and counted; returns how many rows satisfy it.
pub(crate) async fn check<N: Satisfied>(session: &Session, world: &World, filter: &FilterOf<N>) -> usize {
    let expected = world.satisfying::<N>(filter);
    let opposite = Filter::Not(Box::new(filter.clone()));
    let others = world.satisfying::<N>(&opposite);
    assert_eq!(expected.len() + others.len(), N::rows(world).len());
    for (filter, expected) in [(filter, &expected), (&opposite, &others)] {
        let found = session.list::<N>(filter, &[], &first(ALL)).await;
        let found = found.unwrap_or_else(|error| panic!("{filter:?}: {error:?}")).rows;
        assert!(found.iter().map(|listed| &listed.row).eq(expected.iter().copied()), "{filter:?}");
        let counted = session.count::<N>(filter).await.expect("a count");
        assert_eq!(usize::try_from(counted), Ok(expected.len()), "{filter:?}");
    }
    expected.len()
}

/// Checks conditions of which each holds for some rows only.
async fn check_each<N: Satisfied>(database: &Database, world: &World, conditions: Vec<N::Condition>) {
    let session = database.store().session();
    for condition in conditions {
        let filter = Filter::Is(condition);
        let number = check::<N>(&session, world, &filter).await;
        assert!((1..N::rows(world).len()).contains(&number), "{number} satisfy {filter:?}");
    }
}

/// Checks conditions with no value to be among: one of none is nothing, not everything.
async fn check_none<N: Satisfied>(database: &Database, world: &World, conditions: Vec<N::Condition>) {
    let session = database.store().session();
    for condition in conditions {
        let filter = Filter::Is(condition);
        assert_eq!(check::<N>(&session, world, &filter).await, 0, "{filter:?}");
    }
}

/// The bundled data with a part of the figures, some with more decimal places than they had and some below zero.
async fn sample() -> (Database, World) {
    let database = testkit::seeded().await;
    database
        .execute(
            "delete from stat where subject_kind in ('province', 'country') and round_id is null and id % 16 <> 0;
             update stat set value = value * 1.00 where id % 3 = 0;
             update stat set value = -value where id % 7 = 0;
             update release set counts = counts || jsonb_build_object('stat', (select count(*) from stat));",
        )
        .await;
    let world = World::read(&database).await;
    assert!((500..1500).contains(&world.stats.len()), "{}", world.stats.len());
    (database, world)
}

async fn id(database: &Database, table: &str, key: &str) -> i64 {
    let sql = format!("select t.id from {table} t where '{key}' in (to_jsonb(t) ->> 'slug', to_jsonb(t) ->> 'code')");
    *column(database, &sql).await.first().expect(key)
}

fn decimal(text: &str) -> Decimal {
    Decimal(text.to_owned())
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn of_stats() {
    let (database, world) = sample().await;
    let zhejiang = ProvinceId(id(&database, "province", "CN-ZJ").await);
    let hebei = ProvinceId(id(&database, "province", "CN-HE").await);
    let conditions = vec![
        stat::Condition::Indicators(vec![IndicatorId(id(&database, "indicator", "gross_domestic_product").await)]),
        stat::Condition::Sources(vec![SourceId(id(&database, "source", "ezhejiang-2021-04-01").await)]),
        stat::Condition::Rounds(vec![RoundId(id(&database, "round", "all-45-2022").await)]),
        stat::Condition::Units(texts(&["percent"])),
        stat::Condition::Units(texts(&["CNY", "count"])),
        stat::Condition::PeriodLabels(texts(&["2020"])),
        stat::Condition::SubjectKinds(vec![SubjectKind::City, SubjectKind::Cluster]),
        stat::Condition::Provinces(vec![zhejiang]),
        stat::Condition::Provinces(vec![hebei, zhejiang, zhejiang]),
        stat::Condition::Scopes(texts(&["national"])),
        stat::Condition::Products(texts(&["rare earths", "new energy vehicles"])),
        stat::Condition::Preferred,
        stat::Condition::Disputed,
    ];
    check_each::<Stats>(&database, &world, conditions).await;
    let nothing = vec![
        stat::Condition::Indicators(Vec::new()),
        stat::Condition::Sources(Vec::new()),
        stat::Condition::Rounds(Vec::new()),
        stat::Condition::Units(Vec::new()),
        stat::Condition::Values(Vec::new()),
        stat::Condition::PeriodLabels(Vec::new()),
        stat::Condition::SubjectKinds(Vec::new()),
        stat::Condition::Provinces(Vec::new()),
        stat::Condition::Scopes(Vec::new()),
        stat::Condition::Products(Vec::new()),
    ];
    check_none::<Stats>(&database, &world, nothing).await;
}

#[tokio::test]
async fn of_values_and_periods() {
    let (database, world) = sample().await;
    let mut conditions = vec![
        // Whatever the scale, here and there.
        stat::Condition::Values(vec![decimal("65")]),
        stat::Condition::Values(vec![decimal("65.00"), decimal("06000.0"), decimal("-0.1")]),
        stat::Condition::Value(Comparison::Less, decimal("0.0000000001")),
    ];
    for comparison in COMPARISONS {
        conditions.push(stat::Condition::Value(comparison, decimal("65.0")));
        conditions.push(stat::Condition::Value(comparison, decimal("6000")));
        conditions.push(stat::Condition::PeriodStart(comparison, day("2021-01-01")));
        conditions.push(stat::Condition::PeriodEnd(comparison, day("2021-12-31")));
    }
    check_each::<Stats>(&database, &world, conditions).await;
}

#[tokio::test]
async fn of_values_with_more_digits_than_a_float_keeps() {
    let database = testkit::seeded().await;
    database.execute("update stat set value = 12345678901234567890.123 where id = (select min(id) from stat)").await;
    let session = database.store().session();
    for (comparison, value, number) in [
        (Comparison::Equal, "12345678901234567890.1230", 1),
        (Comparison::AtLeast, "12345678901234567890.123", 1),
        (Comparison::Greater, "12345678901234567890.1229999", 1),
        (Comparison::Greater, "12345678901234567890.123", 0),
        (Comparison::Equal, "12345678901234567890.1230001", 0),
    ] {
        let filter = Filter::Is(stat::Condition::Value(comparison, decimal(value)));
        assert_eq!(session.count::<Stats>(&filter).await.expect("a count"), number, "{filter:?}");
    }
}

#[tokio::test]
async fn of_clusters() {
    let (database, world) = sample().await;
    let industry = IndustryId(
        *column(&database, "select industry_id from cluster where industry_id is not null order by slug limit 1")
            .await
            .first()
            .expect("an industry"),
    );
    let conditions = vec![
        cluster::Condition::Provinces(vec![ProvinceId(id(&database, "province", "CN-ZJ").await)]),
        cluster::Condition::Cities(vec![CityId(id(&database, "city", "330100").await)]),
        cluster::Condition::Industries(vec![industry]),
        cluster::Condition::Industries(vec![IndustryId(id(&database, "industry", "aerospace-equipment").await)]),
        cluster::Condition::Regions(vec![Region::West, Region::Northeast]),
        cluster::Condition::Rounds(vec![RoundId(id(&database, "round", "all-45-2022").await)]),
        cluster::Condition::NameContains("ELECTRIC".to_owned()),
        cluster::Condition::NameContains("电气".to_owned()),
        cluster::Condition::Stats(about("output_value", &database).await),
    ];
    check_each::<Clusters>(&database, &world, conditions).await;
    let nothing = vec![
        cluster::Condition::Provinces(Vec::new()),
        cluster::Condition::Cities(Vec::new()),
        cluster::Condition::Industries(Vec::new()),
        cluster::Condition::Regions(Vec::new()),
        cluster::Condition::Rounds(Vec::new()),
        cluster::Condition::Stats(Filter::Any(Vec::new())),
    ];
    check_none::<Clusters>(&database, &world, nothing).await;
    // Any stat at all.
    check_each::<Clusters>(&database, &world, vec![cluster::Condition::Stats(Filter::default())]).await;
}

/// Figures of an indicator above its smallest ones.
async fn about(indicator: &str, database: &Database) -> Filter<stat::Condition> {
    let indicator = IndicatorId(id(database, "indicator", indicator).await);
    Filter::All(vec![
        Filter::Is(stat::Condition::Indicators(vec![indicator])),
        Filter::Is(stat::Condition::Value(Comparison::AtLeast, decimal("100000000000"))),
    ])
}

#[tokio::test]
async fn of_provinces_and_cities() {
    let (database, world) = sample().await;
    let zhejiang = ProvinceId(id(&database, "province", "CN-ZJ").await);
    let guangdong = ProvinceId(id(&database, "province", "CN-GD").await);
    let industry = IndustryId(id(&database, "industry", "new-materials").await);
    let in_industry = Filter::Is(cluster::Condition::Industries(vec![industry]));
    let with_output = Filter::Is(cluster::Condition::Stats(about("output_value", &database).await));
    let of_2023 = Filter::Is(stat::Condition::PeriodLabels(texts(&["2023"])));
    check_each::<Provinces>(
        &database,
        &world,
        vec![
            province::Condition::Regions(vec![Region::East]),
            province::Condition::NameContains("JIANG".to_owned()),
            province::Condition::NameContains("江".to_owned()),
            province::Condition::Clusters(Filter::default()),
            province::Condition::Clusters(in_industry.clone()),
            province::Condition::Clusters(with_output.clone()),
            province::Condition::Stats(of_2023.clone()),
        ],
    )
    .await;
    check_none::<Provinces>(
        &database,
        &world,
        vec![province::Condition::Regions(Vec::new()), province::Condition::Clusters(Filter::Any(Vec::new()))],
    )
    .await;
    check_each::<Cities>(
        &database,
        &world,
        vec![
            city::Condition::Provinces(vec![zhejiang, guangdong]),
            city::Condition::NameContains("zHou".to_owned()),
            city::Condition::NameContains("州".to_owned()),
            city::Condition::Clusters(in_industry),
            city::Condition::Clusters(with_output),
            city::Condition::Stats(of_2023),
        ],
    )
    .await;
    check_none::<Cities>(&database, &world, vec![city::Condition::Provinces(Vec::new())]).await;
}

#[tokio::test]
async fn of_industries_and_indicators() {
    let (database, world) = sample().await;
    check_each::<Industries>(
        &database,
        &world,
        vec![
            industry::Condition::NameContains("equipment".to_owned()),
            industry::Condition::NameContains("装备".to_owned()),
            industry::Condition::Stats(Filter::default()),
        ],
    )
    .await;
    let source = SourceId(id(&database, "source", "ezhejiang-2021-04-01").await);
    check_each::<Indicators>(
        &database,
        &world,
        vec![
            indicator::Condition::NameContains("PRODUCT".to_owned()),
            indicator::Condition::NameContains("数".to_owned()),
            indicator::Condition::Stats(Filter::Is(stat::Condition::Sources(vec![source]))),
        ],
    )
    .await;
}

#[tokio::test]
async fn names_contain_a_text_as_it_is() {
    let database = testkit::seeded().await;
    database
        .execute(
            r"update cluster set name_en = '100%_A\B' where slug = 'harbin-aviation';
              update cluster set name_en = '100x%AB' where slug = 'shenyang-aviation';
              update cluster set name_en = 'Lüliang' where slug = 'changchun-automobiles'",
        )
        .await;
    let world = World::read(&database).await;
    let session = database.store().session();
    for (text, number) in [
        ("%_", 1),
        ("0%", 1),
        ("%a", 1),
        ("_a", 1),
        (r"\", 1),
        (r"a\b", 1),
        (r"\b", 1),
        ("100%", 1),
        ("%", 2),
        ("x%A", 1),
        ("'", 2),
        ("lÜLIANG", 1),
        ("x_", 0),
    ] {
        let filter = Filter::Is(cluster::Condition::NameContains(text.to_owned()));
        assert_eq!(check::<Clusters>(&session, &world, &filter).await, number, "{text:?}");
    }
}

#[tokio::test]
async fn put_together() {
    let (database, world) = sample().await;
    let session = database.store().session();
    let everything = world.stats.len();
    let all = |filters: &[&FilterOf<Stats>]| Filter::All(filters.iter().copied().cloned().collect());
    let any = |filters: &[&FilterOf<Stats>]| Filter::Any(filters.iter().copied().cloned().collect());
    let not = |filter: &FilterOf<Stats>| Filter::Not(Box::new(filter.clone()));
    // Nothing and everything.
    let (always, never) = (all(&[]), any(&[]));
    assert_eq!(always, FilterOf::<Stats>::default());
    for (filter, number) in [
        (always.clone(), everything),
        (never.clone(), 0),
        (not(&always), 0),
        (not(&never), everything),
        (not(&not(&always)), everything),
        (all(&[&always, &never]), 0),
        (any(&[&always, &never]), everything),
        (all(&[&all(&[]), &not(&any(&[&never]))]), everything),
    ] {
        assert_eq!(check::<Stats>(&session, &world, &filter).await, number, "{filter:?}");
    }
    // A row whose column is null does not satisfy a condition on it, so it satisfies the opposite.
    let scope = Filter::Is(stat::Condition::Scopes(texts(&["national"])));
    let product = Filter::Is(stat::Condition::Products(texts(&["rare earths"])));
    let round = Filter::Is(stat::Condition::Rounds(vec![RoundId(id(&database, "round", "all-45-2022").await)]));
    for filter in [&scope, &product, &round] {
        let number = check::<Stats>(&session, &world, filter).await;
        assert!(number > 0);
        assert_eq!(check::<Stats>(&session, &world, &not(filter)).await, everything - number);
        assert_eq!(check::<Stats>(&session, &world, &not(&not(filter))).await, number);
        assert_eq!(check::<Stats>(&session, &world, &any(&[filter, &not(filter)])).await, everything);
        assert_eq!(check::<Stats>(&session, &world, &all(&[filter, &not(filter)])).await, 0);
    }
    // What binds closer: brackets are where they belong.
    let other = Filter::Is(stat::Condition::SubjectKinds(vec![SubjectKind::Cluster]));
    for filter in [
        all(&[&any(&[&scope, &product]), &other]),
        any(&[&all(&[&scope, &other]), &product]),
        not(&any(&[&scope, &all(&[&product, &other])])),
        all(&[&not(&scope), &not(&product), &not(&round), &other]),
        not(&all(&[&not(&scope), &any(&[&not(&product), &other])])),
    ] {
        let number = check::<Stats>(&session, &world, &filter).await;
        assert!((1..everything).contains(&number), "{number} satisfy {filter:?}");
    }
}

/// Pseudorandom numbers (`SplitMix64`): the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).expect("a bound")).expect("a small number")
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// What up to three rows have, as far as they have it.
    fn some<R, T>(&mut self, rows: &[R], value: impl Fn(&R) -> Option<T>) -> Vec<T> {
        (0..self.below(4)).filter_map(|_| value(self.pick(rows))).collect()
    }

    /// A tree of conditions.
    fn filter<C>(&mut self, depth: usize, condition: &impl Fn(&mut Self) -> C) -> Filter<C> {
        let parts = |random: &mut Self| (0..random.below(4)).map(|_| random.filter(depth - 1, condition)).collect();
        match self.below(if depth > 0 { 6 } else { 1 }) {
            0 | 1 => Filter::Is(condition(self)),
            2 => Filter::Not(Box::new(self.filter(depth - 1, condition))),
            3 => Filter::All(parts(self)),
            _ => Filter::Any(parts(self)),
        }
    }

    fn stat_condition(&mut self, world: &World) -> stat::Condition {
        let rows = &world.stats;
        let comparison = *self.pick(&COMPARISONS);
        match self.below(13) {
            0 => stat::Condition::Indicators(self.some(rows, |row| Some(row.indicator_id))),
            1 => stat::Condition::Sources(self.some(rows, |row| Some(row.source_id))),
            2 => stat::Condition::Rounds(self.some(rows, |row| row.round_id)),
            3 => stat::Condition::Units(self.some(rows, |row| Some(row.unit_code.clone()))),
            4 => stat::Condition::Values(self.some(rows, |row| Some(row.value.clone()))),
            5 => stat::Condition::Value(comparison, self.pick(rows).value.clone()),
            6 => stat::Condition::PeriodLabels(self.some(rows, |row| Some(row.period_label.clone()))),
            7 => stat::Condition::PeriodStart(comparison, self.pick(rows).period_start),
            8 => stat::Condition::PeriodEnd(comparison, self.pick(rows).period_end),
            9 => stat::Condition::SubjectKinds(self.some(rows, |row| Some(row.subject_kind))),
            10 => stat::Condition::Provinces(self.some(&world.provinces, |row| Some(row.id))),
            11 => stat::Condition::Scopes(self.some(rows, |row| row.scope.clone())),
            _ => stat::Condition::Products(self.some(rows, |row| row.product.clone())),
        }
    }

    fn cluster_condition(&mut self, world: &World) -> cluster::Condition {
        let rows = &world.clusters;
        match self.below(10) {
            0 => cluster::Condition::Provinces(self.some(&world.provinces, |row| Some(row.id))),
            1 => cluster::Condition::Cities(self.some(&world.cities, |row| Some(row.id))),
            2 => cluster::Condition::Industries(self.some(rows, |row| row.industry_id)),
            3 => cluster::Condition::Industries(self.some(rows, |row| row.track_id)),
            4 => cluster::Condition::Regions(self.some(&world.provinces, |row| row.region)),
            5 => {
                let start = self.below(8);
                let name: String = self.pick(rows).name_en.chars().skip(start).take(2).collect();
                cluster::Condition::NameContains(name.to_uppercase())
            }
            6 => {
                let city = self.pick(&world.cities);
                let place = city.latitude.as_ref().zip(city.longitude.as_ref());
                let (latitude, longitude) = place.expect("every city has a point");
                let km = decimal(&(50 + 50 * self.below(20)).to_string());
                cluster::Condition::Near(GeoRadius { latitude: latitude.clone(), longitude: longitude.clone(), km })
            }
            _ => {
                let about_clusters: Vec<&stat_row::Model> =
                    world.stats.iter().filter(|row| row.subject_kind == SubjectKind::Cluster).collect();
                let likely = stat::Condition::Indicators(self.some(&about_clusters, |row| Some(row.indicator_id)));
                let filter = self.filter(2, &|random| random.stat_condition(world));
                cluster::Condition::Stats(Filter::Any(vec![Filter::Is(likely), filter]))
            }
        }
    }
}

/// Checks random filters; most must leave some rows and take some away, or they prove little.
async fn check_random<N: Satisfied>(
    (database, world): &(Database, World),
    number: usize,
    condition: impl Fn(&mut Random) -> N::Condition,
) {
    let session = database.store().session();
    let mut random = Random(number as u64);
    let mut seen = HashSet::new();
    let mut telling = 0;
    for _ in 0..number {
        let filter = random.filter(4, &condition);
        let satisfying = check::<N>(&session, world, &filter).await;
        telling += usize::from((1..N::rows(world).len()).contains(&satisfying));
        seen.insert(filter);
    }
    assert!(seen.len() > number / 2 && telling > number / 3, "{telling} of {} tell something", seen.len());
}

#[tokio::test]
async fn any_filter_of_stats() {
    let sample = sample().await;
    check_random::<Stats>(&sample, 150, |random| random.stat_condition(&sample.1)).await;
}

#[tokio::test]
async fn any_filter_of_clusters_with_stats_inside() {
    let sample = sample().await;
    check_random::<Clusters>(&sample, 200, |random| random.cluster_condition(&sample.1)).await;
}

/// The same filter under parents keeps the same rows.
#[tokio::test]
async fn under_parents() {
    let (database, world) = sample().await;
    let session = database.store().session();
    let filter: FilterOf<Stats> = Filter::Not(Box::new(Filter::Any(vec![
        Filter::Is(stat::Condition::Units(texts(&["percent"]))),
        Filter::Is(stat::Condition::PeriodStart(Comparison::Less, day("2015-01-01"))),
    ])));
    let parents: Vec<_> = world.clusters.iter().map(|row| stat::Parent::Subject(entity::SubjectId(row.id.0))).collect();
    let pages = session.list_of::<Stats>(&parents, &filter, &[], &first(ALL)).await.expect("pages");
    let counts = session.count_of::<Stats>(&parents, &filter).await.expect("counts");
    let satisfying = world.satisfying::<Stats>(&filter);
    for ((cluster, page), count) in world.clusters.iter().zip(pages).zip(counts) {
        let expected: Vec<_> = satisfying.iter().copied().filter(|row| row.subject_id.0 == cluster.id.0).collect();
        assert!(page.rows.iter().map(|listed| &listed.row).eq(expected.iter().copied()), "{}", cluster.slug);
        assert_eq!(usize::try_from(count), Ok(expected.len()), "{}", cluster.slug);
    }
}
