//! The size of a document, measured in its text before it is parsed.

use async_graphql::ServerError;

use super::Limits;

/// Counts of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Scanned {
    tokens: u64,
    nesting: u64,
    string: u64,
    /// A block string has no end: no lexer would continue, and searching for each end would take quadratic time.
    unfinished: bool,
}

/// Refuses a text that is too long, has too many tokens, or nests brackets too deeply.
pub(crate) fn check_text(document: &str) -> Result<(), ServerError> {
    Limits::DOCUMENT_BYTES.check(document.len() as u64, None)?;
    let scanned = scan(document);
    Limits::NESTING.check(scanned.nesting, None)?;
    Limits::STRING_BYTES.check(scanned.string, None)?;
    Limits::TOKENS.check(scanned.tokens, None)?;
    if scanned.unfinished {
        return Err(ServerError::new("A block string has no end.", None));
    }
    Ok(())
}

fn scan(document: &str) -> Scanned {
    let mut scanned = Scanned::default();
    let mut depth = 0_u64;
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        let following = &rest[first.len_utf8()..];
        rest = match first {
            ' ' | '\t' | '\n' | '\r' | ',' | '\u{feff}' => {
                rest = following;
                continue;
            }
            '#' => {
                rest = after_comment(following);
                continue;
            }
            '{' | '[' | '(' => {
                depth += 1;
                following
            }
            '}' | ']' | ')' => {
                depth = depth.saturating_sub(1);
                following
            }
            '"' => {
                let Some(after) = after_string(following) else {
                    scanned.unfinished = true;
                    break;
                };
                scanned.string = scanned.string.max((following.len() - after.len()).saturating_sub(1) as u64);
                after
            }
            '.' => following.trim_start_matches('.'),
            '_' | '0'..='9' | 'a'..='z' | 'A'..='Z' => {
                following.trim_start_matches(|c: char| c == '_' || c.is_ascii_alphanumeric())
            }
            _ => following,
        };
        scanned.tokens += 1;
        scanned.nesting = scanned.nesting.max(depth);
    }
    scanned
}

fn after_comment(text: &str) -> &str {
    text.find(['\n', '\r']).map_or("", |end| &text[end..])
}

/// The text after a string, given the text after its first quotation mark; `None` after a block string without an end.
fn after_string(text: &str) -> Option<&str> {
    if let Some(block) = text.strip_prefix("\"\"") {
        let mut rest = block;
        while let Some(end) = rest.find("\"\"\"") {
            let is_escaped = rest[..end].ends_with('\\');
            rest = &rest[end + 3..];
            if !is_escaped {
                return Some(rest);
            }
        }
        return None;
    }
    let mut rest = text;
    while let Some(end) = rest.find(['"', '\\', '\n', '\r']) {
        let is_escape = rest[end..].starts_with('\\');
        rest = &rest[end + 1..];
        if !is_escape {
            return Some(rest);
        }
        let mut characters = rest.chars();
        characters.next();
        rest = characters.as_str();
    }
    Some("")
}

#[cfg(test)]
mod tests {
    use super::{Scanned, scan};

    #[test]
    fn tokens_are_counted_as_the_specification_has_them() {
        let counted = |text| scan(text).tokens;
        assert_eq!(counted("{ a }"), 3);
        assert_eq!(counted("query Q($a: Int! = 12) { ...f @skip(if: $a) }"), 23);
        assert_eq!(counted(", \u{feff}# { a }\n"), 0);
        assert_eq!(counted("{ a(b: \"x y \\\" z\", c: \"\"\"d \\\"\"\" e\"\"\") }"), 11);
    }

    #[test]
    fn the_longest_string_is_measured_without_its_marks() {
        assert_eq!(scan("\"\" \"abc\" \"é\"").string, 3);
        assert_eq!(scan("\"abc").string, 2, "without an end, one less at most");
    }

    #[test]
    fn a_block_without_an_end_ends_the_scan() {
        let text = "\"\"\"\n\\".repeat(10_000);
        assert_eq!(scan(&text), Scanned { unfinished: true, ..Scanned::default() });
    }
}
