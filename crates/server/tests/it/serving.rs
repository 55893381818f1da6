//! `atlas serve` on a bare machine: everything is there after one command, and the second start finds it.

use std::{fs, path::Path};

use reqwest::StatusCode;
use serde_json::Value;

use crate::{
    atlas::{Server, run},
    sandbox::Sandbox,
};

/// The query that the project sets out to answer.
const NESTED: &str = r#"{ province(code: "CN-ZJ") { name clusters(first: 5) { nodes { name cities { name }
    awards { round { name } rank } stats(first: 5) { nodes { indicator { name } value unit { code } qualifier asPrinted
    period { label } source { title url } } } } } } }"#;

#[tokio::test]
async fn the_first_start_makes_and_loads_everything_and_the_second_finds_it() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    assert!(server.process.stderr.text().contains("the data package is loaded release=1"));
    check_nested(&server.query(NESTED).await);
    assert_eq!(release(&server).await, 1);
    server.stop().await.success();

    let server = Server::start(&sandbox, &[]).await;
    check_nested(&server.query(NESTED).await);
    assert_eq!(release(&server).await, 1);
    let ended = server.stop().await.success();
    assert!(!ended.stderr.contains("loading the data package"), "{ended:?}");
}

fn check_nested(data: &Value) {
    assert_eq!(data["province"]["name"], "Zhejiang");
    let clusters = data["province"]["clusters"]["nodes"].as_array().expect("clusters");
    assert_eq!(clusters.len(), 5);
    assert!(clusters.iter().all(|cluster| cluster["name"].is_string()), "{data}");
    assert!(clusters.iter().any(|cluster| cluster["cities"][0]["name"].is_string()), "{data}");
    assert!(clusters.iter().any(|cluster| cluster["awards"][0]["round"]["name"].is_string()), "{data}");
    let stats: Vec<_> = clusters.iter().filter_map(|cluster| cluster["stats"]["nodes"].as_array()).flatten().collect();
    assert!(!stats.is_empty(), "{data}");
    for stat in stats {
        let figure = stat["value"].as_str().expect("a figure is text");
        assert!(figure.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-'), "{figure}");
        for path in ["/indicator/name", "/unit/code", "/qualifier", "/period/label", "/source/title"] {
            assert!(stat.pointer(path).is_some_and(Value::is_string), "{path}: {stat}");
        }
    }
}

async fn release(server: &Server) -> i64 {
    let data = server.query("{ dataset { release { number } } releases { totalCount } }").await;
    let number = data["dataset"]["release"]["number"].as_i64().expect("a number");
    assert_eq!(data["releases"]["totalCount"], number, "{data}");
    number
}

#[tokio::test]
async fn the_pages_beside_the_api() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");

    assert_eq!(server.status("/healthz").await, StatusCode::OK);
    assert_eq!(server.status("/readyz").await, StatusCode::OK);
    for nothing in ["/nothing", "/assets/nothing.js", "/assets/../index.html", "/graphql/nothing", "/index.html"] {
        let response = server.get(nothing).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{nothing}");
        assert!(response.headers().contains_key("x-request-id"), "{nothing}");
    }

    let schema = server.get("/schema.graphql").await;
    assert_eq!(schema.headers()["content-type"], "text/plain; charset=utf-8");
    let schema = schema.text().await.expect("a schema");
    assert_eq!(schema, run(["schema"]).await.success().stdout);
    assert_eq!(schema, fs::read_to_string(root.join("schema.graphql")).expect("the committed schema"));

    // Pages of the atlas in both languages, the playground and the documentation. Whether a slug is known, the page itself says.
    for (path, policy) in [
        ("/", "csp.txt"),
        ("/zh", "csp.txt"),
        ("/zh/", "csp.txt"),
        ("/provinces/CN-ZJ", "csp.txt"),
        ("/zh/clusters/wuxi-iot?from=elsewhere", "csp.txt"),
        ("/zh/explore", "csp.txt"),
        ("/playground", "csp-playground.txt"),
        ("/docs", "csp.txt"),
        ("/docs/guides/filters", "csp.txt"),
        ("/zh/docs", "csp.txt"),
        ("/zh/docs/tutorial", "csp.txt"),
    ] {
        let response = server.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8", "{path}");
        let headers = response.headers().clone();
        let page = response.text().await.expect("a page");
        if page.contains("npm run build") {
            assert!(page.contains("/graphql") && page.contains("/schema.graphql"), "{page}");
        } else {
            let policy = fs::read_to_string(root.join("web").join(policy)).expect("the policy");
            assert_eq!(headers["content-security-policy"], policy.trim_end(), "{path}");
            assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(headers["cache-control"], "no-cache", "{path}");
            check_assets(&server, &page).await;
            let known = server.client().get(server.url(path)).header("if-none-match", &headers["etag"]);
            assert_eq!(known.send().await.expect("an answer").status(), StatusCode::NOT_MODIFIED, "{path}");
        }
    }
    for path in ["/index.html", "/clusters", "/clusters/wuxi-iot/more", "/zh/playground", "/fr", "/zhclusters/wuxi-iot"]
    {
        assert_eq!(server.status(path).await, StatusCode::NOT_FOUND, "{path}");
    }
}

