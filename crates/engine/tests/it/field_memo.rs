//! Values are computed once per place of the document and key, in each execution.

use std::sync::atomic::Ordering;

use serde_json::json;

use crate::library::Library;

/// The number of initials that a document computes; it selects books of two authors.
fn computed(document: &str) -> u64 {
    let (data, loader) = Library::default().data(document);
    assert_eq!(data["shelves"][1]["books"][0]["initial"], json!("S"));
    assert_eq!(data["shelves"][2]["books"][0]["initial"], json!("G"));
    loader.session().initials_computed.load(Ordering::Relaxed)
}

#[test]
fn a_value_is_computed_once_for_all_parents_with_one_key() {
    assert_eq!(computed("{ shelves { books { initial } } }"), 2);
}

#[test]
fn each_place_of_the_document_has_values_of_its_own() {
    assert_eq!(computed("{ shelves { books { initial again: initial } } }"), 4);
}

#[test]
fn no_value_outlives_its_execution() {
    let library = Library::default();
    for _ in 0..2 {
        let (_, loader) = library.data("{ shelves { books { initial } } }");
        assert_eq!(loader.session().initials_computed.load(Ordering::Relaxed), 2);
    }
}
