//! Tokenizer of search: splits a text into words, in lower case and without accents, and runs of Chinese characters.
//!
//! Done here, not in SQL, so that stored texts, queries and highlights follow one rule, whatever the database considers
//! a letter.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A word or a run of Chinese characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextToken {
    /// Folded: ４Ｇ becomes 4g, Łódź becomes łodz, Xi'an becomes xian.
    pub(crate) text: String,
    /// Whether it is a run of Chinese characters, which has no blanks between its words.
    pub(crate) is_run: bool,
    /// For each character, the byte range of the original that it comes from.
    pub(crate) places: Vec<Range<usize>>,
}

/// Splits a text into its words and runs, in order.
pub(crate) fn tokenize(text: &str) -> Vec<TextToken> {
    let mut tokens: Vec<TextToken> = Vec::new();
    let mut joins = false;
    for (start, original) in text.char_indices() {
        // The apostrophe of China's and Xi'an does not separate words.
        if matches!(original, '\'' | '’' | 'ʼ') {
            continue;
        }
        let place = start..start + original.len_utf8();
        let folded = std::iter::once(original).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        let mut is_empty = true;
        for character in folded {
            is_empty = false;
            if !character.is_alphanumeric() {
                joins = false;
                continue;
            }
            let is_run = is_ideograph(character);
            match tokens.last_mut() {
                Some(last) if joins && last.is_run == is_run => {
                    last.text.push(character);
                    last.places.push(place.clone());
                }
                _ => tokens.push(TextToken { text: character.into(), is_run, places: vec![place.clone()] }),
            }
            joins = true;
        }
        // A combining mark on its own belongs to the character before it.
        if is_empty
            && joins
            && let Some(last) = tokens.last_mut().and_then(|token| token.places.last_mut())
        {
            last.end = place.end;
        }
    }
    tokens
}

/// Characters that are written without blanks between words: Chinese, and the kana of Japanese.
fn is_ideograph(character: char) -> bool {
    matches!(
        character,
        '\u{3005}' | '\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// Value of the column `words`.
pub(crate) fn words(tokens: &[TextToken]) -> String {
    let mut words = " ".to_owned();
    for token in tokens {
        words.push_str(&token.text);
        words.push(' ');
    }
    words
}

/// Value of the column `size`: the number of characters.
pub(crate) fn size(tokens: &[TextToken]) -> i32 {
    tokens.iter().map(|token| token.places.len()).sum::<usize>().try_into().unwrap_or(i32::MAX)
}

/// All pairs of adjacent characters of a run; a run of one character is its only "pair".
pub(crate) fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    let mut pairs: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
    if pairs.is_empty() {
        pairs.push(run.to_owned());
    }
    distinct(pairs)
}

/// Value of the column `grams`.
pub(crate) fn grams(tokens: &[TextToken]) -> Vec<String> {
    let runs = tokens.iter().filter(|token| token.is_run);
    distinct(runs.flat_map(|run| run.text.chars().map(String::from).chain(pairs(&run.text))).collect())
}

fn distinct(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Number of typing errors between two words: letters left out, added or changed, and neighbours swapped (the optimal
/// string alignment distance).
pub(crate) fn typing_errors(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, compared) in other.iter().enumerate() {
            let mut errors =
                (last[column] + usize::from(letter != compared)).min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *compared {
                errors = errors.min(before[column - 1] + 1);
            }
            next.push(errors);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn a_text_is_its_words_and_runs() {
        assert_eq!(texts("China's Capital of Electronics"), ["chinas", "capital", "of", "electronics"]);
        assert_eq!(texts("Xi’an-Ürümqi  (CN-ZJ)"), ["xian", "urumqi", "cn", "zj"]);
        assert_eq!(texts("gross_domestic_product"), ["gross", "domestic", "product"]);
        assert_eq!(texts("武汉５Ｇ·集群,2024年"), ["武汉", "5g", "集群", "2024", "年"]);
        assert_eq!(texts(" \u{3000}—()%\u{301}"), Vec::<String>::new());
        assert_eq!(words(&tokenize("武汉 5G")), " 武汉 5g ");
        assert_eq!(words(&tokenize("--")), " ");
    }

    #[test]
    fn places_are_those_of_the_original() {
        for text in ["China's Ürümqi 武汉５Ｇ", "U\u{308}ru\u{308}mqi ﬁnance", "㈱a\u{301}'\u{301}b"] {
            for token in tokenize(text) {
                assert_eq!(token.text.chars().count(), token.places.len());
                for place in &token.places {
                    assert!(text.get(place.clone()).is_some_and(|part| !part.is_empty()), "{text} {place:?}");
                }
            }
        }
        let tokens = tokenize("U\u{308}b");
        assert_eq!((&*tokens[0].text, &*tokens[0].places), ("ub", &[0..3, 3..4][..]));
    }

    #[test]
    fn grams_are_characters_and_pairs() {
        assert_eq!(grams(&tokenize("浙江 a 江")), ["江", "浙", "浙江"]);
        assert_eq!(pairs("江"), ["江"]);
        assert_eq!(size(&tokenize("浙江 ab")), 4);
    }

    #[test]
    fn typing_errors_are_counted() {
        for (one, other, errors) in [
            ("hangzhou", "hangzhou", 0),
            ("hangzou", "hangzhou", 1),
            ("hangzhuo", "hangzhou", 1),
            ("electircal", "electrical", 1),
            ("huizhou", "hangzhou", 3),
            ("", "abc", 3),
            ("abc", "", 3),
            ("ca", "abc", 3),
        ] {
            assert_eq!(typing_errors(one, other), errors, "{one} {other}");
        }
    }
}
