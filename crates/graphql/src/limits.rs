//! What a document may ask for, checked before the engine sees it.
//!
//! The engine walks a fragment anew each time it is spread, so a chain of fragments that each spread the next twice
//! doubles its work with every link, before any limit of its own can answer. Here each fragment is measured once.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, ServerError,
    parser::types::{ExecutableDocument, Field, FragmentDefinition, Selection, SelectionSet},
};

use crate::error::Code;

/// The deepest field counts so many levels. Introspection is not counted: it has a limit of its own.
pub const MAX_DEPTH: u64 = 15;
/// The deepest field below `__schema` or `__type`; the introspection query of `GraphiQL` needs 14.
pub const MAX_INTROSPECTION_DEPTH: u64 = 20;
/// The most fields, with each fragment counted wherever it is spread.
pub const MAX_FIELDS: u64 = 2000;

/// How large a selection is.
#[derive(Clone, Copy, Default)]
struct Size {
    depth: u64,
    introspection_depth: u64,
    fields: u64,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
        self.fields = self.fields.saturating_add(other.fields);
    }
}

/// Refuses a document that is too large, in time linear in its length.
pub(crate) fn check(document: &ExecutableDocument) -> Result<(), ServerError> {
    let mut measure = Measure { fragments: &document.fragments, sizes: HashMap::new() };
    for (_, operation) in document.operations.iter() {
        let size = measure.selection_set(&operation.node.selection_set.node)?;
        let limits = [
            ("depth", size.depth, MAX_DEPTH, "Ask for less nesting, or split the query."),
            ("introspection depth", size.introspection_depth, MAX_INTROSPECTION_DEPTH, "Ask for less nesting."),
            ("number of fields", size.fields, MAX_FIELDS, "Ask for fewer fields, or split the query."),
        ];
        for (name, actual, limit, advice) in limits {
            if actual > limit {
                let message = format!("The {name} of the operation is {actual}; the limit is {limit}. {advice}");
                let mut error = ServerError::new(message, Some(operation.pos));
                let extensions = error.extensions.get_or_insert_default();
                extensions.set("code", Code::LimitExceeded.as_str());
                extensions.set("limit", limit);
                extensions.set("actual", actual);
                return Err(error);
            }
        }
    }
    Ok(())
}

struct Measure<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// What was measured; `None` while it is being measured.
    sizes: HashMap<&'a Name, Option<Size>>,
}

impl<'a> Measure<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<Size, ServerError> {
        let mut size = Size::default();
        for selection in &set.items {
            size.add(match &selection.node {
                Selection::Field(field) => self.field(&field.node)?,
                Selection::InlineFragment(inline) => self.selection_set(&inline.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name)?,
            });
        }
        Ok(size)
    }

    fn field(&mut self, field: &'a Field) -> Result<Size, ServerError> {
        let inner = self.selection_set(&field.selection_set.node)?;
        let fields = inner.fields.saturating_add(1);
        Ok(if matches!(field.name.node.as_str(), "__schema" | "__type") {
            Size { depth: 0, introspection_depth: inner.depth + 1, fields }
        } else {
            Size { depth: inner.depth + 1, introspection_depth: inner.introspection_depth, fields }
        })
    }

    fn fragment(&mut self, name: &'a Positioned<Name>) -> Result<Size, ServerError> {
        match self.sizes.get(&name.node) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                let message = format!("The fragment {} spreads itself.", name.node);
                return Err(crate::error::with_code(ServerError::new(message, Some(name.pos)), Code::ValidationFailed));
            }
            None => {}
        }
        // Whether the fragment exists is for the validation to say.
        let Some(fragment) = self.fragments.get(&name.node) else { return Ok(Size::default()) };
        self.sizes.insert(&name.node, None);
        let size = self.selection_set(&fragment.node.selection_set.node)?;
        self.sizes.insert(&name.node, Some(size));
        Ok(size)
    }
}
