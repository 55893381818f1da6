//! Answers that are kept in memory, by what was asked and of which release, and how an answer is sent: compressed as the
//! client takes it, with a tag by which it can ask whether the answer is still the same.
//!
//! An answer is kept under the release that it was read from. After an import it is not asked for any more, and gives way
//! to newer ones; nothing is flushed.

use std::{
    cell::Cell,
    future::Future,
    io,
    io::Write,
    sync::{Arc, OnceLock},
    time::Duration,
};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderValue},
    },
    web,
};
use clap::Args;
use moka::{future::Cache as Entries, policy::EvictionPolicy};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use store::{ReleaseStamp, Watched};

use super::graphql::Operation;
use crate::telemetry;

/// What is kept, and how long others may keep it.
#[derive(Args, Clone, Copy, Debug)]
#[group(skip)]
#[expect(clippy::struct_field_names, reason = "they are the names of the flags")]
pub(crate) struct Settings {
    /// Most bytes of answers kept in memory, their compressed forms included; 0 keeps none
    #[arg(long, env = "ATLAS_CACHE_BYTES", default_value_t = 64 * 1024 * 1024, global = true, value_name = "BYTES")]
    cache_bytes: u64,
    /// How long clients and proxies may keep an answer before they ask again, such as 60s or 10m
    #[arg(long, env = "ATLAS_CACHE_MAX_AGE", default_value = "60s", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    cache_max_age: Duration,
    /// How long clients and proxies may use an answer that they have while the server fails or is away
    #[arg(long, env = "ATLAS_CACHE_STALE_IF_ERROR", default_value = "1d", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    cache_stale_if_error: Duration,
}

/// What an entry takes besides its bytes, in bytes: its key, and what the map holds for each.
const OVERHEAD: usize = 256;
/// Bodies of fewer bytes are sent as they are: their compressed form saves no packet.
const WORTH_COMPRESSING: usize = 1024;
/// Bodies of more bytes are compressed by another thread, as this one has others to serve.
const QUICKLY_COMPRESSED: usize = 32 * 1024;

/// The hash of all that an answer depends on but the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question([u8; 32]);

impl Question {
    /// Of texts, in order, and variables, in any order.
    pub(crate) fn new(texts: &[Option<&str>], variables: &Map<String, Value>) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            match text {
                Some(text) => add(&mut hash, b't', text.as_bytes()),
                None => hash.update(b"n"),
            }
        }
        add_members(&mut hash, variables);
        Self(hash.finalize().into())
    }
}

/// Adds bytes with their kind and length, so that no two sequences of parts look the same.
fn add(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    hash.update([kind]);
    hash.update(bytes.len().to_be_bytes());
    hash.update(bytes);
}

fn add_members(hash: &mut Sha256, members: &Map<String, Value>) {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    add(hash, b'o', &members.len().to_be_bytes());
    for (name, value) in members {
        add(hash, b's', name.as_bytes());
        add_value(hash, value);
    }
}

fn add_value(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(members) => add_members(hash, members),
        Value::Array(items) => {
            add(hash, b'a', &items.len().to_be_bytes());
            for item in items {
                add_value(hash, item);
            }
        }
        Value::String(text) => add(hash, b's', text.as_bytes()),
        Value::Null | Value::Bool(_) | Value::Number(_) => add(hash, b'v', value.to_string().as_bytes()),
    }
}

/// The bytes of a body, and by what they are known.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    bytes: web::Bytes,
    /// Of the bytes before compression; made when it is asked for.
    hash: Arc<OnceLock<[u8; 16]>>,
    /// The header `Link`, if the body is a page with a next one.
    link: Option<HeaderValue>,
    /// What it is the answer to; `None` for what no operation made.
    operation: Option<Arc<Operation>>,
}

impl Content {
    /// A body as it is before compression.
    pub(crate) fn new(bytes: impl Into<web::Bytes>) -> Self {
        Self { bytes: bytes.into(), hash: Arc::default(), link: None, operation: None }
    }

