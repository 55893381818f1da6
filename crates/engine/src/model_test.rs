//! Size, merging and cost against a plain reading of the specification, with random documents. The seeds are fixed, so a
//! document that fails once fails always.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    hash::{DefaultHasher, Hash, Hasher},
};

use async_graphql::{
    Positioned, Variables,
    parser::{
        parse_query,
        types::{BaseType, ExecutableDocument, Field, Selection, SelectionSet},
    },
};
use async_graphql_value::Value;

use crate::{
    collect_fields::{VariableValues, collect_fields},
    cost::{CostRules, estimate},
    limits::{Size, measured},
    schema_index::{SchemaIndex, named},
};

const SDL: &str = "
    type Query { a: A as(first: Int, last: Int): AConnection! lists: [B!]! node: Node any: Any name: String }
    type AConnection { nodes: [A!]! edges: [AEdge!]! totalCount: Int! }
    type AEdge { cursor: String! node: A! }
    interface Node { id: ID! a: A as(first: Int, last: Int): AConnection! }
    interface Named implements Node { id: ID! a: A as(first: Int, last: Int): AConnection! name: String }
    union Any = A | C
    type A implements Node & Named { id: ID! a: A as(first: Int, last: Int): AConnection! name: String node: Node any: Any }
    type B implements Node { id: ID! a: A as(first: Int, last: Int): AConnection! lists: [B!]! named: Named }
    type C implements Node & Named { id: ID! a: A as(first: Int, last: Int): AConnection! name: String b: B }
";
const TYPES: [(&str, &[&str]); 9] = [
    ("Query", &["a", "as", "lists", "node", "any", "name"]),
    ("AConnection", &["nodes", "edges", "totalCount"]),
    ("AEdge", &["cursor", "node"]),
    ("Node", &["id", "a", "as"]),
    ("Named", &["id", "a", "as", "name"]),
    ("Any", &[]),
    ("A", &["id", "a", "as", "name", "node", "any"]),
    ("B", &["id", "a", "as", "lists", "named"]),
    ("C", &["id", "a", "as", "name", "b"]),
];

/// Splitmix64. Written out, because a crate may change its algorithm, and with it the documents.
struct Random(u64);

impl Random {
    fn seeded(seed: usize) -> Self {
        Self(seed as u64)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number less than `end`.
    fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next()) * end as u128;
        usize::try_from(product >> 64).expect("less than end")
    }
}

/// Writes random documents that fit the schema. A fragment spreads only later ones.
struct Writer<'a> {
    schema_index: &'a SchemaIndex,
    random: Random,
    /// The type of each fragment.
    fragments: Vec<&'static str>,
}

impl Writer<'_> {
    fn document(&mut self) -> String {
        self.fragments = (0..self.random.below(5)).map(|_| TYPES[self.random.below(TYPES.len())].0).collect();
        let mut text = "query ($on: Boolean = true, $off: Boolean = false, $n: Int = 3) ".to_owned();
        self.set(&mut text, "Query", 0, 4);
        for fragment in 0..self.fragments.len() {
            let on = self.fragments[fragment];
            write!(text, " fragment f{fragment} on {on} ").expect("a text");
            self.set(&mut text, on, fragment + 1, 3);
        }
        text
    }

    /// A selection, which may spread fragments from one on.
    fn set(&mut self, text: &mut String, on: &str, from: usize, depth: usize) {
        text.push_str(if self.random.below(4) == 0 { "{ __typename @skip(if: true) " } else { "{ __typename " });
        for _ in 0..=self.random.below(4) {
            let fields = TYPES.iter().find(|(name, _)| *name == on).map_or(&[][..], |(_, fields)| fields);
            match self.random.below(6) {
                0 if depth > 0 => {
                    let inner = TYPES[self.random.below(TYPES.len())].0;
                    if self.meets(on, inner) {
                        write!(text, "... on {inner} {}", self.condition()).expect("a text");
                        self.set(text, inner, from, depth - 1);
                    }
                }
                1 if from < self.fragments.len() => {
                    let fragment = from + self.random.below(self.fragments.len() - from);
                    if self.meets(on, self.fragments[fragment]) {
                        write!(text, "...f{fragment} {}", self.condition()).expect("a text");
                    }
                }
                _ if fields.is_empty() => {}
                _ => {
                    let field = fields[self.random.below(fields.len())];
                    self.field(text, on, field, from, depth);
                }
            }
        }
        text.push_str("} ");
    }

    fn field(&mut self, text: &mut String, on: &str, field: &str, from: usize, depth: usize) {
        let kind = self.schema_index.field(on, field).expect("a field");
        let inner = named(kind).to_owned();
        let is_leaf = matches!(inner.as_str(), "ID" | "Int" | "String");
        if !is_leaf && depth == 0 {
            return;
        }
        // One name has one meaning: an alias determines the arguments, and without one the page is always the same.
        let arguments = ["(first: 2)", "(last: $n)", ""];
        let (alias, arguments) = match (field, self.random.below(3)) {
            ("as", choice) => {
                ([format!("as{choice}: "), format!("as{choice}: "), String::new()][choice].clone(), arguments[choice])
            }
            (field, 0) => (format!("{field}_{}: ", self.random.below(2)), ""),
            _ => (String::new(), ""),
        };
        write!(text, "{alias}{field}{arguments} {}", self.condition()).expect("a text");
        if !is_leaf {
            self.set(text, &inner, from, depth - 1);
        }
    }

    fn condition(&mut self) -> &'static str {
        const CONDITIONS: [&str; 6] = [
            "@skip(if: true) ",
            "@include(if: $on) ",
            "@skip(if: $off) ",
            "@include(if: $off) ",
            "@include(if: true) @skip(if: $on) ",
            "@skip(if: false) ",
        ];
        if self.random.below(5) == 0 { CONDITIONS[self.random.below(CONDITIONS.len())] } else { "" }
    }

    fn meets(&self, one: &str, other: &str) -> bool {
        match (self.schema_index.possible(one), self.schema_index.possible(other)) {
            (Some(one), Some(other)) => !one.is_disjoint(other),
            _ => false,
        }
    }
}

