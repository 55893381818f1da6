//! The schema, and how a request is answered with it.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, time::Instant};

use async_graphql::{
    EmptyMutation, Name, PathSegment, Positioned, Request, Response, SDLExportOptions, SchemaBuilder, ServerError,
    ValidationMode, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
    indexmap::IndexMap,
    parser::{
        parse_query,
        types::{
            DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, SelectionSet,
            VariableDefinition,
        },
    },
};
use futures_util::FutureExt;
use moka::sync::Cache;
use serde::de::DeserializeOwned;
use store::{ReleaseStamp, Session, Usage};

use crate::{
    collect_fields::{VariableValues, collect_fields},
    cost::{self, Cost, Published},
    engine,
    error::{Code, panicked, with_code},
    federation,
    limits::{self, Limit, Limits},
    loader::Loader,
    provenance::Provenance,
    query::Query,
    row_cache::RowCache,
    schema_index::SchemaIndex,
    schema_transform::Transformed,
    subscription::Subscription,
    types::{Node, Subject, service_limit::ShownLimits},
};

type Engine = async_graphql::Schema<Query, EmptyMutation, Subscription>;

/// The schema of the API. It holds no data: each request brings a session to read from.
#[derive(Clone)]
pub struct Schema {
    /// Answers documents that were checked.
    pub(crate) engine: Engine,
    /// Only validates: the document that came in, not the one that is run.
    validator: Engine,
    index: Arc<SchemaIndex>,
    /// Documents that were found valid, by their text.
    valid: Cache<Arc<str>, Arc<ExecutableDocument>>,
    row_cache: Arc<RowCache>,
    options: Arc<Options>,
}

/// How a schema is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether clients may ask for the schema itself. If not, no message tells a name that they did not send.
    pub introspection: bool,
    /// The most an operation may cost.
    pub max_cost: u64,
    /// Limits of the layers around this one, to be shown by `serviceLimits` with ours.
    pub more_limits: Vec<Limit>,
}

impl Default for Options {
    fn default() -> Self {
        Self { introspection: true, max_cost: Limits::COST.value, more_limits: Vec::new() }
    }
}

impl Options {
    fn cost(&self) -> Limit {
        Limits::COST.with_value(self.max_cost)
    }

    /// All limits there are.
    fn limits(&self) -> Vec<Limit> {
        let ours =
            Limits::ALL.into_iter().map(|limit| if limit.name == Limits::COST.name { self.cost() } else { limit });
        ours.chain(self.more_limits.iter().cloned()).collect()
    }
}

/// A request that was parsed, validated and found small enough.
#[derive(Debug)]
pub struct Checked {
    pub(crate) request: Request,
    /// The operation that is run, each field once.
    pub(crate) operation: Positioned<OperationDefinition>,
    pub(crate) name: Option<Name>,
    cost: Cost,
    citations: bool,
    cost_report: bool,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// What is sent, as the specification has it.
    pub response: Response,
    /// Whether the operation was run at all: if not, the request itself is at fault.
    pub executed: bool,
    /// The release that was read; `None` if nothing was.
    pub release: Option<ReleaseStamp>,
}

impl Default for Schema {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

impl Schema {
    /// Builds the schema. Needs no database.
    #[must_use]
    pub fn new(options: Options) -> Self {
        // What is run was validated; the recursion of both is bounded before they see a document.
        let engine = builder(&options).validation_mode(ValidationMode::Fast).finish();
        let validator = builder(&options).extension(OnlyValidate).finish();
        let schema_index = Arc::new(SchemaIndex::of(&exported(&engine, |options| options)));
        let valid = Cache::builder()
            .max_capacity(VALID_DOCUMENTS)
            .weigher(|text: &Arc<str>, _: &Arc<_>| u32::try_from(text.len()).unwrap_or(u32::MAX))
            .build();
        Self { engine, validator, index: schema_index, valid, row_cache: Arc::default(), options: Arc::new(options) }
    }

    /// The schema in the schema definition language, sorted. What only gateways ask is not in it.
    #[must_use]
    pub fn sdl() -> &'static str {
        federation::published()
    }

