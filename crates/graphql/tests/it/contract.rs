//! The contract: queries whose answers are fixed, down to the order of keys.

use std::fs;

use crate::support::{ask_with, folder, pretty, queries, variables};

#[tokio::test]
async fn every_contract_case_answers_as_agreed() {
    let database = testkit::seeded().await;
    let cases = queries(&folder("contract"));
    assert_eq!(cases.len(), 8);
    for case in cases {
        let query = fs::read_to_string(&case).expect("a query");
        let answer = fs::read_to_string(case.with_extension("json")).expect("an answer");
        let expected = serde_json::from_str(&answer).expect("an answer in JSON");
        let asked = ask_with(database.store(), &query, variables(&case)).await;
        assert_eq!(pretty(&asked.json), pretty(&expected), "{}", case.display());
    }
}
