//! The citations of rows: sources and releases as works.

use async_graphql::Enum;
use entity::{release, source};
use measure::{Title, Work};

/// The form of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "measure::CitationStyle")]
pub enum CitationStyle {
    /// A reference after the seventh edition of the APA manual, as plain text: the italics of titles are left out. A
    /// figure is described in brackets after the title; the day of access stands only where no date of publication is known.
    Apa,
    /// A BibTeX entry of the type misc. LaTeX's own characters are escaped, all others are UTF-8. A figure stands in the field note.
    Bibtex,
    /// CSL-JSON 1.0, as text: an array of one item, of the type webpage or dataset. A figure stands in the member note.
    CslJson,
    /// One sentence with publisher, title, date, address and day of access, and one with the figure.
    Plain,
}

/// A source as a work.
pub(crate) fn of_source(source: &source::Model) -> Work {
    Work {
        key: source.slug.clone(),
        kind: "webpage",
        author: Some(source.publisher.clone()),
        title: Title::of_source(&source.title),
        version: None,
        publisher: None,
        url: source.url.clone(),
        published: source.published_on.clone(),
        accessed: Some(source.accessed_on),
        language: Some(source.language.clone()),
        detail: None,
    }
}

/// A release as a work. A package names no author, and a server does not know its own address.
pub(crate) fn of_release(release: &release::Model) -> Work {
    Work {
        key: format!("{}-{}", release.package, release.version),
        kind: "dataset",
        author: None,
        title: Title::Printed(release.title.clone()),
        version: Some(release.version.clone()),
        publisher: Some("Cluster Atlas".to_owned()),
        url: None,
        published: Some(release.loaded_at.date_naive().to_string()),
        accessed: None,
        language: None,
        detail: Some(format!("Data set, licence {}", release.license)),
    }
}
