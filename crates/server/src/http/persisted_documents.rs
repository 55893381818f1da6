//! Finds the document of a request that names it by hash: a document that a client sent before (automatic persisted
//! queries, by Apollo's protocol), or one of the operator's file of trusted documents.

use std::{collections::HashMap, fmt, fs, path::PathBuf, sync::Arc};

use ::graphql::Code;
use actix_web::http::StatusCode;
use clap::Args;
use moka::sync::Cache;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{content_negotiation::MediaType, error_response::ErrorResponse};
use crate::settings::value::non_empty;

/// Settings of persisted and trusted documents.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// Maximum size of the documents remembered for clients that send a hash instead; 0 remembers none
    #[arg(long, env = "ATLAS_PERSISTED_BYTES", default_value_t = 8 * 1024 * 1024, global = true, value_name = "BYTES")]
    persisted_bytes: u64,
    /// File of trusted documents: a JSON object from SHA-256 to document, or Apollo's manifest of operations
    #[arg(long, env = "ATLAS_TRUSTED_DOCUMENTS", global = true, value_name = "FILE")]
    trusted_documents: Option<PathBuf>,
    /// Run trusted documents only
    #[arg(long, env = "ATLAS_TRUSTED_ONLY", global = true)]
    trusted_only: bool,
}

/// The size of an entry besides the document, in bytes.
const OVERHEAD: usize = 128;

/// The SHA-256 of a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DocumentId([u8; 32]);

impl DocumentId {
    /// Hashes a document.
    pub(crate) fn of(document: &str) -> Self {
        Self(Sha256::digest(document.as_bytes()).into())
    }

    /// Parses hexadecimal digits, with or without `sha256:` before them.
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

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentId({self})")
    }
}

/// The document of a request.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// Its source text.
    pub(crate) text: Arc<str>,
    /// The id under which to remember it once it is known to be valid.
    remember: Option<DocumentId>,
}

/// The reason why a request has no document to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentError {
    /// The request has neither a document nor the hash of one.
    Missing,
    /// The hash is in neither of the two forms.
    Malformed(&'static str),
    /// The document does not have the hash that came with it.
    Mismatch,
    /// No document is known by the hash; the client should send both.
    NotFound,
    /// This server does not remember documents.
    NotSupported,
    /// The document is not trusted, and this server runs no other.
    NotTrusted,
}

impl DocumentError {
    /// The error response. As `application/json`, Apollo's clients expect 200 for an unknown hash.
    pub(crate) fn into_response(self, media_type: MediaType) -> ErrorResponse {
        let unknown = if media_type == MediaType::Json { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        let (status, code) = match self {
            Self::Missing | Self::Malformed(_) | Self::Mismatch => (StatusCode::BAD_REQUEST, Code::BadRequest),
            Self::NotFound => (unknown, Code::PersistedQueryNotFound),
            Self::NotSupported => (unknown, Code::PersistedQueryNotSupported),
            Self::NotTrusted => (StatusCode::FORBIDDEN, Code::PersistedQueryOnly),
        };
        ErrorResponse::new(status, code, self.message())
    }

    /// The sentence for the client. Clients of Apollo's protocol compare those of the protocol word for word.
    fn message(self) -> &'static str {
        match self {
            Self::Missing => "The query is missing.",
            Self::Malformed(message) => message,
            Self::Mismatch => "provided sha does not match query",
            Self::NotFound => "PersistedQueryNotFound",
            Self::NotSupported => "PersistedQueryNotSupported",
            Self::NotTrusted => "This server runs only trusted documents, and this document is not one of them.",
        }
    }
}

/// The file of trusted documents cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ManifestError {
    #[error("--trusted-only needs --trusted-documents: without it no document could be run")]
    NoDocuments,
    #[error("the trusted documents {} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("the trusted documents {} are in an unknown format: {reason}", path.display())]
    Malformed { path: PathBuf, reason: String },
}

/// The two formats of the file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    Apollo(ApolloManifest),
    Map(HashMap<String, String>),
}

#[derive(Deserialize)]
struct ApolloManifest {
    format: String,
    version: u32,
    operations: Vec<ManifestOperation>,
}

#[derive(Deserialize)]
struct ManifestOperation {
    id: String,
    body: String,
}

/// The documents that the server knows.
#[derive(Clone, Debug)]
pub(crate) struct PersistedDocuments {
    trusted: Arc<HashMap<DocumentId, Arc<str>>>,
    only: bool,
    /// `None` if documents are not remembered.
    remembered: Option<Cache<DocumentId, Arc<str>>>,
}

