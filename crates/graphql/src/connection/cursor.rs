//! Cursors: opaque texts that hold the kind of list, its order, and the position of a row in it.

use async_graphql::Result;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use store::list::Position;

use super::PageOf;
use crate::error::bad_user_input;

/// The position in a cursor; an error if it was made for another list or another order.
pub(super) fn decode_cursor<K: PageOf>(
    name: &'static str,
    cursor: &str,
    signature: &str,
    fits: impl Fn(&Position) -> bool,
) -> Result<Position> {
    let decoded: Option<(String, String, Position)> =
        BASE64_URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let refused = |what: &str| Err(bad_user_input(name, format!("The cursor given as {name} {what}.")));
    match decoded {
        Some((made_for, _, _)) if made_for != K::LIST => refused("belongs to another kind of list"),
        Some((_, made_for, _)) if made_for != signature => {
            refused(&format!("belongs to another order of this list: keep {} while paging", K::ORDERED_BY))
        }
        Some((_, _, position)) if fits(&position) => Ok(position),
        _ => refused("is broken: use one from pageInfo or edges as it is"),
    }
}

/// Makes the cursors of a list from positions.
pub(super) fn encoder<K: PageOf>(key: &K) -> impl Fn(&Position) -> String + use<K> {
    let signature = key.signature();
    move |position| {
        let cursor = serde_json::json!([K::LIST, signature, position]);
        BASE64_URL_SAFE_NO_PAD.encode(cursor.to_string())
    }
}
