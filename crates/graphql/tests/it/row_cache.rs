//! Cached rows and documents change no answer.

use std::fs;

use graphql::{Request, Schema, Usage, Variables};
use serde_json::{Value, json};
use store::Store;

use crate::support::{ask_with, folder, queries, variables};

/// Asks as a server does, with the rows and documents cached by earlier requests.
async fn ask(schema: &Schema, store: &Store, query: &str, variables: Value) -> (Value, Usage) {
    let request = Request::new(query).variables(Variables::from_json(variables));
    let (answer, usage) = match schema.check(request) {
        Ok(checked) => schema.execute(checked, store.session()).await,
        Err(answer) => (*answer, Usage { statements: 0, rows: 0 }),
    };
    (serde_json::from_str(&answer.into_json("test-request")).expect("JSON"), usage)
}

#[tokio::test]
async fn every_case_answers_the_same_again() {
    let database = testkit::seeded().await;
    let schema = Schema::default();
    let (mut first, mut again) = (0, 0);
    for case in queries(&folder("cases")) {
        let query = fs::read_to_string(&case).expect("a query");
        let expected = ask_with(database.store(), &query, variables(&case)).await.json.to_string();
        for statements in [&mut first, &mut again] {
            let (answer, usage) = ask(&schema, database.store(), &query, variables(&case)).await;
            assert_eq!(answer.to_string(), expected, "{}", case.display());
            *statements += usage.statements;
        }
    }
    assert!(again < first, "{again} statements the second time, {first} the first");
}

const SOURCES: &str = "{ stats(first: 20) { nodes { key source { slug title } indicator { code } unit { code } } } }";

#[tokio::test]
async fn cached_rows_need_no_statement_until_the_next_release() {
    let database = testkit::seeded().await;
    let schema = Schema::default();
    let statements = async || ask(&schema, database.store(), SOURCES, Value::Null).await.1.statements;
    assert_eq!(statements().await, 4);
    assert_eq!(statements().await, 1);

    database
        .execute(
            "begin;
             update source set title = 'Changed';
             insert into release (package, version, title, license, checksum, counts)
             select package, version || '+', title, license, checksum, counts from release;
             commit",
        )
        .await;
    let (answer, usage) = ask(&schema, database.store(), SOURCES, Value::Null).await;
    assert_eq!(usage.statements, 4);
    let titles = answer["data"]["stats"]["nodes"].as_array().expect("stats");
    assert!(titles.iter().all(|stat| stat["source"]["title"] == "Changed"), "{answer:#}");
    assert_eq!(statements().await, 1);
}

#[tokio::test]
async fn a_request_that_began_before_an_import_sees_nothing_of_it() {
    let database = testkit::seeded().await;
    let schema = Schema::default();
    let before = ask(&schema, database.store(), SOURCES, Value::Null).await.0;
    let old = database.store().session();
    old.begin().await.expect("a snapshot");
    database
        .execute(
            "begin;
             update source set title = 'Changed';
             insert into release (package, version, title, license, checksum, counts)
             select package, version || '+', title, license, checksum, counts from release;
             commit",
        )
        .await;
    let after = ask(&schema, database.store(), SOURCES, Value::Null).await.0;
    assert_ne!(after, before);
    let checked = schema.check(Request::new(SOURCES)).expect("a valid query");
    let (answer, _) = schema.execute(checked, old).await;
    assert_eq!(serde_json::from_str::<Value>(&answer.into_json("")).expect("JSON"), before);
    // Nor does it put back what is gone.
    assert_eq!(ask(&schema, database.store(), SOURCES, Value::Null).await.0, after);
}

#[tokio::test]
async fn a_document_that_was_valid_is_refused_with_variables_that_are_not() {
    let database = testkit::seeded().await;
    let query = "query ($filter: StatFilter, $first: Int!) { stats(filter: $filter, first: $first) { totalCount } }";
    let good = json!({ "filter": { "indicator": { "eq": "enterprises_count" } }, "first": 1 });
    for bad in [
        json!({ "filter": null, "first": null }),
        json!({ "first": "1" }),
        json!({}),
        json!({ "filter": { "nothing": 1 }, "first": 1 }),
        json!({ "filter": { "and": [{ "indicator": { "equals": "x" } }] }, "first": 1 }),
        json!({ "filter": { "value": { "gt": [] } }, "first": 1 }),
        json!({ "filter": "x", "first": 1 }),
    ] {
        let schema = Schema::default();
        let refused = ask(&schema, database.store(), query, bad.clone()).await.0;
        assert!(refused["errors"].is_array(), "{bad}");
        let answer = ask(&schema, database.store(), query, good.clone()).await.0;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        assert_eq!(ask(&schema, database.store(), query, bad.clone()).await.0, refused, "{bad}");
    }
}
