//! The queries with an answer: those of the cases, of the docs and of the playground.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

/// A query that is known to work, or to be refused for a value in it.
pub(crate) struct Query {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) variables: Value,
}

impl Query {
    /// The body of a request.
    pub(crate) fn json(&self) -> Value {
        json!({"query": self.text, "variables": self.variables})
    }
}

/// Every query there is.
pub(crate) fn all() -> Vec<Query> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["crates/graphql/tests/cases", "web/src/playground/examples"] {
        find(&root.join(folder), "graphql", &mut files);
    }
    files.sort();
    let mut queries: Vec<Query> = files.iter().map(|file| read(&root, file)).collect();
    let mut pages = vec![root.join("README.md")];
    find(&root.join("docs"), "md", &mut pages);
    pages.sort();
    for path in pages {
        let page = fs::read_to_string(&path).expect("a page of the docs");
        for (number, block) in page.split("```graphql\n").skip(1).enumerate() {
            let (text, _) = block.split_once("```\n").expect("the end of a query");
            let name = format!("{}, number {}", path.strip_prefix(&root).unwrap_or(&path).display(), number + 1);
            queries.push(Query { name, text: text.to_owned(), variables: Value::Null });
        }
    }
    queries
}

fn find(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder with queries") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            find(&path, extension, files);
        } else if path.extension().is_some_and(|it| it == extension) {
            files.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> Query {
    let text = fs::read_to_string(file).expect("a query");
    let variables = fs::read_to_string(file.with_extension("variables.json"));
    let variables = variables.map_or(Value::Null, |text| text.parse().expect("variables in JSON"));
    let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
    Query { name, text, variables }
}
