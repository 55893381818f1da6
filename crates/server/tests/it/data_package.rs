//! Data packages to import, and a check that a server serves one of them as a whole, never a mix.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use crate::atlas::Server;

/// The bundled package.
pub(crate) const BUNDLED: &str = "bundled";
/// A number that no float can hold.
pub(crate) const LARGE: &str = "12345678901234567890.123";

/// A copy of the bundled package that can be edited.
pub(crate) struct Package(TempDir);

impl Package {
    pub(crate) fn copy() -> Self {
        let package = Self(TempDir::new().expect("a directory"));
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        for entry in fs::read_dir(data).expect("the bundled package").flatten() {
            fs::copy(entry.path(), package.0.path().join(entry.file_name())).expect("a copy");
        }
        package
    }

    /// A package that differs from the bundled one in rows of several tables: notes are added, two figures changed, one
    /// row is dropped.
    pub(crate) fn edition(name: &str) -> Self {
        let package = Self::copy();
        for file in ["clusters.csv", "sources.csv", "observations.csv"] {
            // The note is the last column.
            package.edit_lines(file, |line| {
                Some(if line.ends_with(',') { format!("{line}edition {name}") } else { line.to_owned() })
            });
        }
        package.edit_lines("observations.csv", |line| {
            if line.starts_with("o-983964936b23,") {
                None
            } else if line.starts_with("o-6800a43a44ea,") {
                Some(line.replace(",47,", &format!(",{LARGE},")))
            } else if line.starts_with("o-e975a387d53b,") {
                Some(line.replace(",141,", ",55.50,"))
            } else {
                Some(line.to_owned())
            }
        });
        package.edit("datapackage.json", |text| text.replace("\"2026.11.23\"", &format!("\"2026.11.23-{name}\"")));
        package
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path().to_str().expect("a plain path")
    }

    pub(crate) fn edit(&self, file: &str, edit: impl FnOnce(&str) -> String) {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).expect("a file");
        let edited = edit(&text);
        assert_ne!(text, edited, "{file} is as it was");
        fs::write(path, edited).expect("a file");
    }

    /// Edits each line; `None` drops it.
    pub(crate) fn edit_lines(&self, file: &str, edit: impl FnMut(&str) -> Option<String>) {
        self.edit(file, |text| text.lines().filter_map(edit).flat_map(|line| [line, "\n".to_owned()]).collect());
    }
}

/// The edition that a server serves.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Served {
    pub(crate) edition: String,
    pub(crate) release: i64,
    /// The whole answer, to compare.
    pub(crate) answer: Value,
}

const EVERYTHING: &str = r#"{
    dataset { version release { number } counts { table rows } }
    large: stat(key: "o-6800a43a44ea") { value }
    scaled: stat(key: "o-e975a387d53b") { value }
    dropped: stat(key: "o-983964936b23") { value }
    stats(first: 1) { totalCount }
    clusters(first: 100) { totalCount nodes { note } }
    sources(first: 100) { totalCount nodes { note } }
    provinces(first: 100) { nodes { stats(first: 100) { nodes { note } } } }
}"#;

/// Finds the edition that a server serves; fails if the answer mixes editions.
pub(crate) async fn served(server: &Server) -> Served {
    let answer = server.query(EVERYTHING).await;
    let mut notes = Vec::new();
    collect_notes(&answer, &mut notes);
    assert!(notes.len() > 2000, "the answer has notes enough: {}", notes.len());
    let editions: BTreeSet<_> = notes.iter().filter_map(|note| note.as_str()?.strip_prefix("edition ")).collect();
    let without_note = notes.iter().any(|note| note.is_null());
    let edition = match editions.len() {
        0 => BUNDLED,
        1 if !without_note => editions.first().expect("one"),
        _ => panic!("a mix of {editions:?}, rows without a note: {without_note}"),
    };
    let is_bundled = edition == BUNDLED;
    let version = if is_bundled { "2026.11.23".to_owned() } else { format!("2026.11.23-{edition}") };
    assert_eq!(answer["dataset"]["version"], version, "{edition}");
    assert_eq!(answer["large"]["value"], if is_bundled { "47" } else { LARGE }, "{edition}");
    assert_eq!(answer["scaled"]["value"], if is_bundled { "141" } else { "55.50" }, "{edition}");
    assert_eq!(answer["dropped"].is_null(), !is_bundled, "{edition}");
    assert_eq!(answer["stats"]["totalCount"], if is_bundled { 5440 } else { 5439 }, "{edition}");
    for (table, field) in [("stat", "stats"), ("cluster", "clusters"), ("source", "sources")] {
        let counts = answer["dataset"]["counts"].as_array().expect("counts");
        let counted = counts.iter().find(|count| count["table"] == table).expect("a count for each table");
        assert_eq!(counted["rows"], answer[field]["totalCount"], "{table}");
    }
    let release = answer["dataset"]["release"]["number"].as_i64().expect("a number");
    Served { edition: edition.to_owned(), release, answer }
}

/// The notes of clusters, sources and stats, at any depth.
fn collect_notes<'a>(value: &'a Value, notes: &mut Vec<&'a Value>) {
    match value {
        Value::Object(members) => {
            notes.extend(members.get("note"));
            members.values().for_each(|value| collect_notes(value, notes));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_notes(value, notes)),
        _ => {}
    }
}
