//! What can go wrong.

use std::{fmt, time::Duration};

use reqwest::StatusCode;
use serde::Deserialize;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What the client was made from is no address of an API, or no key.
    #[error("{0} cannot be used")]
    Setting(&'static str),
    /// The server could not be reached, or did not answer in time.
    #[error("the server did not answer")]
    Transport(#[from] reqwest::Error),
    /// Something answered that does not speak GraphQL, such as a proxy.
    #[error("the answer has the status {status} and is no GraphQL")]
    Status {
        /// Its status.
        status: StatusCode,
        /// Its `X-Request-Id`, if any.
        request_id: Option<String>,
        /// How long it asks to wait, if it does.
        retry_after: Option<Duration>,
    },
    /// The API answered with errors, at least one.
    #[error("{}", told(.errors))]
    Graphql {
        /// The errors.
        errors: Vec<GraphqlError>,
        /// How long it asks to wait, if it does.
        retry_after: Option<Duration>,
    },
    /// The answer is not of the schema that this client was generated from.
    #[error("the answer does not fit the schema")]
    Form(#[from] serde_json::Error),
}

impl Error {
    /// The code of the first error that the API told, if it told one.
    #[must_use]
    pub fn code(&self) -> Option<&Code> {
        match self {
            Self::Graphql { errors, .. } => errors.first().map(|error| &error.code),
            _ => None,
        }
    }
}

fn told(errors: &[GraphqlError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// An error that the API tells.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Raw")]
#[non_exhaustive]
pub struct GraphqlError {
    /// What is wrong, and what to do, in a sentence.
    pub message: String,
    /// Which kind of error it is.
    pub code: Code,
    /// Where in the answer it stands for a value. Empty if nothing was executed.
    pub path: Vec<Segment>,
    /// The path of the argument or variable that is at fault, such as `filter.or[1].province.eq`.
    pub argument: Option<String>,
    /// The id under which the log of the server has the request.
    pub request_id: Option<String>,
    /// The most that is allowed, where something is too large.
    pub limit: Option<u64>,
    /// How large it is.
    pub actual: Option<u64>,
    /// The nearest known code, where one was mistyped.
    pub suggestion: Option<String>,
}

impl fmt::Display for GraphqlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

/// A step to a place in the answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Segment {
    /// A field, by its name or alias.
    Field(String),
    /// An item of a list.
    Index(u64),
}

/// The kinds of error: a closed list, but for what a newer server may add.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum Code {
    /// An argument, variable or header has a value that cannot be used.
    BadUserInput,
    /// The document is not GraphQL.
    GraphqlParseFailed,
    /// The document does not fit the schema of the server.
    GraphqlValidationFailed,
    /// More is asked for than is allowed.
    LimitExceeded,
    /// Introspection is switched off.
    IntrospectionDisabled,
    /// The request is no GraphQL request.
    BadRequest,
    /// No document is known under the hash.
    PersistedQueryNotFound,
    /// The server remembers no documents by their hash.
    PersistedQueryNotSupported,
    /// The server answers documents of its list only.
    PersistedQueryOnly,
    /// The client has spent its share for now.
    RateLimited,
    /// The server has as many requests as it can take.
    Overloaded,
    /// The answer took too long.
    Timeout,
    /// The database of the server is away.
    Unavailable,
    /// A fault of the server.
    InternalServerError,
    /// None of these.
    #[serde(untagged)]
    Other(String),
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::GraphqlParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::GraphqlValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::IntrospectionDisabled => "INTROSPECTION_DISABLED",
            Self::BadRequest => "BAD_REQUEST",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
            Self::PersistedQueryOnly => "PERSISTED_QUERY_ONLY",
            Self::RateLimited => "RATE_LIMITED",
            Self::Overloaded => "OVERLOADED",
            Self::Timeout => "TIMEOUT",
            Self::Unavailable => "UNAVAILABLE",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
            Self::Other(code) => code,
        })
    }
}

/// An error as it is sent.
#[derive(Deserialize)]
struct Raw {
    message: String,
    path: Option<Vec<Segment>>,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    code: Option<Code>,
    argument: Option<String>,
    request_id: Option<String>,
    limit: Option<u64>,
    actual: Option<u64>,
    suggestion: Option<String>,
}

impl From<Raw> for GraphqlError {
    fn from(Raw { message, path, extensions }: Raw) -> Self {
        let Extensions { code, argument, request_id, limit, actual, suggestion } = extensions;
        let code = code.unwrap_or_else(|| Code::Other("UNKNOWN".to_owned()));
        Self { message, code, path: path.unwrap_or_default(), argument, request_id, limit, actual, suggestion }
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Error, GraphqlError, Segment};

    #[test]
    fn errors_are_read_with_all_they_tell() {
        let json = r#"{"message": "No.", "locations": [{"line": 1, "column": 2}], "path": ["a", 3],
            "extensions": {"code": "LIMIT_EXCEEDED", "argument": "filter", "requestId": "r", "limit": 1, "actual": 2}}"#;
        let error: GraphqlError = serde_json::from_str(json).expect("an error");
        assert_eq!(error.path, [Segment::Field("a".to_owned()), Segment::Index(3)]);
        assert_eq!((error.argument.as_deref(), error.request_id.as_deref()), (Some("filter"), Some("r")));
        assert_eq!((error.limit, error.actual, &error.suggestion), (Some(1), Some(2), &None));
        assert_eq!(Error::Graphql { errors: vec![error], retry_after: None }.to_string(), "LIMIT_EXCEEDED: No.");
        let bare: GraphqlError = serde_json::from_str(r#"{"message": "No.", "path": null}"#).expect("an error");
        assert_eq!((bare.code, bare.path), (Code::Other("UNKNOWN".to_owned()), Vec::new()));
    }

    #[test]
    fn codes_are_written_as_they_are_read() {
        for code in ["BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "PERSISTED_QUERY_ONLY", "INTERNAL_SERVER_ERROR", "NEW"] {
            let read: Code = serde_json::from_str(&format!("\"{code}\"")).expect("a code");
            assert_eq!(read.to_string(), code);
            assert_eq!(matches!(read, Code::Other(_)), code == "NEW");
        }
    }
}
