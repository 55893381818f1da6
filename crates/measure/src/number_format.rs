//! Formats of figures for readers: "over 6,000", "1.34 trillion yuan", "超过6000", "1.34万亿元".

use crate::{Decimal, Language};

/// The precision that a source claims for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// Exactly this.
    Exact,
    /// More than this.
    Over,
    /// A little less than this.
    Nearly,
    /// About this.
    About,
    /// This or more.
    AtLeast,
}

/// The names of a unit.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// English, plural if there is a difference: in `tonnes per year` the tonnes are.
    pub name_en: &'a str,
    /// Chinese.
    pub name_zh: &'a str,
    /// Whether it only says that things are counted: the indicator names them, so the format leaves the unit out.
    pub is_bare_count: bool,
}

/// A figure with its qualifier and its unit. Every digit is kept, and none is added.
#[must_use]
pub fn format_figure(value: &Decimal, qualifier: Qualifier, unit: Unit<'_>, language: Language) -> String {
    let number = number(value, language);
    let qualifier = qualifier_words(qualifier, language);
    match language {
        Language::En => {
            let one = matches!(number.as_str(), "1" | "-1");
            let unit = unit_en(unit, one);
            let spaces = [if qualifier.is_empty() { "" } else { " " }, if unit.is_empty() { "" } else { " " }];
            format!("{qualifier}{}{number}{}{unit}", spaces[0], spaces[1])
        }
        Language::Zh => {
            let unit = if unit.is_bare_count { "" } else { unit.name_zh };
            // Latin letters would run into the number.
            let space = if unit.starts_with(|first: char| first.is_ascii_alphanumeric()) { " " } else { "" };
            format!("{qualifier}{number}{space}{unit}")
        }
    }
}

fn qualifier_words(qualifier: Qualifier, language: Language) -> &'static str {
    let (english, chinese) = match qualifier {
        Qualifier::Exact => ("", ""),
        Qualifier::Over => ("over", "超过"),
        Qualifier::Nearly => ("nearly", "近"),
        Qualifier::About => ("about", "约"),
        Qualifier::AtLeast => ("at least", "至少"),
    };
    language.pick(english, chinese)
}

/// Words for powers of ten, the greatest first.
const WORDS_EN: [(i32, &str); 3] = [(12, " trillion"), (9, " billion"), (6, " million")];
const WORDS_ZH: [(i32, &str); 3] = [(12, "万亿"), (8, "亿"), (4, "万")];
/// A word must save so many digits at least.
const SAVED_DIGITS: usize = 2;

/// A number, with the greatest word that is not greater than it if that saves digits.
fn number(exact: &Decimal, language: Language) -> String {
    let plain = exact.to_string();
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let words = match language {
        Language::En => WORDS_EN,
        Language::Zh => WORDS_ZH,
    };
    let size = exact.absolute();
    let (number, word) = words
        .into_iter()
        .find(|(power, _)| size >= Decimal::one().shifted(*power))
        .map(|(power, word)| (exact.shifted(-power).to_string(), word))
        .filter(|(number, _)| digits(number) + SAVED_DIGITS <= digits(&plain))
        .unwrap_or_else(|| (plain.clone(), ""));
    match language {
        Language::En => grouped(&number) + word,
        Language::Zh => number + word,
    }
}