    /// The schema as a gateway of Apollo Federation 2 needs it, as `_service` tells it.
    #[must_use]
    pub fn federation_sdl() -> &'static str {
        federation::federated()
    }

    /// The limits that `serviceLimits` shows.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        self.options.limits()
    }

    /// Parses and validates a request, checks its size, and estimates what it costs. What comes back instead of a
    /// [`Checked`] is the answer.
    pub fn check(&self, request: Request) -> Result<Checked, Box<Answer>> {
        let invalid = |error| refused(error, Code::ValidationFailed);
        let valid = self.valid.get(&*request.query);
        let is_new = valid.is_none();
        let document = match valid {
            Some(document) => document,
            None => self.parse(&request.query)?,
        };
        limits::check_variables(&request.variables).map_err(|error| refused(error, Code::BadUserInput))?;
        let operation = operation(&document, request.operation_name.as_deref());
        if let Some((_, operation)) = operation {
            self.check_values(&operation.node, &request).map_err(|error| refused(error, Code::BadUserInput))?;
        }
        let variables = operation.map(|(_, operation)| &operation.node.variable_definitions);
        let whole = |definition: &Positioned<VariableDefinition>| {
            let value = request.variables.get(&definition.node.name.node);
            value.is_none_or(|value| self.index.is_whole(&definition.node.var_type.node, value))
        };
        // All else about the variables was seen to, so it does not matter for which of them the document was found valid.
        if is_new || !variables.is_some_and(|variables| variables.iter().all(whole)) {
            self.validate(&document, &request)?;
        }
        // Without one, the validator has refused.
        let absent = || invalid(ServerError::new("There is no such operation in the document.", None));
        let (name, operation) = operation.ok_or_else(absent)?;
        let set = collect_fields(&self.index, &document, &operation.node, &request.variables).map_err(invalid)?;
        let values =
            VariableValues { variables: &request.variables, definitions: &operation.node.variable_definitions };
        let cost = cost::estimate(&self.index, self.index.root(operation.node.ty), &set, values);
        if let Err(mut error) = self.options.cost().check(cost.points, None) {
            error.message = format!("{} Most of it is for {}.", error.message, cost.most_costly);
            error.extensions.get_or_insert_default().set("mostCostly", cost.most_costly);
            return Err(invalid(error));
        }
        let name = name.cloned();
        let operation = alone(operation, set);
        if is_new {
            self.valid.insert(request.query.as_str().into(), document);
        }
        Ok(Checked { request, operation, name, cost, citations: false, cost_report: false })
    }

    fn parse(&self, text: &str) -> Result<Arc<ExecutableDocument>, Box<Answer>> {
        limits::check_text(text).map_err(|error| refused(error, Code::ParseFailed))?;
        let document = parse_query(text).map_err(|error| refused(error.into(), Code::ParseFailed))?;
        limits::check(&document, self.options.introspection).map_err(|error| refused(error, Code::ValidationFailed))?;
        Ok(Arc::new(document))
    }

    /// Whether a document asks for an operation that may change something, if it is a document at all.
    #[must_use]
    pub fn writes(&self, document: &str, operation_name: Option<&str>) -> bool {
        if limits::check_text(document).is_err() {
            return false;
        }
        let document = parse_query(document).ok();
        let operation = document.as_ref().and_then(|document| operation(document, operation_name));
        operation.is_some_and(|(_, operation)| operation.node.ty == OperationType::Mutation)
    }

    fn validate(&self, document: &ExecutableDocument, request: &Request) -> Result<(), Box<Answer>> {
        let mut copy = Request::new("").variables(request.variables.clone());
        copy.operation_name.clone_from(&request.operation_name);
        copy.set_parsed_query(document.clone());
        // It has nothing to wait for.
        let response = self.validator.execute(copy).now_or_never().unwrap_or_default();
        if response.errors.is_empty() {
            return Ok(());
        }
        let errors = response.errors.into_iter().map(|error| with_code(error, Code::ValidationFailed)).collect();
        Err(Box::new(Answer { response: Response::from_errors(errors), executed: false, release: None }))
    }

    /// A variable that is missing or of the wrong kind is a fault of the request. The engine would find it only at the
    /// field that uses it, after the rest has run.
    fn check_values(&self, operation: &OperationDefinition, request: &Request) -> Result<(), ServerError> {
        for variable in &operation.variable_definitions {
            let (name, kind) = (&variable.node.name.node, &variable.node.var_type.node);
            let (argument, problem) = match request.variables.get(name) {
                None if kind.nullable || variable.node.default_value.is_some() => continue,
                None => (format!("${name}"), "is missing".to_owned()),
                Some(Value::Null) if !kind.nullable => (format!("${name}"), "must not be null".to_owned()),
                Some(value) => match self.index.misfit(&format!("${name}"), kind, value) {
                    Some((path, expected)) => {
                        let problem = if path.len() == name.len() + 1 {
                            "has a value of another type".to_owned()
                        } else {
                            format!("has a value that is no {expected} at {path}")
                        };
                        (path, problem)
                    }
                    None => continue,
                },
            };
            let mut error =
                ServerError::new(format!("The variable ${name} of type {kind} {problem}."), Some(variable.pos));
            error.extensions.get_or_insert_default().set("argument", argument);
            return Err(error);
        }
        Ok(())
    }

    /// Answers a request with the data of a session, and tells what that cost.
    pub async fn execute(&self, checked: Checked, session: Session) -> (Answer, Usage) {
        let loader = Arc::new(Loader::with_row_cache(session, Arc::clone(&self.row_cache)));
        let answer = self.execute_with(checked, &loader).await;
        (answer, loader.session().usage())
    }

    /// Answers a request with a loader, whose session can then be asked what it did.
    pub async fn execute_with(&self, checked: Checked, loader: &Arc<Loader>) -> Answer {
        let started = Instant::now();
        let Checked { mut request, operation, name, cost, citations, cost_report } = checked;
        let variables = cost_report.then(|| request.variables.clone());
        request.set_parsed_query(document(name, operation.clone()));
        request = request.data(Arc::clone(loader));
        let cited = citations.then(Arc::<Provenance>::default);
        if let Some(cited) = &cited {
            request = request.data(Arc::clone(cited));
        }
        let mut response = without_panic(loader.drive(self.engine.execute(request))).await;
        if cited.is_some() || variables.is_some() {
            response.data = engine::read(&response.data);
        }
        if let Some(cited) = cited {
            cited.add_to(&mut response, loader).await;
        }
        if let Some(variables) = variables {
            let OperationDefinition { ty, variable_definitions, selection_set, .. } = &operation.node;
            let values = VariableValues { variables: &variables, definitions: variable_definitions };
            let root = self.index.root(*ty);
            let actual = cost::actual(&self.index, root, &selection_set.node, values, &response.data);
            let usage = loader.session().usage();
            let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            let members = [
                ("estimate", cost.points),
                ("actual", actual),
                ("statements", usage.statements),
                ("rows", usage.rows),
                ("milliseconds", milliseconds),
            ];
            response.extensions.insert("cost".to_owned(), numbers(members));
        }
        Answer { release: loader.session().release(), ..Answer::executed(response) }
    }
}

