//! The export `/clusters.geojson`: clusters as GeoJSON (RFC 7946), for maps.

use ::graphql::Answer;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use super::{
    export::{self, Export, Page, Parameters},
    state::State,
};

/// The export.
pub(crate) const CLUSTERS: Export = Export {
    path: "/clusters.geojson",
    content_type: "application/geo+json",
    document: DOCUMENT,
    default_first: 100,
    format: page,
};

/// Reads everything that a page shows.
const DOCUMENT: &str = "query ($filter: ClusterFilter, $orderBy: [ClusterOrder!], $first: Int!, $after: String) {
  dataset { title version license release { number } }
  clusters(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      nameEn: name
      nameZh: name(language: ZH)
      industry { slug nameEn: name nameZh: name(language: ZH) }
      provinces { code nameEn: name nameZh: name(language: ZH) }
      cities { code nameEn: name nameZh: name(language: ZH) }
      awards { round { slug announcedOn } }
      locations { point { latitude longitude precision source { title publisher url note } } }
    }
  }
}";

/// Responds with a page.
pub(crate) async fn clusters(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    export::respond(&state, &http, &CLUSTERS).await
}

/// Writes a page.
fn page(answer: &Answer, parameters: &Parameters) -> serde_json::Result<Page> {
    let Data { dataset, clusters } = answer.data()?;
    let cursor = clusters.page_info.end_cursor.as_deref().filter(|_| clusters.page_info.has_next_page);
    let next = cursor.map(|cursor| parameters.next_page(cursor));
    let mut attribution = Vec::new();
    for point in clusters.nodes.iter().flat_map(Cluster::points) {
        if !attribution.contains(&&point.source) {
            attribution.push(&point.source);
        }
    }
    let collection = FeatureCollection {
        kind: "FeatureCollection",
        dataset,
        attribution,
        total_count: clusters.total_count,
        page_info: &clusters.page_info,
        next: next.as_deref(),
        features: clusters.nodes.iter().map(Feature::new).collect::<serde_json::Result<_>>()?,
    };
    Ok(Page { text: serde_json::to_string(&collection)?, next })
}

// The answer to the document.

#[derive(Deserialize)]
struct Data {
    dataset: Value,
    clusters: Clusters,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Clusters {
    total_count: i32,
    page_info: PageInfo,
    nodes: Vec<Cluster>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cluster {
    slug: String,
    name_en: String,
    name_zh: String,
    industry: Value,
    provinces: Value,
    cities: Value,
    awards: Vec<Award>,
    locations: Vec<Location>,
}

#[derive(Deserialize)]
struct Award {
    round: Round,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Round {
    slug: String,
    announced_on: Option<String>,
}

#[derive(Deserialize)]
struct Location {
    point: Option<Point>,
}

#[derive(Deserialize)]
struct Point {
    latitude: String,
    longitude: String,
    precision: Precision,
    source: Value,
}

/// From the finest to the coarsest.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Precision {
    City,
    Province,
}

impl Cluster {
    /// The points of its locations, the main one first.
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.locations.iter().filter_map(|location| location.point.as_ref())
    }
}

// The page.

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FeatureCollection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    dataset: Value,
    /// The sources of the coordinates, which must be credited.
    attribution: Vec<&'a Value>,
    total_count: i32,
    page_info: &'a PageInfo,
    next: Option<&'a str>,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point(Position),
    MultiPoint(Vec<Position>),
}

/// Longitude and latitude with the digits of the data: a JSON number need not pass through a float.
type Position = [Box<RawValue>; 2];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    slug: &'a str,
    name_en: &'a str,
    name_zh: &'a str,
    industry: &'a Value,
    provinces: &'a Value,
    cities: &'a Value,
    awards: Vec<AwardSummary<'a>>,
    /// The coarsest precision of its points.
    precision: Option<Precision>,
}

#[derive(Serialize)]
struct AwardSummary<'a> {
    round: &'a str,
    /// The year of the announcement.
    year: Option<u16>,
}

impl<'a> Feature<'a> {
    fn new(cluster: &'a Cluster) -> serde_json::Result<Self> {
        let Cluster { slug, name_en, name_zh, industry, provinces, cities, awards, .. } = cluster;
        let summary = |Award { round }: &'a Award| AwardSummary {
            round: &round.slug,
            year: round.announced_on.as_ref().and_then(|day| day.split('-').next()?.parse().ok()),
        };
        Ok(Self {
            kind: "Feature",
            id: slug,
            geometry: Geometry::new(cluster)?,
            properties: Properties {
                slug,
                name_en,
                name_zh,
                industry,
                provinces,
                cities,
                awards: awards.iter().map(summary).collect(),
                precision: cluster.points().map(|point| point.precision).max(),
            },
        })
    }
}

impl Geometry {
    /// The distinct points of a cluster; `None` without any.
    fn new(cluster: &Cluster) -> serde_json::Result<Option<Self>> {
        let mut positions: Vec<[&String; 2]> = Vec::new();
        for Point { latitude, longitude, .. } in cluster.points() {
            if !positions.contains(&[longitude, latitude]) {
                positions.push([longitude, latitude]);
            }
        }
        let number = |digits: &String| RawValue::from_string(digits.clone());
        let positions = positions.into_iter().map(|[x, y]| Ok([number(x)?, number(y)?]));
        let positions = positions.collect::<serde_json::Result<Vec<Position>>>()?;
        Ok(match <[Position; 1]>::try_from(positions) {
            Ok([position]) => Some(Self::Point(position)),
            Err(positions) if positions.is_empty() => None,
            Err(positions) => Some(Self::MultiPoint(positions)),
        })
    }
}
