//! Errors leak nothing of the inside: no SQL, no file, no name of a type or of a library.

use std::fs;

use serde_json::{Value, json};

use crate::support::{ask_with, folder, queries};

/// Signs of the inside, in lower case.
const SIGNS: [&str; 22] = [
    "::",
    "sqlx",
    "sea_orm",
    "sea-orm",
    "async_graphql",
    "async-graphql",
    "dberr",
    "select ",
    " from \"",
    " where ",
    "/src/",
    ".rs",
    "/home/",
    "/tmp/",
    "/work/",
    "postgres",
    "pg_",
    "sqlstate",
    "panicked",
    "unwrap",
    "relation \"",
    "backtrace",
];

/// Counts the errors of an answer, none of which may have such a sign in it.
#[track_caller]
fn check(what: &str, answer: &Value) -> usize {
    let Some(errors) = answer["errors"].as_array() else { return 0 };
    for error in errors {
        let text = error.to_string().to_lowercase();
        for sign in SIGNS {
            assert!(!text.contains(sign), "{what} leaks {sign:?}: {error}");
        }
        assert!(error["extensions"]["code"].is_string(), "{what}: {error}");
    }
    errors.len()
}

#[test]
fn no_error_of_a_case_leaks_internals() {
    let mut errors = 0;
    for case in queries(&folder("cases")) {
        let answer = fs::read_to_string(case.with_extension("json")).expect("an answer");
        errors += check(&case.display().to_string(), &serde_json::from_str(&answer).expect("JSON"));
    }
    assert!(errors > 5, "only {errors} errors");
}

#[tokio::test]
async fn no_error_of_a_hostile_request_leaks_internals() {
    let database = testkit::seeded().await;
    let deep =
        "{ province(code: \"CN-ZJ\") ".to_owned() + &"{ country { provinces { nodes ".repeat(30) + &"}".repeat(100);
    let texts = ["", "\0", "'", "\"; drop table stat; --", "$1", "\\", "%s%n", "\u{202e}", "x".repeat(5000).as_str()]
        .map(str::to_owned);
    let mut errors = 0;
    for query in [
        "",
        " ",
        "{",
        "}",
        "{}",
        "\0",
        "\u{feff}",
        "{ nothing }",
        "{ province }",
        "{ province { name } }",
        "{ province(code: 7) { name } }",
        "{ province(code: null) { name } }",
        "{ province(code: [\"CN-ZJ\"]) { name } }",
        "{ province(kode: \"x\") { name } }",
        "{ province(code: \"CN-ZJ\") { name { x } } }",
        "{ province(code: \"CN-ZJ\") }",
        "query ($x: Nothing) { __typename }",
        "query ($x: Int!) { provinces(first: $x) { totalCount } }",
        "{ provinces(first: 99999999999999) { totalCount } }",
        "{ provinces(first: 1.5) { totalCount } }",
        "{ provinces(filter: {region: {eq: NOWHERE}}) { totalCount } }",
        "{ provinces(filter: {nothing: 1}) { totalCount } }",
        "mutation { erase }",
        "subscription { news }",
        "query A { __typename } query A { __typename }",
        "query A { __typename } { __typename }",
        "{ ...F }",
        "{ ...F } fragment F on Query { ...F }",
        "{ ...F } fragment F on Nothing { x }",
        "{ ... on Province { name } }",
        "{ province @nothing { name } }",
        "{ province(code: \"CN-ZJ\") @include { name } }",
        "{ __typename @skip(if: \"yes\") }",
        "{ a: dataset { name } a: provinces { totalCount } }",
        "{ node(id: \"x\") { id } }",
        "{ node(id: 7) { id } }",
        "{ stats(filter: {value: {eq: 0.1}}) { totalCount } }",
        "{ stats(filter: {value: {eq: \"1e9\"}}) { totalCount } }",
        "{ clusters(filter: {near: {latitude: \"91\", longitude: \"0\", km: 1}}) { totalCount } }",
        "{ ranking(indicator: \"x\", kind: CITY, period: \"x\") { totalCount } }",
        "{ __type(name: 7) { name } }",
        "{ __schema { nothing } }",
        "query ($f: ClusterFilter = 7) { clusters(filter: $f) { totalCount } }",
        &deep,
    ] {
        errors += check(query, &ask_with(database.store(), query, Value::Null).await.json);
    }
    for (kind, field) in [
        ("String!", "province(code: $x) { name }"),
        ("String!", "city(code: $x) { name }"),
        ("String!", "cluster(slug: $x) { name }"),
        ("String!", "stat(key: $x) { key }"),
        ("ID!", "node(id: $x) { id }"),
        ("String!", "search(query: $x) { totalCount }"),
        ("String", "provinces(after: $x) { totalCount }"),
        ("ClusterFilter", "clusters(filter: $x) { totalCount }"),
        ("StatFilter", "stats(filter: $x) { totalCount }"),
        ("[_Any!]!", "_entities(representations: $x) { __typename }"),
        ("[StatOrder!]", "stats(orderBy: $x) { totalCount }"),
        ("Int", "stats(first: $x) { totalCount }"),
    ] {
        let query = format!("query ($x: {kind}) {{ {field} }}");
        let values = texts.iter().map(|text| json!(text));
        let values = values.chain([
            Value::Null,
            json!(7),
            json!(1e300),
            json!(-1),
            json!(true),
            json!([]),
            json!({"eq": {}}),
            json!([[{}]]),
        ]);
        for value in values {
            let answer = ask_with(database.store(), &query, json!({ "x": value })).await.json;
            errors += check(&format!("{query} with {value}"), &answer);
        }
    }
    assert!(errors > 80, "only {errors} errors");

    // Faults of the server, with the database broken and with the database away.
    database.execute("alter table province rename column region to regions").await;
    assert_eq!(
        check(
            "a broken table",
            &ask_with(database.store(), "{ provinces { nodes { name } } }", Value::Null).await.json
        ),
        1
    );
    let store = database.another_store().await;
    store.shut().await;
    assert_eq!(check("no database", &ask_with(&store, "{ provinces { nodes { name } } }", Value::Null).await.json), 1);
}
