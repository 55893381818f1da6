//! Cross-origin resource sharing (CORS): which pages of other sites may use the API. All data is public, so by default
//! every page may read it.
//!
//! A browser sends neither JSON nor QUERY to another site without a preflight request, which is answered here. The
//! requests that it does send without one are rejected ([`GraphqlRequest`](super::request::GraphqlRequest)), or only read.

use actix_cors::Cors;
use actix_web::http::Method;
use clap::{Args, builder::NonEmptyStringValueParser};

/// Settings of CORS.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Origins of pages that may use the API, such as <https://example.org>; repeat it, or separate them by commas
    #[arg(long, env = "ATLAS_CORS_ORIGIN", default_value = "*", value_delimiter = ',', global = true, value_name = "ORIGIN",
          value_parser = NonEmptyStringValueParser::new())]
    pub(crate) cors_origin: Vec<String>,
}

/// How long a browser may cache the answer to a preflight request, in seconds.
const MAX_AGE: usize = 24 * 60 * 60;

/// Request headers that need a preflight request.
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

/// Response headers that a page may read.
const EXPOSED: [&str; 8] =
    ["cache-status", "etag", "link", "ratelimit", "ratelimit-policy", "retry-after", "vary", "x-request-id"];

impl Settings {
    /// Whether a page of this origin may use the API.
    pub(crate) fn allows(&self, origin: &str) -> bool {
        self.cors_origin.iter().any(|allowed| allowed == "*" || allowed == origin)
    }

    /// Answers preflight requests, and names in each response the origins that may read it.
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
