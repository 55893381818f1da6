//! Values, periods and what surrounds them.

use super::{
    random::Random,
    words::{Look, Measure, QUANTITIES},
};

pub(super) const FIRST_YEAR: usize = 2000;
pub(super) const LAST_YEAR: usize = 2024;
/// Significant digits that a figure may have.
const DIGITS: usize = 28;

/// The unit of the figures of one series.
pub(super) fn unit(random: &mut Random, measure: &Measure) -> &'static str {
    match measure.look {
        Look::Amount | Look::Profit => "CNY",
        Look::Share | Look::Growth => "percent",
        Look::Quantity => QUANTITIES[random.below(QUANTITIES.len())],
        Look::Number if measure.indicator.starts_with("population") || measure.indicator == "employment" => "persons",
        Look::Number | Look::Winners | Look::OverThreshold => "count",
    }
}

/// The level of a year, from that of the year before.
pub(super) fn next_level(random: &mut Random, measure: &Measure, level: usize) -> usize {
    match measure.look {
        Look::Growth => random.between(measure.low, measure.high),
        _ => (level * random.between(96, 117) / 100).clamp(measure.low, measure.high),
    }
}

/// A value at a level. Sources round as they like, so that many values are equal and some have 28 digits.
pub(super) fn value(random: &mut Random, look: Look, level: usize) -> String {
    match look {
        Look::Profit if random.chance(15) => format!("-{}", amount(random, level)),
        Look::Amount | Look::Profit => amount(random, level),
        Look::Share => share(random, level),
        Look::Growth => {
            let sign = if random.chance(12) { "-" } else { "" };
            format!("{sign}{}.{}", level / 10, if level.is_multiple_of(10) { 1 } else { level % 10 })
        }
        Look::Number | Look::Quantity if level >= 100 && random.chance(60) => {
            let step = 10_usize.pow(level.ilog10() - 1);
            (level / step * step).to_string()
        }
        Look::Number | Look::Quantity | Look::Winners | Look::OverThreshold => level.to_string(),
    }
}

/// Yuan, from a level in millions.
fn amount(random: &mut Random, level: usize) -> String {
    match random.below(100) {
        0..60 if level >= 1_000 => format!("{}000000000", level / 1_000),
        0..85 => format!("{level}000000"),
        85..97 => format!("{level}{:06}.{:02}", random.below(1_000_000), random.below(100)),
        _ => {
            let whole = format!("{level}{:06}", random.below(1_000_000));
            let digits = digits(random, DIGITS - whole.len());
            format!("{whole}.{digits}")
        }
    }
}

/// Percent, from a level in tenths.
fn share(random: &mut Random, level: usize) -> String {
    match random.below(100) {
        0..60 if level >= 10 => (level / 10).to_string(),
        0..88 => format!("{}.{}", level / 10, level % 10),
        88..97 => format!("{}.{}0", level / 10, level % 10),
        _ => format!("{}.{}{}", level / 10, level % 10, digits(random, DIGITS - 3)),
    }
}

/// Up to so many digits, at least one.
fn digits(random: &mut Random, most: usize) -> String {
    (0..random.between(1, most)).map(|_| char::from(b'0' + u8::try_from(random.below(10)).expect("a digit"))).collect()
}

/// The average exchange rate of a month or year: 6.1 to 8.3 yuan for a dollar, to four places.
pub(super) fn rate(random: &mut Random, year: usize) -> String {
    let middle = if year < 2006 { 82_000 } else { 66_500 };
    let tenths = middle - 1_000 + random.below(2_000);
    format!("{}.{:04}", tenths / 10_000, tenths % 10_000)
}

/// When a figure is for, and how that is known. Most are for the year, some for a part of it.
pub(super) fn period(random: &mut Random, year: usize) -> (String, &'static str) {
    let basis = match random.below(100) {
        0..93 => "stated",
        93..99 => "publication",
        _ => "estimated",
    };
    let period = match random.below(100) {
        0..85 => year.to_string(),
        85..92 => format!("{year}-{:02}", random.between(1, 12)),
        92..97 => format!("{year}-01/{year}-{:02}", random.between(2, 11)),
        97..99 => format!("{year}-{:02}-{:02}", random.between(1, 12), random.between(1, 28)),
        _ => format!("{}/{year}", year - random.between(1, 4)),
    };
    (period, basis)
}

/// How the source words a figure.
pub(super) fn qualifier(random: &mut Random) -> &'static str {
    random.weighted(&[("exact", 70), ("over", 15), ("about", 6), ("nearly", 6), ("at_least", 3)], |one| one.1).0
}

/// The figure in the words of the source; sometimes it prints none.
pub(super) fn as_printed(random: &mut Random, value: &str, unit: &str, qualifier: &str) -> String {
    if random.chance(15) {
        return String::new();
    }
    let (before, after) = match qualifier {
        "over" => ("超过", ""),
        "nearly" => ("近", ""),
        "about" => ("约", ""),
        "at_least" => ("", "以上"),
        _ => ("", ""),
    };
    let millions = value.strip_suffix("000000").and_then(|millions| millions.parse::<usize>().ok());
    let printed = match (unit, millions) {
        ("CNY", Some(millions)) if millions.is_multiple_of(100) => format!("{}亿元", millions / 100),
        ("CNY", Some(millions)) => format!("{}.{:02}亿元", millions / 100, millions % 100),
        ("CNY", None) => format!("{value}元"),
        ("percent", _) => format!("{value}%"),
        ("persons", _) => format!("{value}人"),
        _ => format!("{value}个"),
    };
    format!("{before}{printed}{after}")
}