/// Reads the document by the rules of the specification, without remembering anything.
struct PlainReading<'a> {
    schema_index: &'a SchemaIndex,
    document: &'a ExecutableDocument,
    values: VariableValues<'a>,
}

impl<'a> PlainReading<'a> {
    fn inner(&self, selection: &'a Selection) -> (&'a SelectionSet, Option<&'a str>) {
        match selection {
            Selection::Field(field) => (&field.node.selection_set.node, None),
            Selection::InlineFragment(inline) => (
                &inline.node.selection_set.node,
                inline.node.type_condition.as_ref().map(|condition| condition.node.on.node.as_str()),
            ),
            Selection::FragmentSpread(spread) => {
                let fragment = &self.document.fragments[&spread.node.fragment_name.node].node;
                (&fragment.selection_set.node, Some(fragment.type_condition.node.on.node.as_str()))
            }
        }
    }

    fn size(&self, set: &'a SelectionSet) -> Size {
        let mut size = Size::default();
        for selection in &set.items {
            let inner = self.size(self.inner(&selection.node).0);
            let field = if let Selection::Field(field) = &selection.node { Some(&field.node) } else { None };
            let is_field = u64::from(field.is_some());
            size.depth = size.depth.max(inner.depth + is_field);
            size.levels = size.levels.max(inner.levels + 1);
            size.fields += inner.fields + is_field;
            size.spreads += inner.spreads + 1 - is_field;
            size.aliases += inner.aliases + u64::from(field.is_some_and(|field| field.alias.is_some()));
            size.directives += inner.directives + selection.node.directives().len() as u64;
            size.root_fields += if field.is_some() { 1 } else { inner.root_fields };
        }
        size
    }

