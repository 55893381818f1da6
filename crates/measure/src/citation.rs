//! Citations: the entry of a work in a list of references, in four styles.

use std::fmt::Write;

use chrono::NaiveDate;
use serde_json::{Value, json};

/// The form of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationStyle {
    /// A reference after the seventh edition of the APA manual, as plain text: the italics of titles are left out. A
    /// figure is described in brackets after the title; the day of access stands only where no date of publication is known.
    Apa,
    /// A BibTeX entry of the type misc. LaTeX's own characters are escaped, all others are UTF-8. A figure stands in the field note.
    Bibtex,
    /// CSL-JSON 1.0, as text: an array of one item, of the type webpage or dataset. A figure stands in the member note.
    CslJson,
    /// One sentence with publisher, title, date, address and day of access, and one with the figure.
    Plain,
}

/// A work to cite. Nothing is read or looked up: what is `None` is left out.
#[derive(Clone, Debug)]
pub struct Work {
    /// Identifies it in a list of references: a slug, for a figure the slug of its source and its own key.
    pub key: String,
    /// The type of CSL, such as `webpage`.
    pub kind: &'static str,
    /// A body, not a person.
    pub author: Option<String>,
    /// Its title.
    pub title: Title,
    /// The version of a data set.
    pub version: Option<String>,
    /// The publisher, where that is not the author.
    pub publisher: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The date of publication: a year, month or day of ISO 8601.
    pub published: Option<String>,
    /// The day of access.
    pub accessed: Option<NaiveDate>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// A note, such as which figure is meant.
    pub detail: Option<String>,
}

/// A title, or a description in place of one.
#[derive(Clone, Debug)]
pub enum Title {
    /// As the work has it.
    Printed(String),
    /// By the compiler of the data. All styles put it into brackets.
    Described(String),
}

impl Title {
    /// The title of a source in a data package, where `(title not stored)` marks a description.
    #[must_use]
    pub fn of_source(text: &str) -> Self {
        match text.strip_suffix("(title not stored)").map(str::trim) {
            None => Self::Printed(text.to_owned()),
            Some("") => Self::Described("Web page".to_owned()),
            Some(description) => Self::Described(description.to_owned()),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Printed(title) => title.clone(),
            Self::Described(description) => format!("[{description}]"),
        }
    }
}

impl Work {
    /// The same work, cited for one figure in it.
    #[must_use]
    pub fn with_figure(self, key: &str, figure: &str) -> Self {
        Self { key: format!("{}:{key}", self.key), detail: Some(format!("Figure: {figure}")), ..self }
    }

    /// The citation.
    #[must_use]
    pub fn cite(&self, style: CitationStyle) -> String {
        match style {
            CitationStyle::Apa => self.apa(),
            CitationStyle::Bibtex => self.bibtex(),
            CitationStyle::CslJson => self.csl_json().to_string(),
            CitationStyle::Plain => self.plain(),
        }
    }

    fn plain(&self) -> String {
        let title = match &self.title {
            Title::Printed(title) => format!("“{title}”"),
            Title::Described(_) => self.title.text(),
        };
        let mut parts = Vec::new();
        parts.extend(self.author.clone());
        parts.push(title);
        parts.extend(self.version.as_ref().map(|version| format!("version {version}")));
        parts.extend(self.publisher.clone());
        parts.push(self.published.clone().unwrap_or_else(|| "n.d.".to_owned()));
        parts.extend(self.url.clone());
        parts.extend(self.accessed.map(|day| format!("accessed {day}")));
        let mut text = sentence(parts.join(", "));
        if let Some(detail) = &self.detail {
            text = format!("{text} {}", sentence(detail.clone()));
        }
        one_line(&text)
    }