pub(crate) fn builder(options: &Options) -> SchemaBuilder<Query, EmptyMutation, Subscription> {
    let builder = async_graphql::Schema::build(Query, EmptyMutation, Subscription)
        .register_output_type::<Node>()
        .register_output_type::<Subject>()
        .register_output_type::<Transformed<Published>>()
        .limit_recursive_depth(2 * RECURSION)
        .data(ShownLimits(options.limits()));
    if options.introspection { builder } else { builder.disable_introspection().disable_suggestions() }
}

/// Bytes of the documents that are not validated again. What they are parsed into takes some twenty times as many.
const VALID_DOCUMENTS: u64 = 1024 * 1024;
/// As deep as the limits of levels, depth and introspection let a document be.
const RECURSION: usize = 32;

/// A schema in the schema definition language, sorted, in a form of it.
pub(crate) fn exported(engine: &Engine, form: impl Fn(SDLExportOptions) -> SDLExportOptions) -> String {
    let options = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    let mut sdl = engine.sdl_with_options(form(options)).trim().to_owned();
    sdl.push('\n');
    sdl
}

/// The engine has no other way to validate a document without running it.
struct OnlyValidate;

impl ExtensionFactory for OnlyValidate {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for OnlyValidate {
    async fn execute(&self, _: &ExtensionContext<'_>, _: Option<&str>, _: NextExecute<'_>) -> Response {
        Response::default()
    }
}

/// The response, or an error in place of one whose making panicked.
pub(crate) async fn without_panic<T: From<Response>>(run: impl Future<Output = T>) -> T {
    match AssertUnwindSafe(run).catch_unwind().await {
        Ok(response) => response,
        Err(cause) => Response::from_errors(vec![panicked(&*cause)]).into(),
    }
}

fn numbers<const N: usize>(members: [(&str, u64); N]) -> Value {
    Value::Object(
        members.into_iter().map(|(name, number)| (Name::new(name), Value::from(number))).collect::<IndexMap<_, _>>(),
    )
}

/// The operation that runs, with its merged selections.
fn alone(operation: &Positioned<OperationDefinition>, set: SelectionSet) -> Positioned<OperationDefinition> {
    let OperationDefinition { ty, variable_definitions, directives, selection_set } = &operation.node;
    let merged = OperationDefinition {
        ty: *ty,
        variable_definitions: variable_definitions.clone(),
        directives: directives.clone(),
        selection_set: Positioned::new(set, selection_set.pos),
    };
    Positioned::new(merged, operation.pos)
}

/// A document with one operation and no fragments.
pub(crate) fn document(name: Option<Name>, operation: Positioned<OperationDefinition>) -> ExecutableDocument {
    let operations = match name {
        None => DocumentOperations::Single(operation),
        Some(name) => DocumentOperations::Multiple([(name, operation)].into()),
    };
    ExecutableDocument { operations, fragments: HashMap::new() }
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
    /// An answer of the engine to what was run.
    pub(crate) fn executed(mut response: Response) -> Self {
        response.errors = response.errors.into_iter().map(|error| with_code(error, Code::BadUserInput)).collect();
        // They come as their fields happen to be answered; they are told in the order of the document, then of the lists.
        response.errors.sort_by_cached_key(|error| {
            let indices = error.path.iter().filter_map(|segment| match segment {
                PathSegment::Index(index) => Some(*index),
                PathSegment::Field(_) => None,
            });
            (error.locations.first().map(|place| (place.line, place.column)), indices.collect::<Vec<_>>())
        });
        Self { response, executed: true, release: None }
    }

    /// Whether one of its errors has a code.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        let mut codes = self.response.errors.iter().filter_map(|error| error.extensions.as_ref()?.get("code"));
        codes.any(|found| *found == code.as_str().into())
    }

