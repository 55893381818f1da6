//! The pages at the root and in docs/ show queries with their real answers, and the error codes as the program lists them.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use graphql::Code;
use serde_json::Value;
use store::Store;

use crate::support::{ask, compare};

/// Where an answer is broken into lines.
const WIDTH: usize = 120;
/// The guides to the query language: each of their sections has an example.
const WITH_EXAMPLES: [&str; 4] = ["filters.md", "series.md", "groups-and-rankings.md", "citations.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages at the root and every page below docs/.
pub(crate) fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root().join(name)).into();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

#[tokio::test]
async fn the_answers_and_error_codes_in_the_docs_are_those_of_the_api() {
    let database = testkit::seeded().await;
    let mut examples = 0;
    for path in pages() {
        let mut text = fs::read_to_string(&path).expect("a page");
        if path.ends_with("docs/reference/errors.md") {
            text = with_error_codes(&text);
        }
        let (actual, count) = answered(database.store(), &text).await;
        compare(&path, &actual);
        examples += count;
    }
    assert!(examples >= 26, "{examples}");
}

#[test]
fn each_feature_of_the_query_language_has_an_example() {
    for name in WITH_EXAMPLES {
        let text = fs::read_to_string(root().join("docs/guides").join(name)).expect("a guide");
        for section in text.split("\n## ").skip(1) {
            let example = section.contains("```graphql\n") || section.contains("```sh\n");
            assert!(example, "a section of {name} without an example: {section}");
        }
    }
}

/// Links to other files of the repository, and to headings of Markdown files.
#[test]
fn the_links_in_the_docs_lead_somewhere() {
    let mut links = 0;
    for path in pages() {
        let text = fs::read_to_string(&path).expect("a page");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.clone() } else { path.with_file_name("").join(file) };
            assert!(file.exists(), "{} links to {target}, which does not exist", path.display());
            if !heading.is_empty() {
                let text = fs::read_to_string(&file).expect("a page");
                let mut headings = text.lines().filter(|line| line.starts_with('#')).map(anchor);
                assert!(headings.any(|it| it == heading), "{} links to {target}, a missing heading", path.display());
            }
            links += 1;
        }
    }
    assert!(links > 50, "{links}");
}

/// The anchor that GitHub makes of a heading.
fn anchor(line: &str) -> String {
    let kept = line.trim_start_matches('#').trim().to_lowercase();
    let kept = kept.chars().filter(|it| it.is_alphanumeric() || [' ', '-', '_'].contains(it));
    kept.map(|it| if it == ' ' { '-' } else { it }).collect()
}

/// The page of errors with its table of codes written from the list of codes.
fn with_error_codes(page: &str) -> String {
    let head = "| code | status | meaning | remedy |\n|---|---|---|---|\n";
    let (before, rest) = page.split_once(head).expect("the table");
    let rows = rest.split_inclusive('\n').take_while(|line| line.starts_with('|'));
    let after = &rest[rows.map(str::len).sum()..];
    let mut table = String::new();
    for code in Code::ALL {
        let (name, status, meaning, remedy) = (code.as_str(), code.status(), code.meaning(), code.remedy());
        writeln!(table, "| `{name}` | {status} | {meaning} | {remedy} |").expect("a string");
    }
    format!("{before}{head}{table}{after}")
}

/// A page with each block of JSON replaced by the answer to the query before it, and the number of examples.
async fn answered(store: &Store, page: &str) -> (String, usize) {
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
    (text, examples)
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