/// A number with a comma before every third digit of its whole part, counted from the point.
fn grouped(number: &str) -> String {
    let end = number.find('.').unwrap_or(number.len());
    let start = usize::from(number.starts_with('-'));
    let mut grouped = String::with_capacity(number.len() + end / 3);
    for (place, character) in number.char_indices() {
        if place > start && place < end && (end - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(character);
    }
    grouped
}

/// The name in English, in the singular for one.
fn unit_en(unit: Unit<'_>, one: bool) -> String {
    if unit.is_bare_count {
        return String::new();
    }
    let name = unit.name_en;
    let (counted, per) = name.split_at(name.find(" per ").unwrap_or(name.len()));
    match counted.strip_suffix('s') {
        Some(singular) if one => format!("{singular}{per}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Qualifier::{self, About, AtLeast, Exact, Nearly, Over},
        Unit, format_figure,
    };
    use crate::{Decimal, Language};

    fn unit(code: &str) -> Unit<'_> {
        let (name_en, name_zh) = match code {
            "count" => ("count", "个"),
            "persons" => ("persons", "人"),
            "percent" => ("percent", "%"),
            "CNY" => ("yuan", "元"),
            "USD" => ("US dollars", "美元"),
            "CNY_per_USD" => ("yuan per US dollar", "元/美元"),
            "tonnes_per_year" => ("tonnes per year", "吨/年"),
            other => (other, other),
        };
        Unit { name_en, name_zh, is_bare_count: code == "count" }
    }

    const FIGURES: [(&str, Qualifier, &str, &str, &str); 43] = [
        // As the sources of the data print them.
        ("6000", Over, "count", "over 6,000", "超过6000"),
        ("25000", Over, "count", "over 25,000", "超过2.5万"),
        ("2000", Nearly, "count", "nearly 2,000", "近2000"),
        ("65", About, "percent", "about 65 percent", "约65%"),
        ("1340000000000", Exact, "CNY", "1.34 trillion yuan", "1.34万亿元"),
        ("1520000000", About, "USD", "about 1.52 billion US dollars", "约15.2亿美元"),
        ("10000000000", AtLeast, "CNY", "at least 10 billion yuan", "至少100亿元"),
        ("6.4630", Exact, "CNY_per_USD", "6.4630 yuan per US dollar", "6.4630元/美元"),
        ("134908350000000", Exact, "CNY", "134.90835 trillion yuan", "134.90835万亿元"),
        ("17500000", Exact, "tonnes_per_year", "17.5 million tonnes per year", "1750万吨/年"),
        ("-10000000", Exact, "CNY", "-10 million yuan", "-1000万元"),
        ("201.07", Exact, "percent", "201.07 percent", "201.07%"),
        // A word is used where it saves two digits, and only then.
        ("4467165", Exact, "count", "4,467,165", "4467165"),
        ("1286800", Exact, "persons", "1.2868 million persons", "128.68万人"),
        ("1286850", Exact, "persons", "1,286,850 persons", "1286850人"),
        ("999999", Exact, "persons", "999,999 persons", "999999人"),
        ("1000000", Exact, "persons", "1 million persons", "100万人"),
        ("999000000", Exact, "persons", "999 million persons", "9.99亿人"),
        ("1000000000", Exact, "persons", "1 billion persons", "10亿人"),
        ("99999000", Exact, "persons", "99.999 million persons", "9999.9万人"),
        ("100000000", Exact, "persons", "100 million persons", "1亿人"),
        ("10000", Exact, "persons", "10,000 persons", "1万人"),
        ("12500", Exact, "persons", "12,500 persons", "1.25万人"),
        ("12340", Exact, "persons", "12,340 persons", "12340人"),
        ("9990", Exact, "persons", "9,990 persons", "9990人"),
        ("999900000000", Exact, "CNY", "999.9 billion yuan", "9999亿元"),
        ("1234500000000000", Exact, "CNY", "1,234.5 trillion yuan", "1234.5万亿元"),
        (
            "9999999999999999999999999999",
            Exact,
            "CNY",
            "9,999,999,999,999,999,999,999,999,999 yuan",
            "9999999999999999999999999999元",
        ),
        ("9999999999999990000000000000", Exact, "CNY", "9,999,999,999,999,990 trillion yuan", "9999999999999990万亿元"),
        // Fractions keep their digits and their zeros.
        ("55.50", Exact, "percent", "55.50 percent", "55.50%"),
        ("0.00", Exact, "percent", "0.00 percent", "0.00%"),
        ("-0.05", About, "percent", "about -0.05 percent", "约-0.05%"),
        ("0", Exact, "persons", "0 persons", "0人"),
        ("1234567.50", Exact, "CNY", "1,234,567.50 yuan", "1234567.50元"),
        ("-1234.5", Exact, "CNY", "-1,234.5 yuan", "-1234.5元"),
        (
            "0.0000000000000000000000000001",
            Exact,
            "percent",
            "0.0000000000000000000000000001 percent",
            "0.0000000000000000000000000001%",
        ),
        // One of a thing.
        ("1", Exact, "persons", "1 person", "1人"),
        ("1", About, "USD", "about 1 US dollar", "约1美元"),
        ("1", Exact, "tonnes_per_year", "1 tonne per year", "1吨/年"),
        ("-1", Exact, "CNY", "-1 yuan", "-1元"),
        ("1.0", Exact, "persons", "1.0 persons", "1.0人"),
        // A unit whose names are not known is written as its code.
        ("7.80", Exact, "CNY_per_EUR", "7.80 CNY_per_EUR", "7.80 CNY_per_EUR"),
        ("1", Exact, "bushels", "1 bushel", "1 bushels"),
    ];

    #[test]
    fn figures_are_formatted_in_both_languages() {
        for (value, qualifier, code, english, chinese) in FIGURES {
            let value = Decimal::parse(value).expect("a decimal");
            let format = |language| format_figure(&value, qualifier, unit(code), language);
            assert_eq!(format(Language::En), english);
            assert_eq!(format(Language::Zh), chinese);
        }
    }
}
