//! The codes that this crate gives to errors. Causes are logged, never sent.

use std::any::Any;

use async_graphql::ServerError;

/// The values of `extensions.code` that come from checking and running an operation. Whoever serves it over a protocol adds
/// its own.
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
    /// The document asks for `__schema` or `__type`, and introspection is disabled.
    IntrospectionDisabled,
    /// The backend cannot be reached; the same request may succeed later.
    Unavailable,
    /// A fault of the server. Its cause is in the log.
    Internal,
}

impl Code {
    /// The code as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::IntrospectionDisabled => "INTROSPECTION_DISABLED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL_SERVER_ERROR",
        }
    }
}

impl From<Code> for &'static str {
    fn from(code: Code) -> Self {
        code.as_str()
    }
}

/// Gives a code to an error that has none, such as those of async-graphql.
#[must_use]
pub fn with_code(mut error: ServerError, code: Code) -> ServerError {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_none() {
        extensions.set("code", code.as_str());
    }
    error
}

/// The error that replaces an answer whose resolvers panicked. Logs the message of the panic.
pub(crate) fn panicked(cause: &(dyn Any + Send)) -> ServerError {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!("a panic while answering: {}", text.unwrap_or("without a message"));
    let message = "The server failed to answer. The cause is in its log under the request id.";
    with_code(ServerError::new(message, None), Code::Internal)
}
