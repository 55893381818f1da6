//! The response to a request that is not executed: one error, in the form of a GraphQL answer.

use ::graphql::Code;
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use serde_json::{Map, Value, json};

use super::{content_negotiation::MediaType, request_id};

/// An error that is the whole response.
#[derive(Clone, Debug)]
pub(crate) struct ErrorResponse(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    status: StatusCode,
    code: Code,
    message: String,
    extensions: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ErrorResponse {
    /// An error with a status, a code and a sentence for the client.
    pub(crate) fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Parts { status, code, message: message.into(), extensions: Map::new(), headers: Vec::new() }))
    }

    /// 400 for an HTTP request that is not a GraphQL request.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadRequest, message)
    }

    /// 400 for a header or parameter with an invalid value.
    pub(crate) fn bad_argument(argument: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, message).with("argument", argument)
    }

    /// 405, with the methods that are allowed.
    pub(crate) fn method_not_allowed(allowed: &'static str, message: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadRequest, message)
            .with_header(header::ALLOW, HeaderValue::from_static(allowed))
    }

    /// An error that may be gone after some seconds, with `Retry-After`.
    pub(crate) fn retry_after(status: StatusCode, code: Code, seconds: u64, message: impl Into<String>) -> Self {
        Self::new(status, code, message).with_header(header::RETRY_AFTER, seconds.into())
    }

    /// The code of the error.
    pub(crate) fn code(&self) -> Code {
        self.0.code
    }

    /// Adds a member to the `extensions` of the error.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.extensions.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a header to the response.
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// Builds the response; as `application/json` if the client accepts neither media type.
    pub(crate) fn respond(self, http: &HttpRequest) -> HttpResponse {
        let media_type = MediaType::negotiate(http).unwrap_or(MediaType::Json);
        let body = self.to_json(&request_id::of(http));
        let mut response = HttpResponse::build(self.0.status);
        response.content_type(media_type.content_type()).insert_header((header::CACHE_CONTROL, "no-store"));
        for header in self.0.headers {
            response.insert_header(header);
        }
        response.body(body)
    }

    /// The answer as JSON.
    pub(crate) fn to_json(&self, request_id: &str) -> String {
        let mut extensions = Map::from_iter([("code".to_owned(), self.0.code.as_str().into())]);
        extensions.extend(self.0.extensions.clone());
        if self.0.status.is_server_error() {
            extensions.insert("requestId".to_owned(), request_id.into());
        }
        json!({"errors": [{"message": self.0.message, "extensions": extensions}]}).to_string()
    }
}
