//! What a document may ask for, checked before the engine sees it, and how large a filter may be.
//!
//! The engine walks a fragment anew each time it is spread, so a chain of fragments that each spread the next twice
//! doubles its work with every link, before any limit of its own can answer. Here each fragment is measured once.

use std::collections::HashMap;

use async_graphql::{
    Error, ErrorExtensionValues, ErrorExtensions, Name, Positioned, ServerError,
    parser::types::{ExecutableDocument, Field, FragmentDefinition, Selection, SelectionSet},
};
use async_graphql_value::{ConstValue, Value};

use crate::error::Code;

/// The deepest field counts so many levels. Introspection is not counted: it has a limit of its own.
pub const MAX_DEPTH: u64 = 15;
/// The deepest field below `__schema` or `__type`; the introspection query of `GraphiQL` needs 14.
pub const MAX_INTROSPECTION_DEPTH: u64 = 20;
/// The most fields, with each fragment counted wherever it is spread.
pub const MAX_FIELDS: u64 = 2000;

/// The most values of one filter, those of its lists included.
pub const MAX_FILTER_VALUES: u64 = 1000;
/// The deepest value of an argument lies within so many braces and brackets.
pub const MAX_ARGUMENT_DEPTH: u64 = 24;

/// The most brackets of any kind, one within the other.
pub const MAX_NESTING: u64 = 100;

/// How large a selection is.
#[derive(Clone, Copy, Default)]
struct Size {
    depth: u64,
    introspection_depth: u64,
    argument_depth: u64,
    fields: u64,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
        self.argument_depth = self.argument_depth.max(other.argument_depth);
        self.fields = self.fields.saturating_add(other.fields);
    }
}

/// Refuses a document whose brackets are nested too deep, before it is parsed: the parser calls itself for each, and a
/// few thousand would take more stack than there is.
pub(crate) fn check_nesting(document: &str) -> Result<(), ServerError> {
    let (mut depth, mut deepest) = (0_u64, 0);
    let mut rest = document;
    while let Some(found) = rest.find(['{', '[', '(', '}', ']', ')', '"', '#']) {
        let (bracket, following) = rest[found..].split_at(1);
        rest = following;
        match bracket {
            "{" | "[" | "(" => depth += 1,
            "}" | "]" | ")" => depth = depth.saturating_sub(1),
            "#" => rest = after_comment(rest),
            _ => rest = after_string(rest),
        }
        deepest = deepest.max(depth);
    }
    if deepest > MAX_NESTING {
        let message = format!(
            "Brackets are nested {deepest} deep in the document; the limit is {MAX_NESTING}. Ask for less nesting."
        );
        let mut error = ServerError::new(message, None);
        set_limit(error.extensions.get_or_insert_default(), MAX_NESTING, deepest);
        return Err(error);
    }
    Ok(())
}

fn after_comment(text: &str) -> &str {
    text.find(['\n', '\r']).map_or("", |end| &text[end..])
}

/// What follows a string, given what follows its first quotation mark.
fn after_string(text: &str) -> &str {
    if let Some(block) = text.strip_prefix("\"\"") {
        let mut rest = block;
        while let Some(end) = rest.find("\"\"\"") {
            let is_escaped = rest[..end].ends_with('\\');
            rest = &rest[end + 3..];
            if !is_escaped {
                return rest;
            }
        }
        // Without an end it is an empty string, before another one.
        return &text[1..];
    }
    let mut rest = text;
    while let Some(end) = rest.find(['"', '\\', '\n', '\r']) {
        let is_escape = rest[end..].starts_with('\\');
        rest = &rest[end + 1..];
        if !is_escape {
            return rest;
        }
        let mut characters = rest.chars();
        characters.next();
        rest = characters.as_str();
    }
    ""
}

