//! Highlighting: the parts of a text that a query matches.

use super::{
    Match,
    tokenizer::{TextToken, tokenize},
};

/// A fragment of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The fragment, verbatim.
    pub text: String,
    /// Whether the query matches it.
    pub matched: bool,
}

/// Splits a text into matched and unmatched fragments; joined they are the text.
pub(super) fn fragments(text: &str, of_query: &[Match]) -> Vec<Fragment> {
    // Bytes that are matched.
    let mut found = vec![false; text.len()];
    for token in tokenize(text) {
        for one in of_query {
            for (first, last) in one.spans_in(&token) {
                // From the first to the last, so that an apostrophe between them is matched too.
                found[token.places[first].start..token.places[last].end].fill(true);
            }
        }
    }
    let mut fragments: Vec<Fragment> = Vec::new();
    for (start, character) in text.char_indices() {
        let matched = found[start];
        match fragments.last_mut() {
            Some(fragment) if fragment.matched == matched => fragment.text.push(character),
            _ => fragments.push(Fragment { text: character.into(), matched }),
        }
    }
    fragments
}

impl Match {
    /// The first and the last character of each matched span of a token.
    fn spans_in(&self, token: &TextToken) -> Vec<(usize, usize)> {
        let end = token.places.len() - 1;
        match self {
            Self::Prefix(word) if !token.is_run && token.text.starts_with(&**word) => {
                vec![(0, word.chars().count() - 1)]
            }
            Self::Fuzzy { typed, words } if !token.is_run && (words.contains(&token.text) || token.text == *typed) => {
                vec![(0, end)]
            }
            Self::Contains(run) if token.is_run => occurrences(token, run),
            Self::SharedPairs { pairs, .. } if token.is_run => {
                pairs.iter().flat_map(|pair| occurrences(token, pair)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// All occurrences of a text in a token, overlapping ones included.
fn occurrences(token: &TextToken, text: &str) -> Vec<(usize, usize)> {
    let characters: Vec<char> = token.text.chars().collect();
    let wanted: Vec<char> = text.chars().collect();
    let windows = characters.windows(wanted.len()).enumerate();
    windows.filter(|(_, window)| *window == wanted).map(|(start, _)| (start, start + wanted.len() - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tokenizer::pairs;

    fn marked(text: &str, matches: &[Match]) -> String {
        let fragments = fragments(text, matches);
        assert_eq!(fragments.iter().map(|fragment| &*fragment.text).collect::<String>(), text);
        fragments
            .into_iter()
            .map(|fragment| if fragment.matched { format!("[{}]", fragment.text) } else { fragment.text })
            .collect()
    }

    #[test]
    fn matched_parts_are_highlighted() {
        let prefix = |word: &str| Match::Prefix(word.to_owned());
        let contains = |run: &str| Match::Contains(run.to_owned());
        let fuzzy = Match::Fuzzy { typed: "yueqign".to_owned(), words: vec!["yueqing".to_owned()] };
        let shared = Match::SharedPairs { run: "乐清集群".to_owned(), pairs: pairs("乐清集群"), needed: 2 };
        for (text, matches, expected) in [
            ("ELECTRICAL and electronics", vec![prefix("electr")], "[ELECTR]ICAL and [electr]onics"),
            ("new news renew", vec![prefix("new")], "[new] [new]s renew"),
            ("China's Capital", vec![prefix("chinas"), prefix("ca")], "[China's] [Ca]pital"),
            ("Ürümqi ５Ｇ", vec![prefix("urum"), prefix("5g")], "[Ürüm]qi [５Ｇ]"),
            ("Wenzhou Yueqing, yueqings", vec![fuzzy], "Wenzhou [Yueqing], yueqings"),
            ("浙江省 zj 浙江", vec![contains("浙江")], "[浙江]省 zj [浙江]"),
            ("人人人", vec![contains("人人")], "[人人人]"),
            ("温州市乐清电气集群", vec![shared], "温州市[乐清]电气[集群]"),
            ("nothing", vec![contains("浙江")], "nothing"),
        ] {
            assert_eq!(marked(text, &matches), expected);
        }
    }
}
