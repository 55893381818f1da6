//! The schema as clients see it: committed, described, consistent.

use std::path::Path;

use graphql::Schema;
use serde_json::Value;

use crate::support::{compare, data};

#[test]
fn schema_graphql_is_the_schema() {
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema.graphql"), Schema::sdl());
}

const INTROSPECTION: &str = "{ __schema { types {
    kind name description
    fields(includeDeprecated: true) { name description args { name description } }
    inputFields { name description }
    enumValues(includeDeprecated: true) { name description }
} } }";

#[tokio::test]
async fn everything_is_described() {
    let database = testkit::database().await;
    let answer = data(database.store(), INTROSPECTION).await;
    let mut lacking = Vec::new();
    let mut check = |path: String, item: &Value| {
        if item["description"].as_str().is_none_or(str::is_empty) {
            lacking.push(path);
        }
    };
    let name = |item: &Value| item["name"].as_str().unwrap_or_default().to_owned();
    let list = |item: &Value| item.as_array().cloned().unwrap_or_default();
    for kind in list(&answer["__schema"]["types"]) {
        let type_name = name(&kind);
        // The introspection types and ID are the specification's.
        if type_name.starts_with("__") || type_name == "ID" {
            continue;
        }
        check(type_name.clone(), &kind);
        for field in list(&kind["fields"]) {
            check(format!("{type_name}.{}", name(&field)), &field);
            for argument in list(&field["args"]) {
                check(format!("{type_name}.{}({})", name(&field), name(&argument)), &argument);
            }
        }
        for member in list(&kind["inputFields"]).into_iter().chain(list(&kind["enumValues"])) {
            check(format!("{type_name}.{}", name(&member)), &member);
        }
    }
    assert!(lacking.is_empty(), "without a description: {lacking:#?}");
}

#[tokio::test]
async fn interfaces_describe_their_fields_as_their_types_do() {
    let database = testkit::database().await;
    let query = "{ __schema { types { name interfaces { name }
        fields { name type { ...t } args { name defaultValue type { ...t } } } } } }
        fragment t on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
    let answer = data(database.store(), query).await;
    let types = answer["__schema"]["types"].as_array().expect("types");
    let field = |owner: &Value, name: &Value| -> Option<Value> {
        owner["fields"].as_array()?.iter().find(|field| &field["name"] == name).cloned()
    };
    let mut compared = 0;
    for implementor in types.iter().filter(|kind| kind["interfaces"].as_array().is_some_and(|list| !list.is_empty())) {
        for interface in implementor["interfaces"].as_array().expect("interfaces") {
            let interface = types.iter().find(|kind| kind["name"] == interface["name"]).expect("the interface");
            for promised in interface["fields"].as_array().expect("fields") {
                assert_eq!(field(implementor, &promised["name"]).as_ref(), Some(promised), "{}", implementor["name"]);
                compared += 1;
            }
        }
    }
    assert!(compared >= 13 + 7 * 4);
}
