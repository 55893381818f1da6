//! A field that is selected twice is one field: it is resolved once, with the selections of both.

use serde_json::json;

use crate::support::{SCHEMA, ask, ask_with, data};
use graphql::Request;

/// Each way to write a query, with the way to write it without repeating anything.
const SAME: [(&str, &str); 9] = [
    (
        "{ provinces(first: 2) { nodes { code } } provinces(first: 2) { totalCount nodes { name } } }",
        "{ provinces(first: 2) { nodes { code name } totalCount } }",
    ),
    (
        "{ ...a ...b } fragment a on Query { provinces(first: 2) { ...c } } fragment b on Query { provinces(first: 2) { ...c nodes { name } } }
         fragment c on ProvinceConnection { nodes { code } }",
        "{ provinces(first: 2) { nodes { code name } } }",
    ),
    (
        "{ province(code: \"CN-ZJ\") { ... on Subject { stats(first: 1) { nodes { key } } } ... on Province { stats(first: 1) { edges { cursor } } } } }",
        "{ province(code: \"CN-ZJ\") { stats(first: 1) { nodes { key } edges { cursor } } } }",
    ),
    // Of an interface: of all its types, and of one of them.
    (
        "{ stats(first: 30) { nodes { subject { stats(first: 1) { nodes { key } } ... on Province { code stats(first: 1) { totalCount } } } } } }",
        "{ stats(first: 30) { nodes { subject {
            ... on City { stats(first: 1) { nodes { key } } } ... on Cluster { stats(first: 1) { nodes { key } } }
            ... on Contest { stats(first: 1) { nodes { key } } } ... on Country { stats(first: 1) { nodes { key } } }
            ... on Industry { stats(first: 1) { nodes { key } } } ... on Province { stats(first: 1) { nodes { key } totalCount } code }
            ... on Round { stats(first: 1) { nodes { key } } } } } } }",
    ),
    (
        "{ stats(first: 30) { nodes { subject { id ... on Province { id capital } ... on Node { id } } } } }",
        "{ stats(first: 30) { nodes { subject { id ... on Province { capital } } } } }",
    ),
    (
        "{ province(code: \"CN-ZJ\") { name @include(if: true) capital @skip(if: true) ... @skip(if: true) { code } ...a @include(if: false) } }
         fragment a on Province { region }",
        "{ province(code: \"CN-ZJ\") { name } }",
    ),
    (
        "{ __schema { queryType { name } } __schema { queryType { kind } ...s } } fragment s on __Schema { queryType { name } }",
        "{ __schema { queryType { name kind } } }",
    ),
    // Of a union, by way of an interface that all its types have.
    (
        "{ search(query: \"Zhejiang\", first: 2) { nodes { item { ... on Node { id } ... on Province { id code } } } } }",
        "{ search(query: \"Zhejiang\", first: 2) { nodes { item { ... on Node { id } ... on Province { code } } } } }",
    ),
    (
        "{ nodes(ids: []) { id } nodes(ids: []) { id } }",
        "{ nodes(ids: []) { id } }",
    ),
];

#[tokio::test]
async fn what_is_asked_twice_is_answered_once() {
    let database = testkit::seeded().await;
    for (twice, once) in SAME {
        let (twice_asked, once_asked) = (ask(database.store(), twice).await, ask(database.store(), once).await);
        assert!(once_asked.json.get("errors").is_none(), "{:#}", once_asked.json);
        assert_eq!(twice_asked.json.to_string(), once_asked.json.to_string(), "{twice}");
        assert_eq!(twice_asked.sql, once_asked.sql, "{twice}");
        let cost = |query| SCHEMA.check(Request::new(query)).expect("a query in order").cost();
        assert_eq!(cost(twice), cost(once), "{twice}");
    }
}

#[tokio::test]
async fn conditions_come_from_variables_and_their_defaults() {
    let database = testkit::seeded().await;
    let query = "query ($a: Boolean! = false, $b: Boolean!) { province(code: \"CN-ZJ\") {
        name @include(if: $a) code @skip(if: $b) region @include(if: $b) @skip(if: $a) } }";
    let answer = async |variables| ask_with(database.store(), query, variables).await.json["data"]["province"].take();
    assert_eq!(answer(json!({"b": true})).await, json!({"region": "EAST"}));
    assert_eq!(answer(json!({"a": true, "b": true})).await, json!({"name": "Zhejiang"}));
    assert_eq!(answer(json!({"b": false})).await, json!({"code": "CN-ZJ"}));
    let all_skipped = "query ($b: Boolean!) { province(code: \"CN-ZJ\") { name @skip(if: $b) } }";
    assert_eq!(ask_with(database.store(), all_skipped, json!({"b": true})).await.json["data"], json!({"province": {}}));
}

/// The engine compares neither what lies below two fields that are one nor an interface with its types.
#[test]
fn one_name_for_two_things_is_refused() {
    for query in [
        "{ dataset { release { a: version } } dataset { release { a: checksum } } }",
        "{ provinces { nodes { clusters(first: 1) { totalCount } } } ...f } fragment f on Query { provinces { nodes { clusters(first: 2) { totalCount } } } }",
        "{ stats { nodes { subject { a: id ... on Province { a: code } } } } }",
    ] {
        let answer = SCHEMA.check(Request::new(query)).expect_err("a refusal");
        let error = &answer.response.errors[0];
        let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"));
        assert_eq!(code, Some(&"GRAPHQL_VALIDATION_FAILED".into()), "{query}");
        assert_eq!(error.locations.len(), 2);
    }
    // Of two types that no object has both of, one name may mean two things.
    let apart = "{ stats { nodes { subject { ... on City { a: level } ... on Province { a: code } } } } }";
    assert!(SCHEMA.check(Request::new(apart)).is_ok());
}

#[tokio::test]
async fn interfaces_within_interfaces_are_taken_apart_up_to_a_limit() {
    let database = testkit::seeded().await;
    let nested = |levels: usize| {
        (0..levels).fold("id".to_owned(), |inner, _| {
            let stats = format!("stats(first: 1) {{ nodes {{ subject {{ {inner} }} }} }}");
            format!("{stats} ... on Province {{ {stats} }}")
        })
    };
    let query = |levels| format!("{{ stats(first: 1) {{ nodes {{ subject {{ {} }} }} }} }}", nested(levels));
    data(database.store(), &query(2)).await;
    let answer = SCHEMA.check(Request::new(query(4))).expect_err("a refusal");
    let limit = answer.response.errors[0].extensions.as_ref().and_then(|extensions| extensions.get("limit")).cloned();
    assert!(limit.is_some(), "{:?}", answer.response.errors);
}
