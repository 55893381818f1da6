//! Bad input gets an error that names the argument and what it takes.

use serde_json::json;

use crate::support::{ask, ask_with, data, error};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
async fn bad_arguments_are_named() {
    let database = testkit::seeded().await;
    let foreign = r#"after: "WyJjaXR5IiwiY29kZSsiLFsiMTEwMDAwIl1d""#;
    let other_order = r#"after: "WyJwcm92aW5jZSIsImdiX2NvZGUrIixbIjEyMDAwMCIsIkNOLVRKIl1d", orderBy: [{field: NAME}]"#;
    // ["stat","period-,indicator+",["not a date","2020-01-01","x","o-1"]]
    let wrong_value =
        r#"after: "WyJzdGF0IiwicGVyaW9kLSxpbmRpY2F0b3IrIixbIm5vdCBhIGRhdGUiLCIyMDIwLTAxLTAxIiwieCIsIm8tMSJdXQ""#;
    let cases = [
        (
            "{ clusters(first: 0) { totalCount nodes { slug } } }".to_owned(),
            "first",
            "first must be from 1 to 100, not 0.",
        ),
        ("{ clusters(first: -1) { totalCount } }".to_owned(), "first", "first must be from 1 to 100, not -1."),
        ("{ clusters(first: 101) { totalCount } }".to_owned(), "first", "first must be from 1 to 100, not 101."),
        ("{ clusters(last: 0) { totalCount } }".to_owned(), "last", "last must be from 1 to 100, not 0."),
        ("{ clusters(first: 1, last: 1) { totalCount } }".to_owned(), "last", "Give first or last, not both."),
        (
            "{ clusters(after: \"???\") { totalCount } }".to_owned(),
            "after",
            "The cursor given as after is broken: use one from pageInfo or edges as it is.",
        ),
        (
            "{ clusters(before: \"\") { totalCount } }".to_owned(),
            "before",
            "The cursor given as before is broken: use one from pageInfo or edges as it is.",
        ),
        (
            format!("{{ provinces({foreign}) {{ totalCount }} }}"),
            "after",
            "The cursor given as after belongs to another kind of list.",
        ),
        (
            format!("{{ provinces({other_order}) {{ totalCount }} }}"),
            "after",
            "The cursor given as after belongs to another order of this list: keep orderBy while paging.",
        ),
        (
            format!("{{ stats({wrong_value}) {{ totalCount }} }}"),
            "after",
            "The cursor given as after is broken: use one from pageInfo or edges as it is.",
        ),
        (
            "{ clusters(filter: null) { totalCount } }".to_owned(),
            "filter",
            "filter must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {province: null}) { totalCount } }".to_owned(),
            "filter.province",
            "filter.province must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {province: {eq: null}}) { totalCount } }".to_owned(),
            "filter.province.eq",
            "filter.province.eq must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ clusters(filter: {region: {in: null}}) { totalCount } }".to_owned(),
            "filter.region.in",
            "filter.region.in must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "{ stats(filter: {indicator: {eq: \"gdp\"}}) { totalCount } }".to_owned(),
            "filter.indicator",
            "filter.indicator: there is no indicator \"gdp\".",
        ),
        (
            "{ clusters(filter: {province: {in: [\"CN-ZJ\", \"CN-QQ\"]}}) { totalCount } }".to_owned(),
            "filter.province",
            "filter.province: there is no province \"CN-QQ\".",
        ),
        (
            "{ stats(orderBy: [{field: VALUE}, {field: VALUE, direction: DESC}]) { totalCount } }".to_owned(),
            "orderBy",
            "orderBy names a field twice; leave one out.",
        ),
        (
            "{ province(code: \"Zhejiang\") { name } }".to_owned(),
            "code",
            "code must be an ISO 3166-2 code such as CN-ZJ, or a GB/T 2260 code of six digits such as 330000, not \"Zhejiang\".",
        ),
        (
            "{ cluster(slug: \"Not A Slug\") { name } }".to_owned(),
            "slug",
            "slug must be a slug of lower-case letters, digits and single hyphens, such as wenzhou-yueqing-electrical, \
             not \"Not A Slug\".",
        ),
        (
            "{ node(id: \"xyz\") { id } }".to_owned(),
            "id",
            "id is not an id of this API: use one from a field `id` as it is.",
        ),
        (
            "{ stats(filter: {scope: {eq: \"a\\u0000b\"}}) { totalCount } }".to_owned(),
            "filter.scope",
            "filter.scope must not contain the character U+0000.",
        ),
    ];
    for (query, argument, message) in cases {
        let error = error(database.store(), &query).await;
        assert_eq!(error["message"], message, "{query}");
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}");
        assert_eq!(error["extensions"]["argument"], argument, "{query}");
        assert!(error["path"].is_array(), "{query}: {error}");
    }
}

/// A variable that was never given must not match everything by becoming null.
#[tokio::test]
async fn a_variable_left_out_leaves_the_filter_out_but_null_is_refused() {
    let database = testkit::seeded().await;
    let query = "query ($code: String) { clusters(filter: {province: {eq: $code}}) { totalCount } }";
    let absent = ask_with(database.store(), query, json!({})).await;
    assert_eq!(absent.json["data"]["clusters"]["totalCount"], 79);
    let null = ask_with(database.store(), query, json!({"code": null})).await;
    assert_eq!(null.json["errors"][0]["extensions"]["argument"], "filter.province.eq");
}

#[tokio::test]
async fn what_does_not_exist_is_null() {
    let database = testkit::seeded().await;
    let query = r#"{ country(code: "ZZ") { code } province(code: "999999") { code } city(code: "100000") { code }
        industry(slug: "x") { slug } cluster(slug: "x") { slug } contest(slug: "x") { slug } round(slug: "x") { slug }
        award(cluster: "x", round: "y") { rank } indicator(code: "x") { code } unit(code: "x") { code }
        source(slug: "x") { slug } stat(key: "x") { key } }"#;
    let answer = data(database.store(), query).await;
    let fields = answer.as_object().expect("fields");
    assert_eq!(fields.len(), 12);
    assert!(fields.values().all(serde_json::Value::is_null));
}

/// One wrong part does not take the rest of the answer with it, where the schema allows null.
#[tokio::test]
async fn a_failed_look_up_leaves_its_neighbours() {
    let database = testkit::seeded().await;
    let asked = ask(database.store(), r#"{ province(code: "?") { name } city(code: "330382") { name } }"#).await;
    assert_eq!(asked.json["data"], json!({"province": null, "city": {"name": "Yueqing"}}));
    assert_eq!(asked.json["errors"][0]["path"], json!(["province"]));
}

#[tokio::test]
async fn an_empty_database_answers() {
    let database = testkit::database().await;
    let answer = data(database.store(), "{ dataset { version } clusters { totalCount nodes { slug } } }").await;
    assert_eq!(answer, json!({"dataset": null, "clusters": {"totalCount": 0, "nodes": []}}));
}

#[tokio::test]
async fn a_database_that_is_away_is_unavailable_and_tells_no_more() {
    let database = testkit::seeded().await;
    let store = database.another_store().await;
    store.shut().await;
    let asked = ask(&store, "{ provinces { nodes { name } } }").await;
    let error = &asked.json["errors"][0];
    assert_eq!(error["extensions"], json!({"code": "UNAVAILABLE", "requestId": "test-request"}));
    assert_eq!(error["message"], "The database cannot be reached at the moment. Try again in a few seconds.");
}

#[tokio::test]
async fn a_fault_of_the_server_tells_no_cause() {
    let database = testkit::seeded().await;
    database.execute("alter table province rename column region to regions").await;
    let asked = ask(database.store(), "{ provinces { nodes { name } } }").await;
    let error = &asked.json["errors"][0];
    assert_eq!(error["extensions"], json!({"code": "INTERNAL_SERVER_ERROR", "requestId": "test-request"}));
    assert!(!asked.json.to_string().contains("region"));
}
