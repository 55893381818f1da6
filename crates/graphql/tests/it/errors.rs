//! Bad input gets an error that names the argument and what it takes.

use serde_json::{Value, json};

use crate::support::{ask, ask_with, data, error};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
async fn bad_arguments_are_named() {
    let database = testkit::seeded().await;
    let foreign = r#"after: "WyJjaXR5IiwiY29kZSsiLFsiMTEwMDAwIl1d""#;
    let other_order = r#"after: "WyJwcm92aW5jZSIsImdiX2NvZGUrIixbIjEyMDAwMCIsIkNOLVRKIl1d", orderBy: [{field: NAME}]"#;
    // ["stat","period-,indicator+",["not a date","2020-01-01","x","o-1"]]
    let wrong_value =
        r#"after: "WyJzdGF0IiwicGVyaW9kLSxpbmRpY2F0b3IrIixbIm5vdCBhIGRhdGUiLCIyMDIwLTAxLTAxIiwieCIsIm8tMSJdXQ""#;
    let cases = [
        (
            "{ clusters(first: 0) { totalCount nodes { slug } } }".to_owned(),
            "first",
            "first must be from 1 to 100, not 0.",
        ),
        ("{ clusters(first: -1) { totalCount } }".to_owned(), "first", "first must be from 1 to 100, not -1."),
        ("{ clusters(first: 101) { totalCount } }".to_owned(), "first", "first must be from 1 to 100, not 101."),
        ("{ clusters(last: 0) { totalCount } }".to_owned(), "last", "last must be from 1 to 100, not 0."),
        ("{ clusters(first: 1, last: 1) { totalCount } }".to_owned(), "last", "Give first or last, not both."),
        (
            "{ clusters(after: \"???\") { totalCount } }".to_owned(),
            "after",
            "The cursor given as after is broken: use one from pageInfo or edges as it is.",
        ),
        (
            "{ clusters(before: \"\") { totalCount } }".to_owned(),
            "before",
            "The cursor given as before is broken: use one from pageInfo or edges as it is.",
        ),
        (
            format!("{{ provinces({foreign}) {{ totalCount }} }}"),
            "after",
            "The cursor given as after belongs to another kind of list.",
        ),
        (
            format!("{{ provinces({other_order}) {{ totalCount }} }}"),
            "after",
            "The cursor given as after belongs to another order of this list: keep orderBy while paging.",
        ),
        (
            format!("{{ stats({wrong_value}) {{ totalCount }} }}"),
            "after",
            "The cursor given as after is broken: use one from pageInfo or edges as it is.",
        ),
        (
            "{ clusters(filter: null) { totalCount } }".to_owned(),
            "filter",
            "filter must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {province: null}) { totalCount } }".to_owned(),
            "filter.province",
            "filter.province must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {province: {eq: null}}) { totalCount } }".to_owned(),
            "filter.province.eq",
            "filter.province.eq must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {region: {in: null}}) { totalCount } }".to_owned(),
            "filter.region.in",
            "filter.region.in must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ stats(filter: {indicator: {eq: \"gdp\"}}) { totalCount } }".to_owned(),
            "filter.indicator",
            "filter.indicator names no indicator: there is none \"gdp\".",
        ),
        (
            "{ conflicts(filter: {or: [{}, {unit: {eq: \"CNX\"}}]}) { totalCount } }".to_owned(),
            "filter.or[1].unit",
            "filter.or[1].unit names no unit: there is none \"CNX\".",
        ),
        (
            "{ stats(filter: {disputed: null}) { totalCount } }".to_owned(),
            "filter.disputed",
            "filter.disputed must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {province: {in: [\"CN-ZJ\", \"CN-QQ\"]}}) { totalCount } }".to_owned(),
            "filter.province",
            "filter.province names no province: there is none \"CN-QQ\"; did you mean \"CN-QH\"?",
        ),
        (
            "{ stats(orderBy: [{field: VALUE}, {field: VALUE, direction: DESC}]) { totalCount } }".to_owned(),
            "orderBy",
            "orderBy names a field twice; leave one out.",
        ),
        (
            "{ province(code: \"Zhejiang\") { name } }".to_owned(),
            "code",
            "code must be an ISO 3166-2 code such as CN-ZJ, or a GB/T 2260 code of six digits such as 330000, not \"Zhejiang\".",
        ),
        (
            "{ cluster(slug: \"Not A Slug\") { name } }".to_owned(),
            "slug",
            "slug must be a slug of lower-case letters, digits and single hyphens, such as wenzhou-yueqing-electrical, \
             not \"Not A Slug\".",
        ),
        (
            "{ node(id: \"xyz\") { id } }".to_owned(),
            "id",
            "id is not an id of this API: use one from a field `id` as it is.",
        ),
        (
            "{ stats(filter: {scope: {eq: \"a\\u0000b\"}}) { totalCount } }".to_owned(),
            "filter.scope",
            "filter.scope must not contain the character U+0000.",
        ),
    ];
    for (query, argument, message) in cases {
        let error = error(database.store(), &query).await;
        assert_eq!(error["message"], message, "{query}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}");
        assert_eq!(error["extensions"]["argument"], argument, "{query}");
        assert!(error["path"].is_array(), "{query}: {error}");
    }
}