    /// A body of which the SHA-256 is known.
    pub(crate) fn hashed(bytes: web::Bytes, sha256: [u8; 32]) -> Self {
        Self { hash: Arc::new(first_half(&sha256).into()), ..Self::new(bytes) }
    }

    fn hash(&self) -> [u8; 16] {
        *self.hash.get_or_init(|| first_half(&Sha256::digest(&self.bytes).into()))
    }

    /// Also sends a header `Link`.
    pub(crate) fn with_link(self, link: HeaderValue) -> Self {
        Self { link: Some(link), ..self }
    }

    /// Remembers what it is the answer to.
    pub(super) fn of(self, operation: Arc<Operation>) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// Another one for each coding, since a strong tag stands for the very bytes.
    fn tag(&self, coding: Coding) -> String {
        let hash = u128::from_be_bytes(self.hash());
        match coding.name() {
            None => format!("\"{hash:032x}\""),
            Some(name) => format!("\"{hash:032x}-{name}\""),
        }
    }

    fn weight(&self) -> u32 {
        let link = self.link.as_ref().map_or(0, HeaderValue::len);
        u32::try_from(self.bytes.len() + link + OVERHEAD).unwrap_or(u32::MAX)
    }
}

fn first_half(sha256: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&sha256[..16]);
    half
}

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Coding {
    Brotli,
    Zstd,
    Gzip,
    Identity,
}

impl Coding {
    /// The best first.
    const ALL: [Self; 4] = [Self::Brotli, Self::Zstd, Self::Gzip, Self::Identity];

    /// As it is called in `Content-Encoding`, which does not name the identity.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The coding for a body of so many bytes; `None` if the client takes none that there is.
    fn negotiate(headers: &HeaderMap, length: usize) -> Option<Self> {
        let lists = headers.get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
        let wanted: Vec<(String, u32)> = lists.flat_map(|list| list.split(',')).filter_map(weighted).collect();
        let given = |name: &str| wanted.iter().find(|(wanted, _)| wanted == name).map(|(_, weight)| *weight);
        let weight = |coding: &Self| match coding.name() {
            // Acceptable unless excluded; better than nothing, but no wish.
            None => given("identity").or_else(|| given("*").filter(|weight| *weight == 0)).unwrap_or(1),
            Some("gzip") => given("gzip").or_else(|| given("x-gzip")).or_else(|| given("*")).unwrap_or(0),
            Some(name) => given(name).or_else(|| given("*")).unwrap_or(0),
        };
        if length < WORTH_COMPRESSING && weight(&Self::Identity) > 0 {
            return Some(Self::Identity);
        }
        // Of equals the last is found.
        let best = Self::ALL.into_iter().rev().max_by_key(weight)?;
        (weight(&best) > 0).then_some(best)
    }

    fn encode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
                encoder.write_all(bytes)?;
                Ok(encoder.into_inner())
            }
            Self::Zstd => zstd::encode_all(bytes, 6),
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(bytes)?;
                encoder.finish()
            }
            Self::Identity => Ok(bytes.to_vec()),
        }
    }
}

/// A coding of `Accept-Encoding` and its weight in thousandths; `None` if it is not understood.
fn weighted(item: &str) -> Option<(String, u32)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
    let Some(parameter) = parts.next() else { return Some((name, 1000)) };
    let (_, number) = parameter.split_once('=').filter(|(key, _)| key.trim().eq_ignore_ascii_case("q"))?;
    let (whole, digits) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
    let plain = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let thousandths = format!("{digits:0<3}").parse().ok().filter(|_| plain)?;
    match (whole, thousandths) {
        ("0", weight) => Some((name, weight)),
        ("1", 0) => Some((name, 1000)),
        _ => None,
    }
}

/// Names an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// An answer as it is before compression.
    Answer(Question, ReleaseStamp),
    /// A compressed form of bytes with this hash. An entry of its own, so that the bound counts all that is held.
    Encoded([u8; 16], Coding),
}

