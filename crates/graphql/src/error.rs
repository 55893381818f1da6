//! Errors as clients see them: a plain sentence and a code from a closed list. Causes are logged, never sent.

use std::sync::Arc;

use async_graphql::{Error, ErrorExtensions, ServerError};

/// The codes of `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// An argument or variable has a value that cannot be used; `extensions.argument` names it.
    BadUserInput,
    /// The document is not GraphQL.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// The document asks for more than is allowed; `extensions.limit` and `extensions.actual` say by how much.
    LimitExceeded,
    /// What was sent is no GraphQL request.
    BadRequest,
    /// The server does too much already; the same request may succeed later.
    Overloaded,
    /// The operation took too long and was ended.
    Timeout,
    /// The database is away; the same request may succeed later.
    Unavailable,
    /// A fault of the server.
    Internal,
}

impl Code {
    /// The code as it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::BadRequest => "BAD_REQUEST",
            Self::Overloaded => "OVERLOADED",
            Self::Timeout => "TIMEOUT",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL_SERVER_ERROR",
        }
    }
}

/// An argument that cannot be used. `argument` is its path, such as `filter.indicator`.
pub(crate) fn bad_user_input(argument: &str, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| {
        extensions.set("code", Code::BadUserInput.as_str());
        extensions.set("argument", argument);
    })
}

/// A read that failed.
pub(crate) fn unreadable(error: &Arc<store::Error>) -> Error {
    let (code, message) = if error.is_unavailable() {
        (Code::Unavailable, "The database cannot be reached at the moment. Try again in a few seconds.")
    } else {
        (Code::Internal, "The server failed to read the data. The cause is in its log under the request id.")
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
    Error::new("The server failed to read the data. The cause is in its log under the request id.")
        .extend_with(|_, extensions| extensions.set("code", Code::Internal.as_str()))
}

/// Gives a code to an error of the engine, which has none of its own.
pub(crate) fn with_code(mut error: ServerError, code: Code) -> ServerError {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.as_str());
    }
    error
}
