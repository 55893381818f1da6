//! Limits on requests. All are measured before async-graphql sees the document.
//!
//! async-graphql walks a fragment each time it is spread, so a chain of fragments that each spread the next twice doubles
//! its work with every link, before any of its own limits can refuse. Here each fragment is measured once.

mod document;
mod text;

use async_graphql::{Error, ErrorExtensionValues, ErrorExtensions, Pos, ServerError};
use async_graphql_value::{ConstValue, Value};

use crate::error::Code;

pub(crate) use document::check;
#[cfg(test)]
pub(crate) use document::{Size, measured};
pub(crate) use text::check_text;

/// Items of a page for which neither `first` nor `last` is given.
pub const DEFAULT_LIMIT: i32 = 20;
/// The most items of a page.
pub const MAX_LIMIT: i32 = 100;

/// The most that a request may have of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name, in camel case.
    pub name: &'static str,
    /// The most that is allowed.
    pub value: u64,
    /// The unit that is counted.
    pub unit: &'static str,
    /// What is limited.
    pub description: &'static str,
    /// Names what is measured, after "The" and before "is 12; the limit is 10".
    what: &'static str,
    advice: &'static str,
}

impl Limit {
    /// A limit that is measured elsewhere, such as the size of an HTTP body, to be listed with those of this crate.
    #[must_use]
    pub const fn new(name: &'static str, value: u64, unit: &'static str, description: &'static str) -> Self {
        Self { name, value, unit, description, what: name, advice: "" }
    }

    /// The same limit with a configured value.
    #[must_use]
    pub fn with_value(self, value: u64) -> Self {
        Self { value, ..self }
    }