/// An answer that was just made.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// What is sent.
    pub(crate) content: Content,
    /// The release that it holds for. `None` if that is not known, so that it cannot be kept.
    pub(crate) release: Option<ReleaseStamp>,
}

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// It was kept.
    Kept {
        /// Whether the server can be sure that there is no newer release.
        live: bool,
    },
    /// It was made, and is kept for the next.
    Made,
    /// It was made for another request that asked the same at the same time.
    Shared,
    /// It was made, and is not kept.
    Passed,
}

impl Source {
    /// How telemetry counts it.
    pub(crate) fn told(self) -> telemetry::Cache {
        match self {
            Self::Kept { .. } | Self::Shared => telemetry::Cache::Hit,
            Self::Made => telemetry::Cache::Miss,
            Self::Passed => telemetry::Cache::Bypass,
        }
    }
}

/// An answer, and where it came from.
#[derive(Debug)]
pub(crate) struct Found {
    content: Content,
    pub(crate) source: Source,
}

impl Found {
    /// What it is the answer to.
    pub(super) fn operation(&self) -> Option<&Operation> {
        self.content.operation.as_deref()
    }
}

/// Why an execution gave nothing for the entry that waited for it. Those who wait are told the same.
#[derive(Debug)]
enum Aside<E> {
    Failed(Arc<E>),
    /// It did not read the release it was asked of: an import came between.
    Moved(Content),
}

/// The answers of a server.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    entries: Option<Entries<Key, Content>>,
    cache_control: HeaderValue,
}

impl Cache {
    pub(crate) fn new(settings: Settings) -> Self {
        let entries = (settings.cache_bytes > 0).then(|| {
            Entries::builder()
                .max_capacity(settings.cache_bytes)
                .weigher(|_: &Key, content: &Content| content.weight())
                // By frequency, the answers of an old release would keep those of a new one out.
                .eviction_policy(EvictionPolicy::lru())
                .build()
        });
        let (fresh, stale) = (settings.cache_max_age.as_secs(), settings.cache_stale_if_error.as_secs());
        let cache_control = format!("public, max-age={fresh}, stale-if-error={stale}");
        // Digits and these words are what a header may have.
        let cache_control =
            HeaderValue::from_str(&cache_control).unwrap_or_else(|_| HeaderValue::from_static("no-cache"));
        Self { entries, cache_control }
    }

    /// Bytes of the answers that are kept.
    pub(crate) fn bytes(&self) -> u64 {
        self.entries.as_ref().map_or(0, Entries::weighted_size)
    }

    /// The answer of the current release, if it is kept.
    pub(crate) async fn look_up(&self, question: Question, watched: Watched) -> Option<Found> {
        let content = self.entries.as_ref()?.get(&Key::Answer(question, watched.release?)).await?;
        Some(Found { content, source: Source::Kept { live: watched.live } })
    }

