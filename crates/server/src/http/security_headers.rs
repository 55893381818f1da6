//! Security headers of every response. Pages replace the Content-Security-Policy by their own.

use actix_web::{http::header, middleware::DefaultHeaders};

pub(crate) fn middleware() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add(("cross-origin-resource-policy", "cross-origin"))
        .add((header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
}
