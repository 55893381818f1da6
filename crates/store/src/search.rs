//! Full-text search over names, titles and keys.
//!
//! A query is split into tokens, words and runs of Chinese characters, and a text must match all of them, in any order:
//!
//! - a word matches as the prefix of a word of the text; if no text at all has such a word, it is replaced by the words
//!   closest to it in typing errors;
//! - a run matches as a substring; if it is long and no text at all contains it, a text must contain more than half of
//!   its pairs of characters.
//!
//! So a query without a typing error is answered exactly, and one with an error as if there were none. A key must match
//! in full.

mod highlight;
pub(crate) mod tokenizer;

use std::borrow::Cow;

use entity::search::SearchKind;
use sea_orm::{ActiveEnum, FromQueryResult};

pub use self::highlight::Fragment;
use self::tokenizer::{pairs, tokenize, typing_errors, words};
use crate::{
    Error, Session,
    filter::{Filter, FilterCondition},
    list::{FilterOf, NoParent, Resource},
    order::{Column, Direction, SortField},
    sql::Sql,
};

/// The shortest word that is matched with errors, in characters: `search_word` holds no shorter ones.
const SHORTEST_WORD: usize = 4;
/// The shortest word that may have two errors, in characters.
const LONG_WORD: usize = 8;
/// The shortest run that need not match as a whole, in characters.
const SHORTEST_RUN: usize = 4;
/// Candidates for the correction of a word.
const CANDIDATES: i32 = 40;
/// Most suggestions of one call: each reads many rows, and a request may name many things that do not exist.
const SUGGESTIONS: usize = 10;
/// The highest score.
const MAX_SCORE: i32 = 1000;

/// A token of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// A word or its prefix.
    Word(String),
    /// A run of Chinese characters.
    Run(String),
}

/// How a token of a query matches a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Match {
    /// A word with this prefix.
    Prefix(String),
    /// One of the words closest to the one typed.
    Fuzzy {
        /// The word as typed.
        typed: String,
        /// Its corrections.
        words: Vec<String>,
    },
    /// This substring.
    Contains(String),
    /// At least `needed` of these pairs of characters.
    SharedPairs {
        /// The run as typed.
        run: String,
        /// Its pairs of adjacent characters.
        pairs: Vec<String>,
        /// Fewest pairs that a text must contain.
        needed: i32,
    },
}

/// Splits a query into its distinct tokens.
#[must_use]
pub fn query_tokens(query: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for text_token in tokenize(query) {
        let token = if text_token.is_run { Token::Run(text_token.text) } else { Token::Word(text_token.text) };
        if !tokens.contains(&token) {
            tokens.push(token);
        }
    }
    tokens
}

/// A search query, ready to run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchQuery {
    /// The kinds to search; `None` for all.
    kinds: Option<Vec<SearchKind>>,
    /// The conditions on a text, one for each token.
    matches: Vec<Match>,
    /// The normalized query, compared with keys.
    words: String,
}

impl SearchQuery {
    /// Builds a query from the matches of its tokens.
    #[must_use]
    pub fn new(query: &str, matches: Vec<Match>, kinds: Option<Vec<SearchKind>>) -> Self {
        Self { kinds, matches, words: words(&tokenize(query)) }
    }

    /// Splits a text into matched and unmatched fragments, for highlighting; joined they are the text.
    #[must_use]
    pub fn fragments(&self, text: &str) -> Vec<Fragment> {
        highlight::fragments(text, &self.matches)
    }
}

/// A search hit.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Hit {
    /// Kind of the row found.
    pub kind: SearchKind,
    /// Its natural key.
    pub key: String,
    /// Relevance, up to 1000.
    pub score: i32,
    /// ISO 639-1 code of the language of the text; `None` for a key.
    pub language: Option<String>,
    /// The text that matched.
    pub text: String,
}

/// Lists of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hits {}

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Relevance.
    Score,
}

impl SortField for Field {
    fn columns(&self) -> &'static [Column] {
        const { &[Column::of("search.score", "integer")] }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("score")
    }
}

impl FilterCondition for SearchQuery {
    /// The subquery in `from` holds the matching rows only.
    fn push(&self, sql: &mut Sql) {
        sql.push("true");
    }
}

impl Resource for Hits {
    type Entity = entity::search::Entity;
    type Row = Hit;
    type Condition = SearchQuery;
    type Field = Field;
    type Parent = NoParent;

    const TABLE: &'static str = "search";
    const DEFAULT_ORDER: &'static [(Field, Direction)] = &[(Field::Score, Direction::Descending)];
    const TIE: &'static [Column] = &[Column::text("search.kind"), Column::text("search.key")];
    const INDEXED: bool = false;

    fn columns() -> &'static str {
        "search.kind, search.key, search.score, search.language, search.text"
    }

    fn push_from(sql: &mut Sql, filter: &FilterOf<Self>) {
        let nothing = SearchQuery { kinds: None, matches: Vec::new(), words: String::new() };
        let query = if let Filter::Is(query) = filter { query } else { &nothing };
        query.push_hits(sql);
    }
}

