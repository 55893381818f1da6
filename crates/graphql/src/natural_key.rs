//! The shapes of codes, slugs and keys in arguments. A well-formed one that nothing has answers null; a malformed one
//! is an error, because it can only be a mistake.

use async_graphql::Result;

use crate::error::bad_user_input;

/// What a natural key looks like.
#[derive(Clone, Copy)]
pub(crate) enum KeySyntax {
    /// ISO 3166-1 alpha-2.
    Country,
    /// ISO 3166-2 or GB/T 2260.
    Province,
    /// GB/T 2260.
    City,
    /// Words of lower-case letters and digits with hyphens between them.
    Slug,
    /// The same with underscores.
    IndicatorCode,
    /// Letters and underscores.
    UnitCode,
    /// Anything short without spaces.
    StatKey,
}

impl KeySyntax {
    /// The field that holds such a key, and the argument of a look-up by it.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Country | Self::Province | Self::City | Self::IndicatorCode | Self::UnitCode => "code",
            Self::Slug => "slug",
            Self::StatKey => "key",
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Country => "an ISO 3166-1 code of two capital letters, such as CN",
            Self::Province => "an ISO 3166-2 code such as CN-ZJ, or a GB/T 2260 code of six digits such as 330000",
            Self::City => "a GB/T 2260 code of six digits, such as 330382",
            Self::Slug => "a slug of lower-case letters, digits and single hyphens, such as wenzhou-yueqing-electrical",
            Self::IndicatorCode => {
                "a code of lower-case letters, digits and single underscores, such as gross_domestic_product"
            }
            Self::UnitCode => "a code of letters, digits and underscores, such as CNY or percent",
            Self::StatKey => "a key of 1 to 100 characters without spaces, such as o-6800a43a44ea",
        }
    }

    fn fits(self, text: &str) -> bool {
        match self {
            Self::Country => text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
            Self::Province => is_iso_3166_2(text) || is_gb_code(text),
            Self::City => is_gb_code(text),
            Self::Slug => is_words(text, '-'),
            Self::IndicatorCode => is_words(text, '_'),
            Self::UnitCode => {
                (1..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            }
            Self::StatKey => {
                (1..=100).contains(&text.chars().count()) && !text.contains(|c: char| c.is_whitespace() || c == '\0')
            }
        }
    }

    /// The text, if it has this shape.
    pub(crate) fn check(self, argument: &str, text: String) -> Result<String> {
        if self.fits(&text) {
            Ok(text)
        } else {
            let shown: String = text.chars().take(60).collect();
            Err(bad_user_input(argument, format!("{argument} must be {}, not {shown:?}.", self.describe())))
        }
    }
}

pub(crate) fn is_gb_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
}

fn is_iso_3166_2(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, part)| {
        KeySyntax::Country.fits(country)
            && (1..=3).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    })
}

fn is_words(text: &str, separator: char) -> bool {
    text.len() <= 200
        && text
            .split(separator)
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
