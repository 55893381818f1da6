//! Errors of operations that ran.

use std::sync::Arc;

use engine::{answer::Answer, error::Code};
use serde_json::{Value, json};

use crate::library::{Library, Loader, Session};

fn answer(library: &Library, document: &str, session: Session) -> (Answer<u32>, Arc<Loader>) {
    let loader = Arc::new(Loader::new(session));
    (library.answer(document, &loader), loader)
}

/// The answer as it is sent.
fn sent(answer: Answer<u32>) -> Value {
    serde_json::from_str(&answer.into_json("the id")).expect("JSON")
}

fn paths(answer: &Value) -> Vec<String> {
    let errors = answer["errors"].as_array().expect("errors");
    errors.iter().map(|error| error["path"].to_string()).collect()
}

#[test]
fn a_panic_becomes_one_error_without_its_message_and_the_next_request_is_answered() {
    let library = Library::default();
    for reads in [false, true] {
        let document = format!("{{ shelves {{ name }} panics(reads: {reads}) }}");
        let (answer, _) = answer(&library, &document, Session::default());
        assert!(answer.has(Code::Internal));
        let sent = sent(answer);
        assert_eq!(sent["data"], Value::Null);
        assert_eq!(sent["errors"].as_array().map(Vec::len), Some(1), "{sent}");
        let extensions = json!({ "code": "INTERNAL_SERVER_ERROR", "requestId": "the id" });
        assert_eq!(sent["errors"][0]["extensions"], extensions);
        assert!(!sent.to_string().contains("secret"), "{sent}");
        let (data, _) = library.data("{ author(id: 1) { name } }");
        assert_eq!(data, json!({ "author": { "name": "Goethe" } }));
    }
}

#[test]
fn errors_are_in_the_order_of_the_document() {
    // The authors fail after a read, the other field at once.
    let document = "{ b: author(id: 9) { name } refuses a: author(id: 8) { name } }";
    let (answer, _) = answer(&Library::default(), document, Session::default());
    let sent = sent(answer);
    assert_eq!(paths(&sent), [r#"["b"]"#, r#"["refuses"]"#, r#"["a"]"#]);
    assert_eq!(sent["data"], json!({ "b": null, "refuses": null, "a": null }));
    assert_eq!(sent["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}

#[test]
fn a_failed_read_is_sent_once_and_reported_for_each_item_in_order() {
    let document = "{ shelves { books { author { name } } } }";
    let (answer, loader) = answer(&Library::default(), document, Session::failing());
    assert_eq!(loader.session().statements().last().map(String::as_str), Some("authors [1, 2]"));
    let sent = sent(answer);
    let expected = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)];
    let expected = expected.map(|(shelf, book)| format!(r#"["shelves",{shelf},"books",{book},"author"]"#));
    assert_eq!(paths(&sent), expected);
    assert!(!sent.to_string().contains("secret"), "{sent}");
}

#[test]
fn a_refused_request_has_no_data() {
    let (answer, loader) = answer(&Library::default(), "{ shelves }", Session::default());
    assert_eq!(answer.code(), Some(Code::ValidationFailed.as_str()));
    assert!(sent(answer).get("data").is_none());
    assert!(loader.session().statements().is_empty());
}