impl SearchQuery {
    /// Adds the matching rows, each with its best text.
    fn push_hits(&self, sql: &mut Sql) {
        sql.push("(select distinct on (kind, key) kind, key, language, text, case when language is null then ");
        sql.bind(MAX_SCORE).push(" else least(").bind(MAX_SCORE).push(", (");
        for (index, matched) in self.matches.iter().enumerate() {
            sql.push(if index == 0 { "" } else { " + " });
            matched.push_points(sql);
        }
        sql.push(if self.matches.is_empty() { "0" } else { "" });
        // A text that matches in full has four points for each character.
        sql.push(") * ").bind(MAX_SCORE / 4).push(" / size) end as score from search where ");
        if let Some(kinds) = &self.kinds {
            let kinds: Vec<String> = kinds.iter().map(ActiveEnum::to_value).collect();
            sql.push("kind = any(").bind(kinds).push(") and ");
        }
        for matched in &self.matches {
            matched.push(sql);
            sql.push(" and ");
        }
        sql.push(if self.matches.is_empty() { "false and " } else { "" });
        sql.push("(language is not null or words = ").bind(self.words.clone()).push(")");
        sql.push(" order by kind, key, score desc, language nulls last, text) as search");
    }
}

impl Match {
    /// Adds the condition that a text matches. Each kind has an index.
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Prefix(word) => {
                sql.push("words like ").bind(format!("% {word}%"));
            }
            Self::Fuzzy { typed, words } => {
                // No name has the word as typed, but a key may.
                let patterns: Vec<String> = words.iter().chain([typed]).map(|word| format!("% {word} %")).collect();
                sql.push("words like any(").bind(patterns).push(")");
            }
            Self::Contains(run) => {
                // `grams` does not say whether the pairs are adjacent.
                sql.push("grams @> ").bind(pairs(run)).push(" and strpos(words, ").bind(run.clone()).push(") > 0");
            }
            Self::SharedPairs { pairs, needed, .. } => {
                sql.push("grams && ").bind(pairs.clone()).push(" and ");
                push_shared(sql, pairs);
                sql.push(" >= ").bind(*needed);
            }
        }
    }

    /// Adds the points of a text: four for each character typed if it matches a whole word, three for a prefix or an
    /// inexact match.
    fn push_points(&self, sql: &mut Sql) {
        match self {
            Self::Prefix(word) => {
                let length = length(word);
                sql.push("case when words like ").bind(format!("% {word} %"));
                sql.push(" then ").bind(4 * length).push(" else ").bind(3 * length).push(" end");
            }
            Self::Fuzzy { typed, .. } => {
                sql.bind(3 * length(typed));
            }
            Self::Contains(run) => {
                sql.bind(4 * length(run));
            }
            Self::SharedPairs { run, pairs, .. } => {
                push_shared(sql, pairs);
                sql.push(" * ").bind(3 * length(run)).push(" / ").bind(i32::try_from(pairs.len()).unwrap_or(i32::MAX));
            }
        }
    }
}

/// Adds the number of pairs that a text contains.
fn push_shared(sql: &mut Sql, pairs: &[String]) {
    sql.push("(select count(*)::integer from unnest(")
        .bind(pairs.to_vec())
        .push("::text[]) as pair where pair = any(grams))");
}

fn length(text: &str) -> i32 {
    text.chars().count().try_into().unwrap_or(i32::MAX)
}

impl Token {
    /// The match of a token without typing errors.
    fn exact_match(&self) -> Match {
        match self {
            Self::Word(word) => Match::Prefix(word.clone()),
            Self::Run(run) => Match::Contains(run.clone()),
        }
    }

