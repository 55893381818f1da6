//! Caches responses in memory, by request and release, and coalesces equal requests: while one is executed, the others
//! wait for its response.
//!
//! A response is stored under the release that it was read from. After an import it is not looked up any more, and gives
//! way to newer ones; nothing is flushed.

mod key;

use std::{cell::Cell, future::Future, sync::Arc, time::Duration};

use actix_web::{http::header::HeaderValue, web};
use clap::Args;
use moka::{future::Cache, policy::EvictionPolicy};
use store::{ReleaseStamp, Watched};

pub(crate) use self::key::CacheKey;
use super::{
    body::{Body, BodyHash},
    content_coding::Coding,
    operation::Operation,
};
use crate::telemetry::event::CacheResult;

/// Settings of caching, here and in clients and proxies.
#[derive(Args, Clone, Copy, Debug)]
#[group(skip)]
#[expect(clippy::struct_field_names, reason = "they are the names of the flags")]
pub(crate) struct Settings {
    /// Maximum size of the responses cached in memory, including their compressed forms; 0 caches none
    #[arg(long, env = "ATLAS_CACHE_BYTES", default_value_t = 64 * 1024 * 1024, global = true, value_name = "BYTES")]
    cache_bytes: u64,
    /// How long clients and proxies may use a response before they revalidate it, such as 60s or 10m
    #[arg(long, env = "ATLAS_CACHE_MAX_AGE", default_value = "60s", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    cache_max_age: Duration,
    /// How long clients and proxies may use a stale response while the server fails or is away
    #[arg(long, env = "ATLAS_CACHE_STALE_IF_ERROR", default_value = "1d", global = true, value_name = "DURATION",
          value_parser = humantime::parse_duration)]
    cache_stale_if_error: Duration,
}

/// The size of an entry besides its bytes, in bytes: its key, and the bookkeeping of the map.
const OVERHEAD: usize = 256;

/// The key of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum EntryKey {
    /// A response before compression.
    Response(CacheKey, ReleaseStamp),
    /// A compressed form of the body with this hash. It is an entry of its own, so that the limit counts all bytes.
    Encoded(BodyHash, Coding),
}

#[derive(Clone, Debug)]
struct Entry {
    body: Body,
    /// `None` for a compressed form.
    operation: Option<Arc<Operation>>,
}

impl Entry {
    fn weight(&self) -> u32 {
        let link = self.body.link().map_or(0, HeaderValue::len);
        u32::try_from(self.body.bytes().len() + link + OVERHEAD).unwrap_or(u32::MAX)
    }
}

/// The response of an execution.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) body: Body,
    /// The operation that was executed.
    pub(crate) operation: Option<Arc<Operation>>,
    /// The release that the response was read from; `None` if it is unknown, so that the response cannot be stored.
    pub(crate) release: Option<ReleaseStamp>,
}

/// How the cache served a request, as the header `Cache-Status` (RFC 9211) reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CacheStatus {
    /// It had the response.
    Hit {
        /// Whether the server can be sure that there is no newer release.
        live: bool,
    },
    /// The request was executed, and its response stored.
    Stored,
    /// The request waited for the execution of an equal one.
    Collapsed,
    /// The request was executed, and its response not stored.
    Bypass,
}

impl CacheStatus {
    /// The value of `Cache-Status`.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Hit { live: true } => "ClusterAtlas; hit",
            Self::Hit { live: false } => "ClusterAtlas; hit; detail=database-unavailable",
            Self::Stored => "ClusterAtlas; fwd=miss; stored",
            Self::Collapsed => "ClusterAtlas; fwd=miss; collapsed",
            Self::Bypass => "ClusterAtlas; fwd=bypass",
        }
    }

    /// The result that metrics count.
    pub(crate) fn result(self) -> CacheResult {
        match self {
            Self::Hit { .. } | Self::Collapsed => CacheResult::Hit,
            Self::Stored => CacheResult::Miss,
            Self::Bypass => CacheResult::Bypass,
        }
    }
}

/// A response, and how the cache served it.
#[derive(Debug)]
pub(crate) struct CachedResponse {
    pub(crate) body: Body,
    /// The operation that made it.
    pub(crate) operation: Option<Arc<Operation>>,
    pub(crate) status: CacheStatus,
}

impl CachedResponse {
    fn new(Entry { body, operation }: Entry, status: CacheStatus) -> Self {
        Self { body, operation, status }
    }
}

/// The reason why an execution left no entry under its key. All requests that wait for it get the same.
#[derive(Debug)]
enum NotStored<E> {
    Failed(Arc<E>),
    /// It read another release than the key names, because an import came in between.
    OtherRelease(Entry),
}

