//! Search: what has a name, another name, a title or a key that a query stands for.
//!
//! A query is taken apart into words and runs of Chinese characters, and a text must have all of them, in any order:
//!
//! - a word, or as much of it as was typed, begins a word of the text; if no text at all has such a word, the words that
//!   are nearest to it by typing errors stand for it;
//! - a run stands in the text as it is; if it is long and stands in no text at all, a text must have more than half
//!   of its pairs of characters.
//!
//! So a query without an error is answered exactly, and one with an error as if there were none. A key must be given
//! in full.

mod mark;
pub(crate) mod text;

use std::borrow::Cow;

use entity::search::SearchKind;
use sea_orm::{ActiveEnum, FromQueryResult};

pub use self::mark::Part;
use self::text::{pairs, tokens, typing_errors, words};
use crate::{
    Error, Session,
    filter::{Condition, Filter},
    list::{FilterOf, NoParent, Noun},
    order::{Column, Direction, Field as OrderField},
    sql::Sql,
};

/// The shortest word in which errors are looked for: that of the words in `search_word`.
const SHORTEST_WORD: usize = 4;
/// The shortest word that may have two errors.
const LONG_WORD: usize = 8;
/// The shortest run that need not stand in a text as it is.
const SHORTEST_RUN: usize = 4;
/// How many words are looked at as perhaps meant.
const NEAR_WORDS: i32 = 40;
/// How many suggestions are looked for at once: each reads much, and a request may name many things that are not there.
const SUGGESTIONS: usize = 10;
/// The largest score.
const MAX_SCORE: i32 = 1000;

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A word, or its beginning.
    Word(String),
    /// Chinese characters without a blank between them.
    Run(String),
}

/// What a part of a query stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// A word that begins so.
    Begins(String),
    /// One of these words, which are nearest to what was typed.
    Typed {
        /// What was typed.
        typed: String,
        /// The words.
        words: Vec<String>,
    },
    /// These characters in a row.
    Has(String),
    /// So many of these pairs of characters.
    Shares {
        /// What was typed.
        run: String,
        /// The pairs.
        pairs: Vec<String>,
        /// How many of them there must be.
        needed: i32,
    },
}

/// The parts of a query, each once.
#[must_use]
pub fn terms(query: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for token in tokens(query) {
        let term = if token.is_run { Term::Run(token.text) } else { Term::Word(token.text) };
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// Of which kinds; none for all.
    kinds: Option<Vec<SearchKind>>,
    /// What a text must have.
    senses: Vec<Sense>,
    /// The query as a text, for keys.
    words: String,
}

impl Question {
    /// A query whose terms were found to have these senses.
    #[must_use]
    pub fn new(query: &str, senses: Vec<Sense>, kinds: Option<Vec<SearchKind>>) -> Self {
        Self { kinds, senses, words: words(&tokens(query)) }
    }

    /// A text in parts, found and not found in turn; joined they are the text.
    #[must_use]
    pub fn parts(&self, text: &str) -> Vec<Part> {
        mark::parts(text, &self.senses)
    }
}

/// Something that was found.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Hit {
    /// What kind of thing.
    pub kind: SearchKind,
    /// Its natural key.
    pub key: String,
    /// How well it fits, up to 1000.
    pub score: i32,
    /// ISO 639-1 code of the language of the text; none for a key.
    pub language: Option<String>,
    /// The text by which it was found.
    pub text: String,
}

/// Lists of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hits {}

/// What hits are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// How well they fit.
    Score,
}

impl OrderField for Field {
    fn columns(&self) -> &'static [Column] {
        const { &[Column::of("search.score", "integer")] }
    }

    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed("score")
    }
}

impl Condition for Question {
    /// The rows are read from what satisfies the question already.
    fn push(&self, sql: &mut Sql) {
        sql.push("true");
    }
}

impl Noun for Hits {
    type Row = Hit;
    type Condition = Question;
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
        let nothing = Question { kinds: None, senses: Vec::new(), words: String::new() };
        let question = if let Filter::Is(question) = filter { question } else { &nothing };
        question.push_hits(sql);
    }
}

