//! Errors as clients see them: a plain sentence and a code from a closed list. Causes are logged, never sent.

use std::sync::Arc;

use async_graphql::{Error, ErrorExtensions};

/// The codes of `extensions.code`: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// An argument or variable has a value that cannot be used; `extensions.argument` names it.
    BadUserInput,
    /// The document is not GraphQL.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// The request asks for more than is allowed; `extensions.limit` and `extensions.actual` say by how much.
    LimitExceeded,
    /// The document asks for `__schema` or `__type`, and introspection is switched off on this server.
    IntrospectionDisabled,
    /// The HTTP request is no GraphQL request: wrong method, media type or members.
    BadRequest,
    /// No document is known under the hash that stands in place of one.
    PersistedQueryNotFound,
    /// This server remembers no documents by their hash.
    PersistedQueryNotSupported,
    /// This server answers documents of its list only, and this one is not in it.
    PersistedQueryOnly,
    /// The client has spent its share for now.
    RateLimited,
    /// The server has as many requests at once as it can take.
    Overloaded,
    /// The answer took longer than is allowed, and was given up together with its reads.
    Timeout,
    /// The database is away; the same request may succeed later.
    Unavailable,
    /// A fault of the server. Its cause is in the log of the server under `extensions.requestId`.
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

    /// What it means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.texts()[1]
    }

    /// The HTTP status it comes with, in words.
    #[must_use]
    pub fn status(self) -> &'static str {
        self.texts()[2]
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        self.texts()[3]
    }

    fn texts(self) -> [&'static str; 4] {
        match self {
            Self::BadUserInput => [
                engine::error::Code::BadUserInput.as_str(),
                "An argument, variable or header has a value that cannot be used; `extensions.argument` names it.",
                "200 OK beside data; 400 Bad Request if it is found before",
                "Correct what `extensions.argument` names, such as `filter.or[1].value.gte`. `extensions.suggestion` is the nearest known code, if one is near to what was mistyped.",
            ],
            Self::ParseFailed => [
                engine::error::Code::ParseFailed.as_str(),
                "The document is not GraphQL.",
                "400 Bad Request",
                "Correct the syntax at the place that `locations` names.",
            ],
            Self::ValidationFailed => [
                engine::error::Code::ValidationFailed.as_str(),
                "The document does not fit the schema.",
                "400 Bad Request; 422 Unprocessable Content in the newer profile",
                "Compare the document with `/schema.graphql`.",
            ],
            Self::LimitExceeded => [
                engine::error::Code::LimitExceeded.as_str(),
                "The request asks for more than is allowed; `extensions.limit` and `extensions.actual` say by how much.",
                "400 Bad Request, 413 Content Too Large or 429 Too Many Requests; 200 OK beside data",
                "Ask for less, or split the query. `{ serviceLimits { name value } }` shows all limits.",
            ],
            Self::IntrospectionDisabled => [
                engine::error::Code::IntrospectionDisabled.as_str(),
                "The document asks for `__schema` or `__type`, and introspection is switched off on this server.",
                "400 Bad Request",
                "Use the `schema.graphql` that is published with the server.",
            ],
            Self::BadRequest => [
                "BAD_REQUEST",
                "The HTTP request is no GraphQL request: wrong method, media type or members.",
                "400 Bad Request, 405 Method Not Allowed, 406 Not Acceptable, 408 Request Timeout or 415 Unsupported Media Type",
                "Send the request as the README describes.",
            ],
            Self::PersistedQueryNotFound => [
                "PERSISTED_QUERY_NOT_FOUND",
                "No document is known under the hash that stands in place of one.",
                "200 OK as `application/json`, 400 Bad Request in the newer form",
                "Send the document together with its hash once.",
            ],
            Self::PersistedQueryNotSupported => [
                "PERSISTED_QUERY_NOT_SUPPORTED",
                "This server remembers no documents by their hash.",
                "200 OK as `application/json`, 400 Bad Request in the newer form",
                "Send the document itself.",
            ],
            Self::PersistedQueryOnly => [
                "PERSISTED_QUERY_ONLY",
                "This server answers documents of its list only, and this one is not in it.",
                "403 Forbidden",
                "Ask those who run the server to add the document to their list.",
            ],
            Self::RateLimited => [
                "RATE_LIMITED",
                "The client has spent its share for now.",
                "429 Too Many Requests",
                "Wait as many seconds as `Retry-After` says.",
            ],
            Self::Overloaded => [
                "OVERLOADED",
                "The server has as many requests at once as it can take.",
                "503 Service Unavailable",
                "Wait as many seconds as `Retry-After` says.",
            ],
            Self::Timeout => [
                "TIMEOUT",
                "The answer took longer than is allowed, and was given up together with its reads.",
                "504 Gateway Timeout",
                "Ask for less; if the same query was fast before, try again later.",
            ],
            Self::Unavailable => [
                engine::error::Code::Unavailable.as_str(),
                "The database is away; the same request may succeed later.",
                "503 Service Unavailable",
                "Try again after as many seconds as `Retry-After` says.",
            ],
            Self::Internal => [
                engine::error::Code::Internal.as_str(),
                "A fault of the server. Its cause is in the log of the server under `extensions.requestId`.",
                "200 OK beside data; 500 Internal Server Error elsewhere",
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
