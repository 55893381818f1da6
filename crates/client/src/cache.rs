//! Responses that are cached with their entity tags, to be revalidated.

use std::sync::Arc;

use moka::sync::Cache;
use reqwest::header::HeaderValue;

/// An answer with its `ETag`.
#[derive(Debug)]
pub(crate) struct CachedResponse {
    pub(crate) etag: HeaderValue,
    pub(crate) body: Vec<u8>,
}

/// The answers kept, by address. The least used go first.
#[derive(Clone, Debug)]
pub(crate) struct ResponseCache(Cache<String, Arc<CachedResponse>>);

impl ResponseCache {
    pub(crate) fn new(bytes: u64) -> Self {
        let weigh = |address: &String, cached: &Arc<CachedResponse>| {
            u32::try_from(address.len() + cached.body.len() + cached.etag.len()).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(bytes).weigher(weigh).build())
    }

    pub(crate) fn get(&self, address: &str) -> Option<Arc<CachedResponse>> {
        self.0.get(address)
    }

    pub(crate) fn keep(&self, address: &str, etag: HeaderValue, body: Vec<u8>) {
        self.0.insert(address.to_owned(), Arc::new(CachedResponse { etag, body }));
    }

    pub(crate) fn forget(&self, address: &str) {
        self.0.invalidate(address);
    }
}