/// Refuses a document that is too large, in time linear in its length.
pub(crate) fn check(document: &ExecutableDocument) -> Result<(), ServerError> {
    let mut measure = Measure { fragments: &document.fragments, sizes: HashMap::new() };
    for (_, operation) in document.operations.iter() {
        let mut size = measure.selection_set(&operation.node.selection_set.node)?;
        let defaults = operation.node.variable_definitions.iter().filter_map(|variable| variable.node.default_value());
        size.argument_depth = defaults.map(|value| extent(value, members).depth).fold(size.argument_depth, u64::max);
        let limits = [
            ("depth", size.depth, MAX_DEPTH, "Ask for less nesting, or split the query."),
            ("introspection depth", size.introspection_depth, MAX_INTROSPECTION_DEPTH, "Ask for less nesting."),
            ("depth of the arguments", size.argument_depth, MAX_ARGUMENT_DEPTH, "Nest filters less."),
            ("number of fields", size.fields, MAX_FIELDS, "Ask for fewer fields, or split the query."),
        ];
        for (name, actual, limit, advice) in limits {
            if actual > limit {
                let message = format!("The {name} of the operation is {actual}; the limit is {limit}. {advice}");
                let mut error = ServerError::new(message, Some(operation.pos));
                set_limit(error.extensions.get_or_insert_default(), limit, actual);
                return Err(error);
            }
        }
    }
    Ok(())
}

fn set_limit(extensions: &mut ErrorExtensionValues, limit: u64, actual: u64) {
    extensions.set("code", Code::LimitExceeded.as_str());
    extensions.set("limit", limit);
    extensions.set("actual", actual);
}

/// An error about an answer that would be too large.
pub(crate) fn exceeded(message: String, limit: u64, actual: u64) -> Error {
    Error::new(message).extend_with(|_, extensions| set_limit(extensions, limit, actual))
}

/// Refuses a filter that is too large, before it is taken apart. Variables are in it, which no document shows.
pub(crate) fn check_filter(argument: &str, filter: &ConstValue) -> Result<(), Error> {
    let extent = extent(filter, members);
    for (name, actual, limit, advice) in [
        ("depth", extent.depth, MAX_ARGUMENT_DEPTH, "Nest it less."),
        ("number of values", extent.values, MAX_FILTER_VALUES, "Split the query."),
    ] {
        if actual > limit {
            let message = format!("The {name} of {argument} is {actual}; the limit is {limit}. {advice}");
            return Err(Error::new(message).extend_with(|_, extensions| {
                extensions.set("argument", argument);
                set_limit(extensions, limit, actual);
            }));
        }
    }
    Ok(())
}

/// How large a value is.
struct Extent {
    /// The most braces and brackets around a value.
    depth: u64,
    /// Values that have none within.
    values: u64,
}

/// Measures a value, given what lies directly within one. Not by recursion, so that depth costs no stack.
fn extent<'a, V>(value: &'a V, members: impl Fn(&'a V) -> Option<Vec<&'a V>>) -> Extent {
    let mut extent = Extent { depth: 0, values: 0 };
    let mut rest = vec![(value, 0)];
    while let Some((value, depth)) = rest.pop() {
        match members(value) {
            Some(members) => {
                extent.depth = extent.depth.max(depth + 1);
                rest.extend(members.into_iter().map(|member| (member, depth + 1)));
            }
            None => extent.values += 1,
        }
    }
    extent
}

fn members(value: &ConstValue) -> Option<Vec<&ConstValue>> {
    match value {
        ConstValue::Object(members) => Some(members.values().collect()),
        ConstValue::List(items) => Some(items.iter().collect()),
        _ => None,
    }
}

fn members_in_document(value: &Value) -> Option<Vec<&Value>> {
    match value {
        Value::Object(members) => Some(members.values().collect()),
        Value::List(items) => Some(items.iter().collect()),
        _ => None,
    }
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
        let arguments = field.arguments.iter().map(|(_, value)| extent(&value.node, members_in_document).depth);
        let argument_depth = arguments.fold(inner.argument_depth, u64::max);
        let fields = inner.fields.saturating_add(1);
        Ok(if matches!(field.name.node.as_str(), "__schema" | "__type") {
            Size { depth: 0, introspection_depth: inner.depth + 1, argument_depth, fields }
        } else {
            Size { depth: inner.depth + 1, argument_depth, fields, ..inner }
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
