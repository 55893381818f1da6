//! Documents that the server knows by their hash: those that clients sent before (automatic persisted queries, in
//! Apollo's protocol), and those of a file that the operator trusts.

use std::{collections::HashMap, fmt, fs, path::PathBuf, sync::Arc};

use ::graphql::Code;
use actix_web::http::StatusCode;
use clap::Args;
use moka::sync::Cache;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{media_type::MediaType, refusal::Refusal};
use crate::settings::given;

/// What is known, and whether anything else is run.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Most bytes of documents remembered for clients that send a hash instead; 0 remembers none
    #[arg(long, env = "ATLAS_PERSISTED_BYTES", default_value_t = 8 * 1024 * 1024, global = true, value_name = "BYTES")]
    persisted_bytes: u64,
    /// Documents known from the start: a JSON object from SHA-256 to document, or Apollo's manifest of operations
    #[arg(long, env = "ATLAS_TRUSTED_DOCUMENTS", global = true, value_name = "FILE")]
    trusted_documents: Option<PathBuf>,
    /// Run nothing but the trusted documents
    #[arg(long, env = "ATLAS_TRUSTED_ONLY", global = true)]
    trusted_only: bool,
}

/// What an entry takes besides the document, in bytes.
const OVERHEAD: usize = 128;

/// The SHA-256 of a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Id([u8; 32]);

impl Id {
    /// Of a document.
    pub(crate) fn of(document: &str) -> Self {
        Self(Sha256::digest(document.as_bytes()).into())
    }

    /// From hexadecimal digits, also after `sha256:`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("sha256:").unwrap_or(text).as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 2 * bytes.len() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |digit: u8| char::from(digit).to_digit(16);
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

/// A document to run.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Its text.
    pub(crate) text: Arc<str>,
    /// Under which it is to be remembered once it was found good.
    remember: Option<Id>,
}

/// Why there is no document to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Neither a document nor a name of one.
    Missing,
    /// The name is none of the two forms.
    Malformed(&'static str),
    /// The document has another hash.
    Mismatch,
    /// No document is known by the hash; the client is to send both.
    NotFound,
    /// Documents are not remembered.
    NotSupported,
    /// Not one of the trusted documents.
    NotTrusted,
}

impl Refused {
    /// As it is told in a form of the answer. In the older one Apollo's clients expect a success.
    pub(crate) fn refusal(self, media_type: MediaType) -> Refusal {
        let unknown = if media_type == MediaType::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        let (status, code) = match self {
            Self::Missing | Self::Malformed(_) | Self::Mismatch => (StatusCode::BAD_REQUEST, Code::BadRequest),
            Self::NotFound => (unknown, Code::PersistedQueryNotFound),
            Self::NotSupported => (unknown, Code::PersistedQueryNotSupported),
            Self::NotTrusted => (StatusCode::FORBIDDEN, Code::PersistedQueryOnly),
        };
        Refusal::new(status, code, self.message())
    }

    /// The sentence for the client. Those of Apollo's protocol are what its clients look for.
    fn message(self) -> &'static str {
        match self {
            Self::Missing => "The query is missing.",
            Self::Malformed(message) => message,
            Self::Mismatch => "provided sha does not match query",
            Self::NotFound => "PersistedQueryNotFound",
            Self::NotSupported => "PersistedQueryNotSupported",
            Self::NotTrusted => "This server runs only the documents that it was given; this is none of them.",
        }
    }
}

/// A file of trusted documents that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("--trusted-only needs --trusted-documents: without it nothing could be run")]
    NoDocuments,
    #[error("the trusted documents {} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("the trusted documents {} are in no known form: {reason}", path.display())]
    Malformed { path: PathBuf, reason: String },
}

/// The two forms of the file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    Apollo(Apollo),
    Map(HashMap<String, String>),
}

#[derive(Deserialize)]
struct Apollo {
    format: String,
    version: u32,
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

/// The documents that a server knows.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    trusted: Arc<HashMap<Id, Arc<str>>>,
    only: bool,
    /// `None` if none are remembered.
    remembered: Option<Cache<Id, Arc<str>>>,
}

impl Documents {
    /// Reads the trusted documents.
    pub(crate) fn new(settings: &Settings) -> Result<Self, Error> {
        let trusted = match given(settings.trusted_documents.as_ref()) {
            Some(path) => {
                let text =
                    fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
                trusted(&text).map_err(|reason| Error::Malformed { path: path.clone(), reason })?
            }
            None if settings.trusted_only => return Err(Error::NoDocuments),
            None => HashMap::new(),
        };
        let remembers = settings.persisted_bytes > 0 && !settings.trusted_only;
        let remembered = remembers.then(|| {
            let weight = |_: &Id, text: &Arc<str>| u32::try_from(text.len() + OVERHEAD).unwrap_or(u32::MAX);
            Cache::builder().max_capacity(settings.persisted_bytes).weigher(weight).build()
        });
        Ok(Self { trusted: Arc::new(trusted), only: settings.trusted_only, remembered })
    }

