//! CORS and security headers, as browsers read them.

use reqwest::{Method, RequestBuilder, StatusCode, header::HeaderMap};
use serde_json::json;

use crate::{atlas::Server, database_url::url, sandbox::Sandbox};

const QUERY: &str = "{ dataset { name } }";

async fn send(request: RequestBuilder) -> (StatusCode, HeaderMap) {
    let response = request.send().await.expect("an answer");
    (response.status(), response.headers().clone())
}

/// The preflight request of a browser before a page of `origin` may post JSON.
fn preflight(server: &Server, origin: &str, method: &str) -> RequestBuilder {
    server
        .client()
        .request(Method::OPTIONS, server.url("/graphql"))
        .header("origin", origin)
        .header("access-control-request-method", method)
        .header("access-control-request-headers", "content-type,x-atlas-citations,graphql-cost,if-none-match")
}

#[tokio::test]
async fn by_default_every_site_may_read() {
    let server = Server::on_database(&url(testkit::seeded().await.options())).await;
    for method in ["POST", "QUERY", "GET"] {
        let (status, headers) = send(preflight(&server, "https://example.org", method)).await;
        assert_eq!(status, StatusCode::OK, "{method}");
        assert_eq!(headers["access-control-allow-origin"], "*");
        let allowed = headers["access-control-allow-headers"].to_str().expect("names").to_lowercase();
        assert!(["content-type", "x-atlas-citations"].iter().all(|name| allowed.contains(name)), "{allowed}");
        assert_eq!(headers.get("access-control-allow-credentials"), None);
    }
    let post = server.client().post(server.url("/graphql")).json(&json!({"query": QUERY}));
    let (status, headers) = send(post.header("origin", "https://example.org")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert!(headers["access-control-expose-headers"].to_str().expect("names").to_lowercase().contains("etag"));
    let map = server.client().get(server.url("/clusters.geojson?first=1")).header("origin", "https://example.org");
    assert_eq!(send(map).await.1["access-control-allow-origin"], "*");

    // A request that needs no preflight is rejected.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let post = server.client().post(server.url("/graphql")).header("content-type", kind);
        let (status, _) = send(post.body(json!({"query": QUERY}).to_string())).await;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

#[tokio::test]
async fn only_listed_sites_may_read() {
    let sandbox = Sandbox::new();
    let more = ["--cors-origin", "https://a.example,https://b.example", "--no-playground", "--no-introspection"];
    let server = Server::start(&sandbox, &more).await;
    for (origin, allowed) in
        [("https://a.example", true), ("https://b.example", true), ("https://c.example", false), ("null", false)]
    {
        let post = server.client().post(server.url("/graphql")).json(&json!({"query": QUERY})).header("origin", origin);
        let (_, headers) = send(post).await;
        let found = headers.get("access-control-allow-origin").map(|value| value.to_str().expect("an origin"));
        assert_eq!(found, allowed.then_some(origin));
        let varies = headers.get_all("vary").iter().any(|value| value.to_str().is_ok_and(|v| v.contains("Origin")));
        assert!(varies, "{headers:?}");
        let (_, headers) = send(preflight(&server, origin, "POST")).await;
        assert_eq!(headers.contains_key("access-control-allow-origin"), allowed, "{origin}");
    }
    // Without pages, and without the schema.
    for path in [
        "/",
        "/zh/compare",
        "/playground",
        "/docs",
        "/zh/docs/tutorial",
        "/assets/x.js",
        "/licenses.md",
        "/schema.graphql",
    ] {
        assert_eq!(server.status(path).await, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_response_has_security_headers() {
    let server = Server::on_database(&url(testkit::seeded().await.options())).await;
    for path in ["/", "/graphql?query={dataset{name}}", "/graphql", "/healthz", "/nothing", "/schema.graphql"] {
        let (_, headers) = send(server.client().get(server.url(path))).await;
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        let policy = headers["content-security-policy"].to_str().expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    }
}