    /// Whether it is matched with errors: words that start with a letter from a to z, and long runs.
    fn may_have_errors(&self) -> bool {
        match self {
            Self::Word(word) => {
                word.len() >= SHORTEST_WORD
                    && word.starts_with(|first: char| first.is_ascii_lowercase())
                    && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
            Self::Run(run) => run.chars().count() >= SHORTEST_RUN,
        }
    }
}

/// The match of a word, given similar words and, if there is one, a word with this prefix.
fn match_of_word(typed: &str, near: &[String]) -> Match {
    let allowed = if typed.len() < LONG_WORD { 1 } else { 2 };
    let errors = |word: &String| typing_errors(typed, word);
    let fewest = near.iter().map(errors).min().filter(|fewest| *fewest <= allowed);
    match fewest {
        Some(fewest) if !near.iter().any(|word| word.starts_with(typed)) => {
            let mut words: Vec<String> = near.iter().filter(|word| errors(word) == fewest).cloned().collect();
            words.sort_unstable();
            words.dedup();
            Match::Fuzzy { typed: typed.to_owned(), words }
        }
        // Nothing is similar, so nothing will be found.
        _ => Match::Prefix(typed.to_owned()),
    }
}

impl Session {
    /// Finds the match of each token.
    pub async fn search_matches(&self, tokens: &[Token]) -> Result<Vec<(Token, Match)>, Error> {
        let (mut words, mut runs) = (Vec::new(), Vec::new());
        for token in tokens.iter().filter(|token| token.may_have_errors()) {
            match token {
                Token::Word(word) => words.push(word.clone()),
                Token::Run(run) => runs.push(run.clone()),
            }
        }
        let mut near: Vec<(String, String)> = Vec::new();
        if !words.is_empty() || !runs.is_empty() {
            let mut sql = Sql::default();
            sql.push("select typed.text, near.word from unnest(").bind(words).push("::text[]");
            // The first word that does not sort before it has it as a prefix, if any does.
            sql.push(") as typed(text) cross join lateral ((select word from search_word where word >= typed.text");
            sql.push(" order by word limit 1) union all (select word from search_word order by word <-> typed.text");
            sql.push(" limit ").bind(CANDIDATES).push(")) as near");
            sql.push(" union all select run.text, run.text from unnest(")
                .bind(runs)
                .push("::text[]) as run(text) where exists (");
            sql.push("select from search where strpos(words, run.text) > 0 and grams @> array(");
            sql.push("select substr(run.text, place, 2) from generate_series(1, char_length(run.text) - 1) as place))");
            for row in self.query(sql).await? {
                near.push((row.try_get("", "text")?, row.try_get("", "word")?));
            }
        }
        let near = |text: &String| {
            near.iter().filter(|(typed, _)| typed == text).map(|(_, word)| word.clone()).collect::<Vec<_>>()
        };
        let match_of = |token: &Token| match token {
            Token::Word(word) if token.may_have_errors() => match_of_word(word, &near(word)),
            Token::Run(run) if token.may_have_errors() && near(run).is_empty() => {
                let pairs = pairs(run);
                // More than half.
                let needed = (pairs.len() / 2 + 1).try_into().unwrap_or(i32::MAX);
                Match::SharedPairs { run: run.clone(), pairs, needed }
            }
            token => token.exact_match(),
        };
        Ok(tokens.iter().map(|token| (token.clone(), match_of(token))).collect())
    }

    /// Suggests, for pairs of kind and text, the key of the row of that kind with the most similar name or key, if one is
    /// similar enough. Answers the first few pairs only.
    pub async fn search_suggestions(
        &self,
        wanted: &[(String, String)],
    ) -> Result<Vec<((String, String), String)>, Error> {
        let wanted = &wanted[..wanted.len().min(SUGGESTIONS)];
        let kinds: Vec<String> = wanted.iter().map(|(kind, _)| kind.clone()).collect();
        let texts: Vec<String> = wanted.iter().map(|(_, text)| words(&tokenize(text))).collect();
        let mut sql = Sql::default();
        sql.push("select asked.ordinal, near.key from unnest(").bind(kinds).push("::text[], ").bind(texts);
        sql.push("::text[]) with ordinality as asked(kind, words, ordinal) cross join lateral (");
        sql.push("select key from search where search.words % asked.words and search.kind = asked.kind");
        sql.push(" and similarity(search.words, asked.words) >= 0.5");
        sql.push(" order by similarity(search.words, asked.words) desc, key limit 1) as near");
        let mut suggestions = Vec::new();
        for row in self.query(sql).await? {
            let ordinal: i64 = row.try_get("", "ordinal")?;
            let pair = usize::try_from(ordinal - 1).ok().and_then(|index| wanted.get(index));
            if let Some(pair) = pair {
                suggestions.push((pair.clone(), row.try_get("", "key")?));
            }
        }
        Ok(suggestions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_matches_as_a_prefix_or_else_its_closest_words() {
        let matched = |typed: &str, near: &[&str]| {
            let near: Vec<String> = near.iter().map(|word| (*word).to_owned()).collect();
            match match_of_word(typed, &near) {
                Match::Fuzzy { words, .. } => words.join(" "),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(matched("yueqin", &["yueqing", "yueqin1"]), r#"Prefix("yueqin")"#);
        assert_eq!(matched("hangzou", &["hangzhou", "hanzhou", "guangzhou"]), "hangzhou");
        assert_eq!(matched("hanzhou", &["hangzhou", "huanzhou", "hangzhou"]), "hangzhou huanzhou");
        // Two errors are too many for a word of seven letters.
        assert_eq!(matched("yuebing", &["yangqing"]), r#"Prefix("yuebing")"#);
        assert_eq!(matched("electrikl", &["electrical"]), "electrical");
        assert_eq!(matched("abcd", &[]), r#"Prefix("abcd")"#);
    }

    #[test]
    fn words_of_letters_and_long_runs_are_matched_with_errors() {
        let expected =
            [("elec", true), ("ele", false), ("2024", false), ("5g网络", false), ("прав", false), ("人工智能", true)];
        for (query, may) in expected {
            assert_eq!(query_tokens(query)[0].may_have_errors(), may, "{query}");
        }
        assert_eq!(query_tokens("a A b a"), [Token::Word("a".to_owned()), Token::Word("b".to_owned())]);
    }
}