    /// The document of a request: as sent, or as named by `documentId` or by `extensions.persistedQuery`.
    pub(crate) fn find(
        &self,
        query: Option<String>,
        document_id: Option<&str>,
        extensions: &Map<String, Value>,
    ) -> Result<Document, Refused> {
        let automatic = match extensions.get("persistedQuery") {
            None | Some(Value::Null) => None,
            Some(named) => Some(automatic(named)?),
        };
        let named = match document_id {
            None => automatic,
            Some(_) if query.is_some() => {
                return Err(Refused::Malformed("Send either query or documentId, not both."));
            }
            Some(text) => {
                let message = "The documentId must be a SHA-256 in hexadecimal digits, alone or after sha256:.";
                Some(Id::parse(text).ok_or(Refused::Malformed(message))?)
            }
        };
        match (query, named) {
            (None, None) => Err(Refused::Missing),
            (None, Some(id)) => {
                let known = self.trusted.get(&id).cloned();
                let known = known.or_else(|| self.remembered.as_ref()?.get(&id));
                known.map(|text| Document { text, remember: None }).ok_or(match &self.remembered {
                    _ if self.only => Refused::NotTrusted,
                    // A document is not remembered under a mere documentId, so sending it again would not help.
                    None if automatic.is_some() => Refused::NotSupported,
                    _ => Refused::NotFound,
                })
            }
            (Some(query), named) => {
                if self.only || named.is_some() {
                    let id = Id::of(&query);
                    if named.is_some_and(|named| named != id) {
                        return Err(Refused::Mismatch);
                    }
                    if self.only && !self.trusted.contains_key(&id) {
                        return Err(Refused::NotTrusted);
                    }
                }
                Ok(Document { text: query.into(), remember: named })
            }
        }
    }

    /// Remembers a document under the hash that came with it. Only for one that was found good: others would fill the
    /// store for nothing.
    pub(crate) fn remember(&self, document: &Document) {
        if let (Some(remembered), Some(id)) = (&self.remembered, document.remember)
            && !remembered.contains_key(&id)
        {
            remembered.insert(id, Arc::clone(&document.text));
        }
    }
}

/// The hash of `{"version": 1, "sha256Hash": "…"}`.
fn automatic(named: &Value) -> Result<Id, Refused> {
    if named.get("version").and_then(Value::as_u64) != Some(1) {
        return Err(Refused::Malformed("The version of extensions.persistedQuery must be 1."));
    }
    let hash = named.get("sha256Hash").and_then(Value::as_str);
    let message = "The sha256Hash of extensions.persistedQuery must be a SHA-256 in hexadecimal digits.";
    hash.and_then(Id::parse).ok_or(Refused::Malformed(message))
}

