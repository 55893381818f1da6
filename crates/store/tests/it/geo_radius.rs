//! What lies in a circle, compared with another formula for the distance.

use entity::Decimal;
use store::{
    Session,
    city::{self, Cities},
    cluster::{self, Clusters},
    filter::Filter,
    geo_radius::GeoRadius,
    province::{self, Provinces},
};
use testkit::Database;

use crate::{
    filter_model::{World, distance},
    filters::check,
    support::{column, first},
};

/// Centres with the places around them: in China, on the equator, at the poles, and on both sides of the antimeridian.
const CENTRES: [(&str, &str); 12] = [
    ("30.29", "120.16"),
    ("39.905", "116.391"),
    ("22.54554", "114.0683"),
    ("43.80", "87.60"),
    ("0", "0"),
    ("-34.6", "-58.4"),
    ("90", "0"),
    ("90", "-123.4"),
    ("-90", "180"),
    ("65.5", "179.99"),
    ("65.5", "-179.99"),
    ("-17.5", "180"),
];

/// From next door to the other side of the earth.
const RADII: [&str; 9] = ["0.001", "25.1", "99", "250.55", "1000", "4321", "10000.5", "15000", "20016"];

fn circle(latitude: &str, longitude: &str, km: &str) -> GeoRadius {
    let [latitude, longitude, km] = [latitude, longitude, km].map(|text| Decimal(text.to_owned()));
    GeoRadius { latitude, longitude, km }
}

/// The bundled data with some places moved to where longitudes jump or mean nothing, and some to nowhere.
async fn sample() -> (Database, World) {
    let database = testkit::seeded().await;
    database
        .execute(
            "update city set latitude = 65.51, longitude = 179.95 where code = '330100';
             update city set latitude = 65.49, longitude = -179.95 where code = '330300';
             update city set latitude = 65.5, longitude = 180 where code = '330382';
             update city set latitude = 65.5, longitude = -180 where code = '440100';
             update city set latitude = 90, longitude = 77.7 where code = '440300';
             update city set latitude = -89.99, longitude = -12 where code = '110000';
             update city set latitude = -17.4, longitude = -179.9 where code = '120000';
             update city set latitude = 0, longitude = -0.0001 where code = '310000';
             update city set latitude = null where code = '320100';
             update city set longitude = null where code = '320200';
             update city set latitude = null, longitude = null where code = '430100';
             update cluster_location set city_id = null where city_id = (select id from city where code = '420100');
             update province set latitude = -65.5, longitude = 180 where code = 'CN-HN';
             update province set latitude = null where code = 'CN-HE';",
        )
        .await;
    let world = World::read(&database).await;
    (database, world)
}

#[tokio::test]
async fn lists_keep_what_lies_in_the_circle() {
    let (database, world) = sample().await;
    let session = database.store().session();
    let mut telling = [0; 3];
    for (latitude, longitude) in CENTRES {
        for km in RADII {
            let near = circle(latitude, longitude, km);
            let counts = [
                check::<Cities>(&session, &world, &Filter::Is(city::Condition::Near(near.clone()))).await,
                check::<Provinces>(&session, &world, &Filter::Is(province::Condition::Near(near.clone()))).await,
                check::<Clusters>(&session, &world, &Filter::Is(cluster::Condition::Near(near))).await,
            ];
            let totals = [world.cities.len(), world.provinces.len(), world.clusters.len()];
            for ((telling, count), total) in telling.iter_mut().zip(counts).zip(totals) {
                *telling += usize::from((1..total).contains(&count));
            }
        }
    }
    assert!(telling.iter().all(|telling| *telling > CENTRES.len() * RADII.len() / 4), "{telling:?}");
}

async fn cities(session: &Session, near: GeoRadius) -> Vec<String> {
    let page = session.list::<Cities>(&Filter::Is(city::Condition::Near(near)), &[], &first(1000)).await;
    page.expect("cities").rows.into_iter().map(|listed| listed.row.code).collect()
}