    /// Makes the answer, or waits for it if it is being made already. Failures are not kept.
    pub(crate) async fn make<E: Send + Sync + 'static>(
        &self,
        question: Question,
        watched: Watched,
        execution: impl Future<Output = Result<Fresh, E>>,
    ) -> Result<Found, Arc<E>> {
        let (Some(entries), Some(current)) = (&self.entries, watched.release) else {
            return Ok(Found { content: execution.await?.content, source: Source::Passed });
        };
        let executed = Cell::new(false);
        let init = async {
            executed.set(true);
            let Fresh { content, release } = execution.await.map_err(|error| Aside::Failed(Arc::new(error)))?;
            if release == Some(current) {
                return Ok(content);
            }
            if let Some(release) = release {
                entries.insert(Key::Answer(question, release), content.clone()).await;
            }
            Err(Aside::Moved(content))
        };
        let made = entries.try_get_with(Key::Answer(question, current), init).await;
        let source = if executed.get() { Source::Made } else { Source::Shared };
        match made {
            Ok(content) => Ok(Found { content, source }),
            Err(aside) => match &*aside {
                Aside::Moved(content) => Ok(Found { content: content.clone(), source }),
                Aside::Failed(error) => Err(Arc::clone(error)),
            },
        }
    }

    /// Sends an answer without errors.
    pub(crate) async fn respond(
        &self,
        http: &HttpRequest,
        mut response: HttpResponseBuilder,
        found: Found,
    ) -> HttpResponse {
        self.describe(&mut response, found.source);
        if let Some(link) = &found.content.link {
            response.insert_header((header::LINK, link.clone()));
        }
        self.send(http, response, &found.content).await
    }

    /// Sends bytes in the coding that the client wants most. If it has them already, it is told just that.
    pub(crate) async fn send(
        &self,
        http: &HttpRequest,
        mut response: HttpResponseBuilder,
        content: &Content,
    ) -> HttpResponse {
        let Some(coding) = Coding::negotiate(http.headers(), content.bytes.len()) else { return not_acceptable() };
        response.insert_header((header::VARY, "Accept-Encoding"));
        // The answer to a POST is no representation of the address, so it has no tag.
        if *http.method() != Method::POST {
            let tag = content.tag(coding);
            let known = knows(http.headers(), &tag);
            response.insert_header((header::ETAG, tag));
            if known {
                let mut response = response.status(StatusCode::NOT_MODIFIED).finish();
                response.headers_mut().remove(header::CONTENT_TYPE);
                return response;
            }
        }
        let encoded = match &self.entries {
            Some(entries) if coding != Coding::Identity => {
                let init = async { Some(Content { bytes: encode(&content.bytes, coding).await?, ..content.clone() }) };
                // On the heap, as it is large, and most answers go by without it.
                let entry = Box::pin(entries.optionally_get_with(Key::Encoded(content.hash(), coding), init)).await;
                entry.map(|content| content.bytes)
            }
            _ => encode(&content.bytes, coding).await,
        };
        finish(response, coding, encoded, &content.bytes)
    }

    /// Sends what nobody is to keep, such as an error.
    pub(crate) async fn send_once(
        &self,
        http: &HttpRequest,
        mut response: HttpResponseBuilder,
        bytes: impl Into<web::Bytes>,
    ) -> HttpResponse {
        let bytes = bytes.into();
        let Some(coding) = Coding::negotiate(http.headers(), bytes.len()) else { return not_acceptable() };
        response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::VARY, "Accept-Encoding"));
        finish(response, coding, encode(&bytes, coding).await, &bytes)
    }

    fn describe(&self, response: &mut HttpResponseBuilder, source: Source) {
        let status = match source {
            Source::Kept { live: true } => "ClusterAtlas; hit",
            Source::Kept { live: false } => "ClusterAtlas; hit; detail=database-unavailable",
            Source::Made => "ClusterAtlas; fwd=miss; stored",
            Source::Shared => "ClusterAtlas; fwd=miss; collapsed",
            Source::Passed => "ClusterAtlas; fwd=bypass",
        };
        response
            .insert_header(("cache-status", status))
            .insert_header((header::CACHE_CONTROL, self.cache_control.clone()));
    }
}

/// A response with encoded bytes, or with the bytes as they are if that has failed.
fn finish(
    mut response: HttpResponseBuilder,
    coding: Coding,
    encoded: Option<web::Bytes>,
    bytes: &web::Bytes,
) -> HttpResponse {
    let Some(encoded) = encoded else { return response.body(bytes.clone()) };
    if let Some(name) = coding.name() {
        response.insert_header((header::CONTENT_ENCODING, name));
    }
    response.body(encoded)
}

/// Compresses bytes; `None`, with a line in the log, if that fails.
async fn encode(bytes: &web::Bytes, coding: Coding) -> Option<web::Bytes> {
    if coding == Coding::Identity {
        return Some(bytes.clone());
    }
    let encoded = if bytes.len() > QUICKLY_COMPRESSED {
        let bytes = bytes.clone();
        web::block(move || coding.encode(&bytes)).await.unwrap_or_else(|error| Err(io::Error::other(error)))
    } else {
        coding.encode(bytes)
    };
    match encoded {
        Ok(encoded) => Some(encoded.into()),
        Err(error) => {
            tracing::error!("an answer could not be compressed: {error}");
            None
        }
    }
}

