//! An index of the schema: the type of each field, and the objects that each interface or union can be. Built from the
//! schema definition language, so it holds exactly what clients can see.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_graphql::{
    Name, Positioned, Value,
    parser::{
        parse_schema,
        types::{BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition},
    },
};

/// The types of a schema by name.
#[derive(Debug, Default)]
pub struct SchemaIndex {
    /// The fields of each object and interface, with their types.
    fields: HashMap<String, HashMap<String, Type>>,
    /// The members of each input object, with their types.
    inputs: HashMap<String, HashMap<String, Type>>,
    enums: HashMap<String, BTreeSet<String>>,
    /// The objects that each object, interface and union can be.
    possible: BTreeMap<String, BTreeSet<String>>,
}

impl SchemaIndex {
    /// Indexes a schema, given in the schema definition language.
    #[must_use]
    pub fn of(sdl: &str) -> Self {
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

    /// The root type of a kind of operation.
    #[must_use]
    pub fn root(&self, kind: OperationType) -> Option<&str> {
        let name = match kind {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        self.fields.get_key_value(name).map(|(name, _)| name.as_str())
    }

    /// The type of a field; `None` for introspection fields.
    #[must_use]
    pub fn field(&self, parent: &str, field: &str) -> Option<&Type> {
        self.fields.get(parent)?.get(field)
    }

    /// Whether a type has a field. Introspection fields are on every type.
    #[must_use]
    pub fn has(&self, parent: &str, field: &str) -> bool {
        field.starts_with("__") || self.field(parent, field).is_some()
    }

    /// The name of an object, borrowed from the index.
    #[must_use]
    pub fn name(&self, object: &str) -> Option<&str> {
        self.possible.get_key_value(object).map(|(name, _)| name.as_str())
    }

    /// The objects that a type can be.
    #[must_use]
    pub fn possible(&self, name: &str) -> Option<&BTreeSet<String>> {
        self.possible.get(name)
    }

    /// The interface that exactly these objects implement.
    #[must_use]
    pub fn interface(&self, objects: &BTreeSet<String>) -> Option<&str> {
        let found =
            self.possible.iter().find(|(name, possible)| self.fields.contains_key(*name) && *possible == objects);
        found.map(|(name, _)| name.as_str())
    }

    /// Whether the input objects in a variable have all required members and no unknown ones. If not, the validator words the
    /// error.
    #[must_use]
    pub fn is_whole(&self, kind: &Type, value: &Value) -> bool {
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

    /// The path of the first value in a variable that is not of its type, and the expected type.
    #[must_use]
    pub fn misfit(&self, path: &str, kind: &Type, value: &Value) -> Option<(String, String)> {
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
                        // Missing and unknown members are reported by the input type itself.
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

/// The name of a type without its list and non-null wrappers.
#[must_use]
pub fn named(kind: &Type) -> &str {
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
