//! The features that `script/bench` measures and `query_plans.rs` looks at: each a query over generated data of any size.

use std::{fs, path::Path};

use serde_json::{Value, json};
use store::Store;

use crate::support::{Asked, ask_with, folder, queries, variables};

/// A query of `benches/features`. Its first line is a comment with its name.
pub(crate) struct Feature {
    pub(crate) name: String,
    pub(crate) query: String,
    variables: Value,
    /// For a query with the variable `$after`: how many pages come before the one that is asked for. `# pages: N` says so.
    pages: usize,
    /// Whether it is measured as the table of stats grows, and what follows from that. `# growth: ` says so.
    pub(crate) growth: Option<Growth>,
}

/// How the time of a feature should change as the number of stats grows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Growth {
    /// An index leads to its answer.
    Flat,
    /// It grows, for this reason.
    Grows(String),
}

/// Pages before that of a query with the variable `$after`.
const PAGES: usize = 100;

/// All of them, in the order of their files.
pub(crate) fn all() -> Vec<Feature> {
    let features: Vec<Feature> =
        queries(&folder("../benches/features")).iter().map(|path| Feature::read(path)).collect();
    assert!(!features.is_empty());
    features
}

impl Feature {
    fn read(path: &Path) -> Self {
        let query = fs::read_to_string(path).expect("a query");
        let comment = |start: &str| query.lines().find_map(|line| line.strip_prefix(start)).map(str::to_owned);
        let pages = comment("# pages: ").map_or(PAGES, |pages| pages.parse().expect("a number of pages"));
        let growth = comment("# growth: ").map(|why| if why == "flat" { Growth::Flat } else { Growth::Grows(why) });
        let name = query.lines().next().and_then(|line| line.strip_prefix("# ")).map(str::to_owned);
        Self {
            name: name.unwrap_or_else(|| panic!("{} starts with its name in a comment", path.display())),
            variables: variables(path),
            pages: if query.contains("$after") { pages } else { 0 },
            growth,
            query,
        }
    }

    /// The variables that it is asked with; cursors are found by following the pages before, up to the last page
    /// if the query asks whether there is a next one.
    pub(crate) async fn variables(&self, store: &Store) -> Value {
        let mut variables = self.variables.clone();
        for _ in 0..self.pages {
            let answer = ask_with(store, &self.query, variables.clone()).await.json;
            if find(&answer, "hasNextPage") == Some(&Value::Bool(false)) {
                break; // the deepest page there is
            }
            let cursor = find(&answer, "endCursor");
            assert!(cursor.is_some_and(Value::is_string), "{}: the list has too few pages\n{answer:#}", self.name);
            variables = match variables {
                Value::Object(mut given) => {
                    given.insert("after".to_owned(), cursor.cloned().into());
                    given.into()
                }
                _ => json!({ "after": cursor }),
            };
        }
        variables
    }
}

/// What is wrong with an answer: an error, or a list or count that is empty wherever it comes.
pub(crate) fn fault(answer: &Value) -> Option<String> {
    if answer.get("errors").is_some() {
        return Some(format!("{answer:#}"));
    }
    let mut counts = Vec::new();
    count(&answer["data"], "", &mut counts);
    let empty: Vec<&str> = counts.iter().filter(|(_, count)| *count == 0).map(|(path, _)| path.as_str()).collect();
    if counts.is_empty() {
        Some("no list and no count to tell by".to_owned())
    } else {
        (!empty.is_empty()).then(|| format!("nothing in {}", empty.join(", ")))
    }
}

/// How many items the lists of an answer have.
pub(crate) fn items(answer: &Value) -> usize {
    match answer {
        Value::Array(items) => items.iter().map(|item| 1 + self::items(item)).sum(),
        Value::Object(fields) => fields.values().map(items).sum(),
        _ => 0,
    }
}

/// Adds up the lengths of lists and the counts at each path.
fn count(value: &Value, path: &str, counts: &mut Vec<(String, u64)>) {
    let found = match value {
        Value::Array(items) => {
            for item in items {
                count(item, path, counts);
            }
            items.len() as u64
        }
        Value::Number(number) if path.ends_with("ount") => number.as_u64().unwrap_or_default(),
        Value::Object(fields) => {
            for (name, value) in fields {
                count(value, &format!("{path}.{name}"), counts);
            }
            return;
        }
        _ => return,
    };
    match counts.iter_mut().find(|(other, _)| other == path) {
        Some((_, sum)) => *sum += found,
        None => counts.push((path.to_owned(), found)),
    }
}

fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => fields.get(name).or_else(|| fields.values().find_map(|value| find(value, name))),
        Value::Array(items) => items.iter().find_map(|item| find(item, name)),
        _ => None,
    }
}

/// The statements of an answer whose plans read the table of stats from its start to its end, each with its plan.
pub(crate) async fn that_read_all_stats(asked: &Asked) -> Vec<String> {
    let reads_all = |plan: &str| {
        let scans = plan.lines().filter_map(|line| line.split_once("Seq Scan on stat"));
        scans.into_iter().any(|(_, rest)| rest.is_empty() || rest.starts_with(' '))
    };
    let plans = asked.loader.session().chosen_plans().await.expect("plans");
    plans.into_iter().filter(|(_, plan)| reads_all(plan)).map(|(sql, plan)| format!("{sql}\n{plan}")).collect()
}
