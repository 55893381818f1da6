//! Selections with one response name are one field.

use std::sync::atomic::Ordering;

use serde_json::json;

use crate::library::Library;

#[test]
fn a_repeated_field_runs_once_with_the_selections_of_all() {
    let document = "
        { shelves { name } ...Titles shelves { name books { initial } } }
        fragment Titles on Query { shelves { books { title } } }
    ";
    let (data, loader) = Library::default().data(document);
    assert_eq!(loader.session().shelves_resolved.load(Ordering::Relaxed), 1);
    let south = json!({ "name": "south", "books": [{ "title": "The Sorcerer's Apprentice", "initial": "G" }] });
    assert_eq!(data["shelves"][2], south);
}

#[test]
fn aliases_run_each_by_itself() {
    let (_, loader) = Library::default().data("{ one: shelves { name } other: shelves { name } }");
    assert_eq!(loader.session().shelves_resolved.load(Ordering::Relaxed), 2);
}

#[test]
fn members_are_in_the_order_of_the_document_though_some_wait() {
    let document = "{ shelves { books { author { name } title initial } name } __typename }";
    let (data, _) = Library::default().data(document);
    let members = |object: &serde_json::Value| -> Vec<String> {
        object.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(members(&data), ["shelves", "__typename"]);
    assert_eq!(members(&data["shelves"][0]), ["books", "name"]);
    assert_eq!(members(&data["shelves"][0]["books"][0]), ["author", "title", "initial"]);
}
