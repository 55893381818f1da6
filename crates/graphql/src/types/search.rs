//! Search in the schema.

use std::sync::Arc;

use async_graphql::{
    Context, Description, Enum, InputType, MaybeUndefined, Object, Result, SimpleObject, Union,
    registry::{MetaInputValue, Registry},
};
use futures_util::future::join_all;
use store::{
    filter::Filter,
    list::{FilterOf, Order},
    search::{Fragment, Hit, Hits, SearchQuery, query_tokens},
};

use crate::{
    error::missing,
    filter::{Path, check_text},
    joined::{argument, described},
    listed::{ListArguments, Listed},
    loaders::read,
    types::{
        city::City, cluster::Cluster, contest::Contest, country::Country, indicator::Indicator, industry::Industry,
        province::Province, round::Round, source::Source, unit::Unit,
    },
};

/// The most characters of a query.
const MAX_QUERY: usize = 200;

/// The kinds of thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::search::SearchKind")]
pub enum SearchKind {
    /// A country.
    Country,
    /// A province-level division.
    Province,
    /// A city.
    City,
    /// An industry.
    Industry,
    /// A contest.
    Contest,
    /// A round of a contest.
    Round,
    /// An industrial cluster.
    Cluster,
    /// An indicator.
    Indicator,
    /// A unit.
    Unit,
    /// A source.
    Source,
}

/// Whatever can be found.
#[derive(Union)]
#[graphql(crate = "crate::engine")]
pub(crate) enum SearchItem {
    /// A country.
    Country(Country),
    /// A province.
    Province(Province),
    /// A city.
    City(City),
    /// An industry.
    Industry(Industry),
    /// A contest.
    Contest(Contest),
    /// A round.
    Round(Round),
    /// A cluster.
    Cluster(Cluster),
    /// An indicator.
    Indicator(Indicator),
    /// A unit.
    Unit(Unit),
    /// A source.
    Source(Source),
}

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

impl SearchItem {
    async fn fetch(context: &Context<'_>, hit: &Hit) -> Result<Self> {
        use entity::search::SearchKind as Kind;
        let key = hit.key.clone();
        let item = match hit.kind {
            Kind::Country => Country::by_key(context, key).await?.map(Self::Country),
            Kind::Province => Province::by_key(context, key).await?.map(Self::Province),
            Kind::City => City::by_key(context, key).await?.map(Self::City),
            Kind::Industry => Industry::by_key(context, key).await?.map(Self::Industry),
            Kind::Contest => Contest::by_key(context, key).await?.map(Self::Contest),
            Kind::Round => Round::by_key(context, key).await?.map(Self::Round),
            Kind::Cluster => Cluster::by_key(context, key).await?.map(Self::Cluster),
            Kind::Indicator => Indicator::by_key(context, key).await?.map(Self::Indicator),
            Kind::Unit => Unit::by_key(context, key).await?.map(Self::Unit),
            Kind::Source => Source::by_key(context, key).await?.map(Self::Source),
        };
        item.ok_or_else(|| missing("thing that was found"))
    }
}

/// `query` and `kinds`.
pub(crate) struct SearchArguments {
    query: String,
    kinds: MaybeUndefined<Vec<SearchKind>>,
}

impl ListArguments<Hits> for SearchArguments {
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
        let path = Path::argument("query");
        let length = self.query.chars().count();
        if length > MAX_QUERY {
            return Err(path.refuse(format!("must have at most {MAX_QUERY} characters, not {length}.")));
        }
        check_text(path, &self.query)?;
        let tokens = query_tokens(&self.query);
        if tokens.is_empty() {
            return Err(path.refuse("must have a letter, a digit or a Chinese character to look for."));
        }
        let kinds = Path::argument("kinds").given(self.kinds)?;
        let kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        let matches = join_all(tokens.into_iter().map(|token| read(context, token))).await;
        let matches = matches.into_iter().filter_map(Result::transpose).collect::<Result<_>>()?;
        Ok((Filter::Is(SearchQuery::new(&self.query, matches, kinds)), Vec::new()))
    }
}

impl Listed for SearchHit {
    type Noun = Hits;
    type Arguments = SearchArguments;

    const FIELD: &'static str = "search";
    const DESCRIPTION: &'static str = "Whatever has a name, another name, a title or a key that the query stands for, in English or Chinese. The text has every word of the query, or a word that begins so, in any order. A word that no text has stands for those nearest to it: with one typing error, or with two if it has eight letters or more. Chinese characters without a blank between them stand together; if there are four or more and no text has them together, more than half of their pairs do. A key counts only as a whole. The best fit comes first; what fits equally well comes by kind and natural key. Keep the query while paging.";

    fn from_row(hit: Arc<Hit>) -> Self {
        Self { hit, filter: Arc::default() }
    }

    fn from_list(hit: Arc<Hit>, filter: &Arc<FilterOf<Hits>>) -> Self {
        Self { hit, filter: Arc::clone(filter) }
    }
}
