//! `datapackage.json` as it is written: the parts of Frictionless Data Package and Table Schema that are read.

use std::{fmt, io::Read};

use serde::Deserialize;
use serde_json::Value;

use crate::{
    package::{DESCRIPTOR, Package},
    problem::Problem,
};

/// A descriptor is a list of columns, not data; a larger one is a mistake.
const LARGEST: u64 = 16 * 1024 * 1024;

#[derive(Debug, Deserialize)]
pub(crate) struct Descriptor {
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) licenses: Vec<License>,
    #[serde(default)]
    pub(crate) resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct License {
    pub(crate) name: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) path: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Resource {
    pub(crate) name: String,
    pub(crate) path: Option<Value>,
    pub(crate) encoding: Option<String>,
    #[serde(default)]
    pub(crate) dialect: Dialect,
    #[serde(default)]
    pub(crate) schema: Schema,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Dialect {
    pub(crate) delimiter: Option<String>,
    pub(crate) line_terminator: Option<String>,
    pub(crate) quote_char: Option<String>,
    pub(crate) double_quote: Option<bool>,
    pub(crate) header: Option<bool>,
    pub(crate) skip_initial_space: Option<bool>,
    pub(crate) escape_char: Option<String>,
    pub(crate) comment_char: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schema {
    #[serde(default)]
    pub(crate) fields: Vec<Field>,
    #[serde(default)]
    pub(crate) primary_key: OneOrMany,
    #[serde(default)]
    pub(crate) foreign_keys: Vec<ForeignKey>,
    /// An empty field is always missing, whatever stands here.
    #[serde(default)]
    pub(crate) missing_values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type", default = "string")]
    pub(crate) kind: String,
    pub(crate) format: Option<String>,
    pub(crate) true_values: Option<Vec<String>>,
    pub(crate) false_values: Option<Vec<String>>,
    pub(crate) decimal_char: Option<String>,
    pub(crate) group_char: Option<String>,
    pub(crate) bare_number: Option<bool>,
    #[serde(default)]
    pub(crate) constraints: Constraints,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Constraints {
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) unique: bool,
    pub(crate) pattern: Option<String>,
    #[serde(rename = "enum")]
    pub(crate) allowed: Option<Vec<Value>>,
    pub(crate) minimum: Option<Value>,
    pub(crate) maximum: Option<Value>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
}

#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct ForeignKey {
    pub(crate) fields: OneOrMany,
    pub(crate) reference: Reference,
}

#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct Reference {
    /// Empty for the resource itself.
    pub(crate) resource: String,
    pub(crate) fields: OneOrMany,
}

/// One name, or a list of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl PartialEq for OneOrMany {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl OneOrMany {
    pub(crate) fn as_slice(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }
}

impl fmt::Display for OneOrMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_slice().join(", "))
    }
}

fn string() -> String {
    "string".to_owned()
}

impl Descriptor {
    /// Reads the descriptor of a package; gives its bytes, too, for the checksum.
    pub(crate) fn read(package: &Package) -> Result<(Self, Vec<u8>), Problem> {
        let content = package.open(DESCRIPTOR).map_err(|error| unreadable(DESCRIPTOR, &error))?;
        let mut bytes = Vec::new();
        content.reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(DESCRIPTOR, &error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(Problem::of_file(DESCRIPTOR, "the file is longer than 16 MiB"));
        }
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err(Problem::of_file(DESCRIPTOR, BYTE_ORDER_MARK).line(1));
        }
        let descriptor = Self::parse(&bytes).map_err(|error| {
            // The parser ends its message with the place, which is told apart from it.
            let text = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            let reason = text.strip_suffix(&place).unwrap_or(&text);
            let what = if error.is_data() { "is not as a data package has it" } else { "is not valid JSON" };
            let rule = format!("the file {what}: {reason} (character {} of the line)", error.column());
            Problem::of_file(DESCRIPTOR, rule).line(u64::try_from(error.line()).unwrap_or(u64::MAX))
        })?;
        Ok((descriptor, bytes))
    }

    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

/// What is said of a file that starts with the bytes EF BB BF.
pub(crate) const BYTE_ORDER_MARK: &str = "the file starts with a byte order mark; save it as UTF-8 without one";

/// What is said of a file that is not there, or cannot be read.
pub(crate) fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::NotFound => Problem::of_file(file, "the file is missing"),
        _ => Problem::of_file(file, format!("the file cannot be read: {error}")),
    }
}
