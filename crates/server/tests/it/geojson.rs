//! `/clusters.geojson`, for maps.

use std::collections::HashSet;

use reqwest::{Method, Response, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use testkit::Database;

use crate::{atlas::Server, database_url::url};

const PATH: &str = "/clusters.geojson";

async fn served() -> (Database, Server) {
    let database = testkit::seeded().await;
    let server = Server::on_database(&url(database.options())).await;
    (database, server)
}

async fn ask(server: &Server, parameters: &[(&str, &str)]) -> Response {
    let mut url = server.url(PATH).parse::<reqwest::Url>().expect("an address");
    if !parameters.is_empty() {
        url.query_pairs_mut().extend_pairs(parameters);
    }
    server.client().get(url).send().await.expect("an answer")
}

/// A page, checked against RFC 7946, with its headers.
async fn page_of(response: Response) -> (Value, HeaderMap) {
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "application/geo+json");
    let page: Value = response.json().await.expect("JSON");
    check_collection(&page);
    (page, headers)
}

async fn page(server: &Server, parameters: &[(&str, &str)]) -> Value {
    page_of(ask(server, parameters).await).await.0
}

fn features(page: &Value) -> &Vec<Value> {
    page["features"].as_array().expect("features")
}

fn slugs(page: &Value) -> Vec<&str> {
    features(page).iter().map(|feature| feature["id"].as_str().expect("a slug")).collect()
}

fn feature<'a>(page: &'a Value, slug: &str) -> &'a Value {
    features(page).iter().find(|feature| feature["id"] == slug).unwrap_or_else(|| panic!("no {slug}: {page}"))
}

fn check_collection(page: &Value) {
    assert_eq!(page["type"], "FeatureCollection", "{page}");
    for member in ["coordinates", "geometries", "geometry", "properties"] {
        assert_eq!(page.get(member), None, "RFC 7946, 7.1: {member}");
    }
    let mut ids = HashSet::new();
    for feature in features(page) {
        assert_eq!(feature["type"], "Feature", "{feature}");
        assert!(feature["properties"].is_object(), "{feature}");
        assert_eq!(feature["id"], feature["properties"]["slug"], "{feature}");
        assert!(ids.insert(feature["id"].as_str().expect("an id")), "twice: {feature}");
        let geometry = feature.get("geometry").expect("a geometry, if only null");
        let precision = &feature["properties"]["precision"];
        if geometry.is_null() {
            assert!(precision.is_null(), "{feature}");
            continue;
        }
        assert!(["CITY", "PROVINCE"].map(Value::from).contains(precision), "{feature}");
        let coordinates = &geometry["coordinates"];
        match geometry["type"].as_str() {
            Some("Point") => check_position(coordinates),
            Some("MultiPoint") => {
                let positions = coordinates.as_array().expect("positions");
                assert!(positions.len() > 1, "{feature}");
                assert!(positions.iter().enumerate().all(|(at, position)| !positions[..at].contains(position)));
                positions.iter().for_each(check_position);
            }
            _ => panic!("neither a point nor several: {feature}"),
        }
    }
}

/// Longitude first.
fn check_position(position: &Value) {
    let numbers: Vec<f64> = position.as_array().expect("a position").iter().filter_map(Value::as_f64).collect();
    assert!(
        matches!(numbers[..], [x, y] if (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y)),
        "{position}"
    );
}

#[tokio::test]
async fn clusters_are_features() {
    let (_database, server) = served().await;
    let (page, headers) = page_of(ask(&server, &[]).await).await;
    let data = server
        .query("{ dataset { title version license release { number } } clusters(first: 100) { totalCount nodes { slug } } }")
        .await;
    assert_eq!(page["dataset"], data["dataset"]);
    assert_eq!(page["totalCount"], data["clusters"]["totalCount"]);
    let nodes = data["clusters"]["nodes"].as_array().expect("clusters");
    assert!(slugs(&page).into_iter().eq(nodes.iter().map(|node| node["slug"].as_str().expect("a slug"))));
    assert_eq!(page["pageInfo"]["hasNextPage"], false);
    assert_eq!(page["next"], Value::Null);
    assert!(!headers.contains_key("link"));
    assert!(headers.contains_key("x-request-id"));

    // All properties of one: two cities, the main one first.
    let yueqing = feature(&page, "wenzhou-yueqing-electrical");
    assert_eq!(
        *yueqing,
        json!({
            "type": "Feature",
            "id": "wenzhou-yueqing-electrical",
            "geometry": {"type": "MultiPoint", "coordinates": [[120.67, 28.0], [120.98, 28.12]]},
            "properties": {
                "slug": "wenzhou-yueqing-electrical",
                "nameEn": "Wenzhou Yueqing Electrical Industrial Cluster",
                "nameZh": "温州市乐清电气集群",
                "industry": {"slug": "high-end-equipment", "nameEn": "High-End Equipment", "nameZh": "高端装备"},
                "provinces": [{"code": "CN-ZJ", "nameEn": "Zhejiang", "nameZh": "浙江省"}],
                "cities": [
                    {"code": "330300", "nameEn": "Wenzhou", "nameZh": "温州市"},
                    {"code": "330382", "nameEn": "Yueqing", "nameZh": "乐清市"},
                ],
                "awards": [{"round": "second-batch-2021", "year": 2021}],
                "precision": "CITY",
            },
        })
    );
    let of_province = feature(&page, "jjj-safety-emergency-equipment");
    assert_eq!(of_province["properties"]["precision"], "PROVINCE");

    // The coordinates have sources, each of which is named once.
    let sources = page["attribution"].as_array().expect("sources");
    let geonames = sources.iter().filter(|source| source["publisher"] == "GeoNames").collect::<Vec<_>>();
    assert!(geonames.len() == 1 && geonames[0]["note"].as_str().is_some_and(|note| note.contains("CC BY 4.0")));
    assert_eq!(sources.len(), 2, "{sources:?}");
}