impl PersistedDocuments {
    /// Reads the file of trusted documents.
    pub(crate) fn new(settings: &Settings) -> Result<Self, ManifestError> {
        let trusted = match non_empty(settings.trusted_documents.as_ref()) {
            Some(path) => {
                let text = fs::read_to_string(path)
                    .map_err(|source| ManifestError::Unreadable { path: path.clone(), source })?;
                trusted(&text).map_err(|reason| ManifestError::Malformed { path: path.clone(), reason })?
            }
            None if settings.trusted_only => return Err(ManifestError::NoDocuments),
            None => HashMap::new(),
        };
        let remembers = settings.persisted_bytes > 0 && !settings.trusted_only;
        let remembered = remembers.then(|| {
            let weight = |_: &DocumentId, text: &Arc<str>| u32::try_from(text.len() + OVERHEAD).unwrap_or(u32::MAX);
            Cache::builder().max_capacity(settings.persisted_bytes).weigher(weight).build()
        });
        Ok(Self { trusted: Arc::new(trusted), only: settings.trusted_only, remembered })
    }

    /// The document of a request: as sent, or named by `documentId` or `extensions.persistedQuery`.
    pub(crate) fn find(
        &self,
        query: Option<String>,
        document_id: Option<&str>,
        extensions: &Map<String, Value>,
    ) -> Result<Document, DocumentError> {
        let automatic = match extensions.get("persistedQuery") {
            None | Some(Value::Null) => None,
            Some(named) => Some(automatic(named)?),
        };
        let named = match document_id {
            None => automatic,
            Some(_) if query.is_some() => {
                return Err(DocumentError::Malformed("Send either query or documentId, not both."));
            }
            Some(text) => {
                let message = "The documentId must be a SHA-256 in hexadecimal digits, alone or after sha256:.";
                Some(DocumentId::parse(text).ok_or(DocumentError::Malformed(message))?)
            }
        };
        match (query, named) {
            (None, None) => Err(DocumentError::Missing),
            (None, Some(id)) => {
                let known = self.trusted.get(&id).cloned();
                let known = known.or_else(|| self.remembered.as_ref()?.get(&id));
                known.map(|text| Document { text, remember: None }).ok_or(match &self.remembered {
                    _ if self.only => DocumentError::NotTrusted,
                    // A document is not remembered under a mere documentId, so sending it again would not help.
                    None if automatic.is_some() => DocumentError::NotSupported,
                    _ => DocumentError::NotFound,
                })
            }
            (Some(query), named) => {
                if self.only || named.is_some() {
                    let id = DocumentId::of(&query);
                    if named.is_some_and(|named| named != id) {
                        return Err(DocumentError::Mismatch);
                    }
                    if self.only && !self.trusted.contains_key(&id) {
                        return Err(DocumentError::NotTrusted);
                    }
                }
                Ok(Document { text: query.into(), remember: named })
            }
        }
    }

    /// Remembers a document under the hash that came with it. To be called for valid documents only: others would take
    /// up the room for nothing.
    pub(crate) fn remember(&self, document: &Document) {
        if let (Some(remembered), Some(id)) = (&self.remembered, document.remember)
            && !remembered.contains_key(&id)
        {
            remembered.insert(id, Arc::clone(&document.text));
        }
    }
}

/// Reads the hash of `{"version": 1, "sha256Hash": "…"}`.
fn automatic(named: &Value) -> Result<DocumentId, DocumentError> {
    if named.get("version").and_then(Value::as_u64) != Some(1) {
        return Err(DocumentError::Malformed("The version of extensions.persistedQuery must be 1."));
    }
    let hash = named.get("sha256Hash").and_then(Value::as_str);
    let message = "The sha256Hash of extensions.persistedQuery must be a SHA-256 in hexadecimal digits.";
    hash.and_then(DocumentId::parse).ok_or(DocumentError::Malformed(message))
}

