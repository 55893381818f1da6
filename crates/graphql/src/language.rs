//! Languages of names.

use async_graphql::Enum;

/// A language in which everything has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "measure::Language")]
pub enum Language {
    /// English.
    En,
    /// Chinese, simplified.
    Zh,
}

impl Language {
    /// ISO 639-1 code.
    pub(crate) fn code(self) -> &'static str {
        measure::Language::from(self).code()
    }

    /// The text in this language.
    pub(crate) fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        measure::Language::from(self).pick(english, chinese)
    }
}
