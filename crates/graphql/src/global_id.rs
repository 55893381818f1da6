//! Global ids: opaque, made from natural keys, so that they survive a new release.

use async_graphql::ID;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// The global id of the row of a type with this natural key.
pub(crate) fn global_id(type_name: &str, key: &str) -> ID {
    ID(BASE64_URL_SAFE_NO_PAD.encode(format!("{type_name}:{key}")))
}

/// The type and the natural key that a global id was made from; `None` if it is none.
pub(crate) fn type_and_key(id: &ID) -> Option<(String, String)> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(&id.0).ok()?).ok()?;
    let (type_name, key) = text.split_once(':')?;
    // The database has no way to write the character U+0000.
    (!text.contains('\0')).then(|| (type_name.to_owned(), key.to_owned()))
}
