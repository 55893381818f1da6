//! Random documents: the check answers each, and what it lets pass can be executed. The seeds are fixed.

use std::{fs, sync::Arc};

use graphql::{Code, Loader, Request, Variables};
use testkit::Random;

use crate::support::{SCHEMA, folder, queries, variables};

/// A request is refused with a code, or passes.
fn check(query: &str, variables: serde_json::Value) -> bool {
    let Err(answer) = SCHEMA.check(Request::new(query).variables(Variables::from_json(variables))) else { return true };
    assert!(!answer.executed && !answer.response.errors.is_empty());
    for error in &answer.response.errors {
        let code = error.extensions.as_ref().and_then(|extensions| extensions.get("code"));
        assert!(Code::ALL.iter().any(|known| code == Some(&known.as_str().into())), "{query}\n{error:?}");
        assert_ne!(code, Some(&Code::Internal.as_str().into()), "{query}\n{error:?}");
    }
    false
}

const TOKENS: [&str; 44] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ":",
    "$",
    "!",
    "=",
    "@",
    "...",
    "|",
    "&",
    "\"",
    "\"\"\"",
    "\\",
    "#",
    "\n",
    ",",
    "\u{feff}",
    "query",
    "mutation",
    "subscription",
    "fragment",
    "on",
    "true",
    "null",
    "-0",
    "1e9",
    "1.5",
    "99999999999999999999",
    "a",
    "Query",
    "provinces",
    "nodes",
    "first",
    "__typename",
    "__schema",
    "skip",
    "if",
    "\u{0}",
    "é",
    "💥",
];

#[test]
fn soups_of_tokens_are_answered() {
    let mut random = Random::of("tokens", 0);
    for _ in 0..4_000 {
        let space = ["", " "][random.below(2)];
        let tokens: Vec<_> = (0..random.below(60)).map(|_| TOKENS[random.below(TOKENS.len())]).collect();
        check(&tokens.join(space), serde_json::Value::Null);
    }
}

/// Real queries with words left out, doubled, exchanged and put in from others.
#[tokio::test]
async fn mutated_queries_are_answered() {
    let database = testkit::seeded().await;
    let originals: Vec<_> = queries(&folder("cases"))
        .into_iter()
        .map(|path| (fs::read_to_string(&path).expect("a query"), variables(&path)))
        .collect();
    let mut random = Random::of("changed query", 0);
    let mut passed = 0;
    for _ in 0..1_500 {
        let (text, variables) = &originals[random.below(originals.len())];
        let (other, _) = &originals[random.below(originals.len())];
        let other: Vec<_> = other.split_inclusive([' ', '\n', '(', ')', ':']).collect();
        let mut words: Vec<_> = text.split_inclusive([' ', '\n', '(', ')', ':']).collect();
        for _ in 0..=random.below(3) {
            let place = random.below(words.len());
            match random.below(4) {
                0 if words.len() > 1 => drop(words.remove(place)),
                1 => words.insert(place, words[place]),
                2 => {
                    let other = random.below(words.len());
                    words.swap(place, other);
                }
                _ => words.insert(place, other[random.below(other.len())]),
            }
        }
        let query = words.concat();
        if !check(&query, variables.clone()) {
            continue;
        }
        passed += 1;
        let request = Request::new(&query).variables(Variables::from_json(variables.clone()));
        let checked = SCHEMA.check(request).expect("it passed before");
        let loader = Arc::new(Loader::new(database.store().session()));
        let answer = SCHEMA.execute_with(checked, &loader).await.into_json("");
        // A merged document that the engine cannot run would be a fault of ours.
        for fault in ["INTERNAL_SERVER_ERROR", "GRAPHQL_VALIDATION_FAILED", "Unknown"] {
            assert!(!answer.contains(&format!("\"{fault}")), "{query}\n{answer}");
        }
    }
    assert!(passed > 50, "only {passed} of them pass");
}
