//! The forms of an answer, and which one a client asks for.

use actix_web::{
    HttpRequest,
    http::{
        StatusCode,
        header::{self, Accept, Header, Quality},
    },
};
use clap::ValueEnum;

/// The forms of an answer. They differ in the status of a request that is at fault: the older form says 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MediaType {
    /// `application/json`.
    Json,
    /// `application/graphql-response+json`.
    GraphqlResponse,
}

/// Which draft of GraphQL over HTTP decides the status of an answer in the newer form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum Profile {
    /// 400 for whatever is not executed, 200 for the rest
    #[default]
    #[value(name = "draft-2025")]
    Draft2025,
    /// 422 for a document that does not fit the schema, 294 for data with errors
    #[value(name = "draft-2026")]
    Draft2026,
}

/// How an operation came out, as far as a status tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Data without errors.
    Complete,
    /// Data with errors.
    Partial,
    /// The document is no GraphQL, or more than is allowed.
    Malformed,
    /// The document or its variables do not fit the schema.
    Invalid,
}

impl MediaType {
    /// The header `Content-Type`.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// Which form a client asks for; `None` if it takes neither.
    pub(crate) fn negotiate(http: &HttpRequest) -> Option<Self> {
        if !http.headers().contains_key(header::ACCEPT) {
            return Some(Self::Json);
        }
        let mut accept = Accept::parse(http).ok()?;
        // A quality of 0 says what is not wanted.
        accept.retain(|range| range.quality > Quality::ZERO);
        accept.ranked().iter().find_map(|range| {
            match (range.type_().as_str(), range.subtype().as_str(), range.suffix()) {
                ("application", "graphql-response", Some(suffix)) if suffix == "json" => Some(Self::GraphqlResponse),
                ("*" | "application", "*", None) | ("application", "json", None) => Some(Self::Json),
                _ => None,
            }
        })
    }
}

impl Profile {
    /// The status of an answer.
    pub(crate) fn status(self, media_type: MediaType, outcome: Outcome) -> StatusCode {
        match (media_type, self, outcome) {
            (MediaType::Json, ..) | (_, _, Outcome::Complete) | (_, Self::Draft2025, Outcome::Partial) => {
                StatusCode::OK
            }
            (_, Self::Draft2026, Outcome::Partial) => {
                // Has no name; every number from 100 to 999 is a status.
                StatusCode::from_u16(294).unwrap_or(StatusCode::OK)
            }
            (_, Self::Draft2026, Outcome::Invalid) => StatusCode::UNPROCESSABLE_ENTITY,
            (_, _, Outcome::Malformed | Outcome::Invalid) => StatusCode::BAD_REQUEST,
        }
    }
}
