//! Merges the selections of an operation, so that each field occurs once.
//!
//! By the specification, selections with one response name are one field. async-graphql resolves each of them and merges the
//! answers afterwards. So fragments are expanded here, and fields of one name become one field with the selections of both.

use std::collections::{BTreeSet, HashMap};

use async_graphql::{
    Name, Positioned, ServerError, Variables,
    parser::types::{
        Directive, ExecutableDocument, Field, FragmentDefinition, InlineFragment, OperationDefinition, Selection,
        SelectionSet, TypeCondition, VariableDefinition,
    },
};
use async_graphql_value::{ConstValue, Value};

use crate::{
    error::{Code, with_code},
    limits::Limits,
    schema_index::{SchemaIndex, named},
};

/// Merges the selections of an operation and resolves `@skip` and `@include`. The only fragments left are inline fragments
/// for the types of an interface or union, and these contain only fields.
pub fn collect_fields(
    schema_index: &SchemaIndex,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<SelectionSet, ServerError> {
    let values = VariableValues { variables, definitions: &operation.variable_definitions };
    let mut merge = Merge { schema_index, fragments: &document.fragments, values, steps: 0 };
    merge.selection_set(schema_index.root(operation.ty), &[&operation.selection_set.node])
}

/// The values of the variables of an operation.
#[derive(Clone, Copy, Debug)]
pub struct VariableValues<'a> {
    /// The values of the request.
    pub variables: &'a Variables,
    /// The definitions of the operation, with defaults.
    pub definitions: &'a [Positioned<VariableDefinition>],
}

impl<'a> VariableValues<'a> {
    /// The value of a variable in the request, or its default.
    #[must_use]
    pub fn variable(&self, name: &Name) -> Option<&'a ConstValue> {
        let default = || {
            let definition = self.definitions.iter().find(|definition| definition.node.name.node == *name)?;
            definition.node.default_value.as_ref().map(|value| &value.node)
        };
        self.variables.get(name).or_else(default)
    }

    fn is(&self, directive: &Directive, expected: bool) -> bool {
        match directive.get_argument("if").map(|value| &value.node) {
            Some(Value::Boolean(value)) => *value == expected,
            Some(Value::Variable(name)) => {
                matches!(self.variable(name), Some(ConstValue::Boolean(value)) if *value == expected)
            }
            _ => false,
        }
    }

    fn skips(&self, directives: &[Positioned<Directive>]) -> bool {
        directives.iter().any(|directive| match directive.node.name.node.as_str() {
            "skip" => self.is(&directive.node, true),
            "include" => self.is(&directive.node, false),
            _ => false,
        })
    }
}

/// The objects for which a field is selected; `None` for all that the enclosing type can be.
type When = Option<BTreeSet<String>>;

/// A field, with the selections of all fields merged into it.
struct Merged<'a> {
    when: When,
    field: &'a Positioned<Field>,
    sets: Vec<&'a SelectionSet>,
}

#[derive(Default)]
struct Collected<'a> {
    fields: Vec<Merged<'a>>,
    by_key: HashMap<&'a Name, Vec<usize>>,
    /// A field with selections of its own is selected for some objects and, in another place, for more of them.
    overlaps: bool,
}

struct Merge<'a> {
    schema_index: &'a SchemaIndex,
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    values: VariableValues<'a>,
    /// Fields visited.
    steps: u64,
}

