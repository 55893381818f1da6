//! The events that the server reports to telemetry.

use std::time::Duration;

use sha2::{Digest, Sha256};

/// A finished GraphQL operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FinishedOperation<'a> {
    /// Its name; `None` if it is anonymous.
    pub(crate) name: Option<&'a str>,
    pub(crate) kind: OperationKind,
    /// `extensions.code` of its first error; `None` without errors.
    pub(crate) code: Option<&'a str>,
    /// Its document, of which only the hash is published.
    pub(crate) document: &'a str,
    /// Its estimated cost, in points.
    pub(crate) cost: u64,
    /// Statements sent to the database.
    pub(crate) statements: u64,
    /// Rows read from the database.
    pub(crate) rows: u64,
    pub(crate) cache: CacheResult,
    /// From the check of the document to the answer.
    pub(crate) elapsed: Duration,
    /// The id of its request.
    pub(crate) request_id: &'a str,
}

impl FinishedOperation<'_> {
    /// The SHA-256 of the document, in hexadecimal.
    pub(super) fn document_hash(&self) -> String {
        format!("{:x}", Sha256::digest(self.document))
    }
}

/// The kinds of operations that have one answer. A subscription has many, and is reported when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum OperationKind {
    Query,
}

impl OperationKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
        }
    }
}

/// The result of a look-up in the response cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CacheResult {
    Hit,
    Miss,
    /// The cache was not asked, or must not store the answer.
    Bypass,
}

impl CacheResult {
    pub(super) const ALL: [Self; 3] = [Self::Hit, Self::Miss, Self::Bypass];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Bypass => "bypass",
        }
    }
}

/// The reason why a request was rejected before it was executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rejection {
    /// The client is over its rate limit.
    RateLimited,
    /// The server runs as many operations as it may.
    Overloaded,
}

impl Rejection {
    pub(super) const ALL: [Self; 2] = [Self::RateLimited, Self::Overloaded];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::RateLimited => "rate_limited",
            Self::Overloaded => "shed",
        }
    }
}

/// A finished HTTP request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FinishedRequest<'a> {
    /// The pattern of the route, such as `/assets/{name}`; `None` if there is no such route.
    pub(crate) route: Option<&'a str>,
    /// The method, as the client wrote it.
    pub(crate) method: &'a str,
    /// The status of the response.
    pub(crate) status: u16,
    /// The time until the response began.
    pub(crate) elapsed: Duration,
}
