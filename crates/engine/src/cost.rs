//! The cost of an operation: about one point for each object that it makes.
//!
//! The same rules give the estimate, from the document and its variables, the actual cost, from the response, and the
//! sentence in the description of each type.

use std::collections::BTreeMap;

use async_graphql::{
    Value as ConstValue,
    parser::types::{BaseType, Field, Selection, SelectionSet, Type},
    registry::{MetaType, Registry},
};
use async_graphql_value::Value;

use crate::{
    collect_fields::VariableValues,
    limits::{DEFAULT_LIMIT, MAX_LIMIT},
    schema_index::{SchemaIndex, named},
};

/// The cost of counting a list.
const TOTAL_COUNT: u64 = 10;
/// The assumed length of a list without pages.
const LIST: u64 = 10;

/// The costs of a schema, where they differ from one point per object.
#[derive(Clone, Copy, Debug, Default)]
pub struct CostRules {
    /// Types that cost more than a point, because much is read or computed for one of them: name, points, reason.
    pub own: &'static [(&'static str, u64, &'static str)],
    /// Types whose lists without pages are shorter or longer than others: name, assumed length.
    pub lists: &'static [(&'static str, u64)],
    /// Arguments that list the keys of the items of a field: the field is as long as its list of keys.
    pub keys: &'static [&'static str],
}

impl CostRules {
    /// The cost of one object of a type, without its fields.
    fn own(&self, name: &str) -> u64 {
        self.own_of(name).map_or(u64::from(name != "PageInfo"), |(_, own, _)| *own)
    }

    fn own_of(&self, name: &str) -> Option<&(&'static str, u64, &'static str)> {
        self.own.iter().find(|(found, ..)| *found == name)
    }

    /// The assumed length of a list of a type, if it differs from others.
    fn list(&self, name: &str) -> Option<u64> {
        self.lists.iter().find(|(found, _)| *found == name).map(|(_, length)| *length)
    }

    /// Appends the cost of each type to its description.
    pub fn describe(&self, registry: &mut Registry) {
        for (name, kind) in &mut registry.types {
            if let MetaType::Object { description, .. }
            | MetaType::Interface { description, .. }
            | MetaType::Union { description, .. } = kind
                && !name.starts_with("__")
            {
                let text = description.get_or_insert_default();
                *text = format!("{}\n\n{}", text.trim_end(), self.sentence(name));
            }
        }
    }

    /// The sentence about the cost of a type.
    fn sentence(&self, name: &str) -> String {
        let own = match self.own_of(name) {
            Some((_, own, reason)) => format!("{own}, because {reason}"),
            None => self.own(name).to_string(),
        };
        if matches!(name, "Query" | "Mutation" | "Subscription") {
            return format!(
                "Cost: that of its fields. A field that leads to an object costs what the description of its type says, and what \
                 is asked of it; a list, that for each item. Lists without pages count as {LIST} items, and as many as there \
                 are keys where an argument lists them. Scalars, enums and introspection cost nothing."
            );
        }
        if name.ends_with("Connection") {
            return format!(
                "Cost: {own}, and that of its items for each item of a page that is full; totalCount {TOTAL_COUNT}."
            );
        }
        match self.list(name) {
            Some(length) => format!("Cost: {own}. A list of them counts as {length} items."),
            None if name.ends_with("Edge") => format!("Cost: {own}, its node included."),
            None => format!("Cost: {own}."),
        }
    }
}

/// A cost, and its largest part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The cost, in points.
    pub points: u64,
    /// The path of the field that costs most by itself, with the items of its page, at any level.
    pub most_costly: String,
}

/// The most that an operation can cost if its lists are as long as assumed. `set` must be merged.
#[must_use]
pub fn estimate(
    rules: &CostRules,
    schema_index: &SchemaIndex,
    root: Option<&str>,
    set: &SelectionSet,
    values: VariableValues<'_>,
) -> Cost {
    let mut meter = Meter { rules, schema_index, values, path: Vec::new(), most: (0, String::new()) };
    let points = root.map_or(0, |root| meter.selection_set(root, set, 0, 1, None));
    Cost { points, most_costly: meter.most.1 }
}

/// The actual cost of an operation, by its response. `set` must be merged.
#[must_use]
pub fn actual(
    rules: &CostRules,
    schema_index: &SchemaIndex,
    root: Option<&str>,
    set: &SelectionSet,
    values: VariableValues<'_>,
    data: &ConstValue,
) -> u64 {
    let mut meter = Meter { rules, schema_index, values, path: Vec::new(), most: (0, String::new()) };
    root.map_or(0, |root| meter.selection_set(root, set, 0, 1, Some(data)))
}

struct Meter<'a> {
    rules: &'a CostRules,
    schema_index: &'a SchemaIndex,
    values: VariableValues<'a>,
    path: Vec<&'a str>,
    most: (u64, String),
}

