//! The schema as a request is checked with it: which type each field has, and which types an interface or union stands
//! for. Read from the schema definition language, so it knows what clients know.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_graphql::{
    Name, Positioned, Value,
    parser::{
        parse_schema,
        types::{BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition},
    },
};

#[derive(Debug, Default)]
pub(crate) struct SchemaIndex {
    /// Of each object and interface, the fields with their types.
    fields: HashMap<String, HashMap<String, Type>>,
    /// Of each input object, the members with their types.
    inputs: HashMap<String, HashMap<String, Type>>,
    enums: HashMap<String, BTreeSet<String>>,
    /// Of each object, interface and union, the objects it can be.
    possible: BTreeMap<String, BTreeSet<String>>,
}

impl SchemaIndex {
    pub(crate) fn of(sdl: &str) -> Self {
        let mut schema_index = Self::default();
        let definitions = parse_schema(sdl).map(|document| document.definitions).unwrap_or_default();
        for definition in definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::Object(object) => {
                    for interface in object.implements {
                        schema_index.possible.entry(interface.node.to_string()).or_default().insert(name.clone());
                    }
                    schema_index.possible.entry(name.clone()).or_default().insert(name.clone());
                    schema_index.fields.insert(name, types(object.fields));
                }
                TypeKind::Interface(interface) => {
                    schema_index.fields.insert(name, types(interface.fields));
                }
                TypeKind::Union(union) => {
                    let members = union.members.iter().map(|member| member.node.to_string()).collect();
                    schema_index.possible.insert(name, members);
                }
                TypeKind::Enum(values) => {
                    let values = values.values.iter().map(|value| value.node.value.node.to_string()).collect();
                    schema_index.enums.insert(name, values);
                }
                TypeKind::InputObject(input) => {
                    schema_index.inputs.insert(name, members(input.fields));
                }
                TypeKind::Scalar => {}
            }
        }
        schema_index
    }

    /// The type under which an operation starts.
    pub(crate) fn root(&self, kind: OperationType) -> Option<&str> {
        let name = match kind {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        self.fields.get_key_value(name).map(|(name, _)| name.as_str())
    }

    /// The type of a field. None for what the specification brings along.
    pub(crate) fn field(&self, parent: &str, field: &str) -> Option<&Type> {
        self.fields.get(parent)?.get(field)
    }

    /// Whether a type has a field. What the specification brings along is everywhere.
    pub(crate) fn has(&self, parent: &str, field: &str) -> bool {
        field.starts_with("__") || self.field(parent, field).is_some()
    }

    /// The name of an object, as it is kept here.
    pub(crate) fn name(&self, object: &str) -> Option<&str> {
        self.possible.get_key_value(object).map(|(name, _)| name.as_str())
    }

    /// The objects that a type can be.
    pub(crate) fn possible(&self, name: &str) -> Option<&BTreeSet<String>> {
        self.possible.get(name)
    }

    /// The interface that stands for exactly these objects.
    pub(crate) fn interface(&self, objects: &BTreeSet<String>) -> Option<&str> {
        let found =
            self.possible.iter().find(|(name, possible)| self.fields.contains_key(*name) && *possible == objects);
        found.map(|(name, _)| name.as_str())
    }

    /// Whether an input object in a variable has just the members it must have. If not, the validator has the words for it.
    pub(crate) fn is_whole(&self, kind: &Type, value: &Value) -> bool {
        match (&kind.base, value) {
            (BaseType::List(item), Value::List(items)) => items.iter().all(|value| self.is_whole(item, value)),
            (BaseType::List(item), value) => self.is_whole(item, value),
            (BaseType::Named(name), Value::Object(_)) if name == "_Any" => true,
            (BaseType::Named(name), Value::Object(given)) => self.inputs.get(name.as_str()).is_some_and(|members| {
                let known = |(name, value): (&Name, &Value)| {
                    members.get(name.as_str()).is_some_and(|kind| self.is_whole(kind, value))
                };
                let present = |(name, kind): (&String, &Type)| kind.nullable || given.contains_key(name.as_str());
                given.iter().all(known) && members.iter().all(present)
            }),
            _ => true,
        }
    }

    /// The path of the first value in a variable that is not of its type, and what it must be.
    pub(crate) fn misfit(&self, path: &str, kind: &Type, value: &Value) -> Option<(String, String)> {
        let misfit = || Some((path.to_owned(), kind.to_string()));
        match (&kind.base, value) {
            (_, Value::Null) => {
                if kind.nullable {
                    None
                } else {
                    misfit()
                }
            }
            (BaseType::List(item), Value::List(items)) => {
                items.iter().enumerate().find_map(|(index, value)| self.misfit(&format!("{path}.{index}"), item, value))
            }
            (BaseType::List(item), value) => self.misfit(path, item, value),
            (BaseType::Named(name), value) => match (name.as_str(), value) {
                ("Int", Value::Number(number)) if number.as_i64().is_some_and(|n| i32::try_from(n).is_ok()) => None,
                ("Boolean", Value::Boolean(_)) | ("String" | "ID", Value::String(_)) => None,
                ("ID", Value::Number(number)) if number.is_i64() => None,
                ("Int" | "Boolean" | "String" | "ID", _) => misfit(),
                (name, value) => match (self.enums.get(name), self.inputs.get(name), value) {
                    (Some(values), _, Value::String(text)) if values.contains(text) => None,
                    (Some(values), _, Value::Enum(text)) if values.contains(text.as_str()) => None,
                    (None, Some(members), Value::Object(given)) => {
                        // What is missing or unknown, the type itself tells best.
                        given.iter().find_map(|(name, value)| {
                            let kind = members.get(name.as_str())?;
                            self.misfit(&format!("{path}.{name}"), kind, value)
                        })
                    }
                    (None, None, _) => None,
                    _ => misfit(),
                },
            },
        }
    }
}

/// The name of a type, without lists and exclamation marks.
pub(crate) fn named(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}

fn types(fields: Vec<Positioned<FieldDefinition>>) -> HashMap<String, Type> {
    fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node)).collect()
}

fn members(fields: Vec<Positioned<InputValueDefinition>>) -> HashMap<String, Type> {
    fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node)).collect()
}
