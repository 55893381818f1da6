//! Figures as a person would read them: "over 6,000", "1.34 trillion yuan", "超过6000", "1.34万亿元".

use async_graphql::Result;
use entity::{
    Decimal,
    stat::Qualifier,
    unit::{self, UnitKind},
};

use crate::{exact::Exact, language::Language};

/// A figure with its qualifier and its unit. No digit is lost and none is added.
pub(crate) fn figure(value: &Decimal, qualifier: Qualifier, unit: &unit::Model, language: Language) -> Result<String> {
    let number = number(&Exact::of(value)?, language);
    let qualifier = qualifier_words(qualifier, language);
    Ok(match language {
        Language::En => {
            let one = matches!(number.as_str(), "1" | "-1");
            let unit = unit_en(unit, one);
            let spaces = [if qualifier.is_empty() { "" } else { " " }, if unit.is_empty() { "" } else { " " }];
            format!("{qualifier}{}{number}{}{unit}", spaces[0], spaces[1])
        }
        Language::Zh => {
            let unit = unit_zh(unit);
            // Latin letters would run into the number.
            let space = if unit.starts_with(|first: char| first.is_ascii_alphanumeric()) { " " } else { "" };
            format!("{qualifier}{number}{space}{unit}")
        }
    })
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
fn number(exact: &Exact, language: Language) -> String {
    let plain = exact.to_string();
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let words = match language {
        Language::En => WORDS_EN,
        Language::Zh => WORDS_ZH,
    };
    let size = exact.absolute();
    let (number, word) = words
        .into_iter()
        .find(|(power, _)| size >= Exact::one().shifted(*power))
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

/// Whether a unit says nothing but that things are counted; what they are, the indicator says.
fn is_bare_count(unit: &unit::Model) -> bool {
    unit.kind == UnitKind::Count && unit.code == "count"
}

/// Names of units are plurals, if there is a difference: of `tonnes per year`, the tonnes are.
fn unit_en(unit: &unit::Model, one: bool) -> String {
    if is_bare_count(unit) {
        return String::new();
    }
    let name = &unit.name_en;
    let (counted, per) = name.split_at(name.find(" per ").unwrap_or(name.len()));
    match counted.strip_suffix('s') {
        Some(singular) if one => format!("{singular}{per}"),
        _ => name.clone(),
    }
}

fn unit_zh(unit: &unit::Model) -> &str {
    if is_bare_count(unit) { "" } else { &unit.name_zh }
}

#[cfg(test)]
mod tests {
    use entity::{
        Decimal, UnitId,
        stat::Qualifier::{self, About, AtLeast, Exact, Nearly, Over},
        unit::{self, UnitKind},
    };

    use super::figure;
    use crate::language::Language;

    fn unit(code: &str) -> unit::Model {
        let (name_en, name_zh, kind) = match code {
            "count" => ("count", "个", UnitKind::Count),
            "persons" => ("persons", "人", UnitKind::Count),
            "percent" => ("percent", "%", UnitKind::Share),
            "CNY" => ("yuan", "元", UnitKind::Currency),
            "USD" => ("US dollars", "美元", UnitKind::Currency),
            "CNY_per_USD" => ("yuan per US dollar", "元/美元", UnitKind::ExchangeRate),
            "tonnes_per_year" => ("tonnes per year", "吨/年", UnitKind::Quantity),
            other => (other, other, UnitKind::Quantity),
        };
        let (name_en, name_zh) = (name_en.to_owned(), name_zh.to_owned());
        unit::Model { id: UnitId(1), code: code.to_owned(), name_en, name_zh, kind }
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
    fn figures_are_worded() {
        for (value, qualifier, code, english, chinese) in FIGURES {
            let worded = |language| figure(&Decimal(value.to_owned()), qualifier, &unit(code), language);
            assert_eq!(worded(Language::En).ok().as_deref(), Some(english));
            assert_eq!(worded(Language::Zh).ok().as_deref(), Some(chinese));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert!(figure(&Decimal("NaN".to_owned()), Exact, &unit("CNY"), Language::En).is_err());
    }
}