/// Reads the documents of a file.
fn trusted(text: &str) -> Result<HashMap<DocumentId, Arc<str>>, String> {
    let manifest = serde_json::from_str::<Value>(text).map_err(|error| format!("it is not JSON: {error}"))?;
    let manifest = serde_json::from_value(manifest).map_err(|_| {
        "it must be an object from SHA-256 to document, or Apollo's manifest with its format, version and operations"
    })?;
    let operations: Vec<(String, String)> = match manifest {
        Manifest::Apollo(ApolloManifest { format, version, operations }) => {
            if format != "apollo-persisted-query-manifest" || version != 1 {
                return Err(format!(
                    "its format is {format:?}, version {version}; only \"apollo-persisted-query-manifest\", version 1, is supported"
                ));
            }
            operations.into_iter().map(|operation| (operation.id, operation.body)).collect()
        }
        Manifest::Map(documents) => documents.into_iter().collect(),
    };
    let mut documents = HashMap::new();
    for (name, document) in operations {
        let id = DocumentId::of(&document);
        if DocumentId::parse(&name) != Some(id) {
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

    fn find(
        documents: &PersistedDocuments,
        query: Option<&str>,
        extensions: &Map<String, Value>,
    ) -> Result<Document, DocumentError> {
        documents.find(query.map(str::to_owned), None, extensions)
    }

    #[test]
    fn a_document_is_remembered_once_it_was_found_good() {
        let documents = PersistedDocuments::new(&settings()).expect("documents");
        let extensions = named(&DocumentId::of(QUERY).to_string());
        assert_eq!(find(&documents, None, &extensions).expect_err("unknown"), DocumentError::NotFound);
        let sent = find(&documents, Some(QUERY), &extensions).expect("a document");
        assert_eq!(find(&documents, None, &extensions).expect_err("not yet checked"), DocumentError::NotFound);
        documents.remember(&sent);
        assert_eq!(&*find(&documents, None, &extensions).expect("it is known").text, QUERY);
        let id = format!("sha256:{}", DocumentId::of(QUERY));
        assert_eq!(&*documents.find(None, Some(&id), &Map::new()).expect("it is known").text, QUERY);

        // Without a hash nothing is remembered.
        let other = "{ dataset { title } }";
        documents.remember(&find(&documents, Some(other), &Map::new()).expect("a document"));
        let unknown = find(&documents, None, &named(&DocumentId::of(other).to_string()));
        assert_eq!(unknown.expect_err("unknown"), DocumentError::NotFound);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let documents = PersistedDocuments::new(&settings()).expect("documents");
        for number in 0..100 {
            let query = format!("# {number:0>898}");
            let extensions = named(&DocumentId::of(&query).to_string());
            documents.remember(&find(&documents, Some(&query), &extensions).expect("a document"));
        }
        let remembered = documents.remembered.expect("it is on");
        remembered.run_pending_tasks();
        assert!((1..=4).contains(&remembered.entry_count()), "{}", remembered.entry_count());
        assert!(remembered.weighted_size() <= 4096);

        let none = PersistedDocuments::new(&Settings { persisted_bytes: 0, ..settings() }).expect("documents");
        let extensions = named(&DocumentId::of(QUERY).to_string());
        none.remember(&find(&none, Some(QUERY), &extensions).expect("a document"));
        assert_eq!(find(&none, None, &extensions).expect_err("none"), DocumentError::NotSupported);
    }

    #[test]
    fn names_that_do_not_fit() {
        let documents = PersistedDocuments::new(&settings()).expect("documents");
        assert_eq!(find(&documents, None, &Map::new()).expect_err("nothing"), DocumentError::Missing);
        let wrong = named(&DocumentId::of("{ other }").to_string());
        assert_eq!(find(&documents, Some(QUERY), &wrong).expect_err("another hash"), DocumentError::Mismatch);
        for persisted in [
            json!(1),
            json!({}),
            json!({"version": 2, "sha256Hash": DocumentId::of(QUERY).to_string()}),
            json!({"version": 1}),
            json!({"version": 1, "sha256Hash": "abc"}),
            json!({"version": 1, "sha256Hash": "g".repeat(64)}),
            json!({"version": 1, "sha256Hash": "浙".repeat(32)}),
        ] {
            let extensions = Map::from_iter([("persistedQuery".to_owned(), persisted.clone())]);
            let refused = find(&documents, Some(QUERY), &extensions).expect_err("no name");
            assert!(matches!(refused, DocumentError::Malformed(_)), "{persisted}: {refused:?}");
        }
        let both = documents.find(Some(QUERY.to_owned()), Some(&DocumentId::of(QUERY).to_string()), &Map::new());
        assert!(matches!(both, Err(DocumentError::Malformed(_))));
        assert!(matches!(documents.find(None, Some("x"), &Map::new()), Err(DocumentError::Malformed(_))));
    }

    #[test]
    fn files_of_trusted_documents() {
        let id = DocumentId::of(QUERY).to_string();
        let apollo = json!({
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": id, "name": "Q", "type": "query", "body": QUERY}],
        });
        for manifest in [json!({&id: QUERY}), json!({format!("sha256:{id}"): QUERY}), apollo.clone(), json!({})] {
            let documents = trusted(&manifest.to_string()).expect("a manifest");
            assert_eq!(documents.contains_key(&DocumentId::of(QUERY)), manifest != json!({}));
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
        let alone = PersistedDocuments::new(&Settings { trusted_only: true, ..settings() });
        assert!(matches!(alone, Err(ManifestError::NoDocuments)));
    }
}
