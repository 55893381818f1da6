//! Each case is a query, its answer and the SQL it ran, side by side: a statement too many is a difference in review.

use std::{fs, path::Path};

use crate::{
    statements::{SelectLists, columns, readable, summary},
    support::{ask_with, compare, folder, pretty, queries, variables},
};

#[tokio::test]
async fn every_case_answers_with_its_sql() {
    let database = testkit::seeded().await;
    let cases = queries(&folder("cases"));
    assert!(cases.len() >= 20, "only {} cases found", cases.len());
    let mut lists = SelectLists::new();
    for case in cases {
        let query = fs::read_to_string(&case).expect("a query");
        let asked = ask_with(database.store(), &query, variables(&case)).await;
        // With 34 parents the point is the SQL; nobody reviews that much data.
        let is_long = case.file_stem().is_some_and(|name| name.to_string_lossy().contains("-34"));
        let answer = if is_long { summary(&asked.json) } else { asked.json };
        compare(&case.with_extension("json"), &pretty(&answer));
        compare(&case.with_extension("sql"), &readable(&asked.sql, &mut lists));
    }
    compare(&folder("cases").join("columns.sql"), &columns(&lists));
}

/// A case at 3 parents and the same at 34 (`…-3` and `…-34`) take the same statements.
#[tokio::test]
async fn more_parents_take_no_more_statements() {
    let database = testkit::seeded().await;
    let sql = async |case: &str| {
        let query = fs::read_to_string(case).expect("a query");
        ask_with(database.store(), &query, variables(Path::new(case))).await.sql
    };
    let mut compared = 0;
    for case in queries(&folder("cases")) {
        let Some(case) = case.to_str().and_then(|case| case.strip_suffix("-3.graphql")) else { continue };
        assert_eq!(sql(&format!("{case}-3.graphql")).await, sql(&format!("{case}-34.graphql")).await, "{case}");
        compared += 1;
    }
    assert!(compared > 0);
}

/// The examples of the playground are promises too.
#[tokio::test]
async fn every_example_of_the_playground_answers() {
    let database = testkit::seeded().await;
    let examples = queries(&folder("../../../web/src/playground/examples"));
    assert!(!examples.is_empty());
    for example in examples {
        let query = fs::read_to_string(&example).expect("a query");
        let asked = ask_with(database.store(), &query, variables(&example)).await;
        assert!(asked.json.get("errors").is_none(), "{}\n{:#}", example.display(), asked.json);
        assert!(asked.json["data"].as_object().is_some_and(|data| data.values().all(|value| !value.is_null())));
    }
}
