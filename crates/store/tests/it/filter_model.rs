//! What each condition says of a row, said a second time in Rust: so that a test need not trust the statement.

use std::{cmp::Ordering, collections::HashSet, fmt::Debug};

use entity::{ClusterId, Decimal, city, cluster, indicator, industry, province, stat};
use store::{
    city::Cities,
    cluster::Clusters,
    filter::{Comparison, Filter},
    geo_radius::GeoRadius,
    indicator::Indicators,
    industry::Industries,
    list::{FilterOf, Resource},
    province::Provinces,
    stat::Stats,
};
use testkit::Database;

use crate::{
    order_model::number,
    support::{first, rows},
};

/// All that filters look at.
pub(crate) struct World {
    pub(crate) stats: Vec<stat::Model>,
    pub(crate) clusters: Vec<cluster::Model>,
    pub(crate) provinces: Vec<province::Model>,
    pub(crate) cities: Vec<city::Model>,
    pub(crate) industries: Vec<industry::Model>,
    pub(crate) indicators: Vec<indicator::Model>,
    locations: Vec<Location>,
    /// Clusters with the rounds which they won, and all rounds around those.
    wins: HashSet<(i64, i64)>,
}

/// A location of a cluster.
struct Location {
    cluster: i64,
    province: i64,
    city: Option<i64>,
}

impl World {
    pub(crate) async fn read(database: &Database) -> Self {
        let locations = rows(database, "select cluster_id, province_id, city_id from cluster_location").await;
        let wins = "select a.cluster_id, r.id from award a join round r on r.id = a.round_id
                    union select a.cluster_id, r.parent_id from award a join round r on r.id = a.round_id
                    where r.parent_id is not null
                    union select a.cluster_id, p.parent_id from award a join round r on r.id = a.round_id
                    join round p on p.id = r.parent_id where p.parent_id is not null";
        Self {
            stats: everything::<Stats>(database).await,
            clusters: everything::<Clusters>(database).await,
            provinces: everything::<Provinces>(database).await,
            cities: everything::<Cities>(database).await,
            industries: everything::<Industries>(database).await,
            indicators: everything::<Indicators>(database).await,
            locations: locations
                .into_iter()
                .map(|(cluster, province, city)| Location { cluster, province, city })
                .collect(),
            wins: rows(database, wins).await.into_iter().collect(),
        }
    }

    /// The rows of a noun that satisfy a filter, in the order of the list.
    pub(crate) fn satisfying<N: Satisfied>(&self, filter: &FilterOf<N>) -> Vec<&N::Row> {
        N::rows(self).iter().filter(|row| holds(filter, &|condition| N::satisfies(self, row, condition))).collect()
    }

    fn locations_of(&self, cluster: ClusterId) -> impl Iterator<Item = &Location> {
        self.locations.iter().filter(move |location| location.cluster == cluster.0)
    }

    fn some_stat_about(&self, subject: i64, filter: &Filter<store::stat::Condition>) -> bool {
        self.some_stat(filter, |row| row.subject_id.0 == subject)
    }

    fn some_stat(&self, filter: &Filter<store::stat::Condition>, belongs: impl Fn(&stat::Model) -> bool) -> bool {
        let satisfies = |row: &stat::Model| holds(filter, &|condition| Stats::satisfies(self, row, condition));
        self.stats.iter().any(|row| belongs(row) && satisfies(row))
    }

    fn some_cluster_at(&self, filter: &Filter<store::cluster::Condition>, belongs: impl Fn(&Location) -> bool) -> bool {
        let satisfies = |row: &cluster::Model| holds(filter, &|condition| Clusters::satisfies(self, row, condition));
        self.clusters.iter().any(|row| self.locations_of(row.id).any(&belongs) && satisfies(row))
    }
}