#[tokio::test]
async fn circles_cross_the_antimeridian_and_hold_the_poles() {
    let (database, _) = sample().await;
    let session = database.store().session();
    // 0.05 degrees of longitude are 2.3 km there.
    let around = ["330100", "330300", "330382", "440100"];
    for longitude in ["180", "-180", "179.999", "-179.999"] {
        assert_eq!(cities(&session, circle("65.5", longitude, "3")).await, around, "{longitude}");
    }
    assert_eq!(cities(&session, circle("65.5", "179.95", "1.2")).await, ["330100"]);
    for longitude in ["0", "77.7", "-102.3", "180"] {
        assert_eq!(cities(&session, circle("90", longitude, "0.01")).await, ["440300"], "{longitude}");
        assert_eq!(cities(&session, circle("89.95", longitude, "6")).await, ["440300"], "{longitude}");
        assert_eq!(cities(&session, circle("-90", longitude, "1.2")).await, ["110000"], "{longitude}");
    }
}

/// All but those without a point, which lie neither in it nor anywhere else.
#[tokio::test]
async fn half_way_round_is_everything() {
    let (database, world) = sample().await;
    let session = database.store().session();
    for (latitude, longitude) in CENTRES {
        let everywhere = Filter::Is(city::Condition::Near(circle(latitude, longitude, "20016")));
        let found = check::<Cities>(&session, &world, &everywhere).await;
        assert_eq!(found, world.cities.len() - 3, "{latitude} {longitude}");
    }
}

/// Distances that others have worked out: the formula of the tests is no better than that of the statement otherwise.
#[test]
fn known_distances() {
    let decimal = |text: &str| Decimal(text.to_owned());
    let km = |from: (&str, &str), to: (&str, &str)| {
        let distance = distance((&decimal(from.0), &decimal(from.1)), (&decimal(to.0), &decimal(to.1)));
        format!("{distance:.1}")
    };
    // A quarter and a half of the circumference, 6371.0088 km times pi over 2 and times pi.
    assert_eq!(km(("0", "0"), ("0", "90")), "10007.6");
    assert_eq!(km(("0", "0"), ("90", "0")), "10007.6");
    assert_eq!(km(("90", "0"), ("-90", "0")), "20015.1");
    // One degree on the equator, and one on the parallel of 60 degrees, which is half as long.
    assert_eq!(km(("0", "179.5"), ("0", "-179.5")), "111.2");
    assert_eq!(km(("60", "179.5"), ("60", "-179.5")), "55.6");
}

/// Where only the province is known, or no point of the city, the province's stands in.
#[tokio::test]
async fn a_cluster_is_where_its_cities_are_or_else_its_provinces() {
    let (database, _) = sample().await;
    let session = database.store().session();
    let at = async |latitude, longitude| {
        let filter = Filter::Is(cluster::Condition::Near(circle(latitude, longitude, "1")));
        let page = session.list::<Clusters>(&filter, &[], &first(1000)).await.expect("clusters");
        page.rows.into_iter().map(|listed| listed.row.slug).collect::<Vec<_>>()
    };
    let with = async |condition: &str| {
        let sql = format!(
            "select distinct slug from cluster join cluster_location l on l.cluster_id = cluster.id
             join province p on p.id = l.province_id left join city c on c.id = l.city_id where {condition} order by slug"
        );
        column::<String>(&database, &sql).await
    };
    let in_hunan = at("-65.5", "-180").await;
    assert!(!in_hunan.is_empty());
    assert_eq!(in_hunan, with("p.code = 'CN-HN' and (c.id is null or c.latitude is null)").await);
    let in_shenzhen = at("90", "0").await;
    assert!(!in_shenzhen.is_empty());
    assert_eq!(in_shenzhen, with("c.code = '440300'").await);
}
