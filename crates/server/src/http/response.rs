//! Sends responses: in the content coding that the client prefers, with an entity tag, or as 304.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        Method, StatusCode,
        header::{self, ETag},
    },
    web,
};

use super::{
    body::Body,
    conditional,
    content_coding::Coding,
    response_cache::{CachedResponse, ResponseCache},
};

/// Sends a response that clients may cache, such as an answer without errors.
pub(crate) async fn send_cached(
    cache: &ResponseCache,
    http: &HttpRequest,
    mut response: HttpResponseBuilder,
    CachedResponse { body, status, .. }: CachedResponse,
) -> HttpResponse {
    response
        .insert_header(("cache-status", status.header()))
        .insert_header((header::CACHE_CONTROL, cache.cache_control().clone()));
    if let Some(link) = body.link() {
        response.insert_header((header::LINK, link.clone()));
    }
    send(cache, http, response, &body).await
}

/// Sends a body, or 304 if the client already has it.
pub(crate) async fn send(
    cache: &ResponseCache,
    http: &HttpRequest,
    mut response: HttpResponseBuilder,
    body: &Body,
) -> HttpResponse {
    let Some(coding) = Coding::negotiate(http, body.bytes().len()) else { return not_acceptable() };
    response.insert_header((header::VARY, "Accept-Encoding"));
    // The response to a POST does not represent the resource at the URL, so it has no tag.
    if *http.method() != Method::POST {
        let tag = conditional::entity_tag(body, coding);
        let unchanged = conditional::is_unchanged(http, &tag);
        response.insert_header(ETag(tag));
        if unchanged {
            let mut response = response.status(StatusCode::NOT_MODIFIED).finish();
            response.headers_mut().remove(header::CONTENT_TYPE);
            return response;
        }
    }
    let encoded = cache.encode(body, coding).await;
    finish(response, coding, encoded, body.bytes())
}

/// Sends a response that nobody may cache, such as an answer with errors.
pub(crate) async fn send_uncached(
    http: &HttpRequest,
    mut response: HttpResponseBuilder,
    bytes: impl Into<web::Bytes>,
) -> HttpResponse {
    let bytes = bytes.into();
    let Some(coding) = Coding::negotiate(http, bytes.len()) else { return not_acceptable() };
    response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::VARY, "Accept-Encoding"));
    finish(response, coding, coding.encode(&bytes).await, &bytes)
}

/// A response with encoded bytes, or with the plain bytes if encoding has failed.
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

fn not_acceptable() -> HttpResponse {
    HttpResponse::NotAcceptable()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept-Encoding"))
        .content_type("text/plain; charset=utf-8")
        .body(format!("Accept-Encoding excludes identity and accepts none of: {}.\n", Coding::names()))
}

#[cfg(all(test, feature = "brotli", feature = "zstd"))]
mod tests {
    use std::io;

    use actix_web::{body::to_bytes, test::TestRequest};
    use clap::Parser;
    use serde_json::Map;
    use store::{ReleaseId, ReleaseStamp, Watched};

    use super::*;
    use crate::http::response_cache::{self, CacheKey, Executed};

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        cache: response_cache::Settings,
    }

    #[tokio::test]
    async fn each_coding_has_its_bytes_and_its_tag() {
        let settings = Arguments::parse_from(["atlas", "--cache-max-age", "60s", "--cache-stale-if-error", "1h"]);
        let cache = ResponseCache::new(settings.cache);
        let release = Some(ReleaseStamp { loaded_at: 0, id: ReleaseId(7) });
        let watched = Watched { release, live: true };
        let key = CacheKey::new(&[Some("a")], &Map::new());
        let body = "0123456789 ".repeat(10_000);
        let mut tags = Vec::new();
        for coding in ["identity", "gzip", "br", "zstd"] {
            let request = || TestRequest::get().insert_header(("accept-encoding", coding));
            for status in ["ClusterAtlas; fwd=miss; stored", "ClusterAtlas; hit"] {
                let executed = Executed { body: Body::new(body.clone()), operation: None, release };
                let execution = async { Ok::<_, String>(executed) };
                let cached = match cache.look_up(key, watched).await {
                    Some(cached) => Ok(cached),
                    None => cache.get_or_execute(key, watched, execution).await,
                };
                let cached = cached.expect("a response");
                let http = request().to_http_request();
                let response = send_cached(&cache, &http, HttpResponse::Ok(), cached).await;
                assert_eq!(response.status(), StatusCode::OK);
                if coding == "identity" {
                    assert_eq!(response.headers().get("cache-status").expect("a header"), status);
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
                let cached = cache.look_up(key, watched).await.expect("it is cached");
                let http = request().insert_header(("if-none-match", known.as_str())).to_http_request();
                let response = send_cached(&cache, &http, HttpResponse::Ok(), cached).await;
                assert_eq!(response.status(), status, "{known}");
                assert_eq!(response.headers().get("etag").expect("a header"), tag.as_str());
            }
            let cached = cache.look_up(key, watched).await.expect("it is cached");
            let post = TestRequest::post().insert_header(("if-none-match", tag.as_str())).to_http_request();
            let response = send_cached(&cache, &post, HttpResponse::Ok(), cached).await;
            assert_eq!((response.status(), response.headers().get("etag")), (StatusCode::OK, None));
        }
        tags.dedup();
        assert_eq!(tags.len(), 4, "{tags:?}");
    }
}
