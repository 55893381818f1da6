//! Every limit, with a request at it and one past it. No database: what is too large is refused before one is asked.

use std::{collections::BTreeSet, fmt::Write};

use graphql::{Code, Limit, Limits, Options, Request, Schema, Variables};
use serde_json::{Value, json};

use crate::support::SCHEMA;

/// The errors of a request that is refused.
fn refused(schema: &Schema, query: &str, variables: Value) -> Option<Value> {
    let answer = schema.check(Request::new(query).variables(Variables::from_json(variables))).err()?;
    assert!(!answer.executed);
    let mut json: Value = serde_json::from_str(&answer.into_json("")).expect("an answer in JSON");
    Some(json["errors"][0].take())
}

/// Holds that requests made for a size pass up to a limit, and not beyond.
fn holds(limit: &Limit, make: impl Fn(usize) -> (String, Value)) {
    let at = usize::try_from(limit.value).expect("a small limit");
    let (query, variables) = make(at);
    assert_eq!(refused(&SCHEMA, &query, variables), None, "{} at the limit", limit.name);
    let (query, variables) = make(at + 1);
    let error = refused(&SCHEMA, &query, variables).unwrap_or_else(|| panic!("{} past the limit", limit.name));
    let extensions = json!({"code": "LIMIT_EXCEEDED", "limit": limit.value, "actual": limit.value + 1});
    assert_eq!(error["extensions"], extensions, "{}", limit.name);
    assert!(error["message"].as_str().is_some_and(|message| message.contains(&limit.value.to_string())));
}

fn document(limit: &Limit, make: impl Fn(usize) -> String) {
    holds(limit, |size| (make(size), Value::Null));
}

fn repeat(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect()
}

#[test]
fn the_text_of_a_document_is_limited() {
    document(&Limits::DOCUMENT_BYTES, |size| format!("{{ __typename }}{}", " ".repeat(size - 14)));
    document(&Limits::TOKENS, |size| format!("{{ nodes(ids: [{}]) {{ id }} }}", "1 ".repeat(size - 12)));
    document(&Limits::STRING_BYTES, |size| format!("{{ stat(key: \"{}\") {{ key }} }}", "x".repeat(size)));
    document(&Limits::STRING_BYTES, |size| format!("{{ stat(key: \"\"\"{}\"\"\") {{ key }} }}", "x".repeat(size - 4)));
}

/// Beyond so many the parser might run out of stack.
#[test]
fn brackets_are_limited_before_they_are_parsed() {
    let nested = |levels: u64| {
        let levels = usize::try_from(levels).expect("a small limit") - 2;
        format!("{{ a(b: {}1{}) }}", "[".repeat(levels), "]".repeat(levels))
    };
    let code = |levels| refused(&SCHEMA, &nested(levels), Value::Null).expect("a refusal")["extensions"].take();
    assert_eq!(code(Limits::NESTING.value)["limit"], Limits::ARGUMENT_DEPTH.value, "another limit");
    assert_eq!(code(Limits::NESTING.value + 1), json!({"code": "LIMIT_EXCEEDED", "limit": 100, "actual": 101}));
}

#[test]
fn fragments_are_limited() {
    document(&Limits::FRAGMENTS, |size| {
        let spreads = repeat(size, |number| format!("...f{number} "));
        let fragments = repeat(size, |number| format!("fragment f{number} on Dataset {{ name }} "));
        format!("{{ dataset {{ {spreads} }} }} {fragments}")
    });
}

/// As many operations as there may be pass, if one is named, and one more is refused whichever is named.
#[test]
fn one_of_many_operations_is_run() {
    let count = usize::try_from(Limits::OPERATIONS.value).expect("a small limit");
    let query = repeat(count, |number| format!("query q{number} {{ __typename }} "));
    let checked = SCHEMA.check(Request::new(query).operation_name("q7")).expect("it passes");
    assert_eq!(checked.operation_name(), Some("q7"));
    assert!(checked.is_query() && !checked.is_subscription());
    let query = repeat(count + 1, |number| format!("query q{number} {{ __typename }} "));
    let error = refused(&SCHEMA, &query, Value::Null).expect("a refusal");
    assert_eq!(error["extensions"], json!({"code": "LIMIT_EXCEEDED", "limit": count, "actual": count + 1}));
}

