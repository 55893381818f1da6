//! Malicious requests, and the error that each must get.

use std::fmt::Write;

use serde_json::json;

/// A body for `/graphql` that must be rejected.
pub(crate) struct Attack {
    pub(crate) name: &'static str,
    pub(crate) body: Vec<u8>,
    /// The code of the error.
    pub(crate) code: &'static str,
}

const TOO_MUCH: &str = "LIMIT_EXCEEDED";
const INVALID: &str = "GRAPHQL_VALIDATION_FAILED";
const NO_GRAPHQL: &str = "GRAPHQL_PARSE_FAILED";
const NO_REQUEST: &str = "BAD_REQUEST";

/// All attacks.
pub(crate) fn all() -> Vec<Attack> {
    let document = |(name, code, query)| (name, code, json!({"query": query}).to_string().into_bytes());
    let attacks = documents().into_iter().map(document).chain(bodies());
    attacks.map(|(name, code, body)| Attack { name, body, code }).collect()
}

fn documents() -> Vec<(&'static str, &'static str, String)> {
    let chain = |links: usize, spread: &str, end: &str| {
        let links = (0..links).fold(String::new(), |mut text, link| {
            let next = link + 1;
            let _ = write!(text, "fragment f{link} on Query {{ {} }} ", spread.replace('N', &format!("f{next}")));
            text
        });
        format!("{{ ...f0 }} {links}{end}")
    };
    let end = "fragment f190 on Query { dataset { name } }";
    let hidden =
        (0..15).fold("slug".to_owned(), |inner, _| format!("clusters {{ nodes {{ provinces {{ {inner} }} }} }}"));
    vec![
        ("a chain of fragments that doubles with each link", TOO_MUCH, chain(190, "...N ...N", end)),
        ("the same in inline fragments", TOO_MUCH, chain(190, "... { ...N } ... on Query { ...N }", end)),
        ("a fragment that spreads itself", INVALID, "{ ...f } fragment f on Query { ...f }".to_owned()),
        ("a circle of fragments", INVALID, chain(190, "...N", "fragment f190 on Query { ...f0 }")),
        ("10,000 aliases", TOO_MUCH, format!("{{ {} }}", numbered(10_000, "N: __typename "))),
        (
            "10,000 aliases in a fragment",
            TOO_MUCH,
            format!("{{ ...f }} fragment f on Query {{ {} }}", numbered(10_000, "N: __typename ")),
        ),
        ("10,000 times the same field", TOO_MUCH, format!("{{ {} }}", "__typename ".repeat(10_000))),
        ("10,000 variables", TOO_MUCH, format!("query ({}) {{ __typename }}", numbered(10_000, "$N: Int "))),
        ("1,000 directives", TOO_MUCH, format!("{{ __typename {} }}", "@include(if: true) ".repeat(1000))),
        ("a long string", TOO_MUCH, format!("{{ province(code: \"{}\") {{ name }} }}", "x".repeat(200_000))),
        (
            "a filter within filters",
            TOO_MUCH,
            format!("{{ clusters(filter: {}{{}}{}) {{ totalCount }} }}", "{not: ".repeat(60), "}".repeat(60)),
        ),
        (
            "the same as the default of a variable",
            TOO_MUCH,
            format!(
                "query ($f: ClusterFilter = {}{{}}{}) {{ clusters(filter: $f) {{ totalCount }} }}",
                "{not: ".repeat(60),
                "}".repeat(60)
            ),
        ),
        ("fields within fields", TOO_MUCH, format!("{{ provinces {{ nodes {{ {hidden} }} }} }}")),
        (
            "the same in a fragment",
            TOO_MUCH,
            format!("{{ provinces {{ nodes {{ ...f }} }} }} fragment f on Province {{ {hidden} }}"),
        ),
        ("50,000 brackets", TOO_MUCH, "{a".repeat(50_000)),
        ("50,000 brackets of lists", TOO_MUCH, format!("{{ a(b: {}) }}", "[".repeat(50_000))),
        (
            "introspection in circles",
            TOO_MUCH,
            format!("{{ __schema {{ types {{ {} name {} }} }} }}", "fields { type { ".repeat(20), "} } ".repeat(20)),
        ),
        ("a string without an end", NO_GRAPHQL, format!("{{ province(code: \"{}", "x".repeat(5_000))),
        ("a block string without an end", NO_GRAPHQL, format!("{{ province(code: \"\"\"{}", "x\n".repeat(2_000))),
        ("characters that are none", NO_GRAPHQL, "{ \u{0}\u{1}\u{7f} }".to_owned()),
        ("no document", NO_GRAPHQL, String::new()),
        ("nothing but commas", NO_GRAPHQL, ",".repeat(50_000)),
    ]
}

fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let deep = |depth: usize| format!("{}{{}}{}", "{\"not\":".repeat(depth), "}".repeat(depth));
    let with_variable = |value: String| {
        let query = "query ($f: ClusterFilter) { clusters(filter: $f) { totalCount } }";
        format!("{{\"query\":{query:?},\"variables\":{{\"f\":{value}}}}}").into_bytes()
    };
    let string = json!({"query": format!("{{ province(code: \"{}\") {{ name }} }}", "x".repeat(1_000_000))});
    // Bytes that look random and are the same in each run.
    let noise = (0..4096_u32).map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    vec![
        ("a string of a megabyte", TOO_MUCH, string.to_string().into_bytes()),
        ("a variable of 60 braces", TOO_MUCH, with_variable(deep(60))),
        (
            "a variable of 10,000 values",
            TOO_MUCH,
            with_variable(format!("{{\"industry\":{{\"in\":[{}\"x\"]}}}}", "\"x\",".repeat(10_000))),
        ),
        ("a variable of 10,000 braces", NO_REQUEST, with_variable(deep(10_000))),
        ("10,000 brackets of JSON", NO_REQUEST, "[".repeat(10_000).into_bytes()),
        (
            "a batch of 1,000",
            NO_REQUEST,
            format!("[{}{{}}]", "{\"query\":\"{__typename}\"},".repeat(1000)).into_bytes(),
        ),
        ("an empty batch", NO_REQUEST, b"[]".to_vec()),
        ("random bytes", NO_REQUEST, noise),
        ("half of a request", NO_REQUEST, b"{\"query\":\"{ dataset { na".to_vec()),
        ("a query that is no UTF-8", NO_REQUEST, b"{\"query\":\"{ dataset { name } } #\xff\xfe\"}".to_vec()),
    ]
}

/// A text so many times, with `N` replaced by a new name each time.
fn numbered(count: usize, text: &str) -> String {
    (0..count).map(|number| text.replace('N', &format!("a{number}"))).collect()
}