impl Question {
    /// Adds the things that are found, each by the text that fits best.
    fn push_hits(&self, sql: &mut Sql) {
        sql.push("(select distinct on (kind, key) kind, key, language, text, case when language is null then ");
        sql.bind(MAX_SCORE).push(" else least(").bind(MAX_SCORE).push(", (");
        for (index, sense) in self.senses.iter().enumerate() {
            sql.push(if index == 0 { "" } else { " + " });
            sense.push_points(sql);
        }
        sql.push(if self.senses.is_empty() { "0" } else { "" });
        // A whole text, word for word, has four points for each character.
        sql.push(") * ").bind(MAX_SCORE / 4).push(" / size) end as score from search where ");
        if let Some(kinds) = &self.kinds {
            let kinds: Vec<String> = kinds.iter().map(ActiveEnum::to_value).collect();
            sql.push("kind = any(").bind(kinds).push(") and ");
        }
        for sense in &self.senses {
            sense.push(sql);
            sql.push(" and ");
        }
        sql.push(if self.senses.is_empty() { "false and " } else { "" });
        sql.push("(language is not null or words = ").bind(self.words.clone()).push(")");
        sql.push(" order by kind, key, score desc, language nulls last, text) as search");
    }
}

impl Sense {
    /// Adds the condition that a text has it. Each has an index.
    fn push(&self, sql: &mut Sql) {
        match self {
            Self::Begins(word) => {
                sql.push("words like ").bind(format!("% {word}%"));
            }
            Self::Typed { typed, words } => {
                // No name has what was typed, but a key may.
                let patterns: Vec<String> = words.iter().chain([typed]).map(|word| format!("% {word} %")).collect();
                sql.push("words like any(").bind(patterns).push(")");
            }
            Self::Has(run) => {
                // All characters and pairs of the run may stand apart from each other.
                sql.push("grams @> ").bind(pairs(run)).push(" and strpos(words, ").bind(run.clone()).push(") > 0");
            }
            Self::Shares { pairs, needed, .. } => {
                sql.push("grams && ").bind(pairs.clone()).push(" and ");
                push_shared(sql, pairs);
                sql.push(" >= ").bind(*needed);
            }
        }
    }

    /// Adds the points a text has for it: four for each character that was typed if it stands there as a whole word,
    /// three if it only begins a word or is not quite the same.
    fn push_points(&self, sql: &mut Sql) {
        match self {
            Self::Begins(word) => {
                let length = length(word);
                sql.push("case when words like ").bind(format!("% {word} %"));
                sql.push(" then ").bind(4 * length).push(" else ").bind(3 * length).push(" end");
            }
            Self::Typed { typed, .. } => {
                sql.bind(3 * length(typed));
            }
            Self::Has(run) => {
                sql.bind(4 * length(run));
            }
            Self::Shares { run, pairs, .. } => {
                push_shared(sql, pairs);
                sql.push(" * ").bind(3 * length(run)).push(" / ").bind(i32::try_from(pairs.len()).unwrap_or(i32::MAX));
            }
        }
    }
}

/// Adds how many of the pairs a text has.
fn push_shared(sql: &mut Sql, pairs: &[String]) {
    sql.push("(select count(*)::integer from unnest(")
        .bind(pairs.to_vec())
        .push("::text[]) as pair where pair = any(grams))");
}

fn length(text: &str) -> i32 {
    text.chars().count().try_into().unwrap_or(i32::MAX)
}

impl Term {
    /// What the term stands for, as far as that can be told without looking.
    fn sense(&self) -> Sense {
        match self {
            Self::Word(word) => Sense::Begins(word.clone()),
            Self::Run(run) => Sense::Has(run.clone()),
        }
    }

