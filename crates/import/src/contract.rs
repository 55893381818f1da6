//! What Atlas needs of every package, whatever the package says about itself.
//!
//! The descriptor of the bundled package is the contract: each of its resources and columns must be there with the same
//! type, and its constraints hold as well. Beyond that come rules that Table Schema cannot express, in the tables below.

use store::dataset::Table;

use crate::{
    descriptor::Descriptor,
    package::{DESCRIPTOR, bundled},
};

/// A rule that Table Schema cannot express.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Extra {
    /// 1 to 100 characters, none of them white space.
    Code,
    /// A year, month, day or interval that is in the calendar.
    Period,
    /// A year, month or day that is in the calendar.
    Day,
    /// At most so many characters: the database keeps the column in an index, whose entries have a largest size.
    MaxLength(usize),
}

/// Resource, column, rule.
pub(crate) const EXTRA: &[(&str, &str, Extra)] = &[
    ("cities", "name_en", Extra::MaxLength(500)),
    ("cities", "name_zh", Extra::MaxLength(500)),
    ("clusters", "name_en", Extra::MaxLength(500)),
    ("clusters", "name_zh", Extra::MaxLength(500)),
    ("clusters", "slug", Extra::MaxLength(200)),
    ("contests", "id", Extra::MaxLength(200)),
    ("contests", "launched", Extra::Day),
    ("contests", "name_en", Extra::MaxLength(500)),
    ("contests", "name_zh", Extra::MaxLength(500)),
    ("indicators", "code", Extra::MaxLength(200)),
    ("indicators", "name_en", Extra::MaxLength(500)),
    ("indicators", "name_zh", Extra::MaxLength(500)),
    ("indicators", "unit", Extra::Code),
    ("industries", "name_en", Extra::MaxLength(500)),
    ("industries", "name_zh", Extra::MaxLength(500)),
    ("industries", "slug", Extra::MaxLength(200)),
    ("names", "name", Extra::MaxLength(500)),
    ("observations", "id", Extra::Code),
    ("observations", "period", Extra::Period),
    ("observations", "product", Extra::MaxLength(500)),
    ("observations", "scope", Extra::MaxLength(500)),
    ("observations", "threshold_unit", Extra::Code),
    ("observations", "unit", Extra::Code),
    ("provinces", "name_en", Extra::MaxLength(500)),
    ("provinces", "name_zh", Extra::MaxLength(500)),
    ("rounds", "id", Extra::MaxLength(200)),
    ("rounds", "name_en", Extra::MaxLength(500)),
    ("rounds", "name_zh", Extra::MaxLength(500)),
    ("sources", "id", Extra::MaxLength(200)),
    ("sources", "published_on", Extra::Day),
    ("sources", "title", Extra::MaxLength(500)),
];

/// The resource whose rows a table holds; `None` for a table whose rows are not a file of their own.
pub(crate) fn resource_of(table: Table) -> Option<&'static str> {
    match table {
        Table::Source => Some("sources"),
        Table::Unit | Table::Country => None,
        Table::Province => Some("provinces"),
        Table::City => Some("cities"),
        Table::Industry => Some("industries"),
        Table::Contest => Some("contests"),
        Table::Round => Some("rounds"),
        Table::Cluster => Some("clusters"),
        Table::ClusterLocation => Some("cluster_locations"),
        Table::Award => Some("awards"),
        Table::Indicator => Some("indicators"),
        Table::Stat => Some("observations"),
        Table::Name => Some("names"),
    }
}

/// Resources whose columns `subject_type` and `subject` point together to a row of another resource.
pub(crate) const WITH_SUBJECT: [&str; 2] = ["observations", "names"];

/// Value of `subject_type`, resource, column of its key. The country has no resource: it is [`COUNTRY`].
pub(crate) const SUBJECTS: [(&str, &str, &str); 6] = [
    ("cluster", "clusters", "slug"),
    ("province", "provinces", "iso_code"),
    ("city", "cities", "gb_code"),
    ("industry", "industries", "slug"),
    ("contest_round", "rounds", "id"),
    ("contest", "contests", "id"),
];

/// The country that packages are about: code, English name, Chinese name.
pub(crate) const COUNTRY: (&str, &str, &str) = ("CN", "China", "中国");

/// Resource and columns that are both given or both empty.
pub(crate) const PAIRS: [(&str, &str, &str); 1] = [("observations", "threshold", "threshold_unit")];

/// Resource, key and the column that points to another key of the same resource: a tree, without circles.
pub(crate) const PARENTS: [(&str, &str, &str); 3] =
    [("cities", "gb_code", "parent_gb_code"), ("industries", "slug", "parent"), ("rounds", "id", "parent")];

/// The contract. Other packages may count in other units and make the keys of their observations in another way.
pub(crate) fn contract() -> Descriptor {
    let bytes = bundled(DESCRIPTOR).expect("the program holds the bundled package");
    let mut contract = Descriptor::parse(&bytes).expect("the bundled descriptor is valid, as a test shows");
    let observations = contract.resources.iter_mut().filter(|resource| resource.name == "observations");
    for field in observations.flat_map(|resource| &mut resource.schema.fields) {
        match field.name.as_str() {
            "id" => field.constraints.pattern = None,
            "unit" | "threshold_unit" => field.constraints.allowed = None,
            _ => {}
        }
    }
    contract
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_names_a_column_of_the_contract() {
        let contract = contract();
        let has = |resource: &str, column: &str| {
            let found = contract.resources.iter().find(|other| other.name == resource);
            found.is_some_and(|found| found.schema.fields.iter().any(|field| field.name == column))
        };
        let extra = EXTRA.iter().map(|&(resource, column, _)| (resource, column));
        let subjects = SUBJECTS.iter().map(|&(_, resource, column)| (resource, column));
        let pairs = PAIRS.iter().chain(&PARENTS).flat_map(|&(resource, a, b)| [(resource, a), (resource, b)]);
        let polymorphic = WITH_SUBJECT.iter().flat_map(|&resource| [(resource, "subject_type"), (resource, "subject")]);
        for (resource, column) in extra.chain(subjects).chain(pairs).chain(polymorphic) {
            assert!(has(resource, column), "{resource}.{column}");
        }
    }
}
