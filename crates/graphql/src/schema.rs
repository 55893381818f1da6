//! The schema, and how a request is answered with it.

use std::sync::Arc;

use async_graphql::{
    EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, ServerError,
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationDefinition, OperationType},
    },
};
use store::{ReleaseId, Session, Usage};

use crate::{
    cited::Cited,
    error::{Code, with_code},
    limits,
    loader::Loader,
    node::Node,
    query::Query,
    types::subject::Subject,
};

/// The schema of the API. It holds no data: each request brings a session to read from.
#[derive(Clone)]
pub struct Schema(async_graphql::Schema<Query, EmptyMutation, EmptySubscription>);

/// A request that was parsed and found small enough.
#[derive(Debug)]
pub struct Checked {
    request: Request,
    is_query: bool,
    citations: bool,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// What is sent, as the specification has it.
    pub response: Response,
    /// Whether the operation was run at all: if not, the request itself is at fault.
    pub executed: bool,
    /// The release that was read; `None` if nothing was.
    pub release: Option<ReleaseId>,
}

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

impl Schema {
    /// Builds the schema. Needs no database.
    #[must_use]
    pub fn new() -> Self {
        let schema = async_graphql::Schema::build(Query, EmptyMutation, EmptySubscription)
            .register_output_type::<Node>()
            .register_output_type::<Subject>()
            .finish();
        Self(schema)
    }

    /// The schema in the schema definition language, sorted.
    #[must_use]
    pub fn sdl(&self) -> String {
        let options =
            SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
        let mut sdl = self.0.sdl_with_options(options).trim().to_owned();
        sdl.push('\n');
        sdl
    }

    /// Parses a request and checks its size. What comes back instead of a [`Checked`] is the answer.
    pub fn check(&self, mut request: Request) -> Result<Checked, Box<Answer>> {
        limits::check_nesting(&request.query).map_err(|error| refused(error, Code::ParseFailed))?;
        let document = parse_query(&request.query).map_err(|error| refused(error.into(), Code::ParseFailed))?;
        limits::check(&document).map_err(|error| refused(error, Code::ValidationFailed))?;
        let operation = operation(&document, request.operation_name.as_deref());
        let is_query = operation.is_none_or(|operation| operation.ty == OperationType::Query);
        if let Some(operation) = operation {
            check_variables(operation, &request).map_err(|error| refused(error, Code::BadUserInput))?;
        }
        request.set_parsed_query(document);
        Ok(Checked { request, is_query, citations: false })
    }

    /// Answers a request with the data of a session, and tells what that cost.
    pub async fn execute(&self, checked: Checked, session: Session) -> (Answer, Usage) {
        let loader = Arc::new(Loader::new(session));
        let answer = self.execute_with(checked, &loader).await;
        (answer, loader.session().usage())
    }

    /// Answers a request with a loader, whose session can then be asked what it did.
    pub async fn execute_with(&self, Checked { request, citations, .. }: Checked, loader: &Arc<Loader>) -> Answer {
        let mut request = request.data(Arc::clone(loader));
        let cited = citations.then(Arc::<Cited>::default);
        if let Some(cited) = &cited {
            request = request.data(Arc::clone(cited));
        }
        let mut response = loader.drive(self.0.execute(request)).await;
        // What the engine finds before it starts has no path.
        let executed = response.errors.is_empty() || response.errors.iter().any(|error| !error.path.is_empty());
        if let Some(cited) = cited.filter(|_| executed) {
            cited.add_to(&mut response, loader).await;
        }
        let code = if executed { Code::BadUserInput } else { Code::ValidationFailed };
        response.errors = response.errors.into_iter().map(|error| with_code(error, code)).collect();
        Answer { response, executed, release: loader.session().release() }
    }
}

impl Clone for Answer {
    fn clone(&self) -> Self {
        let mut response = Response::new(self.response.data.clone());
        response.errors.clone_from(&self.response.errors);
        response.extensions.clone_from(&self.response.extensions);
        Self { response, ..*self }
    }
}

impl Answer {
    /// Whether one of its errors has a code.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        let mut codes = self.response.errors.iter().filter_map(|error| error.extensions.as_ref()?.get("code"));
        codes.any(|found| *found == code.as_str().into())
    }

    /// The answer as JSON. Faults of the server get the id of the request, under which the log has their cause. An
    /// answer to what was not executed has no `data`.
    #[must_use]
    pub fn into_json(mut self, request_id: &str) -> String {
        for error in &mut self.response.errors {
            let extensions = error.extensions.get_or_insert_default();
            let code = extensions.get("code");
            if [Code::Unavailable, Code::Internal].iter().any(|fault| code == Some(&fault.as_str().into())) {
                extensions.set("requestId", request_id);
            }
        }
        let json = if self.executed {
            serde_json::to_string(&self.response)
        } else {
            serde_json::to_string(&serde_json::json!({ "errors": self.response.errors }))
        };
        // Serialization of values to a string has no way to fail.
        json.unwrap_or_default()
    }
}

impl Checked {
    /// Also asks for `extensions.citations`: the sources of what the answer shows, each once, by slug.
    #[must_use]
    pub fn with_citations(self) -> Self {
        Self { citations: true, ..self }
    }

    /// What it is estimated to cost, in points.
    #[must_use]
    pub fn cost(&self) -> u64 {
        1
    }

    /// Whether the operation that would run only reads. One that does not exist reads nothing.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.is_query
    }
}

/// The operation of this name, or the only one.
fn operation<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Option<&'a OperationDefinition> {
    let mut operations = document.operations.iter();
    let (_, operation) = match name {
        Some(name) => operations.find(|(found, _)| found.is_some_and(|found| found.as_str() == name)),
        None => operations.next(),
    }?;
    Some(&operation.node)
}

/// A required variable that is missing is a fault of the request. The engine would find it only at the field that
/// uses it, after the rest has run.
fn check_variables(operation: &OperationDefinition, request: &Request) -> Result<(), ServerError> {
    for variable in &operation.variable_definitions {
        let (name, kind) = (&variable.node.name.node, &variable.node.var_type.node);
        if kind.nullable {
            continue;
        }
        let problem = match request.variables.get(name) {
            None if variable.node.default_value.is_none() => "is missing",
            Some(async_graphql::Value::Null) => "must not be null",
            _ => continue,
        };
        let mut error = ServerError::new(format!("The variable ${name} of type {kind} {problem}."), Some(variable.pos));
        error.extensions.get_or_insert_default().set("argument", format!("${name}"));
        return Err(error);
    }
    Ok(())
}

fn refused(error: ServerError, code: Code) -> Box<Answer> {
    Box::new(Answer { response: Response::from_errors(vec![with_code(error, code)]), executed: false, release: None })
}
