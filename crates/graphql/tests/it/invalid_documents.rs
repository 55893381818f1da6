//! Documents that are invalid or too large.

use std::fmt::Write;

use crate::support::{data, error};

#[tokio::test]
async fn what_is_not_graphql_fails_to_parse() {
    let database = testkit::database().await;
    for query in ["", "{", "{ a(: 1) }", "query { provinces { nodes { name } }"] {
        assert_eq!(error(database.store(), query).await["extensions"]["code"], "GRAPHQL_PARSE_FAILED", "{query:?}");
    }
}

#[tokio::test]
async fn what_does_not_fit_the_schema_fails_to_validate() {
    let database = testkit::database().await;
    let queries = [
        "{ nothing }",
        "{ province { name } }",
        "{ provinces }",
        "{ province(code: 1) { name } }",
        "{ stats(filter: {subjectKind: {eq: PLANET}}) { totalCount } }",
        "{ stats(filter: {indicators: {eq: \"x\"}}) { totalCount } }",
        "mutation { a }",
        "{ ...missing }",
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
    ];
    for query in queries {
        let error = error(database.store(), query).await;
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{query}: {error}");
    }
}

/// The parser would run out of stack, and take the server with it.
#[tokio::test]
async fn nesting_is_limited_before_the_document_is_parsed() {
    let database = testkit::database().await;
    for levels in [101, 3000, 7000] {
        for (open, close) in [("{a: ", "}"), ("[", "]"), ("[#]\n", "]"), ("[\"]\" ", "]"), ("[\"\\\"]\" ", "]")] {
            let value = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            let deep = error(database.store(), &format!("{{ clusters(filter: {value}) {{ totalCount }} }}")).await;
            assert_eq!(deep["extensions"]["code"], "LIMIT_EXCEEDED", "{open}");
            assert_eq!(deep["extensions"]["limit"], graphql::Limits::NESTING.value);
            assert_eq!(deep["extensions"]["actual"], levels + 2);
        }
    }
    // Behind a block that does not end, nothing is read.
    let hidden = format!("{{ a(b: [\"\"\" {{\" {}", "[".repeat(5000));
    assert_eq!(error(database.store(), &hidden).await["extensions"]["code"], "GRAPHQL_PARSE_FAILED");
    let hidden = format!("{{ a(b: \"\"\" \\\"\"\" ] \"\"\" {}", "[".repeat(5000));
    assert_eq!(error(database.store(), &hidden).await["extensions"]["actual"], 5002);
    // Within texts and comments there are no brackets.
    let text = "([{".repeat(50);
    let query = format!(
        "{{ # {text}\n a: cluster(slug: \"a\") {{ slug }} \
           b: stats(filter: {{scope: {{eq: \"\\\"{text}\"}}, product: {{eq: \"\"\"\"{text}\\\"\"\"{text}\n\"\"\"}}}}) {{ totalCount }} }}"
    );
    data(database.store(), &query).await;
}

#[tokio::test]
async fn depth_is_limited() {
    let database = testkit::seeded().await;
    let nested = |levels: usize| {
        let open = "province { clusters(first: 1) { nodes { cities { ".repeat(levels);
        format!("{{ city(code: \"330382\") {{ {open} code {} }} }}", "} } } }".repeat(levels))
    };
    let deep = error(database.store(), &nested(10)).await;
    assert_eq!(deep["extensions"]["code"], "LIMIT_EXCEEDED");
    assert_eq!(deep["extensions"]["limit"], graphql::Limits::DEPTH.value);
    assert_eq!(deep["extensions"]["actual"], 42);
    data(database.store(), &nested(3)).await;
}

#[tokio::test]
async fn fields_are_limited_with_fragments_counted_wherever_they_are_spread() {
    let database = testkit::seeded().await;
    let mut query = "{ ".to_owned();
    for number in 0..=graphql::Limits::FIELDS.value {
        write!(query, "a{number}: __typename ").expect("a text");
    }
    query.push('}');
    assert_eq!(error(database.store(), &query).await["extensions"]["code"], "LIMIT_EXCEEDED");
}

/// What `GraphiQL` asks, with as many levels of `ofType`, passes; going round in circles does not.
#[tokio::test]
async fn introspection_passes_and_does_not_run_in_circles() {
    let database = testkit::database().await;
    let mut of_type = "kind name".to_owned();
    for _ in 0..9 {
        of_type = format!("kind name ofType {{ {of_type} }}");
    }
    let standard = format!("{{ __schema {{ types {{ fields {{ args {{ type {{ {of_type} }} }} }} }} }} }}");
    data(database.store(), &standard).await;
    let mut circle = "name".to_owned();
    for _ in 0..6 {
        circle = format!("fields {{ type {{ fields {{ type {{ {circle} }} }} }} }}");
    }
    let error = error(database.store(), &format!("{{ __schema {{ types {{ {circle} }} }} }}")).await;
    assert_eq!(error["extensions"]["code"], "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn an_operation_is_chosen_by_name() {
    use std::sync::Arc;

    use graphql::{Loader, Request, Schema};

    let database = testkit::database().await;
    let schema = Schema::default();
    let request = || Request::new("query a { a: __typename } query b { b: __typename }");
    let loader = Arc::new(Loader::new(database.store().session()));
    let checked = schema.check(request().operation_name("b")).expect("a document in order");
    assert_eq!(schema.execute_with(checked, &loader).await.into_json(""), r#"{"data":{"b":"Query"}}"#);
    let unnamed = schema.check(request()).expect_err("two to choose from");
    assert!(!unnamed.executed);
    assert!(schema.check(request().operation_name("c")).is_err());
}

#[tokio::test]
async fn a_required_variable_must_be_given() {
    use crate::support::ask_with;

    let database = testkit::seeded().await;
    let query = "query ($code: String!) { province(code: $code) { name } }";
    for (variables, message) in [
        (serde_json::json!({}), "The variable $code of type String! is missing."),
        (serde_json::json!({"code": null}), "The variable $code of type String! must not be null."),
    ] {
        let answer = ask_with(database.store(), query, variables).await.json;
        assert!(answer.get("data").is_none(), "it was not executed");
        assert_eq!(answer["errors"][0]["message"], message);
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    }
    let default = "query ($code: String! = \"CN-ZJ\") { province(code: $code) { name } }";
    assert_eq!(data(database.store(), default).await["province"]["name"], "Zhejiang");
}