/// Where a value of a filter is wrong, and what is said of it after its path.
const BAD_FILTERS: [(&str, &str, &str, &str); 48] = [
    ("clusters", "{and: null}", "filter.and", NULL),
    ("clusters", "{or: null}", "filter.or", NULL),
    ("clusters", "{not: null}", "filter.not", NULL),
    ("clusters", "{name: null}", "filter.name", NULL),
    ("clusters", "{name: {contains: null}}", "filter.name.contains", NULL),
    ("clusters", "{stats: null}", "filter.stats", NULL),
    ("clusters", "{stats: {some: null}}", "filter.stats.some", NULL),
    ("clusters", "{stats: {some: {value: {gte: null}}}}", "filter.stats.some.value.gte", NULL),
    ("provinces", "{clusters: {some: null}}", "filter.clusters.some", NULL),
    ("provinces", "{clusters: {some: {region: null}}}", "filter.clusters.some.region", NULL),
    ("cities", "{province: {in: null}}", "filter.province.in", NULL),
    ("indicators", "{stats: {some: {unit: {eq: null}}}}", "filter.stats.some.unit.eq", NULL),
    ("industries", "{or: [{}, {name: null}]}", "filter.or[1].name", NULL),
    ("stats", "{or: [{}, {province: {eq: null}}]}", "filter.or[1].province.eq", NULL),
    ("stats", "{and: [{not: {or: [{period: {end: {lt: null}}}]}}]}", "filter.and[0].not.or[0].period.end.lt", NULL),
    ("stats", "{period: null}", "filter.period", NULL),
    ("stats", "{period: {start: null}}", "filter.period.start", NULL),
    ("stats", "{value: null}", "filter.value", NULL),
    ("stats", "{value: {in: null}}", "filter.value.in", NULL),
    ("stats", "{subjectKind: {eq: null}}", "filter.subjectKind.eq", NULL),
    (
        "stats",
        r#"{not: {indicator: {eq: "gdp"}}}"#,
        "filter.not.indicator",
        r#"names no indicator: there is none "gdp"."#,
    ),
    ("stats", r#"{or: [{unit: {in: ["CNY", "RMB"]}}]}"#, "filter.or[0].unit", r#"names no unit: there is none "RMB"."#),
    (
        "clusters",
        r#"{and: [{}, {}, {stats: {some: {not: {source: {eq: ""}}}}}]}"#,
        "filter.and[2].stats.some.not.source",
        r#"names no source: there is none ""."#,
    ),
    ("clusters", r#"{name: {contains: ""}}"#, "filter.name.contains", "must have 1 to 100 characters, not 0."),
    ("clusters", r#"{name: {contains: "a\u0000"}}"#, "filter.name.contains", "must not contain the character U+0000."),
    ("stats", "{value: {gte: 1.5}}", "filter.value.gte", "1.5"),
    ("stats", "{value: {gte: 1e3}}", "filter.value.gte", "1000.0"),
    ("stats", "{value: {gt: 100000000000000000000}}", "filter.value.gt", "1e+20"),
    ("stats", r#"{value: {lt: "1e3"}}"#, "filter.value.lt", r#""1e3""#),
    ("stats", r#"{value: {lte: "NaN"}}"#, "filter.value.lte", r#""NaN""#),
    ("stats", r#"{value: {eq: ""}}"#, "filter.value.eq", r#""""#),
    ("stats", r#"{value: {eq: "1."}}"#, "filter.value.eq", r#""1.""#),
    ("stats", r#"{value: {eq: "+1"}}"#, "filter.value.eq", r#""+1""#),
    ("stats", r#"{value: {in: ["1", "1,000"]}}"#, "filter.value.in[1]", r#""1,000""#),
    ("stats", "{not: {value: {in: [1, true]}}}", "filter.not.value.in[1]", "true"),
    (
        "stats",
        r#"{value: {eq: "1234567890123456789012345678.9"}}"#,
        "filter.value.eq",
        r#""1234567890123456789012345678.9""#,
    ),
    ("clusters", "{near: null}", "filter.near", NULL),
    ("clusters", "{near: {latitude: 30.5, longitude: 1, km: 1}}", "filter.near.latitude", "30.5"),
    ("cities", r#"{near: {latitude: "90.01", longitude: 1, km: 1}}"#, "filter.near.latitude", LATITUDE),
    ("cities", r#"{not: {near: {latitude: 1, longitude: "east", km: 1}}}"#, "filter.not.near.longitude", r#""east""#),
    (
        "provinces",
        r#"{or: [{near: {latitude: -90, longitude: "-180.0000000000000000000000001", km: 1}}]}"#,
        "filter.or[0].near.longitude",
        "must be from -180 to 180 degrees, not -180.0000000000000000000000001.",
    ),
    ("clusters", "{near: {latitude: 1, longitude: 1, km: 0}}", "filter.near.km", KM),
    ("stats", r#"{period: {start: {gte: "2021"}}}"#, "filter.period.start.gte", r#""2021""#),
    ("stats", r#"{period: {start: {eq: "2021-02-29"}}}"#, "filter.period.start.eq", r#""2021-02-29""#),
    ("stats", r#"{period: {end: {lt: "2021-3-2"}}}"#, "filter.period.end.lt", r#""2021-3-2""#),
    ("stats", "{period: {end: {lte: 20210302}}}", "filter.period.end.lte", "20210302"),
    (
        "stats",
        r#"{period: {end: {gt: "2021-01-02", lte: "2021-01-01"}}}"#,
        "filter.period.end",
        "is reversed: it begins on 2021-01-02 and ends on 2021-01-01. Swap the two.",
    ),
    (
        "stats",
        r#"{not: {period: {start: {gte: "2022-01-01"}, end: {lte: "2020-12-31"}}}}"#,
        "filter.not.period",
        "is reversed: it begins on 2022-01-01 and ends on 2020-12-31. Swap the two.",
    ),
];
const NULL: &str = "must not be null: give it a value, or leave it out to match everything.";
const DECIMAL: &str =
    "must be a decimal of at most 28 digits, as text such as \"55.50\" without an exponent, or a whole number, not ";
const LATITUDE: &str = "must be from -90 to 90 degrees, not 90.01.";
const KM: &str = "must be more than 0 and at most 20016 kilometres, not 0.";
const DATE: &str = "must be a calendar date such as \"2021-03-22\", not ";

#[tokio::test]
async fn bad_filters_are_named() {
    let database = testkit::seeded().await;
    for (list, filter, argument, message) in BAD_FILTERS {
        let query = format!("{{ {list}(filter: {filter}) {{ totalCount }} }}");
        let error = error(database.store(), &query).await;
        let what = match () {
            () if message.ends_with('.') => message.to_owned(),
            () if argument.contains("period") => format!("{DATE}{message}."),
            () => format!("{DECIMAL}{message}."),
        };
        assert_eq!(error["message"], format!("{argument} {what}"), "{query}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}");
        assert_eq!(error["extensions"]["argument"], argument, "{query}");
        assert_eq!(error["path"], json!([list]), "{query}");
    }
}

/// Rankings and orders by a figure, with the path of what is wrong.
#[tokio::test]
async fn the_choice_of_a_figure_is_checked() {
    const PERIOD: &str = r#"must be LATEST, or a period such as "2020", "2020-12" or "2022-01/2022-06", not "#;
    let database = testkit::seeded().await;
    for (query, argument, message) in [
        (
            r#"{ ranking(indicator: "gdp", kind: CITY) { totalCount } }"#,
            "indicator",
            r#"names no indicator: there is none "gdp"."#.to_owned(),
        ),
        (
            r#"{ ranking(indicator: "output_volume", kind: CITY) { totalCount } }"#,
            "unit",
            "must be given: output_volume is counted in several units.".to_owned(),
        ),
        (
            r#"{ ranking(indicator: "revenue", kind: CITY, unit: "RMB") { totalCount } }"#,
            "unit",
            r#"names no unit: there is none "RMB"."#.to_owned(),
        ),
        (
            r#"{ ranking(indicator: "revenue", kind: CITY, period: "2021/2020") { totalCount } }"#,
            "period",
            format!(r#"{PERIOD}"2021/2020"."#),
        ),
        (
            r#"{ ranking(indicator: "revenue", kind: CITY, period: NEWEST) { totalCount } }"#,
            "period",
            format!("{PERIOD}NEWEST."),
        ),
        (
            r#"{ ranking(indicator: "revenue", kind: CITY, product: "a\u0000") { totalCount } }"#,
            "product",
            "must not contain the character U+0000.".to_owned(),
        ),
        (
            r#"{ ranking(indicator: "revenue", kind: CITY, scope: "a", unscoped: true) { totalCount } }"#,
            "unscoped",
            "contradicts scope and product: leave it out, or leave them out.".to_owned(),
        ),
        (
            r#"{ ranking(indicator: "revenue", kind: CITY, filter: {unit: {eq: null}}) { totalCount } }"#,
            "filter.unit.eq",
            NULL.to_owned(),
        ),
        (
            r#"{ province(code: "CN-ZJ") { rank(indicator: "revenue", within: PROVINCE) { rank } } }"#,
            "within",
            "does not apply to a subject of the kind PROVINCE.".to_owned(),
        ),
        ("{ clusters(orderBy: [{}]) { totalCount } }", "orderBy[0]", "needs field or stat, and not both.".to_owned()),
        (
            r#"{ cities(orderBy: [{field: NAME}, {field: CODE, stat: {indicator: "revenue"}}]) { totalCount } }"#,
            "orderBy[1]",
            "needs field or stat, and not both.".to_owned(),
        ),
        (
            r#"{ provinces(orderBy: [{field: NAME}, {stat: {indicator: "revenue", period: 2020}}]) { totalCount } }"#,
            "orderBy[1].stat.period",
            format!("{PERIOD}2020."),
        ),
        (
            "{ stats(orderBy: [{field: VALUE}, {field: VALUE}, {field: VALUE}, {field: VALUE}, {field: VALUE}, {field: VALUE}]) { totalCount } }",
            "orderBy",
            "takes at most 5 entries, not 6.".to_owned(),
        ),
    ] {
        let error = error(database.store(), query).await;
        assert_eq!(error["message"], format!("{argument} {message}"), "{query}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}");
        assert_eq!(error["extensions"]["argument"], argument, "{query}");
    }
}

/// The edges of what a circle may be, as decimals may be written.
#[tokio::test]
async fn circles_are_on_the_earth() {
    let database = testkit::database().await;
    let circle = async |latitude: &str, longitude: &str, km: &str| {
        let near = json!({"near": {"latitude": latitude, "longitude": longitude, "km": km}});
        let query = "query ($f: ClusterFilter) { clusters(filter: $f) { totalCount } }";
        ask_with(database.store(), query, json!({ "f": near })).await.json
    };
    for (latitude, longitude, km) in [
        ("90", "180", "20016"),
        ("-90.000", "-180.0", "20016.00"),
        ("090", "-0", "0.0000000000000000000000001"),
        ("89.99999999999999999999999999", "179.9999999999999999999999999", "020015.9999999999999999999999"),
    ] {
        let answer = circle(latitude, longitude, km).await;
        assert_eq!(answer, json!({"data": {"clusters": {"totalCount": 0}}}), "{latitude} {longitude} {km}");
    }
    for (latitude, longitude, km, wrong) in [
        ("91", "0", "1", "latitude"),
        ("-90.0000000000000000000000001", "0", "1", "latitude"),
        ("9999999999999999999999999999", "0", "1", "latitude"),
        ("0", "181", "1", "longitude"),
        ("0", "180.01", "1", "longitude"),
        ("0", "0", "0.00", "km"),
        ("0", "0", "-1", "km"),
        ("0", "0", "-0", "km"),
        ("0", "0", "20016.001", "km"),
        ("0", "0", "20017", "km"),
        ("0", "0", "NaN", "km"),
    ] {
        let error = &circle(latitude, longitude, km).await["errors"][0];
        let argument = format!("filter.near.{wrong}");
        assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": argument}), "{error}");
    }
    for incomplete in ["{}", "{latitude: 1, longitude: 1}", "{latitude: 1, longitude: null, km: 1}"] {
        let query = format!("{{ clusters(filter: {{near: {incomplete}}}) {{ totalCount }} }}");
        assert_eq!(error(database.store(), &query).await["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    }
}

/// What the schema itself forbids is found before anything runs.
#[tokio::test]
async fn null_in_a_list_of_filters_does_not_fit_the_schema() {
    let database = testkit::seeded().await;
    for filter in ["{or: [null]}", "{and: [{}, null]}", "{not: {or: [null]}}", "{province: {in: [null]}}"] {
        let query = format!("{{ clusters(filter: {filter}) {{ totalCount }} }}");
        assert_eq!(error(database.store(), &query).await["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{query}");
    }
}

#[tokio::test]
async fn decimals_are_exact_texts_or_whole_numbers() {
    let database = testkit::seeded().await;
    for value in [r#""55.50""#, r#""-0""#, "1", "-1", "0", r#""0055.5""#, r#""1234567890123456789012345678""#] {
        let query = format!("{{ stats(filter: {{value: {{gte: {value}, in: [{value}]}}}}) {{ totalCount }} }}");
        data(database.store(), &query).await;
    }
    let query = "query ($value: Decimal!, $day: Date!) {
        stats(filter: {value: {eq: $value}, period: {end: {gte: $day}}}) { totalCount } }";
    for value in [json!("25"), json!(25), json!("25.00")] {
        let asked = ask_with(database.store(), query, json!({"value": value, "day": "2021-01-01"})).await;
        assert_eq!(asked.json["data"]["stats"]["totalCount"], 9, "{}", asked.json);
    }
    let asked = ask_with(database.store(), query, json!({"value": 25.5, "day": "2021-01-01"})).await;
    assert_eq!(asked.json["errors"][0]["extensions"]["argument"], "filter.value.eq");
    let asked = ask_with(database.store(), query, json!({"value": "25", "day": "yesterday"})).await;
    assert_eq!(asked.json["errors"][0]["extensions"]["argument"], "filter.period.end.gte");
}

/// Whoever mistypes a code is told the nearest there is, if one is near; also whoever gives a name instead.
#[tokio::test]
async fn the_nearest_known_value_is_suggested() {
    let database = testkit::seeded().await;
    for (list, filter, argument, noun, given, nearest) in [
        (
            "stats",
            "indicator: {eq: $}",
            "filter.indicator",
            "indicator",
            "gross_domestic_produkt",
            "gross_domestic_product",
        ),
        (
            "stats",
            "not: {source: {eq: $}}",
            "filter.not.source",
            "source",
            "ezhejiang-2021-4-01",
            "ezhejiang-2021-04-01",
        ),
        ("stats", "unit: {in: [\"CNY\", $]}", "filter.unit", "unit", "percnt", "percent"),
        ("stats", "round: {eq: $}", "filter.round", "round", "second-batch-2022", "second-batch-2021"),
        ("stats", "or: [{}, {province: {eq: $}}]", "filter.or[1].province", "province", "CN-ZL", "CN-ZJ"),
        ("clusters", "province: {eq: $}", "filter.province", "province", "Zhejiang", "CN-ZJ"),
        ("clusters", "city: {eq: $}", "filter.city", "city", "Yueqing", "330382"),
        ("clusters", "industry: {in: [$]}", "filter.industry", "industry", "new_material", "new-materials"),
        ("cities", "province: {eq: $}", "filter.province", "province", "CN_ZJ", "CN-ZJ"),
    ] {
        let query =
            format!("{{ {list}(filter: {{{}}}) {{ totalCount }} }}", filter.replace('$', &format!("{given:?}")));
        let asked = ask(database.store(), &query).await;
        let error = &asked.json["errors"][0];
        let message = format!("{argument} names no {noun}: there is none {given:?}; did you mean {nearest:?}?");
        assert_eq!(error["message"], message, "{query}");
        let extensions = json!({"code": "BAD_USER_INPUT", "argument": argument, "suggestion": nearest});
        assert_eq!(error["extensions"], extensions, "{query}");
    }
    let query = r#"{ stat(key: "o-6800a43a44ea") { valueIn(unit: "dollars") { value } } }"#;
    let error = &ask(database.store(), query).await.json["errors"][0];
    assert_eq!(error["message"], "unit names no unit: there is none \"dollars\"; did you mean \"USD\"?");
    assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": "unit", "suggestion": "USD"}));
    // Read together, and only when something is not there.
    let query = r#"{ a: stats(filter: {unit: {in: ["percnt", "persns", "percent"]}}) { totalCount }
                     b: stats(filter: {province: {eq: "CN-ZL"}}) { totalCount } }"#;
    let asked = ask(database.store(), query).await;
    let nearest = |sql: &&String| sql.contains("similarity");
    assert_eq!(asked.sql.iter().filter(nearest).count(), 1, "{:#?}", asked.sql);
    let asked = ask(database.store(), r#"{ stats(filter: {unit: {eq: "percent"}}) { totalCount } }"#).await;
    assert_eq!(asked.sql.iter().filter(nearest).count(), 0, "{:#?}", asked.sql);
}

#[tokio::test]
async fn bad_searches_are_named() {
    let database = testkit::seeded().await;
    let nothing = "query must have a letter, a digit or a Chinese character to look for.";
    for (arguments, argument, message) in [
        (r#"query: """#.to_owned(), "query", nothing),
        ("query: \" \u{3000}\\t\"".to_owned(), "query", nothing),
        (r#"query: "?!""#.to_owned(), "query", nothing),
        (format!("query: \"{}\"", "群".repeat(201)), "query", "query must have at most 200 characters, not 201."),
        (format!("query: \"{}\"", " ".repeat(201)), "query", "query must have at most 200 characters, not 201."),
        (r#"query: "a\u0000b""#.to_owned(), "query", "query must not contain the character U+0000."),
        (
            r#"query: "a", kinds: null"#.to_owned(),
            "kinds",
            "kinds must not be null: give it a value, or leave it out to match everything.",
        ),
        (r#"query: "a", first: 101"#.to_owned(), "first", "first must be from 1 to 100, not 101."),
        (
            r#"query: "a", after: "WyJjaXR5IiwiY29kZSsiLFsiMTEwMDAwIl1d""#.to_owned(),
            "after",
            "The cursor given as after belongs to another kind of list.",
        ),
    ] {
        let query = format!("{{ search({arguments}) {{ totalCount }} }}");
        let error = error(database.store(), &query).await;
        assert_eq!(error["message"], message, "{query}");
        assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": argument}), "{query}");
    }
    // The longest that is taken, and what means something to the database.
    for query in ["群".repeat(200), "a ".repeat(100), r"%_\".repeat(50) + "a", "' \u{301} \u{ff01} x".to_owned()] {
        let asked = ask_with(
            database.store(),
            "query ($q: String!) { search(query: $q) { totalCount nodes { text parts { text matched } } } }",
            json!({ "q": query }),
        )
        .await;
        assert!(asked.json.get("errors").is_none(), "{query}: {}", asked.json);
    }
}

#[tokio::test]
async fn lists_and_texts_of_filters_are_limited() {
    let database = testkit::seeded().await;
    let store = database.store();
    let ask = |filter: String| async move {
        ask(store, &format!("{{ clusters(filter: {filter}) {{ totalCount }} }}")).await.json
    };
    // Lists of values and of filters.
    for (name, item) in [("or", "{}"), ("and", "{}"), ("province: {in", "\"CN-ZJ\""), ("region: {in", "EAST")] {
        let filter = |count: usize| {
            let end = if name.contains('{') { "}" } else { "" };
            format!("{{{name}: [{}]{end}}}", vec![item; count].join(", "))
        };
        assert!(ask(filter(100)).await.get("errors").is_none(), "{name}");
        let answer = ask(filter(101)).await;
        let argument = format!("filter.{}", name.replace(": {", "."));
        assert_eq!(answer["errors"][0]["message"], format!("{argument} takes at most 100 values, not 101."));
        assert_eq!(answer["errors"][0]["extensions"], json!({"code": "BAD_USER_INPUT", "argument": argument}));
    }
    // Characters, not bytes.
    let contains = |count: usize| format!("{{name: {{contains: \"{}\"}}}}", "群".repeat(count));
    assert!(ask(contains(100)).await.get("errors").is_none());
    let answer = ask(contains(101)).await;
    assert_eq!(answer["errors"][0]["message"], "filter.name.contains must have 1 to 100 characters, not 101.");
    assert_eq!(answer["errors"][0]["extensions"]["argument"], "filter.name.contains");
}

#[tokio::test]
async fn the_size_of_filters_is_limited() {
    let database = testkit::seeded().await;
    let store = database.store();
    let by_variable = |filter: Value| async move {
        let query = "query ($filter: ClusterFilter) { clusters(filter: $filter) { totalCount } }";
        ask_with(store, query, json!({ "filter": filter })).await.json
    };
    // Braces within braces: in a variable, and in the document itself.
    let deep = |levels: u64| (1..levels).fold(json!({}), |filter, _| json!({ "not": filter }));
    let answer = by_variable(deep(graphql::Limits::ARGUMENT_DEPTH.value)).await;
    assert_eq!(answer, json!({"data": {"clusters": {"totalCount": 0}}}));
    let answer = by_variable(deep(graphql::Limits::ARGUMENT_DEPTH.value + 1)).await;
    assert_eq!(answer["errors"][0]["message"], "The depth of filter is 25; the limit is 24. Nest it less.");
    let extensions = json!({"code": "LIMIT_EXCEEDED", "argument": "filter", "actual": 25, "limit": 24});
    assert_eq!(answer["errors"][0]["extensions"], extensions);
    let in_document = |levels: u64| {
        let lists = "clusters(first: 1) { nodes { provinces { ".repeat(3);
        let filter = deep(levels).to_string().replace('"', "");
        let ends = "} } }".repeat(3);
        format!("{{ province(code: \"CN-ZJ\") {{ {lists} clusters(filter: {filter}) {{ totalCount }} {ends} }} }}")
    };
    data(store, &in_document(graphql::Limits::ARGUMENT_DEPTH.value)).await;
    for levels in [graphql::Limits::ARGUMENT_DEPTH.value + 1, 60] {
        let error = error(store, &in_document(levels)).await;
        let message =
            format!("The depth of the arguments of the operation is {levels}; the limit is 24. Nest filters less.");
        assert_eq!(error["message"], message);
        assert_eq!(error["extensions"], json!({"code": "LIMIT_EXCEEDED", "actual": levels, "limit": 24}));
    }
    let default = format!("query ($f: ClusterFilter = {}) {{ __typename }}", deep(25).to_string().replace('"', ""));
    assert_eq!(error(store, &default).await["extensions"]["code"], "LIMIT_EXCEEDED");

    // Values, wherever they stand.
    let wide = |cities: usize| {
        let province = json!({"province": {"in": vec!["CN-ZJ"; 20]}});
        json!({"or": vec![province; 49], "city": {"in": vec!["330382"; cities]}})
    };
    assert_eq!(by_variable(wide(20)).await, json!({"data": {"clusters": {"totalCount": 1}}}));
    let answer = by_variable(wide(21)).await;
    let message = "The number of values of filter is 1001; the limit is 1000. Split the query.";
    assert_eq!(answer["errors"][0]["message"], message);
    let extensions = json!({"code": "LIMIT_EXCEEDED", "argument": "filter", "actual": 1001, "limit": 1000});
    assert_eq!(answer["errors"][0]["extensions"], extensions);
}

/// A variable that was never given must not match everything by becoming null.
#[tokio::test]
async fn a_variable_left_out_leaves_the_filter_out_but_null_is_refused() {
    let database = testkit::seeded().await;
    let query = "query ($code: String) { clusters(filter: {province: {eq: $code}}) { totalCount } }";
    let absent = ask_with(database.store(), query, json!({})).await;
    assert_eq!(absent.json["data"]["clusters"]["totalCount"], 79);
    let null = ask_with(database.store(), query, json!({"code": null})).await;
    assert_eq!(null.json["errors"][0]["extensions"]["argument"], "filter.province.eq");
}

#[tokio::test]
async fn what_does_not_exist_is_null() {
    let database = testkit::seeded().await;
    let query = r#"{ country(code: "ZZ") { code } province(code: "999999") { code } city(code: "100000") { code }
        industry(slug: "x") { slug } cluster(slug: "x") { slug } contest(slug: "x") { slug } round(slug: "x") { slug }
        award(cluster: "x", round: "y") { rank } indicator(code: "x") { code } unit(code: "x") { code }
        source(slug: "x") { slug } stat(key: "x") { key } }"#;
    let answer = data(database.store(), query).await;
    let fields = answer.as_object().expect("fields");
    assert_eq!(fields.len(), 12);
    assert!(fields.values().all(serde_json::Value::is_null));
}

/// One wrong part does not take the rest of the answer with it, where the schema allows null.
#[tokio::test]
async fn a_failed_look_up_leaves_its_neighbours() {
    let database = testkit::seeded().await;
    let asked = ask(database.store(), r#"{ province(code: "?") { name } city(code: "330382") { name } }"#).await;
    assert_eq!(asked.json["data"], json!({"province": null, "city": {"name": "Yueqing"}}));
    assert_eq!(asked.json["errors"][0]["path"], json!(["province"]));
}

#[tokio::test]
async fn an_empty_database_answers() {
    let database = testkit::database().await;
    let answer = data(database.store(), "{ dataset { version } clusters { totalCount nodes { slug } } }").await;
    assert_eq!(answer, json!({"dataset": null, "clusters": {"totalCount": 0, "nodes": []}}));
}

#[tokio::test]
async fn a_database_that_is_away_is_unavailable_and_tells_no_more() {
    let database = testkit::seeded().await;
    let store = database.another_store().await;
    store.shut().await;
    let asked = ask(&store, "{ provinces { nodes { name } } }").await;
    let error = &asked.json["errors"][0];
    assert_eq!(error["extensions"], json!({"code": "UNAVAILABLE", "requestId": "test-request"}));
    assert_eq!(error["message"], "The database cannot be reached at the moment. Try again in a few seconds.");
}

#[tokio::test]
async fn a_fault_of_the_server_tells_no_cause() {
    let database = testkit::seeded().await;
    database.execute("alter table province rename column region to regions").await;
    let asked = ask(database.store(), "{ provinces { nodes { name } } }").await;
    let error = &asked.json["errors"][0];
    assert_eq!(error["extensions"], json!({"code": "INTERNAL_SERVER_ERROR", "requestId": "test-request"}));
    assert!(!asked.json.to_string().contains("region"));
}