    fn apa(&self) -> String {
        let mut title = self.title.text();
        // Writing to a text has no way to fail.
        if let Some(version) = &self.version {
            let _ = write!(title, " (Version {version})");
        }
        if let Some(detail) = &self.detail {
            let _ = write!(title, " [{detail}]");
        }
        let (title, date) = (sentence(title), format!("({}).", self.apa_date()));
        let mut parts = match &self.author {
            Some(author) => vec![sentence(author.clone()), date, title],
            None => vec![title, date],
        };
        parts.extend(self.publisher.clone().map(sentence));
        let retrieved = self.accessed.filter(|_| self.published.is_none()).map(english_date);
        parts.extend(match (retrieved, &self.url) {
            (None, url) => url.clone(),
            (Some(day), Some(url)) => Some(format!("Retrieved {day}, from {url}")),
            (Some(day), None) => Some(format!("Retrieved {day}.")),
        });
        one_line(&parts.join(" "))
    }

    fn apa_date(&self) -> String {
        let Some(published) = &self.published else { return "n.d.".to_owned() };
        match date_parts(published)[..] {
            [year, month, day] => format!("{year}, {} {day}", month_name(month)),
            [year, month] => format!("{year}, {}", month_name(month)),
            [year, ..] => year.to_string(),
            [] => published.clone(),
        }
    }

    fn bibtex(&self) -> String {
        let mut entry = format!("@misc{{{}", bibtex_key(&self.key));
        let mut field = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                let _ = write!(entry, ",\n  {name} = {value}");
            }
        };
        let braced = |text: &String| format!("{{{}}}", latex(text));
        // The inner braces keep a body from being taken apart like a person's name, and the case of a title as it is.
        let protected = |text: &String| format!("{{{{{}}}}}", latex(text));
        let date = self.published.as_deref().map(date_parts).unwrap_or_default();
        field("author", self.author.as_ref().map(protected));
        field("title", Some(protected(&self.title.text())));
        field("version", self.version.as_ref().map(braced));
        field("howpublished", self.publisher.as_ref().map(braced));
        field("year", Some(date.first().map_or("{n.d.}".to_owned(), |year| format!("{{{year}}}"))));
        field("month", date.get(1).map(|month| month_name(*month)[..3].to_lowercase()));
        field("day", date.get(2).map(|day| format!("{{{day}}}")));
        field("url", self.url.as_ref().map(|url| format!("{{{}}}", latex_url(url))));
        field("urldate", self.accessed.map(|day| format!("{{{day}}}")));
        field("language", self.language.as_ref().map(braced));
        field("note", self.detail.as_ref().map(braced));
        entry.push_str("\n}");
        entry
    }

    fn csl_json(&self) -> Value {
        let mut item = serde_json::Map::new();
        let mut member = |name: &str, value: Option<Value>| item.extend(value.map(|value| (name.to_owned(), value)));
        let text = |text: &String| Value::from(text.clone());
        member("id", Some(text(&self.key)));
        member("type", Some(self.kind.into()));
        member("author", self.author.as_ref().map(|author| json!([{ "literal": author }])));
        member("title", Some(self.title.text().into()));
        member("version", self.version.as_ref().map(text));
        member("publisher", self.publisher.as_ref().map(text));
        member("URL", self.url.as_ref().map(text));
        member("issued", self.published.as_deref().map(csl_date));
        member("accessed", self.accessed.map(|day| csl_date(&day.to_string())));
        member("language", self.language.as_ref().map(text));
        member("note", self.detail.as_ref().map(text));
        Value::Array(vec![Value::Object(item)])
    }
}

