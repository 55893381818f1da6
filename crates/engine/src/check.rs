//! The check of a request: limits, syntax, validation, variables, merged selections, cost.
//!
//! The order matters. The text is measured before it is parsed, the document before anything walks it, and the document
//! that is validated is the one that came, not the merged one that runs.

use std::sync::Arc;

use async_graphql::{
    Executor, Name, ObjectType, Positioned, Request, Response, Schema, SchemaBuilder, ServerError, SubscriptionType,
    Value, Variables, async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationDefinition, OperationType, VariableDefinition},
    },
};
use futures_util::FutureExt;
use moka::sync::Cache;

use crate::{
    answer::Answer,
    collect_fields::{VariableValues, collect_fields},
    cost::{self, Cost, CostRules},
    document::{find_operation, single_operation, with_selections},
    error::{Code, with_code},
    execution::with_recursion,
    limits::{self, Limit},
    schema_index::SchemaIndex,
    sdl::sorted_sdl,
};

/// Bytes of the documents that are not validated again. A parsed document takes some twenty times as many.
const VALID_DOCUMENTS: u64 = 1024 * 1024;

/// What a check depends on besides the schema.
#[derive(Clone, Debug)]
pub struct CheckRules {
    /// Whether a document may ask for the schema itself.
    pub introspection: bool,
    /// The limit of the estimated cost.
    pub cost_limit: Limit,
    /// The costs of the types.
    pub costs: CostRules,
}

/// Checks requests. `E` is the schema that validates and never runs anything.
#[derive(Debug)]
pub struct Checker<E> {
    validator: E,
    schema_index: SchemaIndex,
    /// Documents that were found valid, by their text.
    valid: Cache<Arc<str>, Arc<ExecutableDocument>>,
    rules: CheckRules,
}

impl<Q, M, S> Checker<Schema<Q, M, S>>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    /// A checker for a schema.
    #[must_use]
    pub fn new(builder: SchemaBuilder<Q, M, S>, rules: CheckRules) -> Self {
        let validator = with_recursion(builder).extension(OnlyValidate).finish();
        let schema_index = SchemaIndex::of(&sorted_sdl(&validator, |options| options));
        let valid = Cache::builder()
            .max_capacity(VALID_DOCUMENTS)
            .weigher(|text: &Arc<str>, _: &Arc<_>| u32::try_from(text.len()).unwrap_or(u32::MAX))
            .build();
        Self { validator, schema_index, valid, rules }
    }
}

impl<E: Executor> Checker<E> {
    /// Parses and validates a request, checks its size, merges its selections, and estimates its cost. The errors are those
    /// of a request that must not run; each has a code.
    pub fn check(&self, request: Request) -> Result<Checked, Vec<ServerError>> {
        let refused = |code| move |error| vec![with_code(error, code)];
        let valid = self.valid.get(&*request.query);
        let is_new = valid.is_none();
        let document = match valid {
            Some(document) => document,
            None => self.parse(&request.query).map_err(|error| vec![error])?,
        };
        limits::check_variables(&request.variables).map_err(refused(Code::BadUserInput))?;
        let operation = find_operation(&document, request.operation_name.as_deref());
        if let Some((_, operation)) = operation {
            self.check_values(&operation.node, &request).map_err(refused(Code::BadUserInput))?;
        }
        let variables = operation.map(|(_, operation)| &operation.node.variable_definitions);
        let whole = |definition: &Positioned<VariableDefinition>| {
            let value = request.variables.get(&definition.node.name.node);
            value.is_none_or(|value| self.schema_index.is_whole(&definition.node.var_type.node, value))
        };
        // Everything else about the variables has been checked, so it does not matter with which of them the document was
        // found valid.
        if is_new || !variables.is_some_and(|variables| variables.iter().all(whole)) {
            self.validate(&document, &request)?;
        }
        // Without an operation, the validator has refused.
        let absent = || ServerError::new("There is no such operation in the document.", None);
        let invalid = refused(Code::ValidationFailed);
        let (name, operation) = operation.ok_or_else(absent).map_err(invalid)?;
        let set =
            collect_fields(&self.schema_index, &document, &operation.node, &request.variables).map_err(invalid)?;
        let values =
            VariableValues { variables: &request.variables, definitions: &operation.node.variable_definitions };
        let root = self.schema_index.root(operation.node.ty);
        let cost = cost::estimate(&self.rules.costs, &self.schema_index, root, &set, values);
        if let Err(mut error) = self.rules.cost_limit.check(cost.points, None) {
            error.message = format!("{} Most of it is for {}.", error.message, cost.most_costly);
            error.extensions.get_or_insert_default().set("mostCostly", cost.most_costly);
            return Err(invalid(error));
        }
        let name = name.cloned();
        let operation = with_selections(operation, set);
        if is_new {
            self.valid.insert(request.query.as_str().into(), document);
        }
        Ok(Checked { request, operation, name, cost })
    }

    /// Whether the operation of a document is a mutation; false if the document cannot be parsed.
    #[must_use]
    pub fn is_mutation(&self, document: &str, operation_name: Option<&str>) -> bool {
        if limits::check_text(document).is_err() {
            return false;
        }
        let document = parse_query(document).ok();
        let operation = document.as_ref().and_then(|document| find_operation(document, operation_name));
        operation.is_some_and(|(_, operation)| operation.node.ty == OperationType::Mutation)
    }

