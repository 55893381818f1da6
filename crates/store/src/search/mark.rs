//! Which parts of a text a query has found.

use super::{
    Sense,
    text::{Token, tokens},
};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part, as it stands in the text.
    pub text: String,
    /// Whether the query has found it.
    pub matched: bool,
}

/// The text in parts, found and not found in turn; joined they are the text.
pub(super) fn parts(text: &str, senses: &[Sense]) -> Vec<Part> {
    // Bytes that were found.
    let mut found = vec![false; text.len()];
    for token in tokens(text) {
        for sense in senses {
            for (first, last) in sense.found_in(&token) {
                // From the first to the last, so that an apostrophe between them is found with them.
                found[token.places[first].start..token.places[last].end].fill(true);
            }
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for (start, character) in text.char_indices() {
        let matched = found[start];
        match parts.last_mut() {
            Some(part) if part.matched == matched => part.text.push(character),
            _ => parts.push(Part { text: character.into(), matched }),
        }
    }
    parts
}

impl Sense {
    /// The first and the last character of each place in a token where it is found.
    fn found_in(&self, token: &Token) -> Vec<(usize, usize)> {
        let end = token.places.len() - 1;
        match self {
            Self::Begins(word) if !token.is_run && token.text.starts_with(&**word) => {
                vec![(0, word.chars().count() - 1)]
            }
            Self::Typed { typed, words } if !token.is_run && (words.contains(&token.text) || token.text == *typed) => {
                vec![(0, end)]
            }
            Self::Has(run) if token.is_run => places(token, run),
            Self::Shares { pairs, .. } if token.is_run => pairs.iter().flat_map(|pair| places(token, pair)).collect(),
            _ => Vec::new(),
        }
    }
}

/// Where a text stands in a token, also where it overlaps itself.
fn places(token: &Token, text: &str) -> Vec<(usize, usize)> {
    let characters: Vec<char> = token.text.chars().collect();
    let wanted: Vec<char> = text.chars().collect();
    let windows = characters.windows(wanted.len()).enumerate();
    windows.filter(|(_, window)| *window == wanted).map(|(start, _)| (start, start + wanted.len() - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::text::pairs;

    fn marked(text: &str, senses: &[Sense]) -> String {
        let parts = parts(text, senses);
        assert_eq!(parts.iter().map(|part| &*part.text).collect::<String>(), text);
        parts.into_iter().map(|part| if part.matched { format!("[{}]", part.text) } else { part.text }).collect()
    }

    #[test]
    fn what_was_found_is_marked() {
        let begins = |word: &str| Sense::Begins(word.to_owned());
        let has = |run: &str| Sense::Has(run.to_owned());
        let typed = Sense::Typed { typed: "yueqign".to_owned(), words: vec!["yueqing".to_owned()] };
        let shares = Sense::Shares { run: "乐清集群".to_owned(), pairs: pairs("乐清集群"), needed: 2 };
        for (text, senses, expected) in [
            ("ELECTRICAL and electronics", vec![begins("electr")], "[ELECTR]ICAL and [electr]onics"),
            ("new news renew", vec![begins("new")], "[new] [new]s renew"),
            ("China's Capital", vec![begins("chinas"), begins("ca")], "[China's] [Ca]pital"),
            ("Ürümqi ５Ｇ", vec![begins("urum"), begins("5g")], "[Ürüm]qi [５Ｇ]"),
            ("Wenzhou Yueqing, yueqings", vec![typed], "Wenzhou [Yueqing], yueqings"),
            ("浙江省 zj 浙江", vec![has("浙江")], "[浙江]省 zj [浙江]"),
            ("人人人", vec![has("人人")], "[人人人]"),
            ("温州市乐清电气集群", vec![shares], "温州市[乐清]电气[集群]"),
            ("nothing", vec![has("浙江")], "nothing"),
        ] {
            assert_eq!(marked(text, &senses), expected);
        }
    }
}