/// Whether the client has what a tag stands for.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

fn not_acceptable() -> HttpResponse {
    HttpResponse::NotAcceptable()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept-Encoding"))
        .content_type("text/plain; charset=utf-8")
        .body("Accept-Encoding excludes the identity and names none of br, zstd and gzip.\n")
}

#[cfg(test)]
mod tests {
    use actix_web::{body::to_bytes, test::TestRequest};
    use futures_util::future::join_all;
    use serde_json::json;
    use store::ReleaseId;
    use tokio::sync::Notify;

    use super::*;

    const WATCHED: Watched = Watched { release: Some(stamp(7)), live: true };

    const fn stamp(number: i64) -> ReleaseStamp {
        ReleaseStamp { loaded_at: 0, id: ReleaseId(number) }
    }

    fn cache(bytes: u64) -> Cache {
        let (cache_max_age, cache_stale_if_error) = (Duration::from_mins(1), Duration::from_hours(1));
        Cache::new(Settings { cache_bytes: bytes, cache_max_age, cache_stale_if_error })
    }

    fn question(text: &str) -> Question {
        Question::new(&[Some(text)], &Map::new())
    }

    fn fresh(text: &str, release: i64) -> Fresh {
        Fresh { content: Content::new(text.to_owned()), release: Some(stamp(release)) }
    }

    fn text(found: &Found) -> &str {
        std::str::from_utf8(&found.content.bytes).expect("a text")
    }

    #[test]
    fn questions_differ_by_every_part_but_not_by_the_order_of_members() {
        let of =
            |texts: &[Option<&str>], variables: Value| Question::new(texts, variables.as_object().expect("an object"));
        let one = of(&[Some("a"), None], json!({"x": 1, "y": {"b": [1, 2], "c": null}}));
        assert_eq!(one, of(&[Some("a"), None], json!({"y": {"c": null, "b": [1, 2]}, "x": 1})));
        for other in [
            of(&[Some("a"), Some("")], json!({"x": 1, "y": {"b": [1, 2], "c": null}})),
            of(&[None, Some("a")], json!({"x": 1, "y": {"b": [1, 2], "c": null}})),
            of(&[Some("a"), None], json!({"x": 1, "y": {"b": [2, 1], "c": null}})),
            of(&[Some("a"), None], json!({"x": 1, "y": {"b": [1, 2]}, "c": null})),
            of(&[Some("a"), None], json!({"x": "1", "y": {"b": [1, 2], "c": null}})),
            of(&[Some("a"), None], json!({"x": 1, "y": {"b": [[1], 2], "c": null}})),
            of(&[Some("a"), None], json!({"x": 1, "y": {"b": [1, 2], "c": "null"}})),
            of(&[Some("a"), None], json!({"x": 1})),
        ] {
            assert_ne!(one, other);
        }
        assert_ne!(of(&[Some("ab"), Some("c")], json!({})), of(&[Some("a"), Some("bc")], json!({})));
    }

