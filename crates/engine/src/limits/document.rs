//! The size of a parsed document. Each fragment is measured once, so this is linear in its length however often the
//! fragments are spread.

use std::collections::HashMap;

use async_graphql::{
    Name, Pos, Positioned, ServerError,
    parser::types::{ExecutableDocument, Field, FragmentDefinition, Selection, SelectionSet},
};

use super::{Limits, extent, members, members_in_document};
use crate::error::{Code, with_code};

/// The size of a selection. Counts that double with each fragment saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) depth: u64,
    pub(crate) levels: u64,
    pub(crate) introspection_depth: u64,
    pub(crate) introspection_lists: u64,
    pub(crate) argument_depth: u64,
    pub(crate) fields: u64,
    pub(crate) spreads: u64,
    pub(crate) aliases: u64,
    pub(crate) directives: u64,
    pub(crate) root_fields: u64,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.levels = self.levels.max(other.levels);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
        self.introspection_lists = self.introspection_lists.max(other.introspection_lists);
        self.argument_depth = self.argument_depth.max(other.argument_depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.spreads = self.spreads.saturating_add(other.spreads);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.root_fields = self.root_fields.saturating_add(other.root_fields);
    }

    /// The size of a spread of a fragment with these selections.
    fn spread(self) -> Self {
        Self { spreads: self.spreads.saturating_add(1), ..self }
    }

    fn check(&self, position: Pos) -> Result<(), ServerError> {
        for (limit, actual) in [
            (Limits::DEPTH, self.depth),
            (Limits::LEVELS, self.levels),
            (Limits::INTROSPECTION_DEPTH, self.introspection_depth),
            (Limits::INTROSPECTION_LISTS, self.introspection_lists),
            (Limits::ARGUMENT_DEPTH, self.argument_depth),
            (Limits::FIELDS, self.fields),
            (Limits::SPREADS, self.spreads),
            (Limits::ALIASES, self.aliases),
            (Limits::DIRECTIVES, self.directives),
            (Limits::ROOT_FIELDS, self.root_fields),
        ] {
            limit.check(actual, Some(position))?;
        }
        Ok(())
    }
}

/// Refuses a document that is too large. Measures each operation, whichever is to run, and each fragment, spread or not.
/// Without `introspection`, refuses introspection too.
pub(crate) fn check(document: &ExecutableDocument, introspection: bool) -> Result<(), ServerError> {
    Limits::OPERATIONS.check(document.operations.iter().len() as u64, None)?;
    Limits::FRAGMENTS.check(document.fragments.len() as u64, None)?;
    let mut measure = Measure::new(document);
    for (_, operation) in document.operations.iter() {
        let definitions = &operation.node.variable_definitions;
        Limits::VARIABLES.check(definitions.len() as u64, Some(operation.pos))?;
        let mut size = measure.selection_set(&operation.node.selection_set.node)?;
        size.directives = size.directives.saturating_add(operation.node.directives.len() as u64);
        let defaults = extent(definitions.iter().filter_map(|variable| variable.node.default_value()), members);
        size.argument_depth = size.argument_depth.max(defaults.depth);
        size.check(operation.pos)?;
    }
    for (name, fragment) in &document.fragments {
        let name = Positioned::new(name.clone(), fragment.pos);
        measure.fragment(&name)?.check(fragment.pos)?;
    }
    match measure.introspection {
        Some(position) if !introspection => {
            let message = "Introspection is switched off on this server; its schema is in its documentation.";
            Err(with_code(ServerError::new(message, Some(position)), Code::IntrospectionDisabled))
        }
        _ => Ok(()),
    }
}

/// The level at which measuring stops, so that a chain of fragments cannot overflow the stack.
const DEEPEST: u64 = 256;

struct Measure<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// Measured fragments; `None` while one is being measured.
    sizes: HashMap<Name, Option<Size>>,
    /// The position of the first introspection field.
    introspection: Option<Pos>,
    /// The current level.
    level: u64,
    /// Selections visited.
    #[cfg(test)]
    steps: u64,
}

impl<'a> Measure<'a> {
    fn new(document: &'a ExecutableDocument) -> Self {
        Self {
            fragments: &document.fragments,
            sizes: HashMap::new(),
            introspection: None,
            level: 0,
            #[cfg(test)]
            steps: 0,
        }
    }

    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<Size, ServerError> {
        let mut size = Size::default();
        self.level += 1;
        if self.level > DEEPEST {
            Limits::LEVELS.check(self.level, None)?;
        }
        for selection in &set.items {
            #[cfg(test)]
            {
                self.steps += 1;
            }
            let (mut inner, directives) = match &selection.node {
                Selection::Field(field) => (self.field(field)?, &field.node.directives),
                Selection::InlineFragment(inline) => {
                    (self.selection_set(&inline.node.selection_set.node)?.spread(), &inline.node.directives)
                }
                Selection::FragmentSpread(spread) => {
                    (self.fragment(&spread.node.fragment_name)?.spread(), &spread.node.directives)
                }
            };
            inner.directives = inner.directives.saturating_add(directives.len() as u64);
            inner.levels += 1;
            size.add(inner);
        }
        self.level -= 1;
        Ok(size)
    }

    fn field(&mut self, field: &'a Positioned<Field>) -> Result<Size, ServerError> {
        let node = &field.node;
        let inner = self.selection_set(&node.selection_set.node)?;
        let arguments = extent(node.arguments.iter().map(|(_, value)| &value.node), members_in_document);
        let name = node.name.node.as_str();
        let is_introspection = matches!(name, "__schema" | "__type");
        if is_introspection || name == "_service" {
            self.introspection.get_or_insert(field.pos);
        }
        let is_list = matches!(name, "types" | "fields" | "inputFields" | "interfaces" | "possibleTypes");
        let depth = inner.depth + 1;
        Ok(Size {
            depth: if is_introspection { 0 } else { depth },
            introspection_depth: if is_introspection { depth } else { inner.introspection_depth },
            // Counted by name alone: these lists belong to introspection.
            introspection_lists: inner.introspection_lists + u64::from(is_list),
            argument_depth: inner.argument_depth.max(arguments.depth),
            fields: inner.fields.saturating_add(1),
            aliases: inner.aliases.saturating_add(u64::from(node.alias.is_some())),
            root_fields: 1,
            ..inner
        })
    }

    fn fragment(&mut self, name: &Positioned<Name>) -> Result<Size, ServerError> {
        match self.sizes.get(&name.node) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => {
                let message = format!("The fragment {} spreads itself.", name.node);
                return Err(with_code(ServerError::new(message, Some(name.pos)), Code::ValidationFailed));
            }
            None => {}
        }
        // An unknown fragment is reported by validation.
        let Some(fragment) = self.fragments.get(&name.node) else { return Ok(Size::default()) };
        self.sizes.insert(name.node.clone(), None);
        let mut size = self.selection_set(&fragment.node.selection_set.node)?;
        size.directives = size.directives.saturating_add(fragment.node.directives.len() as u64);
        self.sizes.insert(name.node.clone(), Some(size));
        Ok(size)
    }
}

/// The size of the only operation of a document, and the number of selections visited.
#[cfg(test)]
pub(crate) fn measured(document: &ExecutableDocument) -> (Size, u64) {
    let mut measure = Measure::new(document);
    let (_, operation) = document.operations.iter().next().expect("an operation");
    let size = measure.selection_set(&operation.node.selection_set.node).expect("no circle");
    (size, measure.steps)
}