    /// The actual cost of an operation, by its data. Objects that are already written must be
    /// [parsed](crate::json::parse) first.
    #[must_use]
    pub fn actual_cost(&self, operation: &MeteredOperation, data: &Value) -> u64 {
        let OperationDefinition { ty, variable_definitions, selection_set, .. } = &operation.operation.node;
        let values = VariableValues { variables: &operation.variables, definitions: variable_definitions };
        let root = self.schema_index.root(*ty);
        cost::actual(&self.rules.costs, &self.schema_index, root, &selection_set.node, values, data)
    }

    fn parse(&self, text: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        limits::check_text(text).map_err(|error| with_code(error, Code::ParseFailed))?;
        let document = parse_query(text).map_err(|error| with_code(error.into(), Code::ParseFailed))?;
        limits::check(&document, self.rules.introspection).map_err(|error| with_code(error, Code::ValidationFailed))?;
        Ok(Arc::new(document))
    }

    fn validate(&self, document: &ExecutableDocument, request: &Request) -> Result<(), Vec<ServerError>> {
        let mut copy = Request::new("").variables(request.variables.clone());
        copy.operation_name.clone_from(&request.operation_name);
        copy.set_parsed_query(document.clone());
        // Validation is ready at once.
        let response = self.validator.execute(copy).now_or_never().unwrap_or_default();
        if response.errors.is_empty() {
            return Ok(());
        }
        Err(response.errors.into_iter().map(|error| with_code(error, Code::ValidationFailed)).collect())
    }

    /// Refuses a variable that is missing or of the wrong type. async-graphql would find it only at the field that uses it,
    /// after the rest has run.
    fn check_values(&self, operation: &OperationDefinition, request: &Request) -> Result<(), ServerError> {
        for variable in &operation.variable_definitions {
            let (name, kind) = (&variable.node.name.node, &variable.node.var_type.node);
            let (argument, problem) = match request.variables.get(name) {
                None if kind.nullable || variable.node.default_value.is_some() => continue,
                None => (format!("${name}"), "is missing".to_owned()),
                Some(Value::Null) if !kind.nullable => (format!("${name}"), "must not be null".to_owned()),
                Some(value) => match self.schema_index.misfit(&format!("${name}"), kind, value) {
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
}

/// Stops after validation. async-graphql has no other way to validate a document without running it.
struct OnlyValidate;

impl ExtensionFactory for OnlyValidate {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for OnlyValidate {
    async fn execute(&self, _: &ExtensionContext<'_>, _: Option<&str>, _: NextExecute<'_>) -> Response {
        Response::default()
    }
}

/// A request that may run.
#[derive(Debug)]
pub struct Checked {
    request: Request,
    /// The operation with merged selections.
    operation: Positioned<OperationDefinition>,
    name: Option<Name>,
    cost: Cost,
}

/// An operation whose actual cost is wanted, with its variables.
#[derive(Debug)]
pub struct MeteredOperation {
    operation: Positioned<OperationDefinition>,
    variables: Variables,
}

impl Checked {
    /// The document as it came.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.request.query
    }

    /// Whether the operation only reads.
    #[must_use]
    pub fn is_query(&self) -> bool {
        self.operation.node.ty == OperationType::Query
    }

    /// Whether the operation is a subscription.
    #[must_use]
    pub fn is_subscription(&self) -> bool {
        self.operation.node.ty == OperationType::Subscription
    }

    /// The name of the operation, if it has one.
    #[must_use]
    pub fn operation_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The estimated cost of the operation, in points.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.cost.points
    }

    /// An answer without data, with the estimated cost in `extensions.cost`.
    #[must_use]
    pub fn estimate<R>(&self) -> Answer<R> {
        let cost = Value::Object([(Name::new("estimate"), Value::from(self.cost.points))].into_iter().collect());
        Answer { response: Response::new(Value::Null).extension("cost", cost), executed: true, release: None }
    }

    /// The operation for [`Checker::actual_cost`].
    #[must_use]
    pub fn metered(&self) -> MeteredOperation {
        MeteredOperation { operation: self.operation.clone(), variables: self.request.variables.clone() }
    }

    /// Refuses a subscription with more than one root field, as the specification does and async-graphql does not. The
    /// operation has no fragments left.
    pub fn check_single_root(&self) -> Result<(), ServerError> {
        if self.operation.node.selection_set.node.items.len() == 1 {
            return Ok(());
        }
        let message = "A subscription must have exactly one field at its root. Subscribe to each field by itself.";
        Err(with_code(ServerError::new(message, Some(self.operation.pos)), Code::ValidationFailed))
    }

    /// The request to run: its document is the merged operation.
    #[must_use]
    pub fn into_request(self) -> Request {
        let Self { mut request, operation, name, .. } = self;
        request.set_parsed_query(single_operation(name, operation));
        request
    }

    /// The merged operation as a document, and its variables, for an operation that runs more than once.
    #[must_use]
    pub fn into_document(self) -> (ExecutableDocument, Variables) {
        (single_operation(self.name, self.operation), self.request.variables)
    }
}
