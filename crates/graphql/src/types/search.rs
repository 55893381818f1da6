//! Search in the schema.

use std::sync::Arc;

use async_graphql::{
    Context, Description, InputType, MaybeUndefined, Object, Result, SimpleObject,
    registry::{MetaInputValue, Registry},
};
use futures_util::future::join_all;
use store::{
    filter::Filter,
    list::{FilterOf, Order},
    search::{Fragment, Hit, Hits, SearchQuery, query_tokens},
};

use crate::{
    argument_path::ArgumentPath,
    connection::{ConnectionArguments, ConnectionNode},
    filter::check_text,
    loaders::read,
    shared_field::{argument, described},
    types::{SearchItem, SearchKind},
};

/// The most characters of a query.
const MAX_QUERY: usize = 200;

/// A piece of a text.
#[derive(SimpleObject)]
#[graphql(crate = "crate::engine")]
pub(crate) struct SearchPart {
    /// The piece, as it stands in the text.
    text: String,
    /// Whether the query has found it: as much of a word as was typed, the whole of a word for which the query has it
    /// with a typing error, and Chinese characters that stand in the query together.
    matched: bool,
}

/// Something that was found, once, by the text of it that fits best.
#[derive(Description)]
pub(crate) struct SearchHit {
    hit: Arc<Hit>,
    filter: Arc<FilterOf<Hits>>,
}

#[Object(crate = "crate::engine", use_type_description)]
impl SearchHit {
    /// How well the text fits, from 0 to 1000: the part of its letters and Chinese characters that the query has, with a
    /// quarter taken off for words that were only begun or have typing errors. 1000 is the whole text.
    fn score(&self) -> i32 {
        self.hit.score
    }

    /// What kind of thing was found.
    fn kind(&self) -> SearchKind {
        self.hit.kind.into()
    }

    /// What was found.
    async fn item(&self, context: &Context<'_>) -> Result<SearchItem> {
        SearchItem::fetch(context, &self.hit).await
    }

    /// The text by which it was found: an official name, another name, a title or its key.
    fn text(&self) -> &str {
        &self.hit.text
    }

    /// Language of the text, ISO 639-1 code. Null for a key.
    fn language(&self) -> Option<&str> {
        self.hit.language.as_deref()
    }

    /// The text in pieces, found and not found in turn. Joined they are the text.
    fn parts(&self) -> Vec<SearchPart> {
        let Filter::Is(question) = &*self.filter else { return Vec::new() };
        let part = |Fragment { text, matched }| SearchPart { text, matched };
        question.fragments(&self.hit.text).into_iter().map(part).collect()
    }
}

/// Makes the enum of the kinds of thing that can be found, and the union of these things.
macro_rules! searchable {
    ($($(#[$text:meta])+ $kind:ident),+ $(,)?) => {
        /// The kinds of thing that can be found.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ::async_graphql::Enum)]
        #[graphql(remote = "entity::search::SearchKind")]
        pub enum SearchKind {
            $($(#[$text])+ $kind,)+
        }

        /// Whatever can be found.
        #[derive(::async_graphql::Union)]
        #[graphql(crate = "crate::engine")]
        pub(crate) enum SearchItem {
            $($kind($kind),)+
        }

        impl SearchItem {
            /// The thing that was found, which must exist.
            pub(crate) async fn fetch(
                context: &::async_graphql::Context<'_>,
                hit: &::store::search::Hit,
            ) -> ::async_graphql::Result<Self> {
                Ok(match hit.kind {
                    $(::entity::search::SearchKind::$kind => {
                        <$kind as $crate::noun::Noun>::find_required(context, &hit.key).await?.into()
                    })+
                })
            }
        }
    };
}

pub(crate) use searchable;

/// `query` and `kinds`.
pub(crate) struct SearchArguments {
    query: String,
    kinds: MaybeUndefined<Vec<SearchKind>>,
}

impl ConnectionArguments<Hits> for SearchArguments {
    fn describe() -> Vec<MetaInputValue> {
        vec![
            described::<String>(
                "query",
                "What to look for: 1 to 200 characters, with a letter, a digit or a Chinese character among them. Upper \
                 and lower case, accents and punctuation make no difference.",
            ),
            described::<MaybeUndefined<Vec<SearchKind>>>(
                "kinds",
                "Only things of these kinds; of none if the list is empty. It may be left out, but must not be null.",
            ),
        ]
    }

    fn register(registry: &mut Registry) {
        SearchKind::create_type_info(registry);
    }

    fn read(context: &Context<'_>) -> Result<Self> {
        Ok(Self { query: argument(context, "query")?, kinds: argument(context, "kinds")? })
    }

    async fn resolve(self, context: &Context<'_>) -> Result<(FilterOf<Hits>, Order<Hits>)> {
        let path = ArgumentPath::argument("query");
        let length = self.query.chars().count();
        if length > MAX_QUERY {
            return Err(path.refuse(format!("must have at most {MAX_QUERY} characters, not {length}.")));
        }
        check_text(path, &self.query)?;
        let tokens = query_tokens(&self.query);
        if tokens.is_empty() {
            return Err(path.refuse("must have a letter, a digit or a Chinese character to look for."));
        }
        let kinds = ArgumentPath::argument("kinds").given(self.kinds)?;
        let kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        let matches = join_all(tokens.into_iter().map(|token| read(context, token))).await;
        let matches = matches.into_iter().filter_map(Result::transpose).collect::<Result<_>>()?;
        Ok((Filter::Is(SearchQuery::new(&self.query, matches, kinds)), Vec::new()))
    }
}

impl ConnectionNode for SearchHit {
    type Resource = Hits;
    type Arguments = SearchArguments;

    const FIELD: &'static str = "search";
    const DESCRIPTION: &'static str = "Whatever has a name, another name, a title or a key that the query stands for, in English or Chinese. The text has every word of the query, or a word that begins so, in any order. A word that no text has stands for those nearest to it: with one typing error, or with two if it has eight letters or more. Chinese characters without a blank between them stand together; if there are four or more and no text has them together, more than half of their pairs do. A key counts only as a whole. The best fit comes first; what fits equally well comes by kind and natural key. Keep the query while paging.";

    fn from_list(hit: Arc<Hit>, filter: &Arc<FilterOf<Hits>>) -> Self {
        Self { hit, filter: Arc::clone(filter) }
    }
}

impl From<Arc<Hit>> for SearchHit {
    fn from(hit: Arc<Hit>) -> Self {
        Self { hit, filter: Arc::default() }
    }
}
