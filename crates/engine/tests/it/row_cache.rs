//! Rows of a release are cached from one request to the next.

use std::sync::Arc;

use crate::library::{Library, Loader, RowCache, Session};

const AUTHOR: &str = "{ author(id: 1) { name } }";

/// The statements of a document on a release.
fn statements(cache: &Arc<RowCache>, release: u32, document: &str) -> Vec<String> {
    let loader = Arc::new(Loader::with_row_cache(Session::of_release(release), Arc::clone(cache)));
    let answer = Library::default().answer(document, &loader);
    assert!(answer.response.errors.is_empty(), "{answer:?}");
    assert_eq!(answer.release, Some(release));
    loader.session().statements()
}

#[test]
fn a_second_request_on_a_release_reads_no_cached_row() {
    let cache = Arc::default();
    let document = "{ shelves { books { author { name } } } }";
    let levels = ["shelves", "books of [0, 1, 2], genre any", "authors [1, 2]"];
    assert_eq!(statements(&cache, 1, document), levels);
    assert_eq!(statements(&cache, 1, document), levels[..2], "only authors are cached");
    assert!(statements(&cache, 1, AUTHOR).is_empty());
}

#[test]
fn only_missing_rows_are_read() {
    let cache = Arc::default();
    statements(&cache, 1, AUTHOR);
    let both = "{ one: author(id: 1) { name } two: author(id: 2) { name } }";
    assert_eq!(statements(&cache, 1, both), ["authors [2]"]);
}

#[test]
fn rows_of_another_release_are_not_served() {
    let cache = Arc::default();
    let read = ["authors [1]"];
    assert_eq!(statements(&cache, 1, AUTHOR), read);
    assert_eq!(statements(&cache, 2, AUTHOR), read, "a newer release replaces the older");
    assert_eq!(statements(&cache, 1, AUTHOR), read, "an older release is not served rows of a newer");
    assert!(statements(&cache, 2, AUTHOR).is_empty(), "an older release does not replace a newer");
}

#[test]
fn a_loader_without_a_cache_reads_each_time() {
    let library = Library::default();
    for _ in 0..2 {
        let (_, loader) = library.data(AUTHOR);
        assert_eq!(loader.session().statements(), ["authors [1]"]);
    }
}
