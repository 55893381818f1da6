//! Each case is a query, its answer and the SQL it ran, side by side: a statement too many is a difference in review.

use std::fs;

use crate::support::{ask_with, compare, folder, pretty, queries, variables};

#[tokio::test]
async fn every_case_answers_with_its_sql() {
    let database = testkit::seeded().await;
    let cases = queries(&folder("cases"));
    assert!(cases.len() >= 20, "only {} cases found", cases.len());
    for case in cases {
        let query = fs::read_to_string(&case).expect("a query");
        let asked = ask_with(database.store(), &query, variables(&case)).await;
        compare(&case.with_extension("json"), &pretty(&asked.json));
        compare(&case.with_extension("sql"), &format!("{}\n", asked.sql.join("\n\n")));
    }
}

/// The examples of the playground are promises too.
#[tokio::test]
async fn every_example_of_the_playground_answers() {
    let database = testkit::seeded().await;
    let examples = queries(&folder("../../../web/src/examples"));
    assert!(!examples.is_empty());
    for example in examples {
        let query = fs::read_to_string(&example).expect("a query");
        let asked = ask_with(database.store(), &query, variables(&example)).await;
        assert!(asked.json.get("errors").is_none(), "{}\n{:#}", example.display(), asked.json);
        assert!(asked.json["data"].as_object().is_some_and(|data| data.values().all(|value| !value.is_null())));
    }
}
