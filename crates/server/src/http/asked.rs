//! What a client asks for: the members of a body, or the parameters of an address.

use ::graphql::Code;
use actix_web::{HttpMessage, HttpRequest, http::StatusCode};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::{MAX_BODY, connections::is_too_slow, refusal::Refusal};

/// A GraphQL request as it came: not parsed, not checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// The document; `None` if it is only named, by `extensions` or by its id.
    pub(crate) query: Option<String>,
    /// The id of a document that the server is to know.
    pub(crate) document_id: Option<String>,
    /// Which operation of the document.
    pub(crate) operation_name: Option<String>,
    /// The variables.
    pub(crate) variables: Map<String, Value>,
    /// Whatever else the client says.
    pub(crate) extensions: Map<String, Value>,
}

impl Asked {
    /// Reads the parameters of an address. Those that are empty count as left out, but for the document.
    pub(crate) fn in_address(http: &HttpRequest) -> Result<Self, Refusal> {
        let mut asked = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(http.query_string().as_bytes()) {
            if seen.contains(&name) {
                return Err(Refusal::bad_request(format!("The parameter {name} is given twice; leave one out.")));
            }
            let object = || {
                let value = serde_json::from_str(&value)
                    .map_err(|error| Refusal::bad_request(format!("The parameter {name} is not JSON: {error}.")))?;
                object(&name, value)
            };
            match &*name {
                "query" => asked.query = Some(value.clone().into_owned()),
                _ if value.is_empty() => {}
                "documentId" => asked.document_id = Some(value.clone().into_owned()),
                "operationName" => asked.operation_name = Some(value.clone().into_owned()),
                "variables" => asked.variables = object()?,
                "extensions" => asked.extensions = object()?,
                _ => continue,
            }
            seen.push(name);
        }
        Ok(asked)
    }

    /// Reads a body.
    pub(crate) fn in_body<B: AsRef<[u8]>>(
        http: &HttpRequest,
        body: Result<B, actix_web::Error>,
    ) -> Result<Self, Refusal> {
        check_content_type(http)?;
        let body = body.map_err(|error| unreadable(&error))?;
        let value = serde_json::from_slice(body.as_ref())
            .map_err(|error| Refusal::bad_request(format!("The body is not JSON: {error}.")))?;
        let mut members = match value {
            Value::Object(members) => members,
            Value::Array(_) => {
                return Err(Refusal::bad_request(
                    "The body is a list, and batches are not supported: send each operation in a request of its own, or several \
                     fields in one operation.",
                ));
            }
            _ => return Err(Refusal::bad_request("The body must be one JSON object with a member query.")),
        };
        let query = match members.remove("query") {
            Some(Value::String(query)) => Some(query),
            // Null is no way to leave out what is required.
            Some(_) => return Err(Refusal::bad_request("The member query must be a string.")),
            None => None,
        };
        let mut text = |name: &str| match members.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::bad_request(format!("The member {name} must be a string."))),
        };
        let (operation_name, document_id) = (text("operationName")?, text("documentId")?);
        let mut map = |name: &str| object(name, members.remove(name).unwrap_or_default());
        let (variables, extensions) = (map("variables")?, map("extensions")?);
        Ok(Self { query, document_id, operation_name, variables, extensions })
    }
}

fn object(name: &str, value: Value) -> Result<Map<String, Value>, Refusal> {
    match value {
        Value::Null => Ok(Map::new()),
        Value::Object(members) => Ok(members),
        _ if name == "variables" => Err(Refusal::bad_request("The variables must be an object.")),
        _ => Err(Refusal::bad_request(format!("The member {name} must be an object."))),
    }
}

/// Only JSON, which a browser sends to another site not before it has asked that site.
fn check_content_type(http: &HttpRequest) -> Result<(), Refusal> {
    let mime = http.mime_type().ok().flatten();
    let fits = mime.is_some_and(|mime| {
        let utf8 = mime.get_param("charset").is_none_or(|charset| charset == "utf-8");
        mime.essence_str() == "application/json" && utf8
    });
    if fits {
        return Ok(());
    }
    let message = "Send the request as application/json, in UTF-8.";
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadRequest, message))
}

fn unreadable(error: &actix_web::Error) -> Refusal {
    if is_too_slow(error) {
        let message = "The body did not come in time; send it at once.";
        return Refusal::new(StatusCode::REQUEST_TIMEOUT, Code::BadRequest, message);
    }
    let status = error.as_response_error().status_code();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("The body is too large; the limit is {MAX_BODY} bytes.");
        Refusal::new(status, Code::LimitExceeded, message).with("limit", MAX_BODY)
    } else {
        Refusal::bad_request("The body could not be read.")
    }
}