/// Year, month and day of a date of ISO 8601, as far as it goes.
fn date_parts(date: &str) -> Vec<usize> {
    let parts: Vec<usize> = date.split('-').map_while(|part| part.parse().ok()).collect();
    match parts[..] {
        // A month that no calendar has cannot be named.
        [year, month, ..] if !(1..=MONTHS.len()).contains(&month) => vec![year],
        _ => parts,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month of [`date_parts`].
fn month_name(month: usize) -> &'static str {
    MONTHS[month - 1]
}

fn english_date(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}

fn csl_date(date: &str) -> Value {
    json!({ "date-parts": [date_parts(date)] })
}

/// The text with a full stop, unless it ends a sentence as it is.
fn sentence(mut text: String) -> String {
    if !text.ends_with(['.', '!', '?', '。', '\u{ff01}', '\u{ff1f}', '…']) {
        text.push('.');
    }
    text
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// A text for LaTeX. Braces are written as commands: BibTeX counts them even behind a backslash.
fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', character]),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// An address for `\url`, which takes it as it is. What would not pass stands there in percent encoding, which means the
/// same.
fn latex_url(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && !b"{}\\\"^`|<>".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// A key for BibTeX: what it does not take in a key stands there as its number.
fn bibtex_key(key: &str) -> String {
    let mut escaped = String::with_capacity(key.len());
    for character in key.chars() {
        if character.is_ascii_alphanumeric() || "-.:/".contains(character) {
            escaped.push(character);
        } else {
            let _ = write!(escaped, "_{:x}_", u32::from(character));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What breaks things: LaTeX's characters, quotes, umlauts, Chinese, a line feed.
    const PIECES: [&str; 24] = [
        "&",
        "%",
        "$",
        "#",
        "_",
        "{",
        "}",
        "~",
        "^",
        "\\",
        "\"",
        "'",
        "“",
        "”",
        "ü",
        "Ä",
        "ß",
        "浙江",
        "产业集群",
        "a",
        " ",
        "\n",
        "\\url{",
        "%7B",
    ];

    const STYLES: [CitationStyle; 4] =
        [CitationStyle::Apa, CitationStyle::Bibtex, CitationStyle::CslJson, CitationStyle::Plain];

    /// Texts put together from pieces: each alone, each pair, and many long ones.
    fn texts() -> impl Iterator<Item = String> {
        let pairs = PIECES.iter().flat_map(|one| PIECES.iter().map(move |other| format!("{one}{other}")));
        // A linear congruential generator: the same texts each time.
        let mut state: u64 = 9;
        let long = (0..2000).map(move |_| {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(PIECES[usize::try_from(state >> 33).expect("31 bits") % PIECES.len()]);
            }
            text
        });
        PIECES.iter().map(|&piece| piece.to_owned()).chain(pairs).chain(long)
    }

    fn work() -> Work {
        Work {
            key: "moniteur-2021".to_owned(),
            kind: "webpage",
            author: Some("Moniteur".to_owned()),
            title: Title::Printed("Clusters at Work".to_owned()),
            version: None,
            publisher: None,
            url: Some("https://example.org/a".to_owned()),
            published: Some("2021-03-22".to_owned()),
            accessed: NaiveDate::from_ymd_opt(2026, 11, 3),
            language: Some("en".to_owned()),
            detail: None,
        }
    }

    /// Reads an entry as BibTeX does, and nothing else: a brace counts wherever it stands.
    fn read_bibtex(entry: &str) -> (String, Vec<(String, String)>) {
        let rest = entry.strip_prefix("@misc{").expect("a type");
        let rest = rest.strip_suffix("\n}").expect("an end");
        let (key, mut rest) = rest.split_once(",\n").expect("a key");
        assert!(!key.is_empty() && !key.contains([' ', ',', '{', '}', '"', '#', '%', '\\', '~', '=']), "{key}");
        let mut fields: Vec<(String, String)> = Vec::new();
        loop {
            let (name, value) = rest.split_once(" = ").expect("a field");
            let name = name.trim_start();
            assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name:?} in {entry}");
            assert!(fields.iter().all(|(earlier, _)| earlier != name), "{name} twice in {entry}");
            let end = if value.starts_with('{') {
                let mut depth = 0;
                let closing = value.char_indices().find(|(_, character)| {
                    depth += match character {
                        '{' => 1,
                        '}' => -1,
                        _ => 0,
                    };
                    depth == 0
                });
                closing.expect("a closing brace").0 + 1
            } else {
                let end = value.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(value.len());
                assert!(MONTHS.iter().any(|month| month[..3].eq_ignore_ascii_case(&value[..end])), "{value}");
                end
            };
            let (value, after) = value.split_at(end);
            fields.push((name.to_owned(), value.to_owned()));
            if after.is_empty() {
                return (key.to_owned(), fields);
            }
            rest = after.strip_prefix(",\n").unwrap_or_else(|| panic!("a comma before {after:?} in {entry}"));
        }
    }

    fn field(fields: &[(String, String)], name: &str) -> Option<String> {
        fields.iter().find(|field| field.0 == name).map(|field| field.1.clone())
    }

    /// What LaTeX prints for a value between `levels` braces.
    fn printed(value: &str, levels: usize) -> String {
        let mut rest = &value[levels..value.len() - levels];
        let mut text = String::new();
        while let Some(character) = rest.chars().next() {
            let (out, length) = match character {
                '\\' => {
                    let commands = [
                        ("\\textbraceleft{}", '{'),
                        ("\\textbraceright{}", '}'),
                        ("\\textasciitilde{}", '~'),
                        ("\\textasciicircum{}", '^'),
                        ("\\textbackslash{}", '\\'),
                        ("\\&", '&'),
                        ("\\%", '%'),
                        ("\\$", '$'),
                        ("\\#", '#'),
                        ("\\_", '_'),
                    ];
                    let (command, out) =
                        commands.into_iter().find(|(command, _)| rest.starts_with(command)).expect("a known command");
                    (out, command.len())
                }
                '{' | '}' | '&' | '%' | '$' | '#' | '_' | '~' | '^' => panic!("{character} bare in {value}"),
                other => (other, other.len_utf8()),
            };
            text.push(out);
            rest = &rest[length..];
        }
        text
    }

    #[test]
    fn whatever_a_source_is_called_bibtex_reads_it_back() {
        for text in texts() {
            let mut work = work().with_figure(&text, &text);
            work.author = Some(text.clone());
            work.title = Title::Printed(text.clone());
            let (_, fields) = read_bibtex(&work.cite(CitationStyle::Bibtex));
            let text = text.replace('\n', " ");
            for name in ["author", "title"] {
                assert_eq!(printed(&field(&fields, name).expect("it"), 2), text, "{name}");
            }
            assert_eq!(printed(&field(&fields, "note").expect("a note"), 1), format!("Figure: {text}"));
        }
    }

    #[test]
    fn whatever_a_source_is_called_csl_json_keeps_it() {
        for text in texts() {
            let mut work = work().with_figure(&text, &text);
            work.author = Some(text.clone());
            work.title = Title::Printed(text.clone());
            work.url = Some(text.clone());
            let items: Value = serde_json::from_str(&work.cite(CitationStyle::CslJson)).expect("JSON");
            let item = &items[0];
            assert_eq!(item["id"], format!("moniteur-2021:{text}"));
            assert_eq!(item["author"], json!([{ "literal": text }]));
            assert_eq!(item["title"], text);
            assert_eq!(item["URL"], text);
            assert_eq!(item["note"], format!("Figure: {text}"));
        }
    }

    #[test]
    fn prose_keeps_every_text_on_one_line() {
        for text in texts() {
            let mut work = work().with_figure("o-1", &text);
            work.author = Some(text.clone());
            work.title = Title::Printed(text.clone());
            for style in [CitationStyle::Apa, CitationStyle::Plain] {
                let citation = work.cite(style);
                assert_eq!(citation.matches(&text.replace('\n', " ")).count().min(3), 3, "{style:?}: {citation}");
                assert!(!citation.contains(char::is_control), "{citation:?}");
            }
        }
    }

    #[test]
    fn addresses_mean_the_same_and_pass_through_latex() {
        let url = "https://a.cn/%7BSBU8%7D?id=1&b=c#d_e~f{x}\\ 浙\"^";
        assert_eq!(latex_url(url), "https://a.cn/%7BSBU8%7D?id=1&b=c#d_e~f%7Bx%7D%5C%20%E6%B5%99%22%5E");
        for text in texts() {
            let mut work = work();
            work.url = Some(text.clone());
            let (_, fields) = read_bibtex(&work.cite(CitationStyle::Bibtex));
            let url = field(&fields, "url").expect("an address");
            assert!(url.is_ascii() && !url.contains([' ', '\\']), "{url}");
            // Decoded, both are the same.
            assert_eq!(decoded(&url[1..url.len() - 1]), decoded(&text));
        }
    }

    fn decoded(url: &str) -> Vec<u8> {
        let (mut bytes, mut rest) = (Vec::new(), url.as_bytes());
        while let [first, after @ ..] = rest {
            let code = (*first == b'%').then(|| str::from_utf8(after.get(..2)?).ok()).flatten();
            let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
            bytes.push(code.unwrap_or(*first));
            rest = if code.is_some() { &after[2..] } else { after };
        }
        bytes
    }

    #[test]
    fn keys_that_differ_stay_different() {
        let mut keys: Vec<String> = texts().chain(["a_26_".to_owned(), "a&".to_owned()]).collect();
        keys.sort();
        keys.dedup();
        let count = keys.len();
        let mut escaped: Vec<String> = keys.iter().map(|key| bibtex_key(key)).collect();
        escaped.sort();
        escaped.dedup();
        assert_eq!(escaped.len(), count);
        assert_eq!(bibtex_key("ezhejiang-2021-04-01:o-6800a43a44ea"), "ezhejiang-2021-04-01:o-6800a43a44ea");
    }

    #[test]
    fn dates_as_exact_as_they_are() {
        let dated = |date: Option<&str>, style: CitationStyle| {
            Work { published: date.map(str::to_owned), ..work() }.cite(style)
        };
        for (date, apa, csl, bibtex) in [
            ("2021", "(2021).", json!([[2021]]), "year = {2021},\n  url"),
            ("2021-03", "(2021, March).", json!([[2021, 3]]), "year = {2021},\n  month = mar,\n  url"),
            (
                "2021-12-02",
                "(2021, December 2).",
                json!([[2021, 12, 2]]),
                "year = {2021},\n  month = dec,\n  day = {2},\n  url",
            ),
        ] {
            assert!(dated(Some(date), CitationStyle::Apa).starts_with(&format!("Moniteur. {apa} Clusters")), "{date}");
            let items: Value = serde_json::from_str(&dated(Some(date), CitationStyle::CslJson)).expect("JSON");
            assert_eq!(items[0]["issued"], json!({ "date-parts": csl }));
            assert!(dated(Some(date), CitationStyle::Bibtex).contains(bibtex), "{date}");
            assert!(dated(Some(date), CitationStyle::Plain).contains(&format!("”, {date}, https")), "{date}");
        }
        assert_eq!(
            dated(None, CitationStyle::Apa),
            "Moniteur. (n.d.). Clusters at Work. Retrieved November 3, 2026, from https://example.org/a"
        );
        assert!(dated(None, CitationStyle::Bibtex).contains("year = {n.d.},\n  url"));
        let items: Value = serde_json::from_str(&dated(None, CitationStyle::CslJson)).expect("JSON");
        assert_eq!(items[0].get("issued"), None);
        assert_eq!(items[0]["accessed"], json!({ "date-parts": [[2026, 11, 3]] }));
        assert!(dated(Some("2021-13"), CitationStyle::Apa).contains("(2021)."));
    }

    #[test]
    fn what_a_source_lacks_is_left_out() {
        let bare = Work { url: None, published: None, title: Title::of_source("(title not stored)"), ..work() };
        assert_eq!(bare.cite(CitationStyle::Apa), "Moniteur. (n.d.). [Web page]. Retrieved November 3, 2026.");
        assert_eq!(bare.cite(CitationStyle::Plain), "Moniteur, [Web page], n.d., accessed 2026-11-03.");
        assert!(!bare.cite(CitationStyle::Bibtex).contains(" url ="));
        let described = Work { title: Title::of_source("保定高新区 (title not stored)"), ..bare };
        for style in STYLES {
            let citation = described.cite(style);
            assert!(citation.contains("[保定高新区]") && !citation.contains("not stored"), "{citation}");
        }
    }

    #[test]
    fn a_sentence_ends_once() {
        let ended = Work {
            author: Some("Yueqing Electric Co., Ltd.".to_owned()),
            title: Title::Printed("谁是冠军\u{ff1f}".to_owned()),
            ..work()
        };
        assert_eq!(
            ended.cite(CitationStyle::Apa),
            "Yueqing Electric Co., Ltd. (2021, March 22). 谁是冠军\u{ff1f} https://example.org/a"
        );
    }
}
