//! What is known about units of figures. A package names units by code only.

/// A unit in words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Unit<'a> {
    pub(crate) code: &'a str,
    pub(crate) name_en: &'a str,
    pub(crate) name_zh: &'a str,
    pub(crate) kind: &'a str,
}

/// Code, English name, Chinese name, kind.
const KNOWN: [(&str, &str, &str, &str); 21] = [
    ("CNY", "yuan", "元", "currency"),
    ("CNY_per_USD", "yuan per US dollar", "元/美元", "exchange_rate"),
    ("EUR", "euros", "欧元", "currency"),
    ("GBP", "pounds sterling", "英镑", "currency"),
    ("GW", "gigawatts", "吉瓦", "quantity"),
    ("GWh", "gigawatt hours", "吉瓦时", "quantity"),
    ("HKD", "Hong Kong dollars", "港元", "currency"),
    ("JPY", "yen", "日元", "currency"),
    ("KRW", "won", "韩元", "currency"),
    ("USD", "US dollars", "美元", "currency"),
    ("carats", "carats", "克拉", "quantity"),
    ("count", "count", "个", "count"),
    ("dwt", "deadweight tonnes", "载重吨", "quantity"),
    ("percent", "percent", "%", "share"),
    ("persons", "persons", "人", "count"),
    ("pieces", "pieces", "件", "count"),
    ("tonnes", "tonnes", "吨", "quantity"),
    ("tonnes_per_year", "tonnes per year", "吨/年", "quantity"),
    ("units", "units", "台", "count"),
    ("vehicles", "vehicles", "辆", "count"),
    ("vehicles_per_year", "vehicles per year", "辆/年", "quantity"),
];

/// The words for a code. A code that is not known is its own name, and a quantity; or an exchange rate, if it says how
/// much of one known currency is paid for one unit of another.
pub(crate) fn describe(code: &str) -> Unit<'_> {
    match known(code) {
        Some(&(code, name_en, name_zh, kind)) => Unit { code, name_en, name_zh, kind },
        None => {
            Unit { code, name_en: code, name_zh: code, kind: if is_rate(code) { "exchange_rate" } else { "quantity" } }
        }
    }
}

fn known(code: &str) -> Option<&'static (&'static str, &'static str, &'static str, &'static str)> {
    KNOWN.iter().find(|known| known.0 == code)
}

fn is_rate(code: &str) -> bool {
    let is_currency = |code| known(code).is_some_and(|known| known.3 == "currency");
    code.split_once("_per_").is_some_and(|(paid, bought)| is_currency(paid) && is_currency(bought))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_unit_is_its_own_name() {
        assert_eq!(describe("bushels").name_zh, "bushels");
        assert_eq!(describe("bushels").kind, "quantity");
        assert_eq!(describe("CNY").name_zh, "元");
    }

    #[test]
    fn rates_between_known_currencies_are_known() {
        assert_eq!(describe("CNY_per_EUR").kind, "exchange_rate");
        assert_eq!(describe("CNY_per_EUR").name_en, "CNY_per_EUR");
        assert_eq!(describe("tonnes_per_EUR").kind, "quantity");
        assert_eq!(describe("CNY_per_person").kind, "quantity");
    }
}
