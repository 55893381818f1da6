//! The descriptor of a package together with the contract, made ready to check rows by.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    contract,
    descriptor::{self, Descriptor},
    package::{self, DESCRIPTOR},
    problem::{Place, Problem, Problems},
    rule::{Kind, Rule},
};

/// Everything that is checked of a package.
pub(crate) struct Schema {
    pub(crate) resources: Vec<Resource>,
}

/// One file of a package. Columns are meant by their index in `columns`, resources by theirs in [`Schema::resources`].
pub(crate) struct Resource {
    pub(crate) name: String,
    /// `None` if the descriptor gives none that can be opened.
    pub(crate) path: Option<String>,
    pub(crate) columns: Vec<Column>,
    pub(crate) missing: Vec<String>,
    /// Columns whose values together must not repeat.
    pub(crate) keys: Vec<Vec<usize>>,
    pub(crate) references: Vec<Reference>,
    pub(crate) subject: Option<Subject>,
    /// Columns that are both given or both empty.
    pub(crate) pair: Option<(usize, usize)>,
    /// The key, and the column that points to the key of the row above.
    pub(crate) parent: Option<(usize, usize)>,
}

pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) rules: Vec<Rule>,
}

/// Columns whose values together are the key of a row elsewhere.
#[derive(Eq, PartialEq)]
pub(crate) struct Reference {
    pub(crate) columns: Vec<usize>,
    pub(crate) target: Target,
}

/// Columns whose values others point to.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Target {
    pub(crate) resource: usize,
    pub(crate) columns: Vec<usize>,
}

/// Two columns that together point to a row, the first of them by the name of a kind.
pub(crate) struct Subject {
    pub(crate) kind: usize,
    pub(crate) key: usize,
    pub(crate) targets: Vec<(&'static str, Target)>,
}

impl Resource {
    /// The name of the file in messages.
    pub(crate) fn file(&self) -> &str {
        self.path.as_deref().unwrap_or(DESCRIPTOR)
    }

    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    fn columns(&self, names: &[String]) -> Option<Vec<usize>> {
        names.iter().map(|name| self.column(name)).collect()
    }

    fn add_key(&mut self, key: Vec<usize>) {
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }
}

impl Schema {
    pub(crate) fn resource(&self, name: &str) -> Option<(usize, &Resource)> {
        self.resources.iter().enumerate().find(|(_, resource)| resource.name == name)
    }

    /// Joins the descriptor of a package with the contract. Whatever cannot be used is a problem, and left out.
    pub(crate) fn new(descriptor: &Descriptor, problems: &mut Problems) -> Self {
        let contract = contract::contract();
        let mut compiler = Compiler { problems, count: 0 };
        compiler.about_package(descriptor);
        let mut schema = Self { resources: Vec::new() };
        for resource in &descriptor.resources {
            if schema.resource(&resource.name).is_some() {
                compiler.problem(None, format!("the resource {} is described twice", resource.name));
                continue;
            }
            let needed = contract.resources.iter().find(|needed| needed.name == resource.name);
            schema.resources.push(compiler.resource(resource, needed));
        }
        for needed in &contract.resources {
            if schema.resource(&needed.name).is_none() {
                compiler.problem(None, format!("the resource {} is missing", needed.name));
            }
        }
        for resource in &descriptor.resources {
            let needed = contract.resources.iter().find(|needed| needed.name == resource.name);
            for key in &resource.schema.foreign_keys {
                // If a key of the contract leads nowhere, what it leads to is told to be missing already.
                let is_needed = needed.is_some_and(|needed| needed.schema.foreign_keys.contains(key));
                if !schema.add_reference(&resource.name, key) && !is_needed {
                    let rule = format!("the foreign key {} of {} leads nowhere", key.fields, resource.name);
                    compiler.problem(None, rule);
                }
            }
        }
        for resource in &contract.resources {
            for key in &resource.schema.foreign_keys {
                schema.add_reference(&resource.name, key);
            }
        }
        schema.add_rules_between_columns();
        schema
    }

    /// Adds what a foreign key says, once. False if it names a resource or column that is not there.
    fn add_reference(&mut self, name: &str, key: &descriptor::ForeignKey) -> bool {
        let Some((index, resource)) = self.resource(name) else { return false };
        let of = if key.reference.resource.is_empty() { name } else { &key.reference.resource };
        let Some((target_index, target)) = self.resource(of) else { return false };
        let columns = resource.columns(key.fields.as_slice());
        let target_columns = target.columns(key.reference.fields.as_slice());
        let (Some(columns), Some(target_columns)) = (columns, target_columns) else { return false };
        if columns.is_empty() || columns.len() != target_columns.len() {
            return false;
        }
        let reference = Reference { columns, target: Target { resource: target_index, columns: target_columns } };
        let references = &mut self.resources[index].references;
        if !references.contains(&reference) {
            references.push(reference);
        }
        true
    }

