//! A list reads only the columns it needs. A field has the same value alone as beside all others.

use std::collections::HashMap;

use serde_json::Value;

use crate::support::{ask, data};

/// The fields of a stat that need no argument, each with what is asked below it.
async fn fields(store: &store::Store) -> Vec<String> {
    let schema = data(
        store,
        "{ __schema { types { name kind fields { name type { ...Type } args { defaultValue type { kind } } } } } }
         fragment Type on __Type { name kind ofType { name kind ofType { name kind ofType { name kind } } } }",
    )
    .await;
    let types: HashMap<&str, &Value> = schema["__schema"]["types"]
        .as_array()
        .expect("types")
        .iter()
        .map(|described| (described["name"].as_str().expect("a name"), described))
        .collect();
    let named = |mut of: &Value| {
        while of["ofType"].is_object() {
            of = &of["ofType"];
        }
        of["name"].as_str().expect("a name").to_owned()
    };
    let fields_of = |name: &str| types[name]["fields"].as_array().expect("fields").clone();
    let is_leaf =
        |field: &Value| matches!(types[named(&field["type"]).as_str()]["kind"].as_str(), Some("SCALAR" | "ENUM"));
    let needs_none = |field: &Value| {
        field["args"]
            .as_array()
            .expect("arguments")
            .iter()
            .all(|argument| argument["type"]["kind"] != "NON_NULL" || !argument["defaultValue"].is_null())
    };
    let name = |field: &Value| field["name"].as_str().expect("a name").to_owned();
    let asked = |field: &Value| {
        if is_leaf(field) {
            return name(field);
        }
        let below = fields_of(&named(&field["type"]));
        let below: Vec<String> = below.iter().filter(|field| is_leaf(field) && needs_none(field)).map(name).collect();
        format!("{} {{ {} }}", name(field), below.join(" "))
    };
    fields_of("Stat").iter().filter(|field| needs_none(field)).map(asked).collect()
}

#[tokio::test]
async fn a_field_has_the_same_value_alone_as_beside_all_others() {
    let database = testkit::seeded().await;
    let fields = fields(database.store()).await;
    assert!(fields.len() > 20, "{fields:?}");
    let all = fields.join(" ");
    for list in [
        |asked: &str| format!("{{ stats(first: 100) {{ nodes {{ {asked} }} }} }}"),
        |asked: &str| {
            format!(
                "{{ stats(last: 100, orderBy: [{{field: VALUE}}]) {{ edges {{ node {{ ...on Stat {{ {asked} }} }} }} }} }}"
            )
        },
    ] {
        let whole = data(database.store(), &list(&all)).await;
        let nodes = |data: &Value| -> Vec<Value> {
            let stats = &data["stats"];
            let edges = stats["edges"].as_array().map(|edges| edges.iter().map(|edge| edge["node"].clone()).collect());
            edges.or_else(|| stats["nodes"].as_array().cloned()).expect("stats")
        };
        let whole = nodes(&whole);
        for field in &fields {
            let name = field.split(' ').next().expect("a name");
            let alone = nodes(&data(database.store(), &list(field)).await);
            assert_eq!(alone.len(), whole.len());
            for (alone, whole) in alone.iter().zip(&whole) {
                assert_eq!(alone[name], whole[name], "{field}");
            }
        }
    }
}

#[tokio::test]
async fn fewer_columns_are_read_where_they_are_enough() {
    let database = testkit::seeded().await;
    let note = async |asked: &str| {
        let query = format!("{{ stats(first: 2) {{ {asked} }} }}");
        let sql = ask(database.store(), &query).await.sql;
        sql.iter().any(|statement| statement.contains("stat.note"))
    };
    assert!(!note("nodes { value unit { code } source { url } period { start } }").await);
    assert!(!note("edges { cursor node { formatted ... on Stat { qualifier __typename } } }").await);
    assert!(!note("nodes { value } edges { node { asPrinted } } totalCount").await);
    assert!(note("nodes { value } edges { node { asPrinted note } }").await);
    assert!(note("nodes { scope }").await);
}
