//! The README and QUERIES.md show queries with their real answers.

use std::{fmt::Write, fs, path::Path};

use graphql::Code;
use serde_json::Value;
use store::Store;

use crate::support::{ask, compare};

/// Where an answer is broken into lines.
const WIDTH: usize = 120;

#[tokio::test]
async fn the_answers_in_the_pages_are_those_of_the_api() {
    let database = testkit::seeded().await;
    for (name, sections) in [("README.md", 0), ("QUERIES.md", 17)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
        let text = fs::read_to_string(&path).expect("a page");
        compare(&path, &answered(database.store(), &text).await);
        if sections > 0 {
            let each: Vec<&str> = text.split("\n## ").skip(1).collect();
            assert!(each.len() >= sections);
            assert!(each.iter().all(|section| section.contains("```graphql\n")), "a section without an example");
        }
    }
}

/// The table of codes is written from the list of codes.
#[test]
fn the_codes_in_the_readme_are_those_of_the_api() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let text = fs::read_to_string(&path).expect("a page");
    let head = "| code | status | what it means | what to do |\n|---|---|---|---|\n";
    let (before, table) = text.split_once(head).expect("the table");
    let (_, after) = table.split_once("\n\n").expect("its end");
    let mut table = String::new();
    for code in Code::ALL {
        let (name, status, meaning, remedy) = (code.as_str(), code.status(), code.meaning(), code.remedy());
        writeln!(table, "| `{name}` | {status} | {meaning} | {remedy} |").expect("a string");
    }
    compare(&path, &format!("{before}{head}{table}\n{after}"));
}

/// A page with each block of JSON replaced by the answer to the query before it.
async fn answered(store: &Store, page: &str) -> String {
    let mut blocks = page.split("```graphql\n");
    let mut text = blocks.next().unwrap_or_default().to_owned();
    let mut examples = 0;
    for block in blocks {
        let (query, rest) = block.split_once("```\n").expect("the end of a query");
        let (between, rest) = rest.split_once("```json\n").expect("an answer after each query");
        assert!(!between.contains("```"), "another block before the answer to {query}");
        let (_, rest) = rest.split_once("```\n").expect("the end of an answer");
        let answer = ask(store, query).await.json;
        // An example that fails by mistake must not become one that is meant to.
        assert_eq!(answer.get("errors").is_some(), query.starts_with("# Refused"), "{query}\n{answer:#}");
        let _ = write!(text, "```graphql\n{query}```\n{between}```json\n{}\n```\n{rest}", lines(&answer, 0, 0));
        examples += 1;
    }
    assert!(examples > 0);
    text
}

/// JSON with what fits into a line on one line, given how far the line is indented and what else stands in it.
fn lines(value: &Value, indent: usize, taken: usize) -> String {
    let line = line(value);
    if indent + taken + line.chars().count() <= WIDTH {
        return line;
    }
    let margin = " ".repeat(indent + 2);
    // A comma follows all but the last; room is kept for it.
    let (open, items, close) = match value {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                format!("{margin}{key:?}: {}", lines(value, indent + 2, key.chars().count() + 5))
            };
            ("{", members.iter().map(member).collect::<Vec<_>>(), "}")
        }
        Value::Array(items) => {
            let item = |item| format!("{margin}{}", lines(item, indent + 2, 1));
            ("[", items.iter().map(item).collect(), "]")
        }
        _ => return line,
    };
    format!("{open}\n{}\n{}{close}", items.join(",\n"), " ".repeat(indent))
}

fn line(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members: Vec<String> = members.iter().map(|(key, value)| format!("{key:?}: {}", line(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(line).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
