//! The reference page of the data package is generated from `data/datapackage.json`. `UPDATE=1` rewrites it.

use std::{env, fmt::Write, fs, path::Path};

use serde_json::Value;

/// What follows this heading is generated.
const HEADING: &str = "\n## Files and columns\n";

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

/// One string, or several with commas between.
fn list(value: &Value) -> String {
    let items = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
    items.iter().filter_map(Value::as_str).map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ")
}

/// The constraints of a column and where it refers to.
fn rules(column: &Value, schema: &Value) -> String {
    let constraints = &column["constraints"];
    let mut rules = Vec::new();
    if constraints["unique"] == true {
        rules.push("unique".to_owned());
    }
    if constraints["enum"].is_array() {
        rules.push(list(&constraints["enum"]));
    }
    if let Some(pattern) = constraints["pattern"].as_str() {
        rules.push(format!("`{}`", pattern.replace('|', "\\|")));
    }
    for (name, sign) in [("minimum", "≥"), ("maximum", "≤"), ("minLength", "length ≥"), ("maxLength", "length ≤")]
    {
        if !constraints[name].is_null() {
            rules.push(format!("{sign} {}", constraints[name]));
        }
    }
    for key in schema["foreignKeys"].as_array().into_iter().flatten() {
        if key["fields"] == column["name"] {
            let resource = text(&key["reference"], "resource");
            let dot = if resource.is_empty() { "" } else { "." };
            rules.push(format!("→ `{resource}{dot}{}`", text(&key["reference"], "fields")));
        }
    }
    rules.join("; ")
}

#[test]
fn the_data_package_page_has_every_column() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let descriptor = fs::read_to_string(root.join("data/datapackage.json")).expect("a descriptor");
    let descriptor: Value = descriptor.parse().expect("JSON");
    let path = root.join("docs/reference/data-package.md");
    let page = fs::read_to_string(&path).expect("a page");
    let (before, _) = page.split_once(HEADING).expect("its heading");
    let mut made = format!("{before}{HEADING}");
    for resource in descriptor["resources"].as_array().expect("resources") {
        let schema = &resource["schema"];
        let (file, about, key) = (text(resource, "path"), text(resource, "description"), list(&schema["primaryKey"]));
        write!(made, "\n### {file}\n\n{about} Primary key: {key}.\n\n").expect("a string");
        made.push_str("| column | type | required | rules | description |\n|---|---|---|---|---|\n");
        for column in schema["fields"].as_array().expect("columns") {
            let required = if column["constraints"]["required"] == true { "yes" } else { "" };
            let (title, more) = (text(column, "title"), text(column, "description"));
            let description = if more.is_empty() { format!("{title}.") } else { format!("{title}. {more}") };
            let (name, kind) = (text(column, "name"), text(column, "type"));
            let row = format!("| `{name}` | {kind} | {required} | {} | {description} |\n", rules(column, schema));
            made.push_str(&row.replace("  |", " |"));
        }
    }
    if env::var_os("UPDATE").is_some_and(|update| update == "1") {
        fs::write(&path, made).expect("a page to rewrite");
    } else {
        assert!(page == made, "docs/reference/data-package.md differs: UPDATE=1 rewrites it\n{made}");
    }
}
