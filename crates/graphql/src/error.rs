//! Errors as clients see them: a plain sentence and a code from a closed list. Causes are logged, never sent.

use std::sync::Arc;

use async_graphql::{Error, ErrorExtensions};

/// The codes of `extensions.code`: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// An argument or variable has a value that cannot be used; `extensions.argument` names it.
    BadUserInput,
    /// The document is not valid GraphQL syntax.
    ParseFailed,
    /// The document does not match the schema.
    ValidationFailed,
    /// The request exceeds a limit; `extensions.limit` and `extensions.actual` give the limit and the actual value.
    LimitExceeded,
    /// The document selects `__schema` or `__type`, and introspection is disabled on this server.
    IntrospectionDisabled,
    /// The HTTP request is not a GraphQL request: wrong method, media type or members.
    BadRequest,
    /// No document with this hash is known.
    PersistedQueryNotFound,
    /// This server does not store documents by hash.
    PersistedQueryNotSupported,
    /// This server runs trusted documents only, and this is not one of them.
    PersistedQueryOnly,
    /// The client has exceeded its rate limit.
    RateLimited,
    /// The server runs as many operations as it can.
    Overloaded,
    /// The operation exceeded the request time-out and was cancelled, including its database statements.
    Timeout,
    /// The database is unavailable; the same request may succeed later.
    Unavailable,
    /// An internal error. Its cause is in the log of the server under `extensions.requestId`.
    Internal,
}

impl Code {
    /// All codes.
    pub const ALL: [Self; 14] = [
        Self::BadUserInput,
        Self::ParseFailed,
        Self::ValidationFailed,
        Self::LimitExceeded,
        Self::IntrospectionDisabled,
        Self::BadRequest,
        Self::PersistedQueryNotFound,
        Self::PersistedQueryNotSupported,
        Self::PersistedQueryOnly,
        Self::RateLimited,
        Self::Overloaded,
        Self::Timeout,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The code as it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.texts()[0]
    }

    /// Meaning of the code, as a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.texts()[1]
    }

    /// HTTP statuses of answers with this code.
    #[must_use]
    pub fn status(self) -> &'static str {
        self.texts()[2]
    }

    /// What the client should do.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.texts()[3]
    }

    fn texts(self) -> [&'static str; 4] {
        match self {
            Self::BadUserInput => [
                engine::error::Code::BadUserInput.as_str(),
                "An argument, variable or header has an invalid value; `extensions.argument` names it.",
                "200 OK with partial data; 400 Bad Request if detected before execution",
                "Correct the value that `extensions.argument` names, such as `filter.or[1].value.gte`. `extensions.suggestion` is the closest known code, if there is one.",
            ],
            Self::ParseFailed => [
                engine::error::Code::ParseFailed.as_str(),
                "The document is not valid GraphQL syntax.",
                "400 Bad Request",
                "Correct the syntax at the position in `locations`.",
            ],
            Self::ValidationFailed => [
                engine::error::Code::ValidationFailed.as_str(),
                "The document does not match the schema.",
                "400 Bad Request; 422 Unprocessable Content with `--http-profile draft-2026`",
                "Compare the document with `/schema.graphql`.",
            ],
            Self::LimitExceeded => [
                engine::error::Code::LimitExceeded.as_str(),
                "The request exceeds a limit; `extensions.limit` and `extensions.actual` give the limit and the actual value.",
                "400 Bad Request, 413 Content Too Large or 429 Too Many Requests; 200 OK with partial data",
                "Request less, or split the query. `{ serviceLimits { name value } }` returns all limits.",
            ],
            Self::IntrospectionDisabled => [
                engine::error::Code::IntrospectionDisabled.as_str(),
                "The document selects `__schema` or `__type`, and introspection is disabled on this server.",
                "400 Bad Request",
                "Use the `schema.graphql` published with the server.",
            ],
            Self::BadRequest => [
                "BAD_REQUEST",
                "The HTTP request is not a GraphQL request: wrong method, media type or members.",
                "400 Bad Request, 405 Method Not Allowed, 406 Not Acceptable, 408 Request Timeout or 415 Unsupported Media Type",
                "Send the request as `docs/reference/http.md` describes.",
            ],
            Self::PersistedQueryNotFound => [
                "PERSISTED_QUERY_NOT_FOUND",
                "No document with this hash is known.",
                "200 OK as `application/json`, 400 Bad Request as `application/graphql-response+json`",
                "Send the document together with its hash once.",
            ],
            Self::PersistedQueryNotSupported => [
                "PERSISTED_QUERY_NOT_SUPPORTED",
                "This server does not store documents by hash.",
                "200 OK as `application/json`, 400 Bad Request as `application/graphql-response+json`",
                "Send the document itself.",
            ],
            Self::PersistedQueryOnly => [
                "PERSISTED_QUERY_ONLY",
                "This server runs trusted documents only, and this is not one of them.",
                "403 Forbidden",
                "Ask the operator of the server to add the document.",
            ],
            Self::RateLimited => [
                "RATE_LIMITED",
                "The client has exceeded its rate limit.",
                "429 Too Many Requests",
                "Retry after the number of seconds in `Retry-After`.",
            ],
            Self::Overloaded => [
                "OVERLOADED",
                "The server runs as many operations as it can.",
                "503 Service Unavailable",
                "Retry after the number of seconds in `Retry-After`.",
            ],
            Self::Timeout => [
                "TIMEOUT",
                "The operation exceeded the request time-out and was cancelled, including its database statements.",
                "504 Gateway Timeout",
                "Request less; if the same query was fast before, retry later.",
            ],
            Self::Unavailable => [
                engine::error::Code::Unavailable.as_str(),
                "The database is unavailable; the same request may succeed later.",
                "503 Service Unavailable",
                "Retry after the number of seconds in `Retry-After`.",
            ],
            Self::Internal => [
                engine::error::Code::Internal.as_str(),
                "An internal error. Its cause is in the log of the server under `extensions.requestId`.",
                "200 OK with partial data; 500 Internal Server Error otherwise",
                "Report it with `extensions.requestId`.",
            ],
        }
    }
}

impl From<Code> for &'static str {
    fn from(code: Code) -> Self {
        code.as_str()
    }
}

/// An argument that cannot be used. `argument` is its path, such as `filter.indicator`.
pub(crate) fn bad_user_input(argument: &str, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| {
        extensions.set("code", Code::BadUserInput.as_str());
        extensions.set("argument", argument);
    })
}

const FAULT: &str = "The server failed to read the data. The cause is in its log under the request id.";

/// A read that failed.
pub(crate) fn unreadable(error: &Arc<store::Error>) -> Error {
    let (code, message) = if error.is_unavailable() {
        (Code::Unavailable, "The database cannot be reached at the moment. Try again in a few seconds.")
    } else if error.is_timeout() {
        (Code::Timeout, "The operation took too long and was ended. Ask for less at a time.")
    } else {
        (Code::Internal, FAULT)
    };
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// A row that must exist, because a foreign key says so, but was not found.
pub(crate) fn missing(what: &str) -> Error {
    internal(&format!("a {what} that is referred to was not found"))
}

/// Data that cannot be, such as a figure that is no number. The cause goes to the log.
pub(crate) fn internal(cause: &str) -> Error {
    tracing::error!("{cause}");
    Error::new(FAULT).extend_with(|_, extensions| extensions.set("code", Code::Internal.as_str()))
}
