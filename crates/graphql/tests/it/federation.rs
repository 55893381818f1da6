//! This API as a subgraph.

use graphql::{Limits, Options, Request, Schema, Variables};
use serde_json::{Value, json};
use store::Store;

use crate::support::{Asked, SCHEMA, ask, ask_with, data};

/// Each type with its key, and a list of it.
const ENTITIES: [(&str, &str, &str); 5] = [
    ("City", "code", "cities"),
    ("Cluster", "slug", "clusters"),
    ("Indicator", "code", "indicators"),
    ("Province", "code", "provinces"),
    ("Stat", "key", "stats"),
];

const QUERY: &str = "query ($of: [_Any!]!) { _entities(representations: $of) {
    __typename
    ... on City { code province { code name } stats(first: 2) { nodes { key source { slug } } } }
    ... on Cluster { slug industry { slug } locations { city { code } source { slug } } }
    ... on Indicator { code unit { code } }
    ... on Province { code country { code } clusters(first: 2) { nodes { slug awards { round { slug } } } } }
    ... on Stat { key indicator { code } source { slug } }
} }";

async fn entities(store: &Store, representations: &[Value]) -> Asked {
    ask_with(store, QUERY, json!({ "of": representations })).await
}

/// Representations of so many things of each type, those of one type not beside each other.
async fn representations(store: &Store, of_each: usize) -> Vec<Value> {
    let mut by_type = Vec::new();
    for (name, key, list) in ENTITIES {
        let answer = data(store, &format!("{{ {list}(first: {of_each}) {{ nodes {{ {key} }} }} }}")).await;
        let nodes = answer[list]["nodes"].as_array().expect("a list").clone();
        assert_eq!(nodes.len(), of_each, "{list}");
        by_type.push(nodes.into_iter().map(move |node| json!({"__typename": name, key: node[key]})));
    }
    (0..of_each).flat_map(|_| by_type.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn a_hundred_representations_take_the_statements_of_a_few() {
    let database = testkit::seeded().await;
    let few = entities(database.store(), &representations(database.store(), 1).await).await;
    let many = representations(database.store(), 20).await;
    assert_eq!(many.len(), 100);
    let answer = entities(database.store(), &many).await;
    assert_eq!(answer.sql.len(), few.sql.len(), "{}\n\n{}", few.sql.join("\n"), answer.sql.join("\n"));
    // Each in the place of its representation.
    assert!(answer.json.get("errors").is_none(), "{:#}", answer.json);
    let found = answer.json["data"]["_entities"].as_array().expect("entities");
    assert_eq!(found.len(), many.len());
    for (found, asked) in found.iter().zip(&many) {
        for (name, value) in asked.as_object().expect("a representation") {
            assert_eq!(found[name], *value, "{asked}");
        }
    }

    // Of one type, the same: its rows are read at once, and so is what each level needs.
    for (name, ..) in ENTITIES {
        let all: Vec<Value> = many.iter().filter(|item| item["__typename"] == name).cloned().collect();
        let one = entities(database.store(), &all[..1]).await;
        let all = entities(database.store(), &all).await;
        assert!(one.json.get("errors").is_none() && all.json.get("errors").is_none());
        // The first may have nothing at some level.
        assert!(!one.sql.is_empty() && one.sql.len() <= all.sql.len() && all.sql.len() <= 6, "{name}: {:#?}", all.sql);
    }
}

#[tokio::test]
async fn what_is_unknown_is_null_and_what_is_malformed_an_error_in_its_place() {
    let database = testkit::seeded().await;
    let good = json!({"__typename": "Province", "code": "CN-ZJ"});
    for (bad, argument) in [
        (json!(7), "representations[1]"),
        (json!([]), "representations[1]"),
        (json!({}), "representations[1].__typename"),
        (json!({"__typename": null, "code": "CN-ZJ"}), "representations[1].__typename"),
        (json!({"__typename": "Source", "slug": "ezhejiang-2021-04-01"}), "representations[1].__typename"),
        (json!({"__typename": "Province", "gbCode": "330000"}), "representations[1].code"),
        (json!({"__typename": "Province", "code": 330_000}), "representations[1].code"),
        (json!({"__typename": "Province", "code": "zj"}), "representations[1].code"),
        (json!({"__typename": "City", "code": "CN-ZJ"}), "representations[1].code"),
        (json!({"__typename": "Cluster", "slug": "A B"}), "representations[1].slug"),
        (json!({"__typename": "Indicator", "code": "a-b"}), "representations[1].code"),
        (json!({"__typename": "Stat", "key": "a\u{0}"}), "representations[1].key"),
    ] {
        let answer = entities(database.store(), &[good.clone(), bad.clone(), good.clone()]).await.json;
        let [error] = &answer["errors"].as_array().expect("errors")[..] else { panic!("{answer:#}") };
        assert_eq!(error["path"], json!(["_entities", 1]), "{bad}");
        assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": argument}), "{bad}: {error}");
        let found = &answer["data"]["_entities"];
        assert_eq!((&found[0]["code"], &found[1], &found[2]["code"]), (&json!("CN-ZJ"), &Value::Null, &json!("CN-ZJ")));
    }
    for (name, key, _) in ENTITIES {
        let unknown = if name == "City" { "999999" } else { "zz" };
        let unknown = if name == "Province" { "CN-ZZZ" } else { unknown };
        let answer = entities(database.store(), &[json!({"__typename": name, key: unknown}), good.clone()]).await.json;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        assert_eq!(answer["data"]["_entities"][0], Value::Null);
        assert_eq!(answer["data"]["_entities"][1]["code"], "CN-ZJ");
    }
    assert_eq!(entities(database.store(), &[]).await.json, json!({"data": {"_entities": []}}));
    let answer = ask_with(database.store(), QUERY, json!({"of": [null]})).await.json;
    assert_eq!(answer["errors"][0]["extensions"], json!({"code": "BAD_USER_INPUT", "argument": "$of.0"}));
}

#[test]
fn representations_cost_what_they_stand_for() {
    let check = |query: &str, count: usize| {
        let of = vec![json!({"__typename": "Province", "code": "CN-ZJ"}); count];
        SCHEMA.check(Request::new(query).variables(Variables::from_json(json!({ "of": of }))))
    };
    let refused = |query: &str, count: usize| {
        let answer = check(query, count).expect_err("too much");
        serde_json::to_value(&answer.response.errors[0]).expect("JSON")["extensions"].take()
    };
    let query = "query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Province { clusters(first: 9) { nodes { slug } } } ... on Stat { indicator { code } } } }";
    for count in [0, 1, 3, 100] {
        assert_eq!(check(query, count).expect("it passes").cost(), count as u64 * (1 + 1 + 9));
    }
    // Written into the document, the same.
    let written = query.replace("($of: [_Any!]!)", "").replace("$of", "[{__typename: \"Stat\", key: \"a\"}, {}]");
    assert_eq!(SCHEMA.check(Request::new(written)).expect("it passes").cost(), 2 * 11);
    let most = Limits::VARIABLE_VALUES.value;
    let half = usize::try_from(most / 2).expect("a small limit");
    assert!(check(query, half).is_ok());
    assert_eq!(refused(query, half + 1), json!({"code": "LIMIT_EXCEEDED", "limit": most, "actual": most + 2}));
    let query = query.replace("first: 9", "first: 100");
    let expected = json!({"code": "LIMIT_EXCEEDED", "limit": 100_000, "actual": 102_000, "mostCostly": "_entities.clusters.nodes"});
    assert_eq!(refused(&query, 1_000), expected);
}

#[tokio::test]
async fn only_gateways_are_told_of_it() {
    let database = testkit::database().await;
    let answer = data(database.store(), "{ _service { __typename sdl } }").await;
    assert_eq!(answer, json!({"_service": {"__typename": "_Service", "sdl": Schema::federation_sdl()}}));
    let (plain, federated) = (Schema::sdl(), Schema::federation_sdl());
    assert!(federated.contains("https://specs.apollo.dev/federation/v2"), "{federated}");
    for sign in ["_Any", "_Entity", "_Service", "_entities", "_service", "type Subscription"] {
        assert!(!federated.contains(&format!("{sign} ")) && !federated.contains(&format!("{sign}(")), "{sign}");
    }
    for sign in ["_Any", "_Entity", "_Service", "_entities", "_service", "@key", "@shareable", "@link"] {
        assert!(!plain.contains(sign), "{sign}");
    }
    for (name, key, _) in ENTITIES {
        let line = federated.lines().find(|line| line.starts_with(&format!("type {name} "))).expect("the type");
        assert!(line.ends_with(&format!(" @key(fields: \"{key}\") {{")), "{line}");
    }
    assert_eq!(federated.matches("@key(").count(), ENTITIES.len());

    // Who may not ask for the schema may not ask for it here, but for entities.
    let schema = Schema::new(Options { introspection: false, ..Options::default() });
    let answer = schema.check(Request::new("{ a: _service { sdl } }")).expect_err("a refusal");
    assert_eq!(answer.code(), Some("INTROSPECTION_DISABLED"));
    assert!(schema.check(Request::new("{ _entities(representations: []) { __typename } }")).is_ok());
    let found = ask(database.store(), "{ __type(name: \"_Entity\") { possibleTypes { name } } }").await.json;
    let names: Vec<_> = ENTITIES.map(|(name, ..)| json!({ "name": name })).into();
    assert_eq!(found["data"]["__type"]["possibleTypes"], Value::Array(names));
}