impl<'a> Meter<'a> {
    /// The cost of the selections on one object. `page` is its length if the object is a page, `times` the number of such
    /// objects, `object` the value itself if it is known.
    fn selection_set(
        &mut self,
        parent: &'a str,
        set: &'a SelectionSet,
        page: u64,
        times: u64,
        object: Option<&ConstValue>,
    ) -> u64 {
        let mut always = 0_u64;
        // The object is of only one of these types.
        let mut by_object: BTreeMap<&str, u64> = BTreeMap::new();
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    always = always.saturating_add(self.field(parent, &field.node, page, times, object));
                }
                Selection::InlineFragment(inline) => {
                    let Some(condition) = &inline.node.type_condition else { continue };
                    let on = condition.node.on.node.as_str();
                    let cost = self.selection_set(on, &inline.node.selection_set.node, page, times, object);
                    for object in self.schema_index.possible(on).into_iter().flatten() {
                        let sum = by_object.entry(object).or_default();
                        *sum = sum.saturating_add(cost);
                    }
                }
                // A merged selection has no spreads.
                Selection::FragmentSpread(_) => {}
            }
        }
        always.saturating_add(by_object.into_values().max().unwrap_or_default())
    }

    fn field(&mut self, parent: &'a str, field: &'a Field, page: u64, times: u64, object: Option<&ConstValue>) -> u64 {
        let name = field.name.node.as_str();
        // Introspection is not in the schema index.
        let Some(kind) = self.schema_index.field(parent, name) else { return 0 };
        let key = field.response_key().node.as_str();
        let value = match object {
            None => None,
            Some(ConstValue::Object(members)) => match members.get(key) {
                Some(value) => Some(value),
                None => return 0,
            },
            Some(_) => return 0,
        };
        self.path.push(key);
        let cost = self.value(parent, field, kind, page, times, value);
        self.path.pop();
        cost
    }

    fn value(
        &mut self,
        parent: &'a str,
        field: &'a Field,
        kind: &'a Type,
        page: u64,
        times: u64,
        value: Option<&ConstValue>,
    ) -> u64 {
        let (name, set) = (named(kind), &field.selection_set.node);
        if self.schema_index.possible(name).is_none() {
            let cost = if field.name.node == "totalCount" { TOTAL_COUNT } else { 0 };
            self.note(cost.saturating_mul(times));
            return cost;
        }
        let is_page = parent.ends_with("Connection");
        let inner_page = if name.ends_with("Connection") { self.page(field) } else { 0 };
        // An edge and its node count as one item.
        let own = if parent.ends_with("Edge") { 0 } else { self.rules.own(name) };
        if !matches!(kind.base, BaseType::List(_)) {
            self.note(own.saturating_mul(times));
            return match value {
                Some(ConstValue::Null) => own,
                _ => own.saturating_add(self.selection_set(name, set, inner_page, times, value)),
            };
        }
        let Some(value) = value else {
            let length = if is_page { page } else { self.length(field, name) };
            let all = times.saturating_mul(length);
            self.note(own.saturating_mul(all));
            let each = own.saturating_add(self.selection_set(name, set, inner_page, all, None));
            return each.saturating_mul(length);
        };
        let ConstValue::List(items) = value else { return 0 };
        items.iter().fold(0_u64, |sum, item| {
            let inner = match item {
                ConstValue::Null => 0,
                item => self.selection_set(name, set, inner_page, times, Some(item)),
            };
            sum.saturating_add(own).saturating_add(inner)
        })
    }

    /// Remembers the field that costs most by itself.
    fn note(&mut self, points: u64) {
        if points > self.most.0 {
            self.most = (points, self.path.join("."));
        }
    }

    /// The value of an argument, unless it is null.
    fn argument(&self, field: &'a Field, name: &str) -> Option<Given> {
        match &field.get_argument(name)?.node {
            Value::Null => None,
            Value::Variable(name) => match self.values.variable(name)? {
                ConstValue::Null => None,
                ConstValue::Number(number) => Some(Given::Number(number.as_u64()?)),
                ConstValue::List(items) => Some(Given::Length(items.len() as u64)),
                _ => Some(Given::Length(1)),
            },
            Value::Number(number) => Some(Given::Number(number.as_u64()?)),
            Value::List(items) => Some(Given::Length(items.len() as u64)),
            _ => Some(Given::Length(1)),
        }
    }

    /// The length of a page. A page that is too long is refused later, with an error of its own.
    fn page(&self, field: &'a Field) -> u64 {
        let given = ["first", "last"].into_iter().find_map(|name| match self.argument(field, name)? {
            Given::Number(number) => Some(number),
            Given::Length(_) => None,
        });
        given.unwrap_or(DEFAULT_LIMIT.unsigned_abs().into()).min(MAX_LIMIT.unsigned_abs().into())
    }

    /// The length of a list without pages.
    fn length(&self, field: &'a Field, name: &str) -> u64 {
        let keys = self.rules.keys.iter().find_map(|name| match self.argument(field, name)? {
            Given::Length(length) => Some(length),
            Given::Number(_) => Some(1),
        });
        keys.unwrap_or_else(|| self.rules.list(name).unwrap_or(LIST))
    }
}

/// The part of an argument that the cost depends on.
enum Given {
    Number(u64),
    Length(u64),
}
