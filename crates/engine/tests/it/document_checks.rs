//! Documents that are refused before they run.

use engine::{Request, ServerError, Value, error::Code, limits::Limits};

use crate::library::Library;

/// The only error of a document that is refused.
fn refused(library: &Library, document: &str) -> ServerError {
    let errors = library.checker.check(Request::new(document)).expect_err("refused");
    let [error] = &errors[..] else { panic!("{errors:?}") };
    error.clone()
}

fn extension(error: &ServerError, name: &str) -> Option<Value> {
    error.extensions.as_ref()?.get(name).cloned()
}

#[test]
fn limits_are_measured_before_the_document_is_parsed() {
    let library = Library::default();
    let no_graphql = "} name";
    assert_eq!(extension(&refused(&library, no_graphql), "code"), Some(Code::ParseFailed.as_str().into()));
    let too_large = [
        (format!("{no_graphql}{}", " ".repeat(65_536)), Limits::DOCUMENT_BYTES),
        ("{".repeat(101), Limits::NESTING),
        ("} name ".repeat(5_001), Limits::TOKENS),
        (format!("}} \"{}\"", "a".repeat(10_001)), Limits::STRING_BYTES),
    ];
    for (document, limit) in too_large {
        let error = refused(&library, &document);
        assert_eq!(extension(&error, "code"), Some(Code::LimitExceeded.as_str().into()), "{}: {error:?}", limit.name);
        assert_eq!(extension(&error, "limit"), Some(limit.value.into()), "{}: {error:?}", limit.name);
    }
}

#[test]
fn an_estimate_above_the_limit_is_refused_with_its_costliest_field() {
    let document = "{ all: shelves { name books { title } } }";
    // A list counts as ten: ten shelves with ten books each.
    let allowed = Library::with_cost_limit(Limits::COST.with_value(110));
    assert_eq!(allowed.checker.check(Request::new(document)).expect("allowed").cost(), 110);
    let error = refused(&Library::with_cost_limit(Limits::COST.with_value(109)), document);
    assert_eq!(extension(&error, "code"), Some(Code::LimitExceeded.as_str().into()));
    assert_eq!(extension(&error, "limit"), Some(109.into()));
    assert_eq!(extension(&error, "actual"), Some(110.into()));
    assert_eq!(extension(&error, "mostCostly"), Some("all.books".into()));
    assert!(error.message.ends_with("Most of it is for all.books."), "{}", error.message);
}

#[test]
fn a_document_that_does_not_fit_the_schema_is_refused_each_time() {
    let library = Library::default();
    for _ in 0..2 {
        let error = refused(&library, "{ shelves { colour } }");
        assert_eq!(extension(&error, "code"), Some(Code::ValidationFailed.as_str().into()));
    }
}

#[test]
fn a_missing_variable_is_refused_before_any_field_runs() {
    let document = "query ($id: Int!) { shelves { name } author(id: $id) { name } }";
    let error = refused(&Library::default(), document);
    assert_eq!(extension(&error, "code"), Some(Code::BadUserInput.as_str().into()));
    assert_eq!(extension(&error, "argument"), Some("$id".into()));
}
