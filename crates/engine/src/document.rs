//! Operations of a document.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, SelectionSet},
};

/// The operation of a name, or the only one, with its name.
pub(crate) fn find_operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<(Option<&'a Name>, &'a Positioned<OperationDefinition>)> {
    let mut operations = document.operations.iter();
    match name {
        Some(name) => operations.find(|(found, _)| found.is_some_and(|found| found.as_str() == name)),
        None => operations.next().filter(|_| operations.next().is_none()),
    }
}

/// An operation with merged selections in place of its own.
pub(crate) fn with_selections(
    operation: &Positioned<OperationDefinition>,
    set: SelectionSet,
) -> Positioned<OperationDefinition> {
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
pub(crate) fn single_operation(name: Option<Name>, operation: Positioned<OperationDefinition>) -> ExecutableDocument {
    let operations = match name {
        None => DocumentOperations::Single(operation),
        Some(name) => DocumentOperations::Multiple([(name, operation)].into()),
    };
    ExecutableDocument { operations, fragments: HashMap::new() }
}