#[test]
fn variables_are_limited() {
    document(&Limits::VARIABLES, |size| {
        let definitions = repeat(size, |number| format!("$v{number}: ID! = 1 "));
        let ids = repeat(size, |number| format!("$v{number} "));
        format!("query ({definitions}) {{ nodes(ids: [{ids}]) {{ id }} }}")
    });
    let query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    holds(&Limits::VARIABLE_VALUES, |size| (query.to_owned(), json!({"ids": vec!["x"; size]})));
    holds(&Limits::STRING_BYTES, |size| (query.to_owned(), json!({"ids": "x".repeat(size)})));
    let query = "query ($f: ClusterFilter) { clusters(filter: $f) { totalCount } }";
    let deep = |levels: usize| (1..levels).fold(json!({}), |filter, _| json!({ "not": filter }));
    holds(&Limits::VARIABLE_DEPTH, |size| (query.to_owned(), json!({"f": deep(size)})));
}

#[test]
fn the_size_of_an_operation_is_limited() {
    let circle = |levels: usize| {
        let open = repeat(levels, |level| {
            ["province { ", "clusters(first: 1) { ", "nodes { ", "cities { "][level % 4].to_owned()
        });
        format!("{{ city(code: \"330382\") {{ {open} __typename {} }} }}", "} ".repeat(levels))
    };
    document(&Limits::DEPTH, |size| circle(size - 2));
    document(&Limits::LEVELS, |size| {
        format!("{{ {} __typename {} }}", "... { ".repeat(size - 1), "} ".repeat(size - 1))
    });
    document(&Limits::FIELDS, |size| format!("{{ dataset {{ {} }} }}", "name ".repeat(size - 1)));
    document(&Limits::SPREADS, |size| {
        let (pairs, one) = ("... { ... { name } } ".repeat(size / 2), "... { name } ".repeat(size % 2));
        format!("{{ dataset {{ {pairs}{one} }} }}")
    });
    document(&Limits::ALIASES, |size| {
        format!("{{ dataset {{ {} }} }}", repeat(size, |number| format!("a{number}: name ")))
    });
    document(&Limits::DIRECTIVES, |size| {
        format!("{{ dataset {{ {} }} }}", repeat(size, |_| "name @skip(if: false) ".to_owned()))
    });
    document(&Limits::ROOT_FIELDS, |size| format!("{{ {} }}", "__typename ".repeat(size)));
    document(&Limits::ARGUMENT_DEPTH, |size| {
        let filter = format!("{}{}", "{not: ".repeat(size - 1) + "{", "}".repeat(size));
        format!("{{ clusters(filter: {filter}) {{ totalCount }} }}")
    });
}

#[test]
fn introspection_is_limited() {
    document(&Limits::INTROSPECTION_DEPTH, |size| {
        format!("{{ __type(name: \"Query\") {{ {} name {} }} }}", "ofType { ".repeat(size - 2), "} ".repeat(size - 2))
    });
    document(&Limits::INTROSPECTION_LISTS, |size| {
        let (open, close) = ("type { fields { ".repeat(size - 1), "} } ".repeat(size - 1));
        format!("{{ __type(name: \"Query\") {{ fields {{ {open} name {close} }} }} }}")
    });
    // Around the circle.
    let circle = "{ __schema { types { fields { type { fields { name } } } } } }";
    assert_eq!(refused(&SCHEMA, circle, Value::Null).expect("a refusal")["extensions"]["actual"], 3);
    // What GraphiQL and the other tools of the reference implementation send.
    assert_eq!(refused(&SCHEMA, STANDARD_INTROSPECTION, Value::Null), None);
    assert_eq!(SCHEMA.check(Request::new(STANDARD_INTROSPECTION)).expect("it passes").cost(), 0);
}