    /// What the contract says beyond Table Schema about columns that belong together.
    fn add_rules_between_columns(&mut self) {
        let targets: Vec<(&'static str, Target)> = contract::SUBJECTS
            .into_iter()
            .filter_map(|(kind, name, key)| {
                let (index, resource) = self.resource(name)?;
                Some((kind, Target { resource: index, columns: vec![resource.column(key)?] }))
            })
            .collect();
        for resource in &mut self.resources {
            let both = |a: &str, b: &str| Some((resource.column(a)?, resource.column(b)?));
            let of_resource = |rules: &[(&str, &'static str, &'static str)]| {
                let rule = rules.iter().find(|rule| rule.0 == resource.name);
                rule.and_then(|&(_, a, b)| both(a, b))
            };
            let (pair, parent) = (of_resource(&contract::PAIRS), of_resource(&contract::PARENTS));
            let subject =
                contract::WITH_SUBJECT.contains(&resource.name.as_str()).then(|| both("subject_type", "subject"));
            (resource.pair, resource.parent) = (pair, parent);
            resource.subject = subject.flatten().map(|(kind, key)| Subject { kind, key, targets: targets.clone() });
        }
    }
}

/// Collects problems of the descriptor, in the order in which they are found.
struct Compiler<'a> {
    problems: &'a mut Problems,
    count: usize,
}

impl Compiler<'_> {
    /// A problem of the descriptor; `column` is the resource and the column, such as `clusters.slug`.
    fn problem(&mut self, column: Option<String>, rule: impl Into<String>) {
        let problem = Problem { column, ..Problem::of_file(DESCRIPTOR, rule) };
        self.problems.push(Place { column: self.count, ..Place::default() }, problem);
        self.count += 1;
    }

    fn about_package(&mut self, descriptor: &Descriptor) {
        let about = [("name", &descriptor.name), ("version", &descriptor.version), ("title", &descriptor.title)];
        for (property, value) in about {
            if !value.as_deref().is_some_and(is_told) {
                self.problem(None, format!("the package has no {property}"));
            }
        }
        if license(descriptor).is_none() {
            self.problem(None, "the package has no licence: licenses needs an entry with a name, title or path");
        }
    }

    fn resource(&mut self, described: &descriptor::Resource, needed: Option<&descriptor::Resource>) -> Resource {
        let path = self.path(described);
        self.dialect(described);
        let mut missing = described.schema.missing_values.clone();
        missing.push(String::new());
        let mut resource = Resource {
            name: described.name.clone(),
            path,
            columns: Vec::new(),
            missing,
            keys: Vec::new(),
            references: Vec::new(),
            subject: None,
            pair: None,
            parent: None,
        };
        for field in &described.schema.fields {
            let place = format!("{}.{}", described.name, field.name);
            if resource.column(&field.name).is_some() {
                self.problem(Some(place), "the column is described twice");
                continue;
            }
            let needed = needed.and_then(|needed| needed.schema.fields.iter().find(|other| other.name == field.name));
            let column = self.column(&place, field, needed, &described.name);
            resource.columns.push(column);
            if field.constraints.unique || needed.is_some_and(|needed| needed.constraints.unique) {
                resource.add_key(vec![resource.columns.len() - 1]);
            }
        }
        for needed in needed.iter().flat_map(|needed| &needed.schema.fields) {
            if resource.column(&needed.name).is_none() {
                self.problem(Some(format!("{}.{}", described.name, needed.name)), "the column is missing");
            }
        }
        let keys = [Some(&described.schema.primary_key), needed.map(|needed| &needed.schema.primary_key)];
        for names in keys.into_iter().flatten().map(descriptor::OneOrMany::as_slice) {
            match resource.columns(names) {
                Some(columns) if columns.is_empty() => {}
                Some(columns) => {
                    for column in &columns {
                        add_rule(&mut resource.columns[*column].rules, Rule::required());
                    }
                    resource.add_key(columns);
                }
                // A column of the contract's own key that is missing is told above.
                None if needed.is_some_and(|needed| needed.schema.primary_key.as_slice() == names) => {}
                None => {
                    let rule = format!("the primary key {} of {} names no column", names.join(", "), resource.name);
                    self.problem(None, rule);
                }
            }
        }
        resource
    }