    /// Whether errors are looked for in it: in words of the letters a to z, and in long runs.
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

/// What a word stands for, given words that are near to it and, if there is one, a word that begins so.
fn sense_of_word(typed: &str, near: &[String]) -> Sense {
    let allowed = if typed.len() < LONG_WORD { 1 } else { 2 };
    let errors = |word: &String| typing_errors(typed, word);
    let fewest = near.iter().map(errors).min().filter(|fewest| *fewest <= allowed);
    match fewest {
        Some(fewest) if !near.iter().any(|word| word.starts_with(typed)) => {
            let mut words: Vec<String> = near.iter().filter(|word| errors(word) == fewest).cloned().collect();
            words.sort_unstable();
            words.dedup();
            Sense::Typed { typed: typed.to_owned(), words }
        }
        // Nothing is near, so nothing will be found.
        _ => Sense::Begins(typed.to_owned()),
    }
}

impl Session {
    /// What each term stands for.
    pub async fn search_senses(&self, terms: &[Term]) -> Result<Vec<(Term, Sense)>, Error> {
        let (mut words, mut runs) = (Vec::new(), Vec::new());
        for term in terms.iter().filter(|term| term.may_have_errors()) {
            match term {
                Term::Word(word) => words.push(word.clone()),
                Term::Run(run) => runs.push(run.clone()),
            }
        }
        let mut near: Vec<(String, String)> = Vec::new();
        if !words.is_empty() || !runs.is_empty() {
            let mut sql = Sql::default();
            sql.push("select typed.text, near.word from unnest(").bind(words).push("::text[]");
            // The first word that does not come before it begins with it, if any does.
            sql.push(") as typed(text) cross join lateral ((select word from search_word where word >= typed.text");
            sql.push(" order by word limit 1) union all (select word from search_word order by word <-> typed.text");
            sql.push(" limit ").bind(NEAR_WORDS).push(")) as near");
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
        let sense = |term: &Term| match term {
            Term::Word(word) if term.may_have_errors() => sense_of_word(word, &near(word)),
            Term::Run(run) if term.may_have_errors() && near(run).is_empty() => {
                let pairs = pairs(run);
                // More than half.
                let needed = (pairs.len() / 2 + 1).try_into().unwrap_or(i32::MAX);
                Sense::Shares { run: run.clone(), pairs, needed }
            }
            term => term.sense(),
        };
        Ok(terms.iter().map(|term| (term.clone(), sense(term))).collect())
    }

    /// The key of the thing of a kind whose name or key is most similar to a text, for each kind with a text for which
    /// there is one that is similar enough; for the first few only.
    pub async fn search_nearest(&self, asked: &[(String, String)]) -> Result<Vec<((String, String), String)>, Error> {
        let asked = &asked[..asked.len().min(SUGGESTIONS)];
        let kinds: Vec<String> = asked.iter().map(|(kind, _)| kind.clone()).collect();
        let texts: Vec<String> = asked.iter().map(|(_, text)| words(&tokens(text))).collect();
        let mut sql = Sql::default();
        sql.push("select asked.ordinal, near.key from unnest(").bind(kinds).push("::text[], ").bind(texts);
        sql.push("::text[]) with ordinality as asked(kind, words, ordinal) cross join lateral (");
        sql.push("select key from search where search.words % asked.words and search.kind = asked.kind");
        sql.push(" and similarity(search.words, asked.words) >= 0.5");
        sql.push(" order by similarity(search.words, asked.words) desc, key limit 1) as near");
        let mut nearest = Vec::new();
        for row in self.query(sql).await? {
            let ordinal: i64 = row.try_get("", "ordinal")?;
            let asked = usize::try_from(ordinal - 1).ok().and_then(|index| asked.get(index));
            if let Some(asked) = asked {
                nearest.push((asked.clone(), row.try_get("", "key")?));
            }
        }
        Ok(nearest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_for_what_it_begins_or_else_for_what_is_nearest() {
        let sense = |typed: &str, near: &[&str]| {
            let near: Vec<String> = near.iter().map(|word| (*word).to_owned()).collect();
            match sense_of_word(typed, &near) {
                Sense::Typed { words, .. } => words.join(" "),
                sense => format!("{sense:?}"),
            }
        };
        assert_eq!(sense("yueqin", &["yueqing", "yueqin1"]), r#"Begins("yueqin")"#);
        assert_eq!(sense("hangzou", &["hangzhou", "hanzhou", "guangzhou"]), "hangzhou");
        assert_eq!(sense("hanzhou", &["hangzhou", "huanzhou", "hangzhou"]), "hangzhou huanzhou");
        // Two errors are too many for a word of seven letters.
        assert_eq!(sense("yuebing", &["yangqing"]), r#"Begins("yuebing")"#);
        assert_eq!(sense("electrikl", &["electrical"]), "electrical");
        assert_eq!(sense("abcd", &[]), r#"Begins("abcd")"#);
    }

    #[test]
    fn errors_are_looked_for_in_words_of_letters_and_in_long_runs() {
        let expected =
            [("elec", true), ("ele", false), ("2024", false), ("5g网络", false), ("прав", false), ("人工智能", true)];
        for (query, may) in expected {
            assert_eq!(terms(query)[0].may_have_errors(), may, "{query}");
        }
        assert_eq!(terms("a A b a"), [Term::Word("a".to_owned()), Term::Word("b".to_owned())]);
    }
}