const STANDARD_INTROSPECTION: &str = "query IntrospectionQuery { __schema {
    description queryType { name kind } mutationType { name kind } subscriptionType { name kind }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
    fragment FullType on __Type { kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }
        type { ...TypeRef } isDeprecated deprecationReason }
      inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ...TypeRef } }
    fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
      ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

/// None can be hidden in a fragment, spread or not, or in an operation that is not run.
#[test]
fn nothing_can_be_hidden() {
    let aliases = repeat(201, |number| format!("a{number}: name "));
    for query in [
        format!("{{ dataset {{ ...f }} }} fragment f on Dataset {{ {aliases} }}"),
        format!("{{ __typename }} fragment f on Dataset {{ {aliases} }}"),
        format!("query a {{ __typename }} query b {{ dataset {{ {aliases} }} }}"),
        format!("{{ dataset {{ ... on Dataset {{ {aliases} }} }} }}"),
        format!(
            "{{ dataset {{ ...f ...f }} }} fragment f on Dataset {{ {} }}",
            repeat(101, |number| format!("a{number}: name "))
        ),
        format!("{{ dataset @skip(if: true) {{ {aliases} }} }}"),
    ] {
        let answer =
            SCHEMA.check(Request::new(&query).operation_name("a")).or_else(|_| SCHEMA.check(Request::new(&query)));
        let errors = answer.expect_err("too many aliases").response.errors;
        let extensions = errors[0].extensions.as_ref().expect("extensions");
        assert_eq!(extensions.get("limit"), Some(&Limits::ALIASES.value.into()), "{query}");
    }
}

/// Each would take a long time, or all of the stack, if it were read to its end.
#[test]
fn attacks_are_refused() {
    let chain = |links: usize, spread: &str| {
        let mut query = "{ ...f0 }".to_owned();
        for link in 0..links {
            write!(query, " fragment f{link} on Query {{ {} }}", spread.replace('N', &(link + 1).to_string()))
                .expect("a text");
        }
        query + &format!(" fragment f{links} on Query {{ __typename }}")
    };
    let many = |count: usize, make: &dyn Fn(usize) -> String| format!("{{ dataset {{ {} }} }}", repeat(count, make));
    for (query, limit) in [
        (chain(20, "...fN ...fN"), Limits::FIELDS),
        (chain(199, "...fN ...fN"), Limits::LEVELS),
        (chain(200, "...fN ...fN"), Limits::FRAGMENTS),
        (chain(40, "dataset { name } ...fN"), Limits::LEVELS),
        (many(10_000, &|number| format!("a{number}: name ")), Limits::DOCUMENT_BYTES),
        (many(3_000, &|number| format!("a{number}:name ")), Limits::FIELDS),
        (many(9_900, &|_| "name ".to_owned()), Limits::FIELDS),
        (
            format!("query ({}) {{ __typename }}", repeat(10_000, |number| format!("$a{number}: Int "))),
            Limits::DOCUMENT_BYTES,
        ),
        (
            format!("query ({}) {{ __typename }}", repeat(2_000, |number| format!("$a{number}: Int "))),
            Limits::VARIABLES,
        ),
        (format!("{{ stat(key: \"{}\") {{ key }} }}", "x".repeat(1_000_000)), Limits::DOCUMENT_BYTES),
        (format!("{{ stat(key: \"{}\") {{ key }} }}", "x".repeat(60_000)), Limits::STRING_BYTES),
        (
            format!(
                "{{ clusters(filter: {}{}) {{ totalCount }} }}",
                "{not: ".repeat(50),
                "{}".to_owned() + &"}".repeat(50)
            ),
            Limits::ARGUMENT_DEPTH,
        ),
        ("{a".repeat(20_000), Limits::NESTING),
    ] {
        let error = refused(&SCHEMA, &query, Value::Null).unwrap_or_else(|| panic!("it passes {}", limit.name));
        assert_eq!(error["extensions"]["code"], "LIMIT_EXCEEDED", "{}: {error}", limit.name);
        assert_eq!(error["extensions"]["limit"], limit.value, "{}: {error}", limit.name);
    }
    for query in [
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
        "{ __typename } fragment a on Query { ...a }",
        &"\"\"\"\n\\".repeat(12_000),
    ] {
        let error = refused(&SCHEMA, query, Value::Null).expect("a refusal");
        assert!(
            error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
                || error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
        );
    }
}