    fn path(&mut self, described: &descriptor::Resource) -> Option<String> {
        let Some(Value::String(path)) = &described.path else {
            self.problem(None, format!("the resource {} has no path of one file", described.name));
            return None;
        };
        if !package::is_inside(path) {
            let rule =
                format!("the path of {} leads out of the package; it must be a file within: {path}", described.name);
            self.problem(None, rule);
            return None;
        }
        Some(path.clone())
    }

    fn dialect(&mut self, described: &descriptor::Resource) {
        let name = &described.name;
        if described.encoding.as_ref().is_some_and(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
            self.problem(None, format!("the encoding of {name} must be utf-8"));
        }
        let dialect = &described.dialect;
        let texts = [
            ("delimiter", &dialect.delimiter, Some(",")),
            ("lineTerminator", &dialect.line_terminator, Some("\n")),
            ("quoteChar", &dialect.quote_char, Some("\"")),
            ("escapeChar", &dialect.escape_char, None),
            ("commentChar", &dialect.comment_char, None),
        ];
        for (property, value, only) in texts {
            if value.as_deref().is_some_and(|value| Some(value) != only) {
                let rule = match only {
                    Some(only) => format!("the {property} of {name} must be {only:?}"),
                    None => format!("{name} cannot have a {property}"),
                };
                self.problem(None, rule);
            }
        }
        let switches = [
            ("doubleQuote", dialect.double_quote, true),
            ("header", dialect.header, true),
            ("skipInitialSpace", dialect.skip_initial_space, false),
        ];
        for (property, value, only) in switches {
            if value.is_some_and(|value| value != only) {
                self.problem(None, format!("the {property} of {name} must be {only}"));
            }
        }
    }

    fn column(
        &mut self,
        place: &str,
        field: &descriptor::Field,
        needed: Option<&descriptor::Field>,
        resource: &str,
    ) -> Column {
        let mut rules = Vec::new();
        let kind = self.kind(place, field, needed);
        for described in [Some(field), needed].into_iter().flatten() {
            for rule in Rule::of(described, &kind) {
                match rule {
                    Ok(rule) => add_rule(&mut rules, rule),
                    Err(rule) => self.problem(Some(place.to_owned()), format!("the column {rule}")),
                }
            }
        }
        for &(_, _, extra) in contract::EXTRA.iter().filter(|extra| (extra.0, extra.1) == (resource, &field.name)) {
            add_rule(&mut rules, Rule::extra(extra));
        }
        Column { name: field.name.clone(), kind, rules }
    }

    /// The type of a column: the package's, which must be the contract's.
    fn kind(&mut self, place: &str, field: &descriptor::Field, needed: Option<&descriptor::Field>) -> Kind {
        let place = || Some(place.to_owned());
        let kind = Kind::of(field).unwrap_or_else(|rule| {
            self.problem(place(), format!("the column {rule}"));
            Kind::Text
        });
        let Some(needed) = needed else { return kind };
        let needed_kind = Kind::of(needed).unwrap_or(Kind::Text);
        // The words for true and false are the package's own.
        if std::mem::discriminant(&kind) == std::mem::discriminant(&needed_kind) {
            return kind;
        }
        let format = needed.format.as_ref().map(|format| format!(" with the format {format}")).unwrap_or_default();
        self.problem(place(), format!("the column must have the type {}{format}", needed.kind));
        needed_kind
    }
}

/// The name of the licence of a package; where there is none, its title or address.
pub(crate) fn license(descriptor: &Descriptor) -> Option<&str> {
    let license = descriptor.licenses.first()?;
    let texts = [&license.name, &license.title, &license.path];
    texts.into_iter().filter_map(|text| text.as_deref()).find(|text| is_told(text))
}

/// Whether a text of the descriptor says something that the database can keep.
fn is_told(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\0')
}

fn add_rule(rules: &mut Vec<Rule>, rule: Rule) {
    if !rules.iter().any(|other| other.is_same(&rule)) {
        rules.push(rule);
    }
}

/// Every set of columns that some reference or subject points to.
pub(crate) fn targets(schema: &Schema) -> HashSet<Target> {
    let references = schema.resources.iter().flat_map(|resource| &resource.references);
    let subjects = schema.resources.iter().filter_map(|resource| resource.subject.as_ref());
    references
        .map(|reference| reference.target.clone())
        .chain(subjects.flat_map(|subject| subject.targets.iter().map(|(_, target)| target.clone())))
        .collect()
}