impl<'a> Merge<'a> {
    fn selection_set(
        &mut self,
        parent: Option<&'a str>,
        sets: &[&'a SelectionSet],
    ) -> Result<SelectionSet, ServerError> {
        let mut collected = Collected::default();
        for set in sets {
            self.collect(parent, None, set, &mut collected)?;
        }
        if collected.overlaps
            && let Some(objects) = parent.and_then(|parent| self.schema_index.possible(parent))
        {
            // Each object gets selections of its own.
            let mut items = Vec::new();
            for object in objects {
                let set = self.selection_set(Some(object), sets)?;
                items.extend(inline(object, set.items));
            }
            return Ok(SelectionSet { items });
        }
        let mut set = SelectionSet::default();
        let mut rest = &collected.fields[..];
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|merged| merged.when == first.when).count();
            let (group, others) = rest.split_at(same);
            rest = others;
            let Some(objects) = &first.when else {
                set.items.append(&mut self.fields(parent, group)?);
                continue;
            };
            // A field can have a narrower type on an object than on its interface; the interface will do if it has all fields.
            let has_all = |on: &str| group.iter().all(|merged| self.schema_index.has(on, &merged.field.node.name.node));
            if let Some(interface) = self.schema_index.interface(objects).filter(|on| has_all(on)) {
                set.items.extend(inline(interface, self.fields(Some(interface), group)?));
                continue;
            }
            for object in objects {
                // The name is borrowed from the index, which outlives this call.
                let Some(object) = self.schema_index.name(object) else { continue };
                set.items.extend(inline(object, self.fields(Some(object), group)?));
            }
        }
        Ok(set)
    }

    /// The merged fields of a type.
    fn fields(&mut self, on: Option<&'a str>, group: &[Merged<'a>]) -> Result<Vec<Positioned<Selection>>, ServerError> {
        let mut fields = Vec::with_capacity(group.len());
        for merged in group {
            let Positioned { pos, node } = merged.field;
            let inner = on.and_then(|on| self.schema_index.field(on, &node.name.node)).map(named);
            let field = Field {
                alias: node.alias.clone(),
                name: node.name.clone(),
                arguments: node.arguments.clone(),
                directives: Vec::new(),
                selection_set: Positioned::new(self.selection_set(inner, &merged.sets)?, node.selection_set.pos),
            };
            fields.push(Positioned::new(Selection::Field(Positioned::new(field, *pos)), *pos));
        }
        Ok(fields)
    }

    fn collect(
        &mut self,
        parent: Option<&'a str>,
        when: Option<&BTreeSet<String>>,
        set: &'a SelectionSet,
        collected: &mut Collected<'a>,
    ) -> Result<(), ServerError> {
        for selection in &set.items {
            let (directives, condition, inner) = match &selection.node {
                Selection::Field(field) => {
                    self.steps += 1;
                    Limits::MERGED_FIELDS.check(self.steps, Some(field.pos))?;
                    if !self.values.skips(&field.node.directives) {
                        collected.add(when.or_else(|| self.without(parent?, &field.node.name.node)), field)?;
                    }
                    continue;
                }
                Selection::InlineFragment(inline) => {
                    (&inline.node.directives, inline.node.type_condition.as_ref(), &inline.node.selection_set)
                }
                Selection::FragmentSpread(spread) => {
                    let Some(fragment) = self.fragments.get(&spread.node.fragment_name.node) else { continue };
                    (&spread.node.directives, Some(&fragment.node.type_condition), &fragment.node.selection_set)
                }
            };
            if self.values.skips(directives) {
                continue;
            }
            let narrowed = self.narrow(parent, when, condition.map(|condition| condition.node.on.node.as_str()));
            if narrowed.as_ref().is_none_or(|objects| !objects.is_empty()) {
                self.collect(parent, narrowed.as_ref(), &inner.node, collected)?;
            }
        }
        Ok(())
    }

    /// The objects of a type that lacks the field itself: those of a union, selected through an interface that all implement.
    fn without(&self, parent: &str, field: &str) -> Option<&'a BTreeSet<String>> {
        self.schema_index.possible(parent).filter(|_| !self.schema_index.has(parent, field))
    }

    /// The objects that one more type condition leaves.
    fn narrow(&self, parent: Option<&str>, when: Option<&BTreeSet<String>>, condition: Option<&str>) -> When {
        let all = self.schema_index.possible(parent?)?;
        let before = when.unwrap_or(all);
        let allowed = condition.and_then(|condition| self.schema_index.possible(condition));
        let after = match allowed {
            Some(allowed) => before.intersection(allowed).cloned().collect(),
            None => before.clone(),
        };
        (after != *all).then_some(after)
    }
}

impl<'a> Collected<'a> {
    fn add(&mut self, when: Option<&BTreeSet<String>>, field: &'a Positioned<Field>) -> Result<(), ServerError> {
        let set = &field.node.selection_set.node;
        let same = self.by_key.entry(&field.node.response_key().node).or_default();
        for &place in same.iter() {
            let earlier = &mut self.fields[place];
            let disjoint = matches!((&earlier.when, when), (Some(one), Some(other)) if one.is_disjoint(other));
            if disjoint {
                continue;
            }
            if !are_one(&earlier.field.node, &field.node) {
                return Err(conflict(earlier.field, field));
            }
            let covers = match (&earlier.when, when) {
                (None, _) => true,
                (Some(one), Some(other)) => one.is_superset(other),
                (Some(_), None) => false,
            };
            if earlier.when.as_ref() == when || covers && set.items.is_empty() {
                earlier.sets.push(set);
                return Ok(());
            }
            self.overlaps |= !set.items.is_empty();
        }
        same.push(self.fields.len());
        self.fields.push(Merged { when: when.cloned(), field, sets: vec![set] });
        Ok(())
    }
}

/// Whether two fields with one response name can be merged.
fn are_one(one: &Field, other: &Field) -> bool {
    let same = one
        .arguments
        .iter()
        .all(|(name, value)| other.get_argument(&name.node).is_some_and(|found| found.node == value.node));
    one.name.node == other.name.node && one.arguments.len() == other.arguments.len() && same
}

fn conflict(one: &Positioned<Field>, other: &Positioned<Field>) -> ServerError {
    let key = &one.node.response_key().node;
    let what = if one.node.name.node == other.node.name.node {
        "with different arguments".to_owned()
    } else {
        format!("for {} and for {}", one.node.name.node, other.node.name.node)
    };
    let mut error = ServerError::new(
        format!("The name {key} is asked for twice in one place, {what}. Give one of them an alias."),
        Some(one.pos),
    );
    error.locations.push(other.pos);
    with_code(error, Code::ValidationFailed)
}

fn inline(on: &str, fields: Vec<Positioned<Selection>>) -> Option<Positioned<Selection>> {
    let position = fields.first()?.pos;
    let fragment = InlineFragment {
        type_condition: Some(Positioned::new(TypeCondition { on: Positioned::new(Name::new(on), position) }, position)),
        directives: Vec::new(),
        selection_set: Positioned::new(SelectionSet { items: fields }, position),
    };
    Some(Positioned::new(Selection::InlineFragment(Positioned::new(fragment, position)), position))
}
