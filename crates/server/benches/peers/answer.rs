//! What is answered, and whether two answers say the same.

use serde_json::{Map, Value};

/// The first place where two answers differ, with what either has there.
///
/// `{"nodes": […]}` and `{"edges": [{"node": …}]}` are taken for the list in them, and a number for its text.
pub(crate) fn difference(ours: &Value, other: &Value) -> Option<String> {
    first_difference("data", Some(&plain(&ours["data"])), Some(&plain(&other["data"])))
}

/// How many fields with a value an answer has: two that say nothing are equal, too.
pub(crate) fn leaves(answer: &Value) -> usize {
    match answer {
        Value::Object(fields) => fields.values().map(leaves).sum(),
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Null => 0,
        _ => 1,
    }
}

fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => match list(fields) {
            Some(items) => items.into_iter().map(plain).collect(),
            None => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        },
        _ => value.clone(),
    }
}

/// The list of a connection.
fn list(fields: &Map<String, Value>) -> Option<Vec<&Value>> {
    if fields.len() != 1 {
        return None;
    }
    match (fields.get("nodes"), fields.get("edges")) {
        (Some(Value::Array(nodes)), _) => Some(nodes.iter().collect()),
        (_, Some(Value::Array(edges))) => edges.iter().map(|edge| edge.get("node")).collect(),
        _ => None,
    }
}

fn first_difference(path: &str, ours: Option<&Value>, other: Option<&Value>) -> Option<String> {
    match (ours, other) {
        (Some(Value::Object(ours)), Some(Value::Object(other))) => {
            let names = ours.keys().chain(other.keys().filter(|name| !ours.contains_key(*name)));
            names
                .into_iter()
                .find_map(|name| first_difference(&format!("{path}.{name}"), ours.get(name), other.get(name)))
        }
        (Some(Value::Array(ours)), Some(Value::Array(other))) => (0..ours.len().max(other.len()))
            .find_map(|index| first_difference(&format!("{path}[{index}]"), ours.get(index), other.get(index))),
        _ => (ours != other).then(|| format!("{path}: ours has {}, the other {}", told(ours), told(other))),
    }
}

fn told(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| value.to_string().chars().take(200).collect())
}
