//! The answer to a request, with its errors in order, and as JSON.

use async_graphql::{PathSegment, Response, ServerError, Value};
use serde::de::DeserializeOwned;

use crate::{
    error::{Code, with_code},
    json::{push_json, push_scalar},
};

/// The answer to a request. `R` identifies the release that was read.
#[derive(Debug)]
pub struct Answer<R> {
    /// The response as the specification defines it. Its data may hold objects that are already written (see
    /// [`json`](crate::json)).
    pub response: Response,
    /// Whether the operation was run. If not, the request itself is at fault, and the answer has no `data`.
    pub executed: bool,
    /// The release that was read; `None` if nothing was.
    pub release: Option<R>,
}

impl<R: Copy> Clone for Answer<R> {
    fn clone(&self) -> Self {
        let mut response = Response::new(self.response.data.clone());
        response.errors.clone_from(&self.response.errors);
        response.extensions.clone_from(&self.response.extensions);
        Self { response, ..*self }
    }
}

impl<R> Answer<R> {
    /// The answer to an operation that was run.
    #[must_use]
    pub fn executed(mut response: Response, release: Option<R>) -> Self {
        response.errors = response.errors.into_iter().map(|error| with_code(error, Code::BadUserInput)).collect();
        // Errors arrive in the order in which their fields were resolved; they are sent in the order of the document, then of
        // the lists.
        response.errors.sort_by_cached_key(|error| {
            let indices = error.path.iter().filter_map(|segment| match segment {
                PathSegment::Index(index) => Some(*index),
                PathSegment::Field(_) => None,
            });
            (error.locations.first().map(|place| (place.line, place.column)), indices.collect::<Vec<_>>())
        });
        Self { response, executed: true, release }
    }

    /// The answer to a request that was not run.
    #[must_use]
    pub fn refused(errors: Vec<ServerError>) -> Self {
        Self { response: Response::from_errors(errors), executed: false, release: None }
    }

    /// Whether one of its errors has a code.
    #[must_use]
    pub fn has(&self, code: impl Into<&'static str>) -> bool {
        let code = code.into();
        let mut codes = self.response.errors.iter().filter_map(|error| error.extensions.as_ref()?.get("code"));
        codes.any(|found| *found == code.into())
    }

    /// `extensions.code` of the first error; `None` without errors.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self.response.errors.first()?.extensions.as_ref()?.get("code")? {
            Value::String(code) => Some(code),
            _ => None,
        }
    }

    /// The data, deserialized as a type. A field that failed is null.
    pub fn data<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        let mut json = Vec::new();
        push_json(&mut json, &self.response.data);
        serde_json::from_slice(&json)
    }

    /// The answer as JSON. Faults of the server get the id of the request, under which the log has their cause.
    #[must_use]
    pub fn into_json(mut self, request_id: &str) -> String {
        for error in &mut self.response.errors {
            let extensions = error.extensions.get_or_insert_default();
            let code = extensions.get("code");
            if [Code::Unavailable, Code::Internal].iter().any(|fault| code == Some(&fault.as_str().into())) {
                extensions.set("requestId", request_id);
            }
        }
        let Response { data, errors, extensions, .. } = &self.response;
        let mut json = b"{".to_vec();
        if !self.executed || !errors.is_empty() {
            json.extend_from_slice(b"\"errors\":");
            push_scalar(&mut json, errors);
        }
        if self.executed {
            json.extend_from_slice(if json.len() > 1 { b",\"data\":" } else { b"\"data\":" });
            push_json(&mut json, data);
            if !extensions.is_empty() {
                json.extend_from_slice(b",\"extensions\":");
                push_scalar(&mut json, extensions);
            }
        }
        json.push(b'}');
        // All parts are UTF-8.
        String::from_utf8(json).unwrap_or_default()
    }
}
