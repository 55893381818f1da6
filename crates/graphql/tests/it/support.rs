//! What the tests share: asking, and comparing with files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use graphql::{Checked, Loader, Request, Schema, Variables};
use serde_json::Value;
use store::Store;

/// The schema as it is served unless something else is asked for.
pub(crate) static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::default);

/// An answer and the statements it took.
pub(crate) struct Asked {
    /// The response, with its keys in order.
    pub(crate) json: Value,
    /// The text of each statement, in order.
    pub(crate) sql: Vec<String>,
    /// The loader, whose session can be asked for plans.
    pub(crate) loader: Arc<Loader>,
}

/// Asks a query with variables.
pub(crate) async fn ask_with(store: &Store, query: &str, variables: Value) -> Asked {
    execute(store, Request::new(query).variables(Variables::from_json(variables)), |checked| checked).await
}

/// Asks a query, and for what its answer cites.
pub(crate) async fn ask_cited(store: &Store, query: &str) -> Asked {
    execute(store, Request::new(query), Checked::with_citations).await
}

async fn execute(store: &Store, request: Request, prepare: impl Fn(Checked) -> Checked) -> Asked {
    let loader = Arc::new(Loader::new(store.recording_session()));
    let answer = match SCHEMA.check(request) {
        Ok(checked) => SCHEMA.execute_with(prepare(checked), &loader).await,
        Err(answer) => *answer,
    };
    let json = serde_json::from_str(&answer.into_json("test-request")).expect("an answer in JSON");
    Asked { json, sql: loader.session().recorded(), loader }
}

/// Asks a query.
pub(crate) async fn ask(store: &Store, query: &str) -> Asked {
    ask_with(store, query, Value::Null).await
}

/// Asks a query that must succeed and returns its data.
pub(crate) async fn data(store: &Store, query: &str) -> Value {
    let mut json = ask(store, query).await.json;
    assert!(json.get("errors").is_none(), "{query}\n{json:#}");
    json["data"].take()
}

/// Asks a query that must fail and returns its first error.
pub(crate) async fn error(store: &Store, query: &str) -> Value {
    let mut json = ask(store, query).await.json;
    assert!(json["errors"].is_array(), "{query}\n{json:#}");
    json["errors"][0].take()
}

/// A folder of the tests.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Every query below a folder, sorted.
pub(crate) fn queries(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of queries") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(queries(&path));
        } else if path.extension().is_some_and(|extension| extension == "graphql") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The variables that stand beside a query.
pub(crate) fn variables(query: &Path) -> Value {
    let path = query.with_extension("variables.json");
    fs::read_to_string(path).map_or(Value::Null, |text| serde_json::from_str(&text).expect("variables in JSON"))
}

/// Compares a text with a file, or rewrites the file if `UPDATE=1`.
pub(crate) fn compare(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(path, actual).expect("a file to rewrite");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs; look at the difference, then accept it with UPDATE=1\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display(),
    );
}

/// JSON as the files have it.
pub(crate) fn pretty(json: &Value) -> String {
    format!("{json:#}\n")
}
