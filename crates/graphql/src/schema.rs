//! The schema, and how a request is answered with it.

use std::sync::Arc;

use async_graphql::{
    EmptyMutation, Request, Response, SDLExportOptions, ServerError,
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationDefinition, OperationType},
    },
};
use store::{Session, Usage};

use crate::{
    cited::Cited,
    error::{Code, with_code},
    limits,
    loader::Loader,
    node::Node,
    query::Query,
    subscription::Subscription,
    types::subject::Subject,
};

/// The schema of the API. It holds no data: each request brings a session to read from.
#[derive(Clone)]
pub struct Schema(pub(crate) async_graphql::Schema<Query, EmptyMutation, Subscription>);

/// A request that was parsed and found small enough.
#[derive(Debug)]
pub struct Checked {
    pub(crate) request: Request,
    kind: OperationType,
    citations: bool,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// What is sent, as the specification has it.
    pub response: Response,
    /// Whether the operation was run at all: if not, the request itself is at fault.
    pub executed: bool,
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
        let schema = async_graphql::Schema::build(Query, EmptyMutation, Subscription)
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
        let kind = operation.map_or(OperationType::Query, |operation| operation.ty);
        if let Some(operation) = operation {
            check_variables(operation, &request).map_err(|error| refused(error, Code::BadUserInput))?;
        }
        request.set_parsed_query(document);
        Ok(Checked { request, kind, citations: false })
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
        if let Some(cited) = cited.filter(|_| is_executed(&response)) {
            cited.add_to(&mut response, loader).await;
        }
        Answer::new(response)
    }
}

impl Answer {
    /// An answer of the engine.
    pub(crate) fn new(mut response: Response) -> Self {
        let executed = is_executed(&response);
        let code = if executed { Code::BadUserInput } else { Code::ValidationFailed };
        response.errors = response.errors.into_iter().map(|error| with_code(error, code)).collect();
        Self { response, executed }
    }

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

    /// Whether the operation that would run only reads. One that does not exist reads nothing.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.kind == OperationType::Query
    }

    /// Whether the operation that would run is a subscription, for [`Schema::subscribe`].
    #[must_use]
    pub fn is_subscription(&self) -> bool {
        self.kind == OperationType::Subscription
    }
}

/// Whether the engine has run anything: what it finds before it starts has no path.
fn is_executed(response: &Response) -> bool {
    response.errors.is_empty() || response.errors.iter().any(|error| !error.path.is_empty())
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

pub(crate) fn refused(error: ServerError, code: Code) -> Box<Answer> {
    Box::new(Answer { response: Response::from_errors(vec![with_code(error, code)]), executed: false })
}
