//! The response cache: hits, coalescing, releases; entity tags and content codings. Errors are never cached.

use futures_util::future::join_all;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use testkit::until;

use crate::{
    atlas::{Server, run, run_in},
    data_package::Package,
    database_url::url,
    sandbox::Sandbox,
};

const QUERY: &str = "{ provinces(first: 100) { nodes { name code gbCode } } }";
const HIT: &str = "ClusterAtlas; hit";
const STORED: &str = "ClusterAtlas; fwd=miss; stored";

fn get(server: &Server, query: &str) -> RequestBuilder {
    let mut url = server.url("/graphql").parse::<reqwest::Url>().expect("an address");
    url.query_pairs_mut().append_pair("query", query);
    server.client().get(url)
}

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("a text"))
}

async fn text(response: Response) -> String {
    response.text().await.expect("a text")
}

/// A server that has heard of its release, so that it caches responses.
async fn listening(server: Server) -> Server {
    until("it caches a response", async || {
        let response = send(get(&server, "{ dataset { title } }")).await;
        (header(&response, "cache-status") == HIT).then_some(())
    })
    .await;
    server
}

#[tokio::test]
async fn a_repeated_request_is_not_executed() {
    let database = testkit::seeded().await;
    let server = listening(Server::on_database(&url(database.options())).await).await;
    let first = send(get(&server, QUERY)).await;
    assert_eq!(header(&first, "cache-status"), STORED);
    assert_eq!(header(&first, "cache-control"), "public, max-age=60, stale-if-error=86400");
    assert_eq!(header(&first, "vary"), "Accept, Accept-Encoding, GraphQL-Cost, X-Atlas-Citations");
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "{tag}");
    let first = text(first).await;
    let body = || json!({"query": QUERY, "variables": {}, "operationName": null}).to_string();
    let json_body = |method: Method| {
        server.client().request(method, server.url("/graphql")).header("content-type", "application/json").body(body())
    };
    // By every method.
    for (request, tagged) in [
        (get(&server, QUERY), true),
        (json_body(Method::POST), false),
        (json_body(Method::from_bytes(b"QUERY").expect("a method")), true),
    ] {
        let hit = send(request).await;
        assert_eq!(header(&hit, "cache-status"), HIT);
        assert_eq!(header(&hit, "etag"), if tagged { tag.as_str() } else { "" });
        assert_eq!(text(hit).await, first);
    }
    // A response that the client has is not sent again, unless it is another representation.
    for (name, value, status) in [
        ("x-request-id", "unchanged", StatusCode::NOT_MODIFIED),
        ("accept-encoding", "gzip", StatusCode::OK),
        ("accept", "application/graphql-response+json", StatusCode::NOT_MODIFIED),
        ("x-atlas-citations", "on", StatusCode::OK),
    ] {
        let response = send(get(&server, QUERY).header("if-none-match", &tag).header(name, value)).await;
        assert_eq!(response.status(), status, "{name}");
        assert_eq!(header(&response, "cache-control"), "public, max-age=60, stale-if-error=86400");
        assert_eq!(header(&response, "vary"), "Accept, Accept-Encoding, GraphQL-Cost, X-Atlas-Citations");
        if status == StatusCode::NOT_MODIFIED {
            assert_eq!(header(&response, "etag"), tag);
            assert_eq!(text(response).await, "");
        }
    }
    let post = json_body(Method::POST).header("if-none-match", &tag);
    assert_eq!(send(post).await.status(), StatusCode::OK);

    // Variables count by value, not by spelling; any other value is another key.
    let ask = async |variables: &str| {
        let body = format!(
            r#"{{"query": "query ($a: String!, $b: Int) {{ province(code: $a) {{ name stats(first: $b) {{ totalCount }} }} }}", "variables": {variables}}}"#
        );
        let request = server.client().post(server.url("/graphql")).header("content-type", "application/json");
        let response = send(request.body(body)).await;
        (header(&response, "cache-status").to_owned(), text(response).await)
    };
    let (status, first) = ask(r#"{"a": "CN-ZJ", "b": 1}"#).await;
    assert_eq!(status, STORED);
    assert_eq!(ask(r#"{ "b":1,"a":"CN-ZJ" }"#).await, (HIT.to_owned(), first.clone()));
    let (status, other) = ask(r#"{"a": "CN-JS", "b": 1}"#).await;
    assert_eq!(status, STORED);
    assert_ne!(other, first);
}

#[cfg(all(feature = "brotli", feature = "zstd"))]
#[tokio::test]
async fn each_coding_has_its_own_tag() {
    let database = testkit::seeded().await;
    let server = listening(Server::on_database(&url(database.options())).await).await;
    for path in ["/schema.graphql", "/clusters.geojson?first=50", &format!("/graphql?query={QUERY}")] {
        let mut tags = Vec::new();
        let plain = server.get(path).await.bytes().await.expect("a body");
        for (accepted, coding) in [
            ("", ""),
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "br"),
            ("gzip;q=0.5, zstd;q=0.8", "zstd"),
            ("br;q=0, *", "zstd"),
            ("identity;q=0, gzip;q=0.1", "gzip"),
            ("identity, br;q=0.5", ""),
        ] {
            let ask = || server.client().get(server.url(path)).header("accept-encoding", accepted);
            let response = send(ask()).await;
            assert_eq!(header(&response, "content-encoding"), coding, "{path}: {accepted}");
            assert!(header(&response, "vary").contains("Accept-Encoding"), "{path}");
            let tag = header(&response, "etag").to_owned();
            let bytes = response.bytes().await.expect("a body");
            assert_eq!(bytes == plain, coding.is_empty(), "{path}: {accepted}");
            assert!(coding.is_empty() || bytes.len() * 2 < plain.len(), "{path}: {} of {}", bytes.len(), plain.len());
            let known = send(ask().header("if-none-match", &tag)).await;
            assert_eq!((known.status(), header(&known, "etag")), (StatusCode::NOT_MODIFIED, tag.as_str()));
            tags.push((coding, tag));
        }
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 4, "{path}: {tags:?}");
        let none = send(server.client().get(server.url(path)).header("accept-encoding", "*;q=0")).await;
        assert_eq!(none.status(), StatusCode::NOT_ACCEPTABLE, "{path}");
    }
    let again = server.get("/clusters.geojson?first=50").await;
    assert_eq!(header(&again, "cache-status"), HIT);
    assert!(header(&again, "link").contains("rel=\"next\""), "{again:?}");
}

#[tokio::test]
async fn errors_are_never_cached() {
    let database = testkit::seeded().await;
    let server = listening(Server::on_database(&url(database.options())).await).await;
    for query in ["{ nothing }", "{ dataset", "{ dataset { name } province(code: \"?\") { name } }"] {
        for _ in 0..2 {
            let response = send(get(&server, query).header("if-none-match", "*")).await;
            assert_eq!(response.status(), StatusCode::OK, "{query}");
            assert_eq!(header(&response, "cache-control"), "no-store", "{query}");
            assert_eq!((header(&response, "etag"), header(&response, "cache-status")), ("", ""), "{query}");
            assert!(text(response).await.contains("errors"), "{query}");
        }
    }
}

/// All requests arrive while the first waits in the database.
#[tokio::test]
async fn equal_requests_are_coalesced() {
    let database = testkit::seeded().await;
    let more = ["--log", "info,sqlx=warn,atlas=debug"];
    let server = listening(Server::on_database_with(&url(database.options()), &more).await).await;
    let executed = || server.process.stderr.text().lines().filter(|line| line.contains("executed")).count();
    let before = executed();
    let mut holding = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut watching = PgConnection::connect_with(database.options()).await.expect("a connection");
    let mut held = holding.begin().await.expect("a transaction");
    held.execute("lock table province").await.expect("a lock");
    let asked = join_all((0..50).map(|_| send(get(&server, QUERY))));
    let (answers, ()) = tokio::join!(asked, async {
        let count = "select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'";
        until("one waits in the database", async || {
            let waiting: i64 = sqlx::query_scalar(count).fetch_one(&mut watching).await.expect("a count");
            (waiting == 1).then_some(())
        })
        .await;
        held.rollback().await.expect("the lock is let go");
    });
    let mut bodies = Vec::new();
    let mut stored = 0;
    for answer in answers {
        assert_eq!(answer.status(), StatusCode::OK);
        match header(&answer, "cache-status") {
            STORED => stored += 1,
            "ClusterAtlas; fwd=miss; collapsed" | HIT => {}
            other => panic!("{other}"),
        }
        bodies.push(text(answer).await);
    }
    bodies.dedup();
    assert_eq!((stored, bodies.len()), (1, 1));
    assert_eq!(executed() - before, 1);
}

#[tokio::test]
async fn an_import_replaces_responses() {
    let sandbox = Sandbox::new();
    let server = listening(Server::start(&sandbox, &[]).await).await;
    let version = "{ dataset { version } stat(key: \"o-e975a387d53b\") { value } }";
    let province = "{ province(code: \"CN-ZJ\") { name } }";
    let tag = async |query| {
        let response = send(get(&server, query)).await;
        assert_eq!(response.status(), StatusCode::OK);
        header(&response, "etag").to_owned()
    };
    let (old, same) = (tag(version).await, tag(province).await);
    assert_eq!(send(get(&server, version)).await.headers()["cache-status"], HIT);
    let package = Package::edition("B");
    run_in(&sandbox, &["import", package.path()]).await.success();
    let new = until("it has heard of the new release", async || {
        let response = send(get(&server, version).header("if-none-match", &old)).await;
        (response.status() == StatusCode::OK).then_some(response)
    })
    .await;
    assert_ne!(header(&new, "etag"), old);
    let new: Value = new.json().await.expect("JSON");
    assert_eq!(new["data"], json!({"dataset": {"version": "2026.11.23-B"}, "stat": {"value": "55.50"}}));
    // The tag depends on the bytes alone: a response that the import did not change is not sent again, though it was
    // executed again.
    let unchanged = send(get(&server, province).header("if-none-match", &same)).await;
    assert_eq!((unchanged.status(), header(&unchanged, "cache-status")), (StatusCode::NOT_MODIFIED, STORED));
}

/// Each server hears of a release, whichever program imports it.
#[tokio::test]
async fn all_servers_of_a_database_replace_responses() {
    let database = testkit::seeded().await;
    let url = url(database.options());
    let (one, other) = tokio::join!(Server::on_database(&url), Server::on_database(&url));
    let servers = [listening(one).await, listening(other).await];
    let version = "{ dataset { version } }";
    let release = async |server: &Server| -> Value { send(get(server, version)).await.json().await.expect("JSON") };
    let old = release(&servers[0]).await;
    assert_eq!(release(&servers[1]).await, old);
    let package = Package::edition("B");
    run(["import", package.path(), "--database-url", &url]).await.success();
    for server in &servers {
        until("it answers from the new release", async || (release(server).await != old).then_some(())).await;
        assert_eq!(release(server).await["data"]["dataset"]["version"], "2026.11.23-B");
    }
}

/// Its release numbers start at 1 again.
#[tokio::test]
async fn a_database_created_anew_replaces_responses() {
    let database = testkit::seeded().await;
    let server = listening(Server::on_database(&url(database.options())).await).await;
    let query = "{ dataset { version release { number } } }";
    let ask = async || -> Value { send(get(&server, query)).await.json().await.expect("JSON") };
    let old = ask().await;
    assert_eq!(header(&send(get(&server, query)).await, "cache-status"), HIT);
    database
        .execute(
            "create temporary table old as select * from release;
             truncate release restart identity;
             insert into release (package, version, title, license, checksum, counts)
             select package, 'anew', title, license, checksum, counts from old",
        )
        .await;
    let new = until("it answers from the new data", async || Some(ask().await).filter(|new| *new != old)).await;
    assert_eq!(new["data"]["dataset"], json!({"version": "anew", "release": old["data"]["dataset"]["release"]}));
}

#[tokio::test]
async fn nothing_is_cached_when_caching_is_off() {
    let database = testkit::seeded().await;
    let more = ["--cache-bytes", "0", "--cache-max-age", "10m", "--cache-stale-if-error", "0s"];
    let server = Server::on_database_with(&url(database.options()), &more).await;
    for _ in 0..2 {
        let response = send(get(&server, QUERY).header("accept-encoding", "gzip")).await;
        assert_eq!(header(&response, "cache-status"), "ClusterAtlas; fwd=bypass");
        assert_eq!(header(&response, "cache-control"), "public, max-age=600, stale-if-error=0");
        let tag = header(&response, "etag").to_owned();
        let known = get(&server, QUERY).header("accept-encoding", "gzip").header("if-none-match", tag);
        assert_eq!(send(known).await.status(), StatusCode::NOT_MODIFIED);
    }
}