    const fn of(name: &'static str, value: u64, unit: &'static str, texts: [&'static str; 3]) -> Self {
        let [description, what, advice] = texts;
        Self { name, value, unit, description, what, advice }
    }

    /// Refuses a number above the limit.
    pub fn check(&self, actual: u64, position: Option<Pos>) -> Result<(), ServerError> {
        if actual <= self.value {
            return Ok(());
        }
        let message = format!("The {} is {actual}; the limit is {}. {}", self.what, self.value, self.advice);
        let mut error = ServerError::new(message, position);
        set_limit(error.extensions.get_or_insert_default(), self.value, actual);
        Err(error)
    }
}

/// The limits that this crate measures.
#[derive(Debug)]
pub struct Limits;

impl Limits {
    /// Bytes of a document.
    pub const DOCUMENT_BYTES: Limit = Limit::of(
        "documentBytes",
        65_536,
        "bytes",
        ["Length of a document, in UTF-8.", "length of the document in bytes", "Split the query."],
    );
    /// Tokens of a document.
    pub const TOKENS: Limit = Limit::of(
        "tokens",
        10_000,
        "tokens",
        [
            "Names, values and punctuation marks of a document; comments and commas are not counted.",
            "number of tokens of the document",
            "Split the query.",
        ],
    );
    /// Nested brackets. The parser recurses for each, and a few thousand would overflow the stack.
    pub const NESTING: Limit = Limit::of(
        "nesting",
        100,
        "levels",
        [
            "Brackets of any kind, one within the other, in a document.",
            "nesting of brackets in the document",
            "Ask for less nesting.",
        ],
    );
    /// Bytes of one string.
    pub const STRING_BYTES: Limit = Limit::of(
        "stringBytes",
        10_000,
        "bytes",
        [
            "Length of one string in a document or in the variables, in UTF-8.",
            "length of a string in bytes",
            "No argument takes so long a string.",
        ],
    );
    /// Operations of a document.
    pub const OPERATIONS: Limit = Limit::of(
        "operations",
        50,
        "operations",
        [
            "Operations in one document. Each is measured, also those that are not run.",
            "number of operations in the document",
            "Send only the operation that is to run.",
        ],
    );
    /// Fragments of a document.
    pub const FRAGMENTS: Limit = Limit::of(
        "fragments",
        200,
        "fragments",
        [
            "Definitions of fragments in one document. Each is measured, also those that are not spread.",
            "number of fragments in the document",
            "Send only those that are spread.",
        ],
    );
    /// Variables of an operation.
    pub const VARIABLES: Limit = Limit::of(
        "variables",
        100,
        "variables",
        ["Variables of an operation.", "number of variables of the operation", "Put them into one input object."],
    );
    /// Values in the variables of a request.
    pub const VARIABLE_VALUES: Limit = Limit::of(
        "variableValues",
        5_000,
        "values",
        ["Values in all variables of a request together.", "number of values in the variables", "Split the query."],
    );
    /// Levels of a variable.
    pub const VARIABLE_DEPTH: Limit = Limit::of(
        "variableDepth",
        32,
        "levels",
        ["Objects and lists, one within the other, in a variable.", "depth of the variables", "Nest filters less."],
    );
    /// Levels of fields. Introspection is not counted: it has a limit of its own.
    pub const DEPTH: Limit = Limit::of(
        "depth",
        15,
        "levels",
        [
            "Fields, one within the other; introspection has a limit of its own.",
            "depth of the operation",
            "Ask for less nesting, or split the query.",
        ],
    );
    /// Levels of selections of any kind.
    pub const LEVELS: Limit = Limit::of(
        "levels",
        32,
        "levels",
        [
            "Fields, spreads and inline fragments, one within the other.",
            "nesting of fields and fragments in the operation",
            "Spread fewer fragments within fragments.",
        ],
    );
    /// Levels of fields below `__schema` or `__type`; the introspection query of `GraphiQL` needs 14.
    pub const INTROSPECTION_DEPTH: Limit = Limit::of(
        "introspectionDepth",
        20,
        "levels",
        [
            "Fields below `__schema` or `__type`, one within the other.",
            "introspection depth of the operation",
            "Ask for less nesting.",
        ],
    );
    /// Lists within lists below `__schema` or `__type`: types, and what they consist of.
    pub const INTROSPECTION_LISTS: Limit = Limit::of(
        "introspectionLists",
        2,
        "lists",
        [
            "Lists of types, fields, input fields, interfaces and possible types, one within the other, in introspection: enough for types with their fields, but not for the fields of their types.",
            "nesting of lists in the introspection of the operation",
            "Ask for the types once, and find the others in that list by name.",
        ],
    );
    /// Fields, with each fragment counted wherever it is spread.
    pub const FIELDS: Limit = Limit::of(
        "fields",
        2_000,
        "fields",
        [
            "Fields of an operation, with those of a fragment counted wherever it is spread.",
            "number of fields of the operation",
            "Ask for fewer fields, or split the query.",
        ],
    );
    /// Fields, after fields selected on an interface or union and again on one of its types are separated by type.
    pub const MERGED_FIELDS: Limit = Limit::of(
        "mergedFields",
        20_000,
        "fields",
        [
            "Fields of an operation, counted once for each type where the same field with fields of its own is asked of an interface or union as a whole and again of one of its types.",
            "number of fields of the operation, counted by type,",
            "Ask for a field of an interface in one place only.",
        ],
    );
    /// Fragments spread and inline fragments, each counted wherever what is around it is spread.
    pub const SPREADS: Limit = Limit::of(
        "spreads",
        2_000,
        "fragments",
        [
            "Spreads and inline fragments of an operation, with those of a fragment counted wherever it is spread.",
            "number of fragments that the operation spreads",
            "Spread fewer fragments.",
        ],
    );
    /// Aliases.
    pub const ALIASES: Limit = Limit::of(
        "aliases",
        200,
        "aliases",
        [
            "Aliases of an operation, with those of a fragment counted wherever it is spread.",
            "number of aliases of the operation",
            "Ask for lists with a filter instead of for many things one by one, or split the query.",
        ],
    );
    /// `@skip` and `@include`.
    pub const DIRECTIVES: Limit = Limit::of(
        "directives",
        200,
        "directives",
        [
            "Directives of an operation, with those of a fragment counted wherever it is spread.",
            "number of directives of the operation",
            "Put what depends on one condition into one fragment.",
        ],
    );
    /// Root fields.
    pub const ROOT_FIELDS: Limit = Limit::of(
        "rootFields",
        100,
        "fields",
        [
            "Fields of the operation itself, not of what they lead to, with those of fragments.",
            "number of root fields of the operation",
            "Ask for lists with a filter instead of for many things one by one, or split the query.",
        ],
    );
    /// Levels of an argument.
    pub const ARGUMENT_DEPTH: Limit = Limit::of(
        "argumentDepth",
        24,
        "levels",
        [
            "Objects and lists, one within the other, in an argument, variables included.",
            "depth of the arguments of the operation",
            "Nest filters less.",
        ],
    );
    /// Values of one filter, those of its lists included.
    pub const FILTER_VALUES: Limit = Limit::of(
        "filterValues",
        1_000,
        "values",
        ["Values of one filter, those of its lists included.", "number of values of the filter", "Split the query."],
    );
    /// Items of a page.
    pub const PAGE: Limit = Limit::of(
        "page",
        MAX_LIMIT.unsigned_abs() as u64,
        "items",
        ["`first` and `last` of a list.", "length of the page", "Ask for the next page with `after`."],
    );
    /// Items of a page for which neither `first` nor `last` is given.
    pub const DEFAULT_PAGE: Limit = Limit::of(
        "defaultPage",
        DEFAULT_LIMIT.unsigned_abs() as u64,
        "items",
        ["Length of a page for which neither `first` nor `last` is given.", "length of the page", ""],
    );
    /// Cost, unless configured otherwise.
    pub const COST: Limit = Limit::of(
        "cost",
        100_000,
        "points",
        [
            "Estimated cost of an operation; the description of each type says how it is counted. Introspection costs nothing.",
            "estimated cost of the operation",
            "Ask for shorter pages or fewer lists within lists, or split the query.",
        ],
    );