/// The response cache. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct ResponseCache {
    /// `None` if caching is off.
    entries: Option<Cache<EntryKey, Entry>>,
    cache_control: HeaderValue,
}

impl ResponseCache {
    pub(crate) fn new(settings: Settings) -> Self {
        let entries = (settings.cache_bytes > 0).then(|| {
            Cache::builder()
                .max_capacity(settings.cache_bytes)
                .weigher(|_: &EntryKey, entry: &Entry| entry.weight())
                // By frequency, the responses of an old release would keep those of a new one out.
                .eviction_policy(EvictionPolicy::lru())
                .build()
        });
        let (fresh, stale) = (settings.cache_max_age.as_secs(), settings.cache_stale_if_error.as_secs());
        let cache_control = format!("public, max-age={fresh}, stale-if-error={stale}");
        // Words and digits are always a valid header.
        let cache_control =
            HeaderValue::from_str(&cache_control).unwrap_or_else(|_| HeaderValue::from_static("no-cache"));
        Self { entries, cache_control }
    }

    /// The size of all entries, in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.entries.as_ref().map_or(0, Cache::weighted_size)
    }

    /// The header `Cache-Control` of a response without errors.
    pub(crate) fn cache_control(&self) -> &HeaderValue {
        &self.cache_control
    }

    /// The response from the current release, if it is cached.
    pub(crate) async fn look_up(&self, key: CacheKey, watched: Watched) -> Option<CachedResponse> {
        let entry = self.entries.as_ref()?.get(&EntryKey::Response(key, watched.release?)).await?;
        Some(CachedResponse::new(entry, CacheStatus::Hit { live: watched.live }))
    }

    /// Runs an execution and stores its response, or waits for an equal one that is running. Failures are not stored.
    pub(crate) async fn get_or_execute<E: Send + Sync + 'static>(
        &self,
        key: CacheKey,
        watched: Watched,
        execution: impl Future<Output = Result<Executed, E>>,
    ) -> Result<CachedResponse, Arc<E>> {
        let (Some(entries), Some(current)) = (&self.entries, watched.release) else {
            let Executed { body, operation, .. } = execution.await?;
            return Ok(CachedResponse { body, operation, status: CacheStatus::Bypass });
        };
        let executed = Cell::new(false);
        let init = async {
            executed.set(true);
            let Executed { body, operation, release } =
                execution.await.map_err(|error| NotStored::Failed(Arc::new(error)))?;
            let entry = Entry { body, operation };
            if release == Some(current) {
                return Ok(entry);
            }
            if let Some(release) = release {
                entries.insert(EntryKey::Response(key, release), entry.clone()).await;
            }
            Err(NotStored::OtherRelease(entry))
        };
        let result = entries.try_get_with(EntryKey::Response(key, current), init).await;
        let status = if executed.get() { CacheStatus::Stored } else { CacheStatus::Collapsed };
        match result {
            Ok(entry) => Ok(CachedResponse::new(entry, status)),
            Err(not_stored) => match &*not_stored {
                NotStored::OtherRelease(entry) => Ok(CachedResponse::new(entry.clone(), status)),
                NotStored::Failed(error) => Err(Arc::clone(error)),
            },
        }
    }

    /// A body in a coding, compressed once as long as the result is cached; `None` if that fails.
    pub(crate) async fn encode(&self, body: &Body, coding: Coding) -> Option<web::Bytes> {
        let Some(entries) = self.entries.as_ref().filter(|_| coding != Coding::Identity) else {
            return coding.encode(body.bytes()).await;
        };
        let init = async { Some(Entry { body: Body::new(coding.encode(body.bytes()).await?), operation: None }) };
        // On the heap, as it is large, and most responses do without it.
        let entry = Box::pin(entries.optionally_get_with(EntryKey::Encoded(body.hash(), coding), init)).await;
        entry.map(|entry| entry.body.bytes().clone())
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use serde_json::Map;
    use store::ReleaseId;
    use tokio::sync::Notify;

    use super::*;

    const WATCHED: Watched = Watched { release: Some(stamp(7)), live: true };

    const fn stamp(number: i64) -> ReleaseStamp {
        ReleaseStamp { loaded_at: 0, id: ReleaseId(number) }
    }

    fn cache(bytes: u64) -> ResponseCache {
        let (cache_max_age, cache_stale_if_error) = (Duration::from_mins(1), Duration::from_hours(1));
        ResponseCache::new(Settings { cache_bytes: bytes, cache_max_age, cache_stale_if_error })
    }

    fn key(text: &str) -> CacheKey {
        CacheKey::new(&[Some(text)], &Map::new())
    }

    fn executed(text: &str, release: i64) -> Executed {
        Executed { body: Body::new(text.to_owned()), operation: None, release: Some(stamp(release)) }
    }

    fn text(response: &CachedResponse) -> &str {
        std::str::from_utf8(response.body.bytes()).expect("a text")
    }

    #[tokio::test]
    async fn a_response_is_stored_under_the_release_it_was_read_from() {
        let cache = cache(1 << 20);
        let a = key("a");
        assert!(cache.look_up(a, WATCHED).await.is_none());
        // An import came between the notification and the read.
        let execution = async { Ok::<_, String>(executed("new", 8)) };
        let response = cache.get_or_execute(a, WATCHED, execution).await.expect("a response");
        assert_eq!((text(&response), response.status), ("new", CacheStatus::Stored));
        assert!(cache.look_up(a, WATCHED).await.is_none());
        let next = Watched { release: Some(stamp(8)), live: false };
        let response = cache.look_up(a, next).await.expect("it is cached");
        assert_eq!((text(&response), response.status), ("new", CacheStatus::Hit { live: false }));
        assert!(cache.look_up(key("b"), next).await.is_none());
        // In a database that was created anew.
        let anew = Watched { release: Some(ReleaseStamp { loaded_at: 1, ..stamp(8) }), live: true };
        assert!(cache.look_up(a, anew).await.is_none());
        // Without a known release nothing is cached.
        let none = Watched { release: None, live: true };
        let execution = async { Ok::<_, String>(executed("x", 8)) };
        let response = cache.get_or_execute(a, none, execution).await.expect("a response");
        assert_eq!(response.status, CacheStatus::Bypass);
        assert!(cache.look_up(a, none).await.is_none());
    }

    #[tokio::test]
    async fn equal_requests_wait_for_one_execution() {
        let cache = cache(1 << 20);
        let (executions, go) = (Cell::new(0), Notify::new());
        let ask = |result: Result<Executed, String>| {
            cache.get_or_execute(key("a"), WATCHED, async {
                executions.set(executions.get() + 1);
                go.notified().await;
                result
            })
        };
        for (result, expected) in
            [(Err("failed".to_owned()), 1), (Ok(executed("done", 7)), 2), (Ok(executed("done", 7)), 2)]
        {
            let result = |_| match &result {
                Ok(Executed { body, release, .. }) => {
                    Ok(Executed { body: body.clone(), operation: None, release: *release })
                }
                Err(error) => Err(error.clone()),
            };
            let asked = join_all((0..50).map(|number| ask(result(number))));
            let (responses, ()) = tokio::join!(asked, async { go.notify_one() });
            assert_eq!(executions.get(), expected);
            let first = responses.first().expect("a response");
            for response in &responses {
                match (first, response) {
                    (Ok(first), Ok(response)) => assert_eq!(text(first), text(response)),
                    (Err(first), Err(response)) => assert_eq!(first, response),
                    _ => panic!("{first:?} {response:?}"),
                }
            }
            go.notify_one();
            go.notified().await;
        }
    }

    #[tokio::test]
    async fn the_size_is_bounded_and_zero_turns_it_off() {
        let off = cache(0);
        let execution = async { Ok::<_, String>(executed("x", 7)) };
        let response = off.get_or_execute(key("a"), WATCHED, execution).await.expect("a response");
        assert_eq!(response.status, CacheStatus::Bypass);
        assert!(off.look_up(key("a"), WATCHED).await.is_none());

        let small = cache(10 * 1024);
        for number in 0..100 {
            let body = "x".repeat(1024 - OVERHEAD);
            let execution = async { Ok::<_, String>(executed(&body, 7)) };
            small.get_or_execute(key(&number.to_string()), WATCHED, execution).await.expect("a response");
        }
        let entries = small.entries.expect("it is on");
        entries.run_pending_tasks().await;
        assert_eq!((entries.entry_count(), entries.weighted_size()), (10, 10 * 1024));
    }

    #[tokio::test]
    async fn each_coding_is_an_entry_of_its_own() {
        let cache = cache(1 << 20);
        let body = Body::new("0123456789 ".repeat(10_000));
        for _ in 0..2 {
            let plain = cache.encode(&body, Coding::Identity).await.expect("bytes");
            assert_eq!(plain, body.bytes());
            let encoded = cache.encode(&body, Coding::Gzip).await.expect("bytes");
            assert!(encoded.len() < plain.len());
        }
        let entries = cache.entries.expect("it is on");
        entries.run_pending_tasks().await;
        assert_eq!(entries.entry_count(), 1);
    }
}