/// Kilometres between two points, on a sphere of the mean radius of the earth: the angle between the vectors from its
/// centre, which is another formula than that of the statement.
#[expect(clippy::float_arithmetic, reason = "a distance is no figure")]
pub(crate) fn distance(one: (&Decimal, &Decimal), other: (&Decimal, &Decimal)) -> f64 {
    let vector = |(latitude, longitude): (&Decimal, &Decimal)| {
        let [latitude, longitude] =
            [latitude, longitude].map(|degrees| degrees.0.parse::<f64>().expect("degrees").to_radians());
        [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
    };
    let (one, other) = (vector(one), vector(other));
    let cross = [(1, 2), (2, 0), (0, 1)].map(|(i, j)| one[i] * other[j] - one[j] * other[i]);
    let dot = |one: [f64; 3], other: [f64; 3]| one.iter().zip(other).map(|(one, other)| one * other).sum::<f64>();
    6371.0088 * dot(cross, cross).sqrt().atan2(dot(one, other))
}

/// Whether a place lies in a circle. One so near its edge that rounding decides proves nothing.
#[expect(clippy::float_arithmetic, reason = "a distance is no figure")]
fn lies_in(near: &GeoRadius, latitude: Option<&Decimal>, longitude: Option<&Decimal>) -> bool {
    let (Some(latitude), Some(longitude)) = (latitude, longitude) else { return false };
    let distance = distance((latitude, longitude), (&near.latitude, &near.longitude));
    let beyond = distance - near.km.0.parse::<f64>().expect("kilometres");
    assert!(beyond.abs() > 1e-6, "{distance} km: {near:?}");
    beyond < 0.0
}

async fn everything<N: Resource>(database: &Database) -> Vec<N::Row> {
    let rows = database.store().session().list::<N>(&FilterOf::<N>::default(), &[], &first(10_000)).await;
    rows.expect("a list").rows.into_iter().map(|listed| listed.row).collect()
}

/// A noun whose conditions can be told from its rows.
pub(crate) trait Satisfied: Resource<Row: Debug + PartialEq, Condition: Debug> {
    /// All rows.
    fn rows(world: &World) -> &[Self::Row];
    /// Whether a condition holds for a row.
    fn satisfies(world: &World, row: &Self::Row, condition: &Self::Condition) -> bool;
}

/// What a filter says, given what its conditions say.
fn holds<C>(filter: &Filter<C>, condition: &impl Fn(&C) -> bool) -> bool {
    match filter {
        Filter::All(filters) => filters.iter().all(|filter| holds(filter, condition)),
        Filter::Any(filters) => filters.iter().any(|filter| holds(filter, condition)),
        Filter::Not(filter) => !holds(filter, condition),
        Filter::Is(given) => condition(given),
    }
}

fn compares<T: Ord>(one: &T, comparison: Comparison, other: &T) -> bool {
    let ordering = one.cmp(other);
    match comparison {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::AtMost => ordering != Ordering::Greater,
        Comparison::Greater => ordering == Ordering::Greater,
        Comparison::AtLeast => ordering != Ordering::Less,
    }
}

fn contains(names: [&str; 2], text: &str) -> bool {
    names.iter().any(|name| name.to_lowercase().contains(&text.to_lowercase()))
}

fn among<T: PartialEq>(value: Option<&T>, list: &[T]) -> bool {
    value.is_some_and(|value| list.contains(value))
}

impl Satisfied for Stats {
    fn rows(world: &World) -> &[stat::Model] {
        &world.stats
    }

    fn satisfies(world: &World, row: &stat::Model, condition: &Self::Condition) -> bool {
        use store::stat::Condition;
        match condition {
            Condition::Indicators(ids) => ids.contains(&row.indicator_id),
            Condition::Sources(ids) => ids.contains(&row.source_id),
            Condition::Rounds(ids) => among(row.round_id.as_ref(), ids),
            Condition::Units(codes) => codes.contains(&row.unit_code),
            Condition::Values(values) => values.iter().any(|value| number(value) == number(&row.value)),
            Condition::Value(comparison, value) => compares(&number(&row.value), *comparison, &number(value)),
            Condition::PeriodLabels(labels) => labels.contains(&row.period_label),
            Condition::PeriodStart(comparison, day) => compares(&row.period_start, *comparison, day),
            Condition::PeriodEnd(comparison, day) => compares(&row.period_end, *comparison, day),
            Condition::SubjectKinds(kinds) => kinds.contains(&row.subject_kind),
            Condition::Provinces(ids) => {
                let subject = row.subject_id.0;
                let lies_in = |province| ids.iter().any(|id| id.0 == province);
                lies_in(subject)
                    || world.cities.iter().any(|city| city.id.0 == subject && lies_in(city.province_id.0))
                    || world.locations_of(ClusterId(subject)).any(|location| lies_in(location.province))
            }
            Condition::Scopes(texts) => among(row.scope.as_ref(), texts),
            Condition::Products(texts) => among(row.product.as_ref(), texts),
            Condition::Preferred => row.preferred,
            Condition::Disputed => row.disputed,
            Condition::Selected(..) => unreachable!("no filter of a request has it: see rankings.rs"),
        }
    }
}

impl Satisfied for Clusters {
    fn rows(world: &World) -> &[cluster::Model] {
        &world.clusters
    }

    fn satisfies(world: &World, row: &cluster::Model, condition: &Self::Condition) -> bool {
        use store::cluster::Condition;
        let in_province = |ids: &[entity::ProvinceId]| {
            world.locations_of(row.id).any(|location| ids.iter().any(|id| id.0 == location.province))
        };
        match condition {
            Condition::Provinces(ids) => in_province(ids),
            Condition::Cities(ids) => {
                world.locations_of(row.id).any(|location| ids.iter().any(|id| Some(id.0) == location.city))
            }
            Condition::Industries(ids) => among(row.industry_id.as_ref(), ids) || among(row.track_id.as_ref(), ids),
            Condition::Regions(regions) => {
                let provinces = world.provinces.iter().filter(|province| among(province.region.as_ref(), regions));
                in_province(&provinces.map(|province| province.id).collect::<Vec<_>>())
            }
            Condition::Rounds(ids) => ids.iter().any(|id| world.wins.contains(&(row.id.0, id.0))),
            Condition::NameContains(text) => contains([&row.name_en, &row.name_zh], text),
            Condition::Stats(filter) => world.some_stat_about(row.id.0, filter),
            Condition::Near(near) => world.locations_of(row.id).any(|location| {
                let city = world.cities.iter().find(|city| Some(city.id.0) == location.city);
                if let Some(city) = city.filter(|city| city.latitude.is_some() && city.longitude.is_some()) {
                    return lies_in(near, city.latitude.as_ref(), city.longitude.as_ref());
                }
                let province = world.provinces.iter().find(|province| province.id.0 == location.province);
                province.is_some_and(|row| lies_in(near, row.latitude.as_ref(), row.longitude.as_ref()))
            }),
        }
    }
}

impl Satisfied for Provinces {
    fn rows(world: &World) -> &[province::Model] {
        &world.provinces
    }

    fn satisfies(world: &World, row: &province::Model, condition: &Self::Condition) -> bool {
        use store::province::Condition;
        match condition {
            Condition::Regions(regions) => among(row.region.as_ref(), regions),
            Condition::NameContains(text) => contains([&row.name_en, &row.name_zh], text),
            Condition::Clusters(filter) => world.some_cluster_at(filter, |location| location.province == row.id.0),
            Condition::Stats(filter) => world.some_stat_about(row.id.0, filter),
            Condition::Near(near) => lies_in(near, row.latitude.as_ref(), row.longitude.as_ref()),
        }
    }
}

impl Satisfied for Cities {
    fn rows(world: &World) -> &[city::Model] {
        &world.cities
    }

    fn satisfies(world: &World, row: &city::Model, condition: &Self::Condition) -> bool {
        use store::city::Condition;
        match condition {
            Condition::Provinces(ids) => ids.contains(&row.province_id),
            Condition::NameContains(text) => contains([&row.name_en, &row.name_zh], text),
            Condition::Clusters(filter) => world.some_cluster_at(filter, |location| location.city == Some(row.id.0)),
            Condition::Stats(filter) => world.some_stat_about(row.id.0, filter),
            Condition::Near(near) => lies_in(near, row.latitude.as_ref(), row.longitude.as_ref()),
        }
    }
}

impl Satisfied for Industries {
    fn rows(world: &World) -> &[industry::Model] {
        &world.industries
    }

    fn satisfies(world: &World, row: &industry::Model, condition: &Self::Condition) -> bool {
        use store::industry::Condition;
        match condition {
            Condition::NameContains(text) => contains([&row.name_en, &row.name_zh], text),
            Condition::Stats(filter) => world.some_stat_about(row.id.0, filter),
        }
    }
}

impl Satisfied for Indicators {
    fn rows(world: &World) -> &[indicator::Model] {
        &world.indicators
    }

    fn satisfies(world: &World, row: &indicator::Model, condition: &Self::Condition) -> bool {
        use store::indicator::Condition;
        match condition {
            Condition::NameContains(text) => contains([&row.name_en, &row.name_zh], text),
            Condition::Stats(filter) => world.some_stat(filter, |stat| stat.indicator_id == row.id),
        }
    }
}
