//! Reads a GraphQL request: the members of a JSON body or the parameters of a URL, and the headers that change its answer.

use ::graphql::{Code, Request, Variables};
use actix_web::{HttpMessage, HttpRequest, http::StatusCode};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::{error_response::ErrorResponse, slow_clients::is_too_slow};

/// The largest body of a request, in bytes.
pub(crate) const MAX_BODY: usize = 256 * 1024;

/// Asks for `extensions.citations`: `on`, or `off` for the same as no header.
pub(crate) const CITATIONS: &str = "X-Atlas-Citations";

/// Asks for `extensions.cost`: `report` runs the operation and adds its estimated and actual cost, `validate` returns the
/// estimate without running it.
const COST: &str = "GraphQL-Cost";

/// A GraphQL request as it came: neither parsed nor checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct GraphqlRequest {
    /// The document; `None` if the request names one by `extensions.persistedQuery` or `document_id`.
    pub(crate) query: Option<String>,
    /// The id of a document that the server should know.
    pub(crate) document_id: Option<String>,
    /// Selects an operation of the document.
    pub(crate) operation_name: Option<String>,
    /// The values of the operation's variables.
    pub(crate) variables: Map<String, Value>,
    /// Protocol extensions, such as `persistedQuery`.
    pub(crate) extensions: Map<String, Value>,
}

impl GraphqlRequest {
    /// Reads the parameters of a URL. An empty parameter counts as absent, except `query`.
    pub(crate) fn from_url(http: &HttpRequest) -> Result<Self, ErrorResponse> {
        let mut request = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(http.query_string().as_bytes()) {
            if seen.contains(&name) {
                return Err(ErrorResponse::bad_request(format!("The parameter {name} is given twice; leave one out.")));
            }
            let object = || {
                let value = serde_json::from_str(&value).map_err(|error| {
                    ErrorResponse::bad_request(format!("The parameter {name} is not JSON: {error}."))
                })?;
                object(&name, value)
            };
            match &*name {
                "query" => request.query = Some(value.clone().into_owned()),
                _ if value.is_empty() => {}
                "documentId" => request.document_id = Some(value.clone().into_owned()),
                "operationName" => request.operation_name = Some(value.clone().into_owned()),
                "variables" => request.variables = object()?,
                "extensions" => request.extensions = object()?,
                _ => continue,
            }
            seen.push(name);
        }
        Ok(request)
    }

    /// Reads a JSON body.
    pub(crate) fn from_body<B: AsRef<[u8]>>(
        http: &HttpRequest,
        body: Result<B, actix_web::Error>,
    ) -> Result<Self, ErrorResponse> {
        check_content_type(http)?;
        let body = body.map_err(|error| unreadable(&error))?;
        let value = serde_json::from_slice(body.as_ref())
            .map_err(|error| ErrorResponse::bad_request(format!("The body is not JSON: {error}.")))?;
        let mut members = match value {
            Value::Object(members) => members,
            Value::Array(_) => {
                return Err(ErrorResponse::bad_request(
                    "The body is a list, and batches are not supported: send each operation in a request of its own, or several \
                     fields in one operation.",
                ));
            }
            _ => return Err(ErrorResponse::bad_request("The body must be one JSON object with a member query.")),
        };
        let query = match members.remove("query") {
            Some(Value::String(query)) => Some(query),
            // Null does not leave out a required member.
            Some(_) => return Err(ErrorResponse::bad_request("The member query must be a string.")),
            None => None,
        };
        let mut text = |name: &str| match members.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ErrorResponse::bad_request(format!("The member {name} must be a string."))),
        };
        let (operation_name, document_id) = (text("operationName")?, text("documentId")?);
        let mut map = |name: &str| object(name, members.remove(name).unwrap_or_default());
        let (variables, extensions) = (map("variables")?, map("extensions")?);
        Ok(Self { query, document_id, operation_name, variables, extensions })
    }
}

fn object(name: &str, value: Value) -> Result<Map<String, Value>, ErrorResponse> {
    match value {
        Value::Null => Ok(Map::new()),
        Value::Object(members) => Ok(members),
        _ if name == "variables" => Err(ErrorResponse::bad_request("The variables must be an object.")),
        _ => Err(ErrorResponse::bad_request(format!("The member {name} must be an object."))),
    }
}

/// Accepts JSON only: a browser sends it to another site only after a CORS preflight.
fn check_content_type(http: &HttpRequest) -> Result<(), ErrorResponse> {
    let mime = http.mime_type().ok().flatten();
    let fits = mime.is_some_and(|mime| {
        let utf8 = mime.get_param("charset").is_none_or(|charset| charset == "utf-8");
        mime.essence_str() == "application/json" && utf8
    });
    if fits {
        return Ok(());
    }
    let message = "Send the request as application/json, in UTF-8.";
    Err(ErrorResponse::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadRequest, message))
}

fn unreadable(error: &actix_web::Error) -> ErrorResponse {
    if is_too_slow(error) {
        let message = "The body did not arrive in time; send it at once.";
        return ErrorResponse::new(StatusCode::REQUEST_TIMEOUT, Code::BadRequest, message);
    }
    let status = error.as_response_error().status_code();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("The body is too large; the limit is {MAX_BODY} bytes.");
        ErrorResponse::new(status, Code::LimitExceeded, message).with("limit", MAX_BODY)
    } else {
        ErrorResponse::bad_request("The body could not be read.")
    }
}

/// The mode that the header `GraphQL-Cost` selects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CostMode {
    /// No header: the answer does not mention the cost.
    Silent,
    /// Runs the operation and reports its estimated and actual cost.
    Report,
    /// Reports the estimate and runs nothing.
    Validate,
}

/// Headers that change the answer.
#[derive(Clone, Copy)]
pub(crate) struct RequestOptions {
    /// Whether the answer lists its sources in `extensions.citations`.
    pub(crate) citations: bool,
    /// Whether the answer reports its cost.
    pub(crate) cost: CostMode,
}

impl RequestOptions {
    /// Reads the headers; any unknown value is an error.
    pub(crate) fn from_headers(http: &HttpRequest) -> Result<Self, ErrorResponse> {
        let citations = keyword(http, CITATIONS, &[("off", false), ("on", true)])?.unwrap_or(false);
        let cost = keyword(http, COST, &[("report", CostMode::Report), ("validate", CostMode::Validate)])?;
        Ok(Self { citations, cost: cost.unwrap_or(CostMode::Silent) })
    }
}

/// The meaning of a header whose value is one keyword of a list; `None` without the header.
fn keyword<T: Copy>(http: &HttpRequest, name: &str, keywords: &[(&str, T)]) -> Result<Option<T>, ErrorResponse> {
    let mut values = http.headers().get_all(name);
    let (first, second) = (values.next(), values.next());
    let Some(value) = first else { return Ok(None) };
    let found = keywords.iter().find(|(keyword, _)| value.as_bytes() == keyword.as_bytes());
    if let (Some((_, meaning)), None) = (found, second) {
        return Ok(Some(*meaning));
    }
    let keywords: Vec<&str> = keywords.iter().rev().map(|(keyword, _)| *keyword).collect();
    Err(ErrorResponse::bad_argument(name, format!("The header {name} must be {}.", keywords.join(" or "))))
}

/// Converts a request to the schema's type.
pub(crate) fn schema_request(document: &str, operation_name: Option<String>, variables: Map<String, Value>) -> Request {
    let request = Request::new(document).variables(Variables::from_json(Value::Object(variables)));
    match operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    }
}
