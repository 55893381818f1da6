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
mod tests;