/// The documents of a file.
fn trusted(text: &str) -> Result<HashMap<Id, Arc<str>>, String> {
    let manifest = serde_json::from_str::<Value>(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let manifest = serde_json::from_value(manifest).map_err(|_| {
        "it must be an object from SHA-256 to document, or Apollo's manifest with its format, version and operations"
    })?;
    let operations: Vec<(String, String)> = match manifest {
        Manifest::Apollo(Apollo { format, version, operations }) => {
            if format != "apollo-persisted-query-manifest" || version != 1 {
                return Err(format!(
                    "its format is {format:?}, version {version}; only \"apollo-persisted-query-manifest\", version 1, is known"
                ));
            }
            operations.into_iter().map(|operation| (operation.id, operation.body)).collect()
        }
        Manifest::Map(documents) => documents.into_iter().collect(),
    };
    let mut documents = HashMap::new();
    for (name, document) in operations {
        let id = Id::of(&document);
        if Id::parse(&name) != Some(id) {
            return Err(format!("the id {name:?} is not the SHA-256 of its document, which is {id}"));
        }
        documents.insert(id, document.into());
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const QUERY: &str = "{ dataset { name } }";

    fn settings() -> Settings {
        Settings { persisted_bytes: 4096, trusted_documents: None, trusted_only: false }
    }

    fn named(hash: &str) -> Map<String, Value> {
        Map::from_iter([("persistedQuery".to_owned(), json!({"version": 1, "sha256Hash": hash}))])
    }

    fn find(documents: &Documents, query: Option<&str>, extensions: &Map<String, Value>) -> Result<Document, Refused> {
        documents.find(query.map(str::to_owned), None, extensions)
    }

    #[test]
    fn a_document_is_remembered_once_it_was_found_good() {
        let documents = Documents::new(&settings()).expect("documents");
        let extensions = named(&Id::of(QUERY).to_string());
        assert_eq!(find(&documents, None, &extensions).expect_err("unknown"), Refused::NotFound);
        let sent = find(&documents, Some(QUERY), &extensions).expect("a document");
        assert_eq!(find(&documents, None, &extensions).expect_err("not yet checked"), Refused::NotFound);
        documents.remember(&sent);
        assert_eq!(&*find(&documents, None, &extensions).expect("it is known").text, QUERY);
        let id = format!("sha256:{}", Id::of(QUERY));
        assert_eq!(&*documents.find(None, Some(&id), &Map::new()).expect("it is known").text, QUERY);

        // Without a hash nothing is remembered.
        let other = "{ dataset { title } }";
        documents.remember(&find(&documents, Some(other), &Map::new()).expect("a document"));
        let unknown = find(&documents, None, &named(&Id::of(other).to_string()));
        assert_eq!(unknown.expect_err("unknown"), Refused::NotFound);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let documents = Documents::new(&settings()).expect("documents");
        for number in 0..100 {
            let query = format!("# {number:0>898}");
            let extensions = named(&Id::of(&query).to_string());
            documents.remember(&find(&documents, Some(&query), &extensions).expect("a document"));
        }
        let remembered = documents.remembered.expect("it is on");
        remembered.run_pending_tasks();
        assert!((1..=4).contains(&remembered.entry_count()), "{}", remembered.entry_count());
        assert!(remembered.weighted_size() <= 4096);

        let none = Documents::new(&Settings { persisted_bytes: 0, ..settings() }).expect("documents");
        let extensions = named(&Id::of(QUERY).to_string());
        none.remember(&find(&none, Some(QUERY), &extensions).expect("a document"));
        assert_eq!(find(&none, None, &extensions).expect_err("none"), Refused::NotSupported);
    }

    #[test]
    fn names_that_do_not_fit() {
        let documents = Documents::new(&settings()).expect("documents");
        assert_eq!(find(&documents, None, &Map::new()).expect_err("nothing"), Refused::Missing);
        let wrong = named(&Id::of("{ other }").to_string());
        assert_eq!(find(&documents, Some(QUERY), &wrong).expect_err("another hash"), Refused::Mismatch);
        for persisted in [
            json!(1),
            json!({}),
            json!({"version": 2, "sha256Hash": Id::of(QUERY).to_string()}),
            json!({"version": 1}),
            json!({"version": 1, "sha256Hash": "abc"}),
            json!({"version": 1, "sha256Hash": "g".repeat(64)}),
            json!({"version": 1, "sha256Hash": "浙".repeat(32)}),
        ] {
            let extensions = Map::from_iter([("persistedQuery".to_owned(), persisted.clone())]);
            let refused = find(&documents, Some(QUERY), &extensions).expect_err("no name");
            assert!(matches!(refused, Refused::Malformed(_)), "{persisted}: {refused:?}");
        }
        let both = documents.find(Some(QUERY.to_owned()), Some(&Id::of(QUERY).to_string()), &Map::new());
        assert!(matches!(both, Err(Refused::Malformed(_))));
        assert!(matches!(documents.find(None, Some("x"), &Map::new()), Err(Refused::Malformed(_))));
    }

    #[test]
    fn files_of_trusted_documents() {
        let id = Id::of(QUERY).to_string();
        let apollo = json!({
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": id, "name": "Q", "type": "query", "body": QUERY}],
        });
        for manifest in [json!({&id: QUERY}), json!({format!("sha256:{id}"): QUERY}), apollo.clone(), json!({})] {
            let documents = trusted(&manifest.to_string()).expect("a manifest");
            assert_eq!(documents.contains_key(&Id::of(QUERY)), manifest != json!({}));
        }
        let mut newer = apollo.clone();
        newer["version"] = json!(2);
        let mut mistaken = apollo;
        mistaken["operations"][0]["body"] = json!("{ other }");
        for (manifest, part) in [
            ("{".to_owned(), "not JSON"),
            ("[]".to_owned(), "must be an object"),
            ("{\"a\": 1}".to_owned(), "must be an object"),
            (json!({"d41d8cd98f00b204e9800998ecf8427e": QUERY}).to_string(), "is not the SHA-256"),
            (newer.to_string(), "version 2"),
            (mistaken.to_string(), "is not the SHA-256"),
        ] {
            let reason = trusted(&manifest).expect_err("no manifest");
            assert!(reason.contains(part), "{manifest}: {reason}");
        }
        let alone = Documents::new(&Settings { trusted_only: true, ..settings() });
        assert!(matches!(alone, Err(Error::NoDocuments)));
    }
}