#[test]
fn introspection_can_be_switched_off() {
    let schema = Schema::new(Options { introspection: false, ..Options::default() });
    for query in [
        "{ __schema { queryType { name } } }",
        "{ ...f } fragment f on Query { __type(name: \"Query\") { name } }",
        "query a { __typename } query b { __schema { queryType { name } } }",
        "{ __typename } fragment f on Query { a: __schema { queryType { name } } }",
    ] {
        let error = refused(&schema, query, Value::Null).expect("a refusal");
        assert_eq!(error["extensions"], json!({"code": Code::IntrospectionDisabled.as_str()}), "{query}");
    }
    assert_eq!(refused(&schema, "{ __typename }", Value::Null), None);
    // A name that is nearly right is not put right.
    for (query, name) in [
        ("{ provinc(code: \"CN-ZJ\") { name } }", "province"),
        ("{ provinces(firs: 1) { totalCount } }", "first"),
        ("{ province(code: \"CN-ZJ\") { nam } }", "name"),
        ("{ provinces { nodes { ... on Provinc { name } } } }", "\"Province\""),
        ("{ clusters(filter: {provinc: {eq: \"CN-ZJ\"}}) { totalCount } }", "province"),
        ("{ province(code: \"CN-ZJ\") { name(language: E) } }", "EN"),
        ("query ($a: ClusterFilte) { clusters(filter: $a) { totalCount } }", "\"ClusterFilter\""),
    ] {
        let error = refused(&schema, query, Value::Null).expect("a refusal");
        let message = error["message"].as_str().expect("a message").to_owned();
        let rest = message.replace("ClusterFilterInput", "").replace(&format!("\"{}\"", query), "");
        assert!(!rest.contains("Did you mean") && !rest.contains("did you mean"), "{message}");
        assert!(!rest.split(|c: char| !c.is_alphanumeric()).any(|word| word == name), "{message} tells {name}");
    }
}

#[test]
fn all_limits_are_shown() {
    let names: BTreeSet<_> = SCHEMA.limits().iter().map(|limit| limit.name).collect();
    assert_eq!(names.len(), Limits::ALL.len(), "two limits of one name");
    let bodies = Limit::new("bodyBytes", 5, "bytes", "Length of a body.");
    let options = Options { max_cost: 77, more_limits: vec![bodies.clone()], ..Options::default() };
    let schema = Schema::new(options);
    let limits = schema.limits();
    assert_eq!(limits.last(), Some(&bodies));
    assert_eq!(limits.iter().find(|limit| limit.name == "cost").map(|limit| limit.value), Some(77));
    assert!(limits.iter().all(|limit| !limit.unit.is_empty() && limit.description.ends_with('.')));
}

#[test]
fn variables_of_the_wrong_kind_are_named() {
    for (kind, field, value, argument) in [
        ("Int", "provinces(first: $v) { totalCount }", json!("1"), "$v"),
        ("Int", "provinces(first: $v) { totalCount }", json!(3_000_000_000_u64), "$v"),
        ("String!", "province(code: $v) { name }", json!(5), "$v"),
        ("[ID!]!", "nodes(ids: $v) { id }", json!(["a", true]), "$v.1"),
        ("Language", "province(code: \"CN-ZJ\") { name(language: $v) }", json!("FR"), "$v"),
        (
            "ClusterFilter",
            "clusters(filter: $v) { totalCount }",
            json!({"and": [{"province": 5}]}),
            "$v.and.0.province",
        ),
        ("Boolean!", "dataset @skip(if: $v) { name }", json!("yes"), "$v"),
    ] {
        let query = format!("query ($v: {kind}) {{ {field} }}");
        let error = refused(&SCHEMA, &query, json!({ "v": value })).expect("a refusal");
        assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": argument}), "{error}");
    }
}

#[test]
fn codes_have_names_and_remedies() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'));
        assert!(code.meaning().ends_with('.') && code.remedy().ends_with('.') && code.status().contains(' '));
    }
}