    #[test]
    fn codings_by_weight() {
        let negotiate = |value: Option<&str>, length| {
            let mut headers = HeaderMap::new();
            if let Some(value) = value {
                headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(value).expect("a header"));
            }
            Coding::negotiate(&headers, length)
        };
        for (value, expected) in [
            (None, Some(Coding::Identity)),
            (Some(""), Some(Coding::Identity)),
            (Some("gzip, deflate, br, zstd"), Some(Coding::Brotli)),
            (Some("gzip, deflate, zstd"), Some(Coding::Zstd)),
            (Some("GZIP"), Some(Coding::Gzip)),
            (Some("x-gzip"), Some(Coding::Gzip)),
            (Some("gzip;q=1.0, br;q=0.999"), Some(Coding::Gzip)),
            (Some("br ; q=0.2 , zstd;Q=0.3"), Some(Coding::Zstd)),
            (Some("br;q=0, *"), Some(Coding::Zstd)),
            (Some("*"), Some(Coding::Brotli)),
            (Some("*;q=0"), None),
            (Some("identity;q=0"), None),
            (Some("identity;q=0, gzip;q=0.001"), Some(Coding::Gzip)),
            (Some("identity, br;q=0.5"), Some(Coding::Identity)),
            (Some("identity;q=0.5, *;q=0"), Some(Coding::Identity)),
            (Some("gzip;q=0"), Some(Coding::Identity)),
            (Some("deflate"), Some(Coding::Identity)),
            // Not understood, so not taken for a wish.
            (Some("gzip;q=2"), Some(Coding::Identity)),
            (Some("gzip;level=9"), Some(Coding::Identity)),
        ] {
            assert_eq!(negotiate(value, WORTH_COMPRESSING), expected, "{value:?}");
        }
        assert_eq!(negotiate(Some("br"), WORTH_COMPRESSING - 1), Some(Coding::Identity));
        assert_eq!(negotiate(Some("br, identity;q=0"), WORTH_COMPRESSING - 1), Some(Coding::Brotli));
    }

    #[tokio::test]
    async fn an_answer_is_kept_under_the_release_it_was_read_from() {
        let cache = cache(1 << 20);
        let asked = question("a");
        assert!(cache.look_up(asked, WATCHED).await.is_none());
        // An import came between what was heard and what was read.
        let found = cache.make(asked, WATCHED, async { Ok::<_, String>(fresh("new", 8)) }).await.expect("an answer");
        assert_eq!((text(&found), found.source), ("new", Source::Made));
        assert!(cache.look_up(asked, WATCHED).await.is_none());
        let next = Watched { release: Some(stamp(8)), live: false };
        let found = cache.look_up(asked, next).await.expect("it is kept");
        assert_eq!((text(&found), found.source), ("new", Source::Kept { live: false }));
        assert!(cache.look_up(question("b"), next).await.is_none());
        // In a database that was made anew.
        let anew = Watched { release: Some(ReleaseStamp { loaded_at: 1, ..stamp(8) }), live: true };
        assert!(cache.look_up(asked, anew).await.is_none());
        // Nothing heard of, nothing kept.
        let none = Watched { release: None, live: true };
        let found = cache.make(asked, none, async { Ok::<_, String>(fresh("x", 8)) }).await.expect("an answer");
        assert_eq!(found.source, Source::Passed);
        assert!(cache.look_up(asked, none).await.is_none());
    }

    #[tokio::test]
    async fn many_who_ask_the_same_wait_for_one() {
        let cache = cache(1 << 20);
        let (executions, go) = (Cell::new(0), Notify::new());
        let ask = |result: Result<Fresh, String>| {
            cache.make(question("a"), WATCHED, async {
                executions.set(executions.get() + 1);
                go.notified().await;
                result
            })
        };
        for (result, expected) in [(Err("failed".to_owned()), 1), (Ok(fresh("done", 7)), 2), (Ok(fresh("done", 7)), 2)]
        {
            let result = |_| match &result {
                Ok(fresh) => Ok(Fresh { content: fresh.content.clone(), release: fresh.release }),
                Err(error) => Err(error.clone()),
            };
            let asked = join_all((0..50).map(|number| ask(result(number))));
            let (answers, ()) = tokio::join!(asked, async { go.notify_one() });
            assert_eq!(executions.get(), expected);
            let first = answers.first().expect("an answer");
            for answer in &answers {
                match (first, answer) {
                    (Ok(first), Ok(answer)) => assert_eq!(text(first), text(answer)),
                    (Err(first), Err(answer)) => assert_eq!(first, answer),
                    _ => panic!("{first:?} {answer:?}"),
                }
            }
            go.notify_one();
            go.notified().await;
        }
    }

    #[tokio::test]
    async fn bytes_are_bounded_and_none_can_be_none() {
        let off = cache(0);
        let found =
            off.make(question("a"), WATCHED, async { Ok::<_, String>(fresh("x", 7)) }).await.expect("an answer");
        assert_eq!(found.source, Source::Passed);
        assert!(off.look_up(question("a"), WATCHED).await.is_none());

        let small = cache(10 * 1024);
        for number in 0..100 {
            let body = "x".repeat(1024 - OVERHEAD);
            small
                .make(question(&number.to_string()), WATCHED, async { Ok::<_, String>(fresh(&body, 7)) })
                .await
                .expect("an answer");
        }
        let entries = small.entries.expect("it is on");
        entries.run_pending_tasks().await;
        assert_eq!((entries.entry_count(), entries.weighted_size()), (10, 10 * 1024));
    }

    #[tokio::test]
    async fn each_coding_has_its_bytes_and_its_tag() {
        let cache = cache(1 << 20);
        let body = "0123456789 ".repeat(10_000);
        let mut tags = Vec::new();
        for coding in ["identity", "gzip", "br", "zstd"] {
            let request = || TestRequest::get().insert_header(("accept-encoding", coding));
            let asked = question("a");
            for source in ["ClusterAtlas; fwd=miss; stored", "ClusterAtlas; hit"] {
                let found = match cache.look_up(asked, WATCHED).await {
                    Some(found) => found,
                    None => {
                        cache.make(asked, WATCHED, async { Ok::<_, String>(fresh(&body, 7)) }).await.expect("an answer")
                    }
                };
                let response = cache.respond(&request().to_http_request(), HttpResponse::Ok(), found).await;
                assert_eq!(response.status(), StatusCode::OK);
                if coding == "identity" {
                    assert_eq!(response.headers().get("cache-status").expect("a header"), source);
                }
                assert_eq!(
                    response.headers().get("cache-control").expect("a header"),
                    "public, max-age=60, stale-if-error=3600"
                );
                let named = response.headers().get("content-encoding").map(|value| value.to_str().expect("a name"));
                assert_eq!(named.unwrap_or("identity"), coding);
                tags.push(response.headers().get("etag").expect("a tag").to_str().expect("a tag").to_owned());
                let bytes = to_bytes(response.into_body()).await.expect("a body");
                let plain = match coding {
                    "gzip" => {
                        let mut plain = String::new();
                        io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*bytes), &mut plain).expect("gzip");
                        plain.into_bytes()
                    }
                    "br" => {
                        let mut plain = Vec::new();
                        brotli::BrotliDecompress(&mut &*bytes, &mut plain).expect("brotli");
                        plain
                    }
                    "zstd" => zstd::decode_all(&*bytes).expect("zstd"),
                    _ => bytes.to_vec(),
                };
                assert!(plain == body.as_bytes());
            }
            let tag = tags.last().expect("a tag");
            for (known, status) in [
                (tag.clone(), StatusCode::NOT_MODIFIED),
                (format!("\"x\", W/{tag}"), StatusCode::NOT_MODIFIED),
                ("*".to_owned(), StatusCode::NOT_MODIFIED),
                (tag.replace('"', ""), StatusCode::OK),
                ("\"x\"".to_owned(), StatusCode::OK),
            ] {
                let found = cache.look_up(asked, WATCHED).await.expect("it is kept");
                let request = request().insert_header(("if-none-match", known.as_str())).to_http_request();
                let response = cache.respond(&request, HttpResponse::Ok(), found).await;
                assert_eq!(response.status(), status, "{known}");
                assert_eq!(response.headers().get("etag").expect("a header"), tag.as_str());
            }
            let found = cache.look_up(asked, WATCHED).await.expect("it is kept");
            let post = TestRequest::post().insert_header(("if-none-match", tag.as_str())).to_http_request();
            let response = cache.respond(&post, HttpResponse::Ok(), found).await;
            assert_eq!((response.status(), response.headers().get("etag")), (StatusCode::OK, None));
        }
        tags.dedup();
        assert_eq!(tags.len(), 4, "{tags:?}");
        let entries = cache.entries.expect("it is on");
        entries.run_pending_tasks().await;
        assert_eq!(entries.entry_count(), 4);
    }
}
