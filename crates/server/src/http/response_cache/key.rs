//! The key of a response in the cache: a hash of everything on which the response depends, except the release.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// The key of a response. It covers each header that `Vary` names, except `Accept-Encoding`: the codings of a response
/// are entries of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CacheKey([u8; 32]);

impl CacheKey {
    /// Hashes texts, in order, and variables, in any order.
    pub(crate) fn new(texts: &[Option<&str>], variables: &Map<String, Value>) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            match text {
                Some(text) => add(&mut hash, b't', text.as_bytes()),
                None => hash.update(b"n"),
            }
        }
        add_members(&mut hash, variables);
        Self(hash.finalize().into())
    }
}

/// Adds bytes with their kind and length, so that different sequences never hash alike.
fn add(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    hash.update([kind]);
    hash.update(bytes.len().to_be_bytes());
    hash.update(bytes);
}

fn add_members(hash: &mut Sha256, members: &Map<String, Value>) {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    add(hash, b'o', &members.len().to_be_bytes());
    for (name, value) in members {
        add(hash, b's', name.as_bytes());
        add_value(hash, value);
    }
}

fn add_value(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(members) => add_members(hash, members),
        Value::Array(items) => {
            add(hash, b'a', &items.len().to_be_bytes());
            for item in items {
                add_value(hash, item);
            }
        }
        Value::String(text) => add(hash, b's', text.as_bytes()),
        Value::Null | Value::Bool(_) | Value::Number(_) => add(hash, b'v', value.to_string().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_differ_by_every_part_but_not_by_the_order_of_members() {
        let key =
            |texts: &[Option<&str>], variables: Value| CacheKey::new(texts, variables.as_object().expect("an object"));
        let one = key(&[Some("a"), None], json!({"x": 1, "y": {"b": [1, 2], "c": null}}));
        assert_eq!(one, key(&[Some("a"), None], json!({"y": {"c": null, "b": [1, 2]}, "x": 1})));
        for other in [
            key(&[Some("a"), Some("")], json!({"x": 1, "y": {"b": [1, 2], "c": null}})),
            key(&[None, Some("a")], json!({"x": 1, "y": {"b": [1, 2], "c": null}})),
            key(&[Some("a"), None], json!({"x": 1, "y": {"b": [2, 1], "c": null}})),
            key(&[Some("a"), None], json!({"x": 1, "y": {"b": [1, 2]}, "c": null})),
            key(&[Some("a"), None], json!({"x": "1", "y": {"b": [1, 2], "c": null}})),
            key(&[Some("a"), None], json!({"x": 1, "y": {"b": [[1], 2], "c": null}})),
            key(&[Some("a"), None], json!({"x": 1, "y": {"b": [1, 2], "c": "null"}})),
            key(&[Some("a"), None], json!({"x": 1})),
        ] {
            assert_ne!(one, other);
        }
        assert_ne!(key(&[Some("ab"), Some("c")], json!({})), key(&[Some("a"), Some("bc")], json!({})));
    }
}
