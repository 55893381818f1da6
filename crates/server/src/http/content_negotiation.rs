//! Chooses the media type of an answer by the header `Accept`, and the status that goes with it.

use ::graphql::{Answer, Code};
use actix_web::{
    HttpRequest,
    http::{
        StatusCode,
        header::{self, Accept, Header, Quality},
    },
};
use clap::ValueEnum;

/// The media types of an answer. They differ in the status of a request with errors: the older one answers with 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MediaType {
    /// `application/json`.
    Json,
    /// `application/graphql-response+json`.
    GraphqlResponse,
}

/// The draft of GraphQL over HTTP that decides the status of an answer as `application/graphql-response+json`.
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

/// The outcome of an operation, as far as the status depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Data without errors.
    Complete,
    /// Data with errors.
    Partial,
    /// The document is not GraphQL, or exceeds a limit.
    Malformed,
    /// The document or its variables do not fit the schema.
    Invalid,
}

impl Outcome {
    /// The outcome that an answer shows.
    pub(crate) fn of(answer: &Answer) -> Self {
        match answer.executed {
            true if answer.response.errors.is_empty() => Self::Complete,
            true => Self::Partial,
            false if answer.has(Code::ValidationFailed) || answer.has(Code::BadUserInput) => Self::Invalid,
            false => Self::Malformed,
        }
    }
}

impl MediaType {
    /// The value of `Content-Type`.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// The media type that the client prefers; `None` if it accepts neither.
    pub(crate) fn negotiate(http: &HttpRequest) -> Option<Self> {
        if !http.headers().contains_key(header::ACCEPT) {
            return Some(Self::Json);
        }
        let mut accept = Accept::parse(http).ok()?;
        // A quality of 0 excludes a type.
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
                // It has no name; every number from 100 to 999 is a valid status.
                StatusCode::from_u16(294).unwrap_or(StatusCode::OK)
            }
            (_, Self::Draft2026, Outcome::Invalid) => StatusCode::UNPROCESSABLE_ENTITY,
            (_, _, Outcome::Malformed | Outcome::Invalid) => StatusCode::BAD_REQUEST,
        }
    }
}
