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
const KNOWN: [(&str, &str, &str, &str); 16] = [
    ("CNY", "yuan", "元", "currency"),
    ("CNY_per_USD", "yuan per US dollar", "元/美元", "exchange_rate"),
    ("GW", "gigawatts", "吉瓦", "quantity"),
    ("GWh", "gigawatt hours", "吉瓦时", "quantity"),
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

/// The words for a code. A code that is not known is its own name, and a quantity.
pub(crate) fn describe(code: &str) -> Unit<'_> {
    match KNOWN.iter().find(|known| known.0 == code) {
        Some(&(code, name_en, name_zh, kind)) => Unit { code, name_en, name_zh, kind },
        None => Unit { code, name_en: code, name_zh: code, kind: "quantity" },
    }
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
}
