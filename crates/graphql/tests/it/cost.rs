//! What queries are estimated to cost, and what they do cost.

use std::{fs, sync::Arc};

use graphql::{Limits, Loader, Options, Request, Schema, Variables};
use serde_json::{Value, json};

use crate::{
    docs::pages,
    support::{SCHEMA, folder, queries, variables},
};

fn cost(query: &str, variables: Value) -> u64 {
    let request = Request::new(query).variables(Variables::from_json(variables));
    SCHEMA.check(request).unwrap_or_else(|answer| panic!("{query}: {:?}", answer.response.errors)).cost()
}

#[test]
fn the_rules_are_those_of_the_descriptions() {
    for (query, expected) in [
        ("{ __typename }", 0),
        ("{ __schema { types { name fields { name type { name } } } } }", 0),
        ("{ dataset { name } }", 1),
        ("{ dataset { name release { version } } }", 2),
        // The list, and each item.
        ("{ provinces { nodes { name } } }", 1 + 20),
        ("{ provinces(first: 3) { nodes { name } pageInfo { endCursor } } }", 1 + 3),
        ("{ provinces(last: 3) { edges { cursor node { name } } } }", 1 + 3),
        ("{ provinces(first: 3) { totalCount } }", 1 + 10),
        ("{ provinces(first: 3) { nodes { clusters(first: 5) { nodes { name } } } } }", 1 + 3 * (1 + 1 + 5)),
        // Lists without pages.
        ("{ province(code: \"CN-ZJ\") { names { text } } }", 1 + 10),
        ("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } }", 3),
        // Of several types, the one that costs most.
        (
            "{ node(id: \"a\") { ... on Province { cities(first: 5) { nodes { name } } } ... on City { province { name } } } }",
            1 + 6,
        ),
        ("{ search(query: \"a\", first: 2) { totalCount } }", 20 + 10),
        // A page that is too long is refused by its own message.
        ("{ provinces(first: 1000000) { nodes { name } } }", 1 + 100),
        ("{ a: provinces(first: 3) { nodes { name } } b: provinces(first: 4) { nodes { name } } }", 4 + 5),
    ] {
        assert_eq!(cost(query, Value::Null), expected, "{query}");
    }
}

#[test]
fn the_values_of_variables_count() {
    let query =
        "query ($n: Int, $m: Int = 7) { provinces(first: $n) { nodes { clusters(last: $m) { nodes { name } } } } }";
    for (variables, provinces, clusters) in [
        (json!({"n": 3, "m": 5}), 3, 5),
        (json!({"n": 3}), 3, 7),
        (json!({}), 20, 7),
        (json!({"n": null, "m": null}), 20, 20),
    ] {
        assert_eq!(cost(query, variables), 1 + provinces * (2 + clusters));
    }
    let query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assert_eq!(cost(query, json!({"ids": ["a", "b"]})), 2);
}

#[test]
fn what_costs_too_much_is_refused_and_the_reason_named() {
    // 101 points.
    let query = "{ provinces(first: 10) { nodes { clusters(first: 8) { nodes { name } } } } }";
    let schema = |max_cost| Schema::new(Options { max_cost, ..Options::default() });
    assert_eq!(schema(101).check(Request::new(query)).expect("at the limit").cost(), 101);
    let answer = schema(100).check(Request::new(query)).expect_err("past the limit");
    let error = serde_json::to_value(&answer.response.errors[0]).expect("JSON");
    let most = "provinces.nodes.clusters.nodes";
    assert_eq!(error["extensions"], json!({"code": "LIMIT_EXCEEDED", "limit": 100, "actual": 101, "mostCostly": most}));
    assert!(error["message"].as_str().is_some_and(|message| message.contains("101") && message.contains(most)));
    // A cost beyond all numbers, and a fragment that does not hide it.
    let names =
        ["clusters(first: 100) { nodes {", "provinces { stats(first: 100) { nodes { subject { ... on Province {"];
    let query = format!(
        "{{ provinces(first: 100) {{ nodes {{ {} {} ...f }} }} }} }} }} }} }} }} }} }} fragment f on Province {{ clusters(first: 100) {{ nodes {{ name }} }} }}",
        names[0], names[1]
    );
    let answer = SCHEMA.check(Request::new(query)).expect_err("too much");
    let extensions = serde_json::to_value(&answer.response.errors[0]).expect("JSON")["extensions"].take();
    assert_eq!(extensions["limit"], Limits::COST.value, "{extensions}");
}