/// As many as the data has, and none that a float would add.
#[tokio::test]
async fn coordinates_have_the_digits_of_the_data() {
    let (database, server) = served().await;
    database
        .execute(
            "update city set latitude = 28.120, longitude = 120.95000000000000000001 where code = '330382';
             update city set latitude = -0.10, longitude = -180 where code = '330300';
             update city set latitude = null where code = '230100'; update province set longitude = null where code = 'CN-HL'",
        )
        .await;
    let text = async |slug: &str, name: &str| {
        let filter = json!({"name": {"contains": name}}).to_string();
        let response = ask(&server, &[("filter", &filter)]).await;
        let text = response.text().await.expect("a text");
        assert!(text.contains(slug), "{text}");
        text
    };
    let yueqing = text("wenzhou-yueqing-electrical", "Yueqing").await;
    let coordinates = r#""coordinates":[[-180,-0.10],[120.95000000000000000001,28.120]]"#;
    assert!(yueqing.contains(coordinates), "{yueqing}");
    // Neither its city nor its province has a point.
    let harbin = text("harbin-aviation", "Harbin").await;
    assert!(harbin.contains(r#""geometry":null"#), "{harbin}");
}

#[tokio::test]
async fn filters_and_orders_are_those_of_the_schema() {
    let (_database, server) = served().await;
    let filter = json!({
        "near": {"latitude": "30.29", "longitude": "120.16", "km": 150},
        "not": {"province": {"eq": "CN-SH"}},
    });
    let order = json!([{"field": "NAME", "direction": "DESC"}]);
    let (filter_text, order_text) = (filter.to_string(), order.to_string());
    let shown = page(&server, &[("filter", &filter_text), ("orderBy", &order_text)]).await;
    let request = json!({
        "query": "query ($filter: ClusterFilter, $orderBy: [ClusterOrder!]) {
            clusters(filter: $filter, orderBy: $orderBy, first: 100) { totalCount nodes { slug } } }",
        "variables": {"filter": filter, "orderBy": order},
    });
    let answer = server.client().post(server.url("/graphql")).json(&request).send().await.expect("an answer");
    let answer: Value = answer.json().await.expect("JSON");
    let clusters = &answer["data"]["clusters"];
    assert!(clusters["totalCount"].as_i64().is_some_and(|count| (2..79).contains(&count)), "{answer}");
    assert_eq!(shown["totalCount"], clusters["totalCount"]);
    let nodes = clusters["nodes"].as_array().expect("clusters");
    assert!(slugs(&shown).into_iter().eq(nodes.iter().map(|node| node["slug"].as_str().expect("a slug"))));

    let none = page(&server, &[("filter", r#"{"or": []}"#)]).await;
    assert_eq!((&none["totalCount"], &none["features"], &none["attribution"]), (&json!(0), &json!([]), &json!([])));
}

#[tokio::test]
async fn the_pages_are_the_whole_list() {
    let (_database, server) = served().await;
    let whole = page(&server, &[("orderBy", r#"[{"field":"NAME_ZH"}]"#)]).await;
    let whole = slugs(&whole);
    let mut met = Vec::new();
    // The next page keeps the filter, with characters that have a meaning in URLs.
    let filter = r#"{"not": {"name": {"contains": "&=+%#雷"}}}"#;
    let mut next = Some({
        let mut url = server.url(PATH).parse::<reqwest::Url>().expect("an address");
        let parameters = [("first", "7"), ("filter", filter), ("orderBy", r#"[{"field":"NAME_ZH"}]"#)];
        url.query_pairs_mut().extend_pairs(parameters);
        url[url::Position::BeforePath..].to_owned()
    });
    while let Some(address) = next {
        let (page, headers) = page_of(server.get(&address).await).await;
        assert_eq!(page["totalCount"], whole.len());
        met.extend(slugs(&page).into_iter().map(str::to_owned));
        assert!(met.len() <= whole.len(), "it goes on and on");
        next = page["next"].as_str().map(str::to_owned);
        assert_eq!(page["pageInfo"]["hasNextPage"], next.is_some());
        let link = headers.get("link").map(|link| link.to_str().expect("a text").to_owned());
        assert_eq!(link, next.as_ref().map(|next| format!("<{next}>; rel=\"next\"")));
    }
    assert_eq!(met, whole);
}

/// An error, with the parameter it is about.
async fn refused(server: &Server, parameters: &[(&str, &str)], status: StatusCode) -> (Value, Value) {
    let response = ask(server, parameters).await;
    assert_eq!(response.status(), status, "{parameters:?}");
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    let answer: Value = response.json().await.expect("JSON");
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(1), "{answer}");
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(1), "{answer}");
    let error = &answer["errors"][0];
    (error["extensions"].clone(), error["message"].clone())
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let (_database, server) = served().await;
    let near = |circle: &str| format!(r#"{{"or": [{{}}, {{"near": {circle}}}]}}"#);
    let far_north = near(r#"{"latitude": 91, "longitude": 0, "km": 1}"#);
    let float = near(r#"{"latitude": 30.5, "longitude": 0, "km": 1}"#);
    let pole = near(r#"{"latitude": 90, "longitude": 0, "km": 0}"#);
    for (parameters, argument, part) in [
        (&[("filters", "{}")][..], "filters", "There is no parameter \"filters\"."),
        (&[("last", "3")], "last", "The parameters are filter, orderBy, first and after."),
        (&[("first", "3"), ("first", "4")], "first", "given twice"),
        (&[("first", "ten")], "first", "a whole number, not \"ten\""),
        (&[("first", "")], "first", "a whole number"),
        (&[("first", "0")], "first", "first must be from 1 to 100, not 0."),
        (&[("first", "101")], "first", "first must be from 1 to 100, not 101."),
        (&[("filter", "")], "filter", "The parameter filter is not JSON"),
        (&[("filter", "{province: {}}")], "filter", "The parameter filter is not JSON"),
        (&[("filter", "null")], "filter", "must not be null"),
        (&[("orderBy", "SLUG")], "orderBy", "The parameter orderBy is not JSON"),
        (&[("orderBy", r#"[{"field":"NAME"},{"field":"NAME"}]"#)], "orderBy", "names a field twice"),
        (&[("after", "")], "after", "broken"),
        (&[("after", "WyJjaXR5IiwiY29kZSsiLFsiMTEwMDAwIl1d")], "after", "another kind of list"),
        (&[("filter", r#"{"province": {"eq": "CN-QQ"}}"#)], "filter.province", "there is none \"CN-QQ\""),
        (&[("filter", &far_north)], "filter.or[1].near.latitude", "from -90 to 90 degrees, not 91."),
        (&[("filter", &float)], "filter.or[1].near.latitude", "must be a decimal"),
        (&[("filter", &pole)], "filter.or[1].near.km", "more than 0"),
    ] {
        let (extensions, message) = refused(&server, parameters, StatusCode::BAD_REQUEST).await;
        assert_eq!(extensions["code"], "BAD_USER_INPUT", "{parameters:?}: {message}");
        assert_eq!(extensions["argument"], argument, "{parameters:?}: {message}");
        assert!(message.as_str().is_some_and(|message| message.contains(part)), "{parameters:?}: {message}");
    }
    // The schema reports what does not fit it.
    for (name, text, code) in [
        ("filter", r#"{"provinces": {}}"#, "GRAPHQL_VALIDATION_FAILED"),
        ("orderBy", r#"[{"field":"SIZE"}]"#, "BAD_USER_INPUT"),
    ] {
        let (extensions, message) = refused(&server, &[(name, text)], StatusCode::BAD_REQUEST).await;
        assert_eq!(extensions["code"], code, "{name}={text}: {message}");
    }
    let deep = format!("{}{{}}{}", r#"{"not":"#.repeat(30), "}".repeat(30));
    let (extensions, _) = refused(&server, &[("filter", &deep)], StatusCode::BAD_REQUEST).await;
    assert_eq!(extensions["code"], "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn methods_and_faults() {
    let (database, server) = served().await;
    let send =
        async |method: Method| server.client().request(method, server.url(PATH)).send().await.expect("an answer");
    let head = send(Method::HEAD).await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(head.headers()["content-type"], "application/geo+json");
    assert!(head.bytes().await.expect("a body").is_empty());
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let response = send(method.clone()).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(response.headers()["allow"], "GET, HEAD", "{method}");
    }

    database.execute("alter table cluster_location rename column role to part").await;
    // Not the page that HEAD asked for: that may be cached.
    let (extensions, _) = refused(&server, &[("first", "3")], StatusCode::INTERNAL_SERVER_ERROR).await;
    assert_eq!(extensions["code"], "INTERNAL_SERVER_ERROR");
    assert!(extensions["requestId"].is_string());
}
