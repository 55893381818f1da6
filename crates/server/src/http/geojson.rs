//! A page of clusters as GeoJSON (RFC 7946), for maps. It is asked of the schema like any other query, so filters,
//! orders, limits and errors are those of GraphQL.

use ::graphql::{Answer, Code, Request, Variables};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header::HeaderValue},
    web,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, value::RawValue};
use url::form_urlencoded::Serializer;

use super::{
    State,
    cache::{Content, Question},
    graphql::{Failed, check, keep, kept},
    refusal::Refusal,
    request_id,
};

/// Where it is served.
pub(super) const PATH: &str = "/clusters.geojson";
/// Features of a page for which no number is asked.
const DEFAULT_LIMIT: i32 = 100;

/// All that a page shows.
const QUERY: &str = "query ($filter: ClusterFilter, $orderBy: [ClusterOrder!], $first: Int!, $after: String) {
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

/// A parameter that cannot be used.
struct Refused {
    parameter: String,
    message: String,
}

/// Answers a page.
pub(crate) async fn clusters(state: web::Data<State>, http: HttpRequest) -> HttpResponse {
    let parameters = match Parameters::read(http.query_string()) {
        Ok(parameters) => parameters,
        Err(Refused { parameter, message }) => {
            let refusal = Refusal::bad_argument(&parameter, message).respond(&http);
            return state.limit.settle(&http, refusal);
        }
    };
    let request = Request::new(QUERY).variables(Variables::from_json(Value::Object(parameters.variables.clone())));
    let question = Question::new(&[Some(PATH), Some(http.query_string())], &Map::new());
    let found = match kept(&state, &http, question, QUERY).await {
        Some(found) => found,
        None => match check(&state, request) {
            Ok(checked) => keep(&state, &http, question, QUERY, checked, |answer| content(&answer, &parameters)).await,
            Err(answer) => Err(Failed::Answered(answer)),
        },
    };
    let response = match found {
        Ok(found) => {
            let mut response = HttpResponse::Ok();
            response.content_type("application/geo+json");
            state.cache.respond(&http, response, found).await
        }
        Err(Failed::Refused(refusal)) => refusal.respond(&http),
        Err(Failed::Answered(answer)) => send_failed(&state, &http, *answer).await,
    };
    state.limit.settle(&http, response)
}

fn content(answer: &Answer, parameters: &Parameters) -> Result<Content, Refusal> {
    let failed = |error: &dyn std::error::Error| {
        tracing::error!("the answer does not fit the page: {error}");
        Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            "The server failed to read the data. The cause is in its log under the request id.",
        )
    };
    let (body, next) = page(answer, parameters).map_err(|error| failed(&error))?;
    let content = Content::new(body);
    Ok(match next {
        Some(next) => {
            let link = HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).map_err(|error| failed(&error))?;
            content.with_link(link)
        }
        None => content,
    })
}

/// Sends the errors of the schema, and nothing of what else it found.
async fn send_failed(state: &State, http: &HttpRequest, answer: Answer) -> HttpResponse {
    let status = if answer.has(Code::Internal) { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::BAD_REQUEST };
    let body = Answer { executed: false, ..answer }.into_json(&request_id::of(http));
    let mut response = HttpResponse::build(status);
    response.content_type("application/json; charset=utf-8");
    state.cache.send_once(http, response, body).await
}

/// The parameters of the address, as they stand there and as variables of the query.
struct Parameters {
    given: Vec<(String, String)>,
    variables: Map<String, Value>,
}

impl Parameters {
    fn read(address: &str) -> Result<Self, Refused> {
        let given: Vec<(String, String)> = url::form_urlencoded::parse(address.as_bytes()).into_owned().collect();
        let mut variables = Map::new();
        for (name, text) in &given {
            let refused = |message| Err(Refused { parameter: name.clone(), message });
            let value = match name.as_str() {
                "filter" | "orderBy" => match serde_json::from_str(text) {
                    Ok(value) => value,
                    Err(error) => return refused(format!("The parameter {name} is not JSON: {error}.")),
                },
                "first" => match text.parse::<i32>() {
                    Ok(number) => number.into(),
                    Err(_) => return refused(format!("The parameter first must be a whole number, not {text:?}.")),
                },
                "after" => text.as_str().into(),
                _ => {
                    return refused(format!(
                        "There is no parameter {name:?}. The parameters are filter, orderBy, first and after."
                    ));
                }
            };
            if variables.insert(name.clone(), value).is_some() {
                return refused(format!("The parameter {name} is given twice; leave one out."));
            }
        }
        variables.entry("first").or_insert(DEFAULT_LIMIT.into());
        Ok(Self { given, variables })
    }

    /// Where the page after this one is.
    fn next(&self, cursor: &str) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.given.iter().filter(|(name, _)| name != "after"));
        query.append_pair("after", cursor);
        format!("{PATH}?{}", query.finish())
    }
}

/// The page, and where the next one is.
fn page(answer: &Answer, parameters: &Parameters) -> serde_json::Result<(String, Option<String>)> {
    let Data { dataset, clusters } = answer.data()?;
    let cursor = clusters.page_info.end_cursor.as_deref().filter(|_| clusters.page_info.has_next_page);
    let next = cursor.map(|cursor| parameters.next(cursor));
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
    Ok((serde_json::to_string(&collection)?, next))
}

// What the query answers.

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

/// The coarser is the greater.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Precision {
    City,
    Province,
}

impl Cluster {
    /// The points of its locations, the leading one first.
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.locations.iter().filter_map(|location| location.point.as_ref())
    }
}

// What the page says.

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FeatureCollection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    dataset: Value,
    /// The sources of the coordinates, which must be given credit.
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

/// Longitude and latitude, with the digits of the data: a number of JSON need not pass through a float.
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
    awards: Vec<Won<'a>>,
    /// That of the coarsest of its points.
    precision: Option<Precision>,
}

#[derive(Serialize)]
struct Won<'a> {
    round: &'a str,
    /// Of the announcement.
    year: Option<u16>,
}

impl<'a> Feature<'a> {
    fn new(cluster: &'a Cluster) -> serde_json::Result<Self> {
        let Cluster { slug, name_en, name_zh, industry, provinces, cities, awards, .. } = cluster;
        let won = |Award { round }: &'a Award| Won {
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
                awards: awards.iter().map(won).collect(),
                precision: cluster.points().map(|point| point.precision).max(),
            },
        })
    }
}

impl Geometry {
    /// Where a cluster lies: its points, each once. `None` without any.
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