/// All that the tests, the pages and the playground show passes, with room to spare.
#[test]
fn what_is_shown_costs_no_more_than_a_third_of_the_limit() {
    let mut dearest = (0, String::new());
    let mut note = |query: &str, variables: Value, name: String| {
        let request = Request::new(query).variables(Variables::from_json(variables));
        // Examples of what is refused.
        if let Ok(checked) = SCHEMA.check(request) {
            dearest = std::cmp::max(dearest.clone(), (checked.cost(), name));
        }
    };
    for place in ["cases", "contract", "../../../web/src/playground/examples", "../benches/features"] {
        for path in queries(&folder(place)) {
            note(&fs::read_to_string(&path).expect("a query"), variables(&path), path.display().to_string());
        }
    }
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for query in text.split("```graphql\n").skip(1).filter_map(|block| block.split("```").next()) {
            note(query, Value::Null, page.display().to_string());
        }
    }
    assert!((1..=Limits::COST.value / 3).contains(&dearest.0), "{dearest:?}");
}

#[tokio::test]
async fn the_actual_cost_is_reported_on_request() {
    let database = testkit::seeded().await;
    let report = async |query: &str| {
        let checked = SCHEMA.check(Request::new(query)).expect("a query in order").with_cost_report();
        let loader = Arc::new(Loader::new(database.store().session()));
        let answer = SCHEMA.execute_with(checked, &loader).await;
        let mut json: Value = serde_json::from_str(&answer.into_json("")).expect("JSON");
        json["extensions"]["cost"].take()
    };
    let cost = report("{ provinces(first: 100) { totalCount nodes { name } } dataset { name } }").await;
    assert_eq!((&cost["estimate"], &cost["actual"]), (&json!(1 + 100 + 10 + 1), &json!(1 + 34 + 10 + 1)));
    assert_eq!(cost["statements"], 3);
    assert!(cost["rows"].as_u64().is_some_and(|rows| rows > 34), "{cost}");
    assert!(cost["milliseconds"].is_u64());
    // As much as is there.
    let cost = report(
        "{ province(code: \"XX-XX\") { names { text } } node(id: \"\") { id ... on City { province { name } } } }",
    )
    .await;
    assert_eq!((&cost["estimate"], &cost["actual"]), (&json!(1 + 10 + 1 + 1), &json!(2)));
    let cost = report("{ provinces(first: 3) { edges { node { a: clusters(first: 1) { nodes { name } } } } } }").await;
    assert_eq!((&cost["estimate"], &cost["actual"]), (&json!(1 + 3 * 3), &json!(1 + 3 * 3)));
    // Without asking there is none.
    let checked = SCHEMA.check(Request::new("{ dataset { name } }")).expect("a query in order");
    let (answer, _) = SCHEMA.execute(checked, database.store().session()).await;
    assert!(!answer.into_json("").contains("cost"));
}

#[test]
fn the_estimate_alone_can_be_asked_for() {
    let checked = SCHEMA.check(Request::new("{ provinces(first: 3) { nodes { name } } }")).expect("a query in order");
    assert_eq!(checked.estimate().into_json(""), r#"{"data":null,"extensions":{"cost":{"estimate":4}}}"#);
}

#[test]
fn every_type_says_what_it_costs() {
    let sdl = Schema::sdl();
    let mut types = 0;
    for (place, _) in sdl.match_indices("\n\"\"\"\ntype ").chain(sdl.match_indices("\n\"\"\"\ninterface ")) {
        let description = sdl[..place].rsplit("\"\"\"").next().unwrap_or_default();
        assert!(description.contains("Cost: "), "{}", &sdl[place..place + 40]);
        types += 1;
    }
    assert!(types > 50);
}
