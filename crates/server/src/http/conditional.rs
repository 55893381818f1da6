//! Conditional requests: the entity tag of a response, and 304 for a client that already has it.

use actix_web::{
    HttpRequest,
    http::header::{EntityTag, Header, IfNoneMatch},
};

use super::{body::Body, content_coding::Coding};

/// The entity tag of a body in a coding. It is strong, which means equal bytes, so each coding has its own.
pub(crate) fn entity_tag(body: &Body, coding: Coding) -> EntityTag {
    let hash = u128::from_be_bytes(body.hash());
    EntityTag::new_strong(match coding.name() {
        None => format!("{hash:032x}"),
        Some(name) => format!("{hash:032x}-{name}"),
    })
}

/// Whether the client already has the response of this tag, by `If-None-Match`.
pub(crate) fn is_unchanged(http: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(http) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}