    /// The algorithm `CollectFields` of the specification.
    fn collect(&self, object: &str, sets: &[&'a SelectionSet]) -> Vec<(&'a str, Vec<&'a Field>)> {
        let mut found: Vec<(&str, Vec<&Field>)> = Vec::new();
        for set in sets {
            for selection in &set.items {
                if self.is_skipped(selection) {
                    continue;
                }
                let more = if let Selection::Field(field) = &selection.node {
                    vec![(field.node.response_key().node.as_str(), vec![&field.node])]
                } else {
                    let (inner, on) = self.inner(&selection.node);
                    let applies =
                        on.is_none_or(|on| self.schema_index.possible(on).is_some_and(|on| on.contains(object)));
                    if applies { self.collect(object, &[inner]) } else { Vec::new() }
                };
                for (key, fields) in more {
                    match found.iter_mut().find(|(found, _)| *found == key) {
                        Some((_, earlier)) => earlier.extend(fields),
                        None => found.push((key, fields)),
                    }
                }
            }
        }
        found
    }

    fn is_skipped(&self, selection: &Positioned<Selection>) -> bool {
        selection.node.directives().iter().any(|directive| {
            let condition = match &directive.node.get_argument("if").expect("a condition").node {
                Value::Boolean(condition) => *condition,
                Value::Variable(name) => self.values.variable(name) == Some(&true.into()),
                other => panic!("{other}"),
            };
            condition == (directive.node.name.node == "skip")
        })
    }

    /// The answer, with an object for each abstract type that its path chooses. In a merged document no field may occur
    /// twice.
    fn answer(&self, kind: &str, sets: &[&'a SelectionSet], path: u64, is_merged: bool) -> String {
        let objects: Vec<_> = self.schema_index.possible(kind).expect("a type").iter().collect();
        let object = objects[usize::try_from(path % objects.len() as u64).expect("an index")];
        let mut members = BTreeMap::new();
        for (key, fields) in self.collect(object, sets) {
            let inner: Vec<_> = fields.iter().map(|field| &field.selection_set.node).collect();
            let mut hasher = DefaultHasher::new();
            (path, key).hash(&mut hasher);
            let answer = match self.schema_index.field(object, &fields[0].name.node).map(named) {
                Some(kind) if self.schema_index.possible(kind).is_some() => {
                    assert!(!is_merged || fields.len() == 1, "{key} is there {} times", fields.len());
                    self.answer(kind, &inner, hasher.finish(), is_merged)
                }
                _ => fields[0].name.node.to_string(),
            };
            members.insert(key, answer);
        }
        format!("{object} {members:?}")
    }

    /// The rules of cost, for each object by itself.
    fn cost(&self, kind: &str, sets: &[&'a SelectionSet], page: u64) -> u64 {
        let objects = self.schema_index.possible(kind).expect("a type");
        let of_object = |object: &String| {
            let fields = self.collect(object, sets).into_iter();
            fields.map(|(_, fields)| self.field_cost(object, &fields, page)).sum()
        };
        objects.iter().map(of_object).max().unwrap_or_default()
    }

    fn field_cost(&self, object: &str, fields: &[&'a Field], page: u64) -> u64 {
        let name = fields[0].name.node.as_str();
        let Some(kind) = self.schema_index.field(object, name) else { return 0 };
        let sets: Vec<_> = fields.iter().map(|field| &field.selection_set.node).collect();
        if self.schema_index.possible(named(kind)).is_none() {
            return if name == "totalCount" { 10 } else { 0 };
        }
        let length = match (&kind.base, object) {
            (BaseType::Named(_), _) => 1,
            (BaseType::List(_), "AConnection") => page,
            (BaseType::List(_), _) => 10,
        };
        let page = match fields[0].arguments.first().map(|(_, value)| &value.node) {
            Some(Value::Number(number)) => number.as_u64().expect("a page"),
            Some(Value::Variable(_)) => 3,
            _ => 20,
        };
        length * (u64::from(object != "AEdge") + self.cost(named(kind), &sets, page))
    }
}

const DOCUMENTS: usize = 3_000;

#[test]
fn sizes_costs_and_answers_match_the_specification() {
    let schema_index = SchemaIndex::of(SDL);
    let (mut seen, mut dearest) = (BTreeSet::new(), 0);
    for seed in 0..DOCUMENTS {
        let text =
            Writer { schema_index: &schema_index, random: Random::seeded(seed), fragments: Vec::new() }.document();
        let document = parse_query(&text).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let (set, variables) = (&operation.node.selection_set.node, Variables::default());
        let values = VariableValues { variables: &variables, definitions: &operation.node.variable_definitions };
        let plain = PlainReading { schema_index: &schema_index, document: &document, values };

        let (size, steps) = measured(&document);
        assert_eq!(size, plain.size(set), "seed {seed}\n{text}");
        let selections = text.split_whitespace().count() as u64;
        assert!(steps <= selections, "{steps} steps for {selections} words\n{text}");

        let merged = collect_fields(&schema_index, &document, &operation.node, &variables)
            .unwrap_or_else(|error| panic!("seed {seed}: {error:?}\n{text}"));
        let once = PlainReading { schema_index: &schema_index, document: &document, values };
        for path in 0..12 {
            let expected = plain.answer("Query", &[set], path, false);
            assert_eq!(once.answer("Query", &[&merged], path, true), expected, "seed {seed}\n{text}");
            seen.insert(expected);
        }
        let cost = estimate(&CostRules::default(), &schema_index, Some("Query"), &merged, values).points;
        assert_eq!(cost, plain.cost("Query", &[set], 0), "seed {seed}\n{text}");
        dearest = dearest.max(cost);
    }
    assert!(seen.len() > 1_000 && dearest > 1_000, "the documents are too simple: {}, {dearest}", seen.len());
}

/// However fragments are chained, each selection is visited once.
#[test]
fn measuring_is_linear_in_the_number_of_selections() {
    let mut random = Random::seeded(DOCUMENTS);
    for links in 1..200 {
        let mut text = "{ ...f0 }".to_owned();
        let mut selections = 1;
        for link in 0..links {
            let spreads = 1 + random.below(4);
            let later = (0..spreads).fold(String::new(), |text, _| {
                let next = link + 1 + random.below(links - link);
                format!("{text}...f{next} ")
            });
            write!(text, " fragment f{link} on Query {{ {later} }}").expect("a text");
            selections += spreads as u64;
        }
        write!(text, " fragment f{links} on Query {{ a {{ id }} }}").expect("a text");
        let (size, steps) = measured(&parse_query(&text).expect("a document"));
        assert!(steps <= selections + 2, "{steps} steps for {selections} selections");
        assert!(size.fields >= 2);
    }
}
