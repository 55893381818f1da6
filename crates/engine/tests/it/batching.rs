//! One statement per level, and no timer.

use std::sync::Arc;

use serde_json::json;

use crate::library::{Library, Loader, Session};

const LEVELS: [&str; 3] = ["shelves", "books of [0, 1, 2], genre any", "authors [1, 2]"];

#[test]
fn each_level_takes_one_statement_however_many_parents_it_has() {
    let (data, loader) = Library::default().data("{ shelves { name books { title author { name } } } }");
    assert_eq!(loader.session().statements(), LEVELS);
    let south = json!({
        "name": "south",
        "books": [{ "title": "The Sorcerer's Apprentice", "author": { "name": "Goethe" } }],
    });
    assert_eq!(data["shelves"][2], south);
    assert_eq!(data["shelves"].as_array().map(Vec::len), Some(3));
}

#[test]
fn aliases_with_different_arguments_take_one_statement_each() {
    let document = "{ shelves { poems: books(genre: \"poem\") { title } dramas: books(genre: \"drama\") { title } } }";
    let (data, loader) = Library::default().data(document);
    let expected = ["shelves", "books of [0, 1, 2], genre poem", "books of [0, 1, 2], genre drama"];
    assert_eq!(loader.session().statements(), expected);
    let north = json!({ "poems": [{ "title": "Prometheus" }], "dramas": [{ "title": "Faust" }] });
    assert_eq!(data["shelves"][0], north);
    assert_eq!(data["shelves"][2]["dramas"], json!([]));
}

#[test]
fn aliases_with_equal_arguments_share_a_statement() {
    let document = "{ shelves { one: books { title } other: books { title } } }";
    let (_, loader) = Library::default().data(document);
    assert_eq!(loader.session().statements(), LEVELS[..2]);
}

#[test]
fn equal_requests_send_equal_statements() {
    let statements = || {
        let (_, loader) =
            Library::default().data("{ b: author(id: 2) { name } a: author(id: 1) { name } shelves { name } }");
        loader.session().statements()
    };
    assert_eq!(statements(), ["authors [2, 1]", "shelves"]);
    assert_eq!(statements(), statements());
}

/// Tokio panics where a timer is used on a runtime without one. Resolvers that yield must not split their level.
#[test]
fn a_request_needs_no_timer_and_resolvers_that_yield_share_a_statement() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime without timers");
    let loader = Arc::new(Loader::new(Session::yielding()));
    let library = Library::default();
    let document = "{ shelves { books { author { name } } } }";
    let answer = runtime.block_on(library.execute(document, &loader));
    assert!(answer.response.errors.is_empty(), "{answer:?}");
    assert_eq!(loader.session().statements(), LEVELS);
}
