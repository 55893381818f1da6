//! Answers as JSON. A value may hold objects that the resolver has already written, as `Value::Binary`.

use async_graphql::Value;

/// Parses the objects that are already written, so that the value can be inspected.
#[must_use]
pub fn parse(value: &Value) -> Value {
    let mut json = Vec::new();
    push_json(&mut json, value);
    // It was written from values, so it parses.
    serde_json::from_slice(&json).unwrap_or_default()
}

/// Appends a value; objects that are already written are copied as they are.
pub fn push_json(json: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Binary(written) => json.extend_from_slice(written),
        Value::List(items) => {
            json.reserve(items.iter().map(room).sum());
            json.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(b',');
                }
                push_json(json, item);
            }
            json.push(b']');
        }
        Value::Object(members) => {
            json.push(b'{');
            for (index, (name, member)) in members.iter().enumerate() {
                if index > 0 {
                    json.push(b',');
                }
                push_scalar(json, name);
                json.push(b':');
                push_json(json, member);
            }
            json.push(b'}');
        }
        scalar => push_scalar(json, scalar),
    }
}

/// The least number of bytes that an item of a list takes.
fn room(item: &Value) -> usize {
    if let Value::Binary(written) = item { written.len() + ",".len() } else { "0,".len() }
}

/// Appends anything else that serializes.
pub fn push_scalar(json: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    // Writing a scalar to a vector cannot fail.
    let _ = serde_json::to_writer(json, value);
}