    /// All limits.
    pub const ALL: [Limit; 24] = [
        Self::DOCUMENT_BYTES,
        Self::TOKENS,
        Self::NESTING,
        Self::STRING_BYTES,
        Self::OPERATIONS,
        Self::FRAGMENTS,
        Self::VARIABLES,
        Self::VARIABLE_VALUES,
        Self::VARIABLE_DEPTH,
        Self::DEPTH,
        Self::LEVELS,
        Self::INTROSPECTION_DEPTH,
        Self::INTROSPECTION_LISTS,
        Self::FIELDS,
        Self::MERGED_FIELDS,
        Self::SPREADS,
        Self::ALIASES,
        Self::DIRECTIVES,
        Self::ROOT_FIELDS,
        Self::ARGUMENT_DEPTH,
        Self::FILTER_VALUES,
        Self::PAGE,
        Self::DEFAULT_PAGE,
        Self::COST,
    ];
}

fn set_limit(extensions: &mut ErrorExtensionValues, limit: u64, actual: u64) {
    extensions.set("code", Code::LimitExceeded.as_str());
    extensions.set("limit", limit);
    extensions.set("actual", actual);
}

/// The error for an answer that would be too large.
#[must_use]
pub fn exceeded(message: String, limit: u64, actual: u64) -> Error {
    Error::new(message).extend_with(|_, extensions| set_limit(extensions, limit, actual))
}

/// Refuses a filter that is too large, before it is interpreted. It includes variables, which the document does not show.
pub fn check_filter(argument: &str, filter: &ConstValue) -> Result<(), Error> {
    let extent = extent([filter], members);
    for (name, actual, limit, advice) in [
        ("depth", extent.depth, Limits::ARGUMENT_DEPTH.value, "Nest it less."),
        ("number of values", extent.values, Limits::FILTER_VALUES.value, "Split the query."),
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

/// Refuses variables that are too large.
pub fn check_variables(variables: &async_graphql::Variables) -> Result<(), ServerError> {
    let extent = extent(variables.values(), members);
    Limits::VARIABLE_DEPTH.check(extent.depth, None)?;
    Limits::VARIABLE_VALUES.check(extent.values, None)?;
    Limits::STRING_BYTES.check(extent.string, None)
}

/// The size of values.
#[derive(Default)]
struct Extent {
    /// The most braces and brackets around a value.
    depth: u64,
    /// Values without members.
    values: u64,
    /// Bytes of the longest string.
    string: u64,
}

/// The members of a value.
enum Members<'a, V> {
    Within(Vec<&'a V>),
    Text(&'a str),
    None,
}

/// Measures values, given the direct members of one. Iterates rather than recurses, so that depth takes no stack.
fn extent<'a, V: 'a>(values: impl IntoIterator<Item = &'a V>, members: impl Fn(&'a V) -> Members<'a, V>) -> Extent {
    let mut extent = Extent::default();
    let mut rest: Vec<_> = values.into_iter().map(|value| (value, 0)).collect();
    while let Some((value, depth)) = rest.pop() {
        match members(value) {
            Members::Within(members) => {
                extent.depth = extent.depth.max(depth + 1);
                rest.extend(members.into_iter().map(|member| (member, depth + 1)));
                continue;
            }
            Members::Text(text) => extent.string = extent.string.max(text.len() as u64),
            Members::None => {}
        }
        extent.values += 1;
    }
    extent
}

fn members(value: &ConstValue) -> Members<'_, ConstValue> {
    match value {
        ConstValue::Object(members) => Members::Within(members.values().collect()),
        ConstValue::List(items) => Members::Within(items.iter().collect()),
        ConstValue::String(text) => Members::Text(text),
        _ => Members::None,
    }
}

fn members_in_document(value: &Value) -> Members<'_, Value> {
    match value {
        Value::Object(members) => Members::Within(members.values().collect()),
        Value::List(items) => Members::Within(items.iter().collect()),
        _ => Members::None,
    }
}
