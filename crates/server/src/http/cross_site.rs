//! What pages of other sites may do: read what is public, and nothing else, since there is nothing else.
//!
//! A browser sends no JSON and no QUERY to another site before it has asked that site by a request of its own, which is
//! answered here; what it sends without asking is not taken ([`Asked`](super::asked::Asked)), or only reads.

use actix_cors::Cors;
use actix_web::{
    http::{Method, header},
    middleware::DefaultHeaders,
};
use clap::{Args, builder::NonEmptyStringValueParser};

/// Which sites, and what they see.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Origins of pages that may use the API, such as <https://example.org>; repeat it, or put commas between
    #[arg(long, env = "ATLAS_CORS_ORIGIN", default_value = "*", value_delimiter = ',', global = true, value_name = "ORIGIN",
          value_parser = NonEmptyStringValueParser::new())]
    pub(crate) cors_origin: Vec<String>,
    /// Serve the API alone, without its pages
    #[arg(long, env = "ATLAS_NO_PLAYGROUND", global = true)]
    pub(crate) no_playground: bool,
    /// Answer no questions about the schema: no introspection, no /schema.graphql, no suggestions in errors
    #[arg(long, env = "ATLAS_NO_INTROSPECTION", global = true)]
    pub(crate) no_introspection: bool,
}

/// How long a browser may keep what it was told, in seconds.
const MAX_AGE: usize = 24 * 60 * 60;

/// Headers of requests that a browser asks about first.
const ALLOWED: [&str; 9] = [
    "content-type",
    "graphql-cost",
    "if-none-match",
    "traceparent",
    "tracestate",
    "x-api-key",
    "x-apollo-operation-name",
    "x-atlas-citations",
    "x-request-id",
];

/// Headers of answers that a page may read.
const EXPOSED: [&str; 8] =
    ["cache-status", "etag", "link", "ratelimit", "ratelimit-policy", "retry-after", "vary", "x-request-id"];

impl Settings {
    /// Whether a page of this origin may use the API.
    pub(crate) fn allows(&self, origin: &str) -> bool {
        self.cors_origin.iter().any(|allowed| allowed == "*" || allowed == origin)
    }

    /// Answers what browsers ask before they let a page ask, and says in each answer who may read it.
    pub(crate) fn middleware(&self) -> Cors {
        let methods = [Method::GET, Method::HEAD, Method::POST, Method::from_bytes(b"QUERY").unwrap_or(Method::POST)];
        let cors = Cors::default()
            .allowed_methods(methods)
            .allowed_headers(ALLOWED)
            .expose_headers(EXPOSED)
            .block_on_origin_mismatch(false)
            .max_age(MAX_AGE);
        if self.cors_origin.iter().any(|origin| origin == "*") {
            return cors.allow_any_origin().send_wildcard().disable_vary_header();
        }
        self.cors_origin.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
    }
}

/// Headers that every answer has.
pub(crate) fn default_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add(("cross-origin-resource-policy", "cross-origin"))
        .add((header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
}
