//! The fields `id` and `name` of what has an official name.

use std::borrow::Cow;

use async_graphql::{ID, Object};
use entity::SourceId;

use crate::{global_id::global_id, language::Language, provenance::cites};

/// Global id and official name of a row.
pub(crate) struct Named<'a> {
    /// The type of the row.
    pub(crate) type_name: Cow<'static, str>,
    /// The natural key of the row.
    pub(crate) key: &'a str,
    /// The official name in English.
    pub(crate) english: &'a str,
    /// The official name in Chinese.
    pub(crate) chinese: &'a str,
    /// Where the row was read. `None` for names without a source of their own.
    pub(crate) source: Option<SourceId>,
    /// Where the English name was read, if elsewhere.
    pub(crate) english_source: Option<SourceId>,
}

/// Global id and official name of a row.
#[Object(crate = "crate::engine", guard = cites(self.source))]
impl Named<'_> {
    /// Opaque and global: give it to `node`. It stays the same from release to release.
    fn id(&self) -> ID {
        global_id(&self.type_name, self.key)
    }

    /// The official name, in English unless another language is asked.
    #[graphql(guard = cites(self.name_source(language)))]
    fn name(
        &self,
        #[graphql(default_with = "Language::En", desc = "Language of the name.")] language: Language,
    ) -> &str {
        self.in_language(language)
    }
}

impl<'a> Named<'a> {
    /// The official name in a language.
    pub(crate) fn in_language(&self, language: Language) -> &'a str {
        language.pick(self.english, self.chinese)
    }

    fn name_source(&self, language: Language) -> Option<SourceId> {
        match language {
            Language::En => self.english_source.or(self.source),
            Language::Zh => self.source,
        }
    }
}