/// A page of the documentation has one address. Any other gets a page, too, which says that there is none.
#[tokio::test]
async fn missing_pages_of_the_documentation() {
    let sandbox = Sandbox::new();
    let server = Server::start(&sandbox, &[]).await;
    for path in ["/docs/", "/docs/guides", "/docs/tutorial.html", "/docs/404", "/zh/docs/nothing"] {
        let response = server.get(path).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let page = response.text().await.expect("a page");
        if page.contains("npm run build") {
            continue;
        }
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(headers["content-type"], "text/html; charset=utf-8", "{path}");
        assert_eq!(headers["cache-control"], "no-store", "{path}");
        assert!(headers.contains_key("content-security-policy"), "{path}");
        check_assets(&server, &page).await;
        assert!(page.contains(if path.starts_with("/zh") { "没有这个页面" } else { "no such page" }), "{path}");
    }
}

/// Whatever the page names is there, and comes from here.
async fn check_assets(server: &Server, page: &str) {
    let names: Vec<_> = page.split('"').filter(|text| text.starts_with("/assets/")).collect();
    assert!(!names.is_empty(), "{page}");
    for name in names {
        let asset = server.get(name).await;
        assert_eq!(asset.status(), StatusCode::OK, "{name}");
        assert!(asset.headers()["cache-control"].to_str().is_ok_and(|text| text.contains("immutable")), "{name}");
        assert_ne!(asset.headers()["content-type"], "application/octet-stream", "{name}");
    }
    assert!(!page.contains("src=\"http") && !page.contains("href=\"http"), "{page}");
}

/// Settings can come from the environment, and flags go before them.
#[tokio::test]
async fn settings_from_the_environment() {
    let sandbox = Sandbox::new();
    let mut command = crate::atlas::command(["serve", "--listen", "127.0.0.1:0"]);
    command
        .env("ATLAS_STATE_DIR", sandbox.state_dir())
        .env("ATLAS_LISTEN", "192.0.2.1:1")
        .env("ATLAS_LOG_FORMAT", "json")
        // As container files often set what is not set.
        .env("DATABASE_URL", "");
    let process = crate::atlas::Atlas::start(command);
    process.stdout.line_with("is ready at http://127.0.0.1:").await;
    assert!(sandbox.data_dir().exists());
    process.signal(rustix::process::Signal::TERM);
    let ended = process.ended().await.success();
    let logged: Vec<Value> =
        ended.stderr.lines().filter(|line| line.starts_with('{')).map(|line| line.parse().expect("JSON")).collect();
    assert!(logged.iter().any(|line| line["message"] == "the data package is loaded" && line["release"] == 1));
}
