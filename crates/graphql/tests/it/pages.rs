//! Pages through the API: whichever way a list is cut, the pieces make the list.

use serde_json::Value;
use store::Store;

use crate::support::data;

/// Reads a list page by page and returns its nodes, with what is selected of them, in the order of the list.
async fn walk(store: &Store, list: &str, selection: &str, size: usize, arguments: &str, forwards: bool) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut cursor = String::new();
    loop {
        let (count, from) = if forwards { ("first", "after") } else { ("last", "before") };
        let place = if cursor.is_empty() { String::new() } else { format!(", {from}: {cursor:?}") };
        let query = format!(
            "{{ {list}({count}: {size}{place}{arguments}) {{ edges {{ cursor node {{ {selection} }} }}
               pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        let answer = data(store, &query).await;
        let page = &answer[list];
        let edges = page["edges"].as_array().expect("edges");
        assert!(edges.len() <= size);
        let nodes: Vec<Value> = edges.iter().map(|edge| edge["node"].clone()).collect();
        let info = &page["pageInfo"];
        assert_eq!(info["startCursor"], edges.first().map_or(Value::Null, |edge| edge["cursor"].clone()));
        assert_eq!(info["endCursor"], edges.last().map_or(Value::Null, |edge| edge["cursor"].clone()));
        let (more, next) = if forwards {
            found.extend(nodes);
            (&info["hasNextPage"], &info["endCursor"])
        } else {
            found.splice(0..0, nodes);
            (&info["hasPreviousPage"], &info["startCursor"])
        };
        if more == false {
            return found;
        }
        next.as_str().expect("a cursor").clone_into(&mut cursor);
    }
}

const PLACE_AND_ROUND: &str = "province { code } city { code } round { slug } count";
const LIMITS: &str = "indicator { code } unit { code } scope product threshold { value unit { code } } round { slug }
    qualifier period { label } count sum maximum";

/// The lists of the root that need no argument, each with a field that no two of its items share. Stats are too many.
async fn plain_lists(store: &Store) -> Vec<(String, &'static str)> {
    let query = "{ __schema {
        queryType { fields { name args { defaultValue type { kind } } type { name ofType { name } } } }
        types { name fields { name } }
    } }";
    let schema = data(store, query).await;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let types = list(&schema["__schema"]["types"]);
    let plain = |field: &Value| {
        let kind = &field["type"];
        let item = kind["name"].as_str().or(kind["ofType"]["name"].as_str())?.strip_suffix("Connection")?;
        let needs = |argument: &Value| argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null();
        if item == "Stat" || list(&field["args"]).iter().any(needs) {
            return None;
        }
        let fields = list(&types.iter().find(|described| described["name"] == item)?["fields"]);
        let key = ["slug", "code", "key", "id"].into_iter().find(|key| fields.iter().any(|it| it["name"] == *key))?;
        Some((field["name"].as_str()?.to_owned(), key))
    };
    list(&schema["__schema"]["queryType"]["fields"]).iter().filter_map(plain).collect()
}

