//! The README shows a query with its real answer.

use std::{fs, path::Path};

use serde_json::Value;

use crate::support::ask;

#[tokio::test]
async fn the_query_of_the_readme_answers_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let text = fs::read_to_string(path).expect("the README");
    let block = |language: &str| {
        let (_, rest) = text.split_once(&format!("```{language}\n")).expect("a block");
        rest.split_once("```").expect("the end of the block").0
    };
    let expected: Value = serde_json::from_str(block("json")).expect("an answer in JSON");
    let database = testkit::seeded().await;
    let asked = ask(database.store(), block("graphql")).await;
    assert_eq!(asked.json.to_string(), expected.to_string());
}