    /// `extensions.code` of the first error; none if there is no error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self.response.errors.first()?.extensions.as_ref()?.get("code")? {
            Value::String(code) => Some(code),
            _ => None,
        }
    }

    /// The data, read as a type; what an error has nulled is null.
    pub fn data<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        let mut json = Vec::new();
        engine::push_json(&mut json, &self.response.data);
        serde_json::from_slice(&json)
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
        let Response { data, errors, extensions, .. } = &self.response;
        let mut json = b"{".to_vec();
        if !self.executed || !errors.is_empty() {
            json.extend_from_slice(b"\"errors\":");
            engine::push_scalar(&mut json, errors);
        }
        if self.executed {
            json.extend_from_slice(if json.len() > 1 { b",\"data\":" } else { b"\"data\":" });
            engine::push_json(&mut json, data);
            if !extensions.is_empty() {
                json.extend_from_slice(b",\"extensions\":");
                engine::push_scalar(&mut json, extensions);
            }
        }
        json.push(b'}');
        // All of it was text.
        String::from_utf8(json).unwrap_or_default()
    }
}

impl Checked {
    /// Also asks for `extensions.citations`: the sources of what the answer shows, each once, by slug.
    #[must_use]
    pub fn with_citations(self) -> Self {
        Self { citations: true, ..self }
    }

    /// Also asks for `extensions.cost`: what the operation was estimated to cost, and what it did cost.
    #[must_use]
    pub fn with_cost_report(self) -> Self {
        Self { cost_report: true, ..self }
    }

    /// The document as it was given.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.request.query
    }

    /// Whether the operation only reads.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.operation.node.ty == OperationType::Query
    }

    /// Whether the operation asks for events.
    #[must_use]
    pub fn is_subscription(&self) -> bool {
        self.operation.node.ty == OperationType::Subscription
    }

    /// The name of the operation, if it has one.
    #[must_use]
    pub fn operation_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What the operation is estimated to cost, in points.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.cost.points
    }

    /// An answer without data that only tells the estimate, for those who ask for no more than that.
    #[must_use]
    pub fn estimate(&self) -> Answer {
        let cost = numbers([("estimate", self.cost.points)]);
        Answer { response: Response::new(Value::Null).extension("cost", cost), executed: true, release: None }
    }
}

/// The operation of this name, or the only one, with its name.
fn operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<(Option<&'a Name>, &'a Positioned<OperationDefinition>)> {
    let mut operations = document.operations.iter();
    match name {
        Some(name) => operations.find(|(found, _)| found.is_some_and(|found| found.as_str() == name)),
        None => operations.next().filter(|_| operations.next().is_none()),
    }
}

pub(crate) fn refused(error: ServerError, code: Code) -> Box<Answer> {
    Box::new(Answer { response: Response::from_errors(vec![with_code(error, code)]), executed: false, release: None })
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Response};
    use futures_util::FutureExt;

    use super::without_panic;
    use crate::error::Code;

    struct Query;

    #[Object]
    impl Query {
        async fn fails(&self) -> i32 {
            "no number".parse().expect("a secret")
        }

        async fn works(&self) -> i32 {
            1
        }
    }

    #[test]
    fn a_panic_in_a_resolver_becomes_an_error_and_the_next_request_is_answered() {
        let engine = async_graphql::Schema::new(Query, EmptyMutation, EmptySubscription);
        let ask = |query: &str| -> Response {
            without_panic(engine.execute(query)).now_or_never().expect("nothing to wait for")
        };
        let response = ask("{ works fails }");
        assert_eq!(response.data, async_graphql::Value::Null);
        let [error] = &response.errors[..] else { panic!("{response:?}") };
        let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"));
        assert_eq!(code, Some(&Code::Internal.as_str().into()));
        assert!(!error.message.contains("secret"));
        assert!(ask("{ works }").errors.is_empty());
    }
}