#[tokio::test]
async fn pages_of_any_size_and_direction_make_the_whole_list() {
    let database = testkit::seeded().await;
    let lists = [
        ("cities", "code", ", orderBy: [{field: NAME, direction: DESC}]"),
        ("clusters", "slug", ", orderBy: [{field: NAME_ZH}]"),
        ("clusters", "slug", r#", filter: {round: {eq: "all-45-2022"}}"#),
        ("rounds", "slug", ", orderBy: [{field: ANNOUNCED}]"),
        ("sources", "slug", ", orderBy: [{field: PUBLISHED, direction: DESC}]"),
        ("search", "text", r#", query: "cluster", kinds: [CLUSTER, INDICATOR]"#),
        ("search", "text", r#", query: "集群", kinds: [CLUSTER]"#),
        ("stats", "key", r#", filter: {indicator: {eq: "rd_intensity"}}, orderBy: [{field: VALUE}]"#),
        (
            "stats",
            "key",
            ", filter: {subjectKind: {eq: COUNTRY}}, orderBy: [{field: SUBJECT}, {field: PERIOD, direction: DESC}]",
        ),
        ("clusterGroups", PLACE_AND_ROUND, ", by: [PROVINCE, CITY, ROUND]"),
        (
            "clusterGroups",
            PLACE_AND_ROUND,
            ", by: [ROUND, PROVINCE, CITY], orderBy: [{field: COUNT, direction: DESC}, {field: KEY, direction: DESC}]",
        ),
        // Most groups have no figures, many no sum: ties abound.
        (
            "clusterGroups",
            "track { slug } verification count sum average",
            r#", by: [TRACK, VERIFICATION], stat: {indicator: "output_value"}, orderBy: [{field: SUM}, {field: AVERAGE, direction: DESC}]"#,
        ),
        (
            "statGroups",
            LIMITS,
            ", by: [PRODUCT, QUALIFIER], filter: {subjectKind: {eq: CITY}}, orderBy: [{field: MAXIMUM, direction: DESC}]",
        ),
        ("statGroups", LIMITS, r#", by: [QUALIFIER, SCOPE], filter: {indicator: {eq: "national_winners_count"}}"#),
        (
            "statGroups",
            LIMITS,
            ", by: [THRESHOLD, PERIOD], filter: {subjectKind: {in: [ROUND, CONTEST, COUNTRY]}}, orderBy: [{field: KEY, direction: DESC}]",
        ),
    ];
    let plain = plain_lists(database.store()).await;
    assert!(plain.len() > 8, "{plain:?}");
    let plain = plain.iter().map(|(list, key)| (list.as_str(), *key, ""));
    for (list, key, arguments) in plain.chain(lists) {
        let whole = walk(database.store(), list, key, 100, arguments, true).await;
        let mut distinct: Vec<String> = whole.iter().map(ToString::to_string).collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), whole.len(), "{list}{arguments}: a row comes twice");
        for size in [7, 33] {
            for forwards in [true, false] {
                let joined = walk(database.store(), list, key, size, arguments, forwards).await;
                assert_eq!(joined, whole, "{list}{arguments}, pages of {size}, forwards: {forwards}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_between_two_cursors() {
    let database = testkit::seeded().await;
    let answer = data(database.store(), "{ provinces(first: 6) { edges { cursor node { code } } } }").await;
    let edges = answer["provinces"]["edges"].as_array().expect("edges");
    let query = format!(
        "{{ provinces(after: {}, before: {}) {{ nodes {{ code }} }} }}",
        edges[0]["cursor"], edges[4]["cursor"]
    );
    let between = data(database.store(), &query).await;
    let expected: Vec<&Value> = edges[1..4].iter().map(|edge| &edge["node"]).collect();
    assert_eq!(between["provinces"]["nodes"].as_array().expect("nodes").iter().collect::<Vec<_>>(), expected);
}

/// A cursor holds what the order compares, not a place in the table: it works when its row is gone.
#[tokio::test]
async fn a_cursor_outlives_its_row() {
    let database = testkit::seeded().await;
    let list = r#"filter: {indicator: {eq: "exchange_rate_average"}}"#;
    let query = format!("{{ stats(first: 3, {list}) {{ edges {{ cursor node {{ key }} }} }} }}");
    let answer = data(database.store(), &query).await;
    let edges = answer["stats"]["edges"].as_array().expect("edges");
    let key = edges[1]["node"]["key"].as_str().expect("a key");
    database.execute(&format!("delete from stat where key = '{key}'")).await;
    let query = format!("{{ stats(first: 1, after: {}, {list}) {{ nodes {{ key }} }} }}", edges[1]["cursor"]);
    let next = data(database.store(), &query).await;
    assert_eq!(next["stats"]["nodes"][0], edges[2]["node"]);
}
