//! The citations of works with every character that breaks a style.

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
    let dated =
        |date: Option<&str>, style: CitationStyle| Work { published: date.map(str::to_owned), ..work() }.cite(style);
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
