//! GraphQL over HTTP: methods, content types, bodies, media types, statuses.

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{atlas::Server, database_url::url};

const QUERY: &str = "{ province(code: \"CN-ZJ\") { name } }";
const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";

/// A server on a database with the bundled data.
async fn served() -> Server {
    Server::on_database(&url(testkit::seeded().await.options())).await
}

fn body(server: &Server, body: impl Into<reqwest::Body>) -> RequestBuilder {
    server.client().post(server.url("/graphql")).header("content-type", "application/json").body(body)
}

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn json_of(response: Response) -> Value {
    response.json().await.expect("JSON")
}

/// The message of an answer with one error, no data, and this status.
async fn refused(response: Response, status: StatusCode) -> String {
    let found = response.status();
    let kind = response.headers()["content-type"].to_str().expect("a type").to_owned();
    let answer = json_of(response).await;
    assert_eq!(found, status, "{answer}");
    assert!(kind.contains("json"), "{kind}");
    assert_eq!(answer.get("data"), None, "{answer}");
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(1), "{answer}");
    assert!(answer["errors"][0]["extensions"]["code"].is_string(), "{answer}");
    // No internals.
    let text = answer.to_string();
    for sign in ["::", "sqlx", "sea_orm", "async_graphql", "actix", "select ", ".rs", "/src/"] {
        assert!(!text.contains(sign), "{sign}: {text}");
    }
    answer["errors"][0]["message"].as_str().expect("a message").to_owned()
}

#[tokio::test]
async fn queries_by_post_and_by_get() {
    let server = served().await;
    let named = json!({"data": {"province": {"name": "Zhejiang"}}});
    assert_eq!(json_of(server.post(QUERY).await).await, named);
    let nulls = json!({"query": QUERY, "variables": null, "operationName": null, "extensions": null}).to_string();
    assert_eq!(json_of(send(body(&server, nulls)).await).await, named);

    let two = "query One($code: String!) { province(code: $code) { name } } query Two { dataset { name } }";
    let one = json!({"query": two, "operationName": "One", "variables": {"code": "CN-ZJ"}}).to_string();
    assert_eq!(json_of(send(body(&server, one)).await).await, named);

    let get = |parameters: &[(&str, &str)]| {
        let mut url = server.url("/graphql?").parse::<reqwest::Url>().expect("an address");
        url.query_pairs_mut().extend_pairs(parameters);
        server.client().get(url)
    };
    assert_eq!(json_of(send(get(&[("query", QUERY)])).await).await, named);
    let parameters = [("query", two), ("operationName", "One"), ("variables", r#"{"code": "CN-ZJ"}"#)];
    assert_eq!(json_of(send(get(&parameters)).await).await, named);
    let empty = [("query", QUERY), ("operationName", ""), ("variables", "")];
    assert_eq!(json_of(send(get(&empty)).await).await, named);

    let message = refused(send(get(&[])).await, StatusCode::BAD_REQUEST).await;
    assert!(message.contains("query is missing"), "{message}");
    for variables in ["{", "[1]", "7"] {
        let message =
            refused(send(get(&[("query", QUERY), ("variables", variables)])).await, StatusCode::BAD_REQUEST).await;
        assert!(message.contains("variables"), "{message}");
    }
    // Chinese, in and out.
    let chinese = "{ province(code: \"CN-ZJ\") { name(language: ZH) } } # 浙江";
    assert_eq!(json_of(send(get(&[("query", chinese)])).await).await["data"]["province"]["name"], "浙江省");
}

#[tokio::test]
async fn methods() {
    const ALL: &str = "GET, HEAD, POST, QUERY, OPTIONS";
    let server = served().await;
    let get_named = |query: &str, operation: &str| {
        let mut url = server.url("/graphql").parse::<reqwest::Url>().expect("an address");
        url.query_pairs_mut().append_pair("query", query).append_pair("operationName", operation);
        server.client().get(url)
    };
    let get = |query| get_named(query, "");
    for query in ["mutation { erase }", "mutation M { erase }"] {
        let response = send(get(query)).await;
        assert_eq!(response.headers()["allow"], "POST");
        let message = refused(response, StatusCode::METHOD_NOT_ALLOWED).await;
        assert!(message.contains("POST"), "{message}");
    }
    let two = "query Q { dataset { name } } mutation M { erase }";
    assert_eq!(send(get_named(two, "Q")).await.status(), StatusCode::OK);
    assert_eq!(send(get_named(two, "M")).await.status(), StatusCode::METHOD_NOT_ALLOWED);

    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let response = send(server.client().request(method.clone(), server.url("/graphql"))).await;
        assert_eq!(response.headers()["allow"], ALL, "{method}");
        refused(response, StatusCode::METHOD_NOT_ALLOWED).await;
    }
    let response = send(server.client().request(Method::OPTIONS, server.url("/graphql"))).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers()["allow"], ALL);
    assert_eq!(response.headers()["accept-query"], "application/json");

    // HEAD is GET without the body.
    let head = send(server.client().head(get(QUERY).build().expect("a request").url().clone())).await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(head.bytes().await.expect("no body").len(), 0);

    // QUERY takes the same body as POST, and only reads.
    let query = |body: &str| {
        let request = server.client().request(Method::from_bytes(b"QUERY").expect("a method"), server.url("/graphql"));
        request.header("content-type", "application/json").body(body.to_owned())
    };
    let answer = json_of(send(query(&json!({"query": QUERY}).to_string())).await).await;
    assert_eq!(answer["data"]["province"]["name"], "Zhejiang");
    let response = send(query(&json!({"query": "mutation { erase }"}).to_string())).await;
    assert_eq!(response.headers()["allow"], "POST");
    refused(response, StatusCode::METHOD_NOT_ALLOWED).await;
    // The schema has no mutation, so one by POST is invalid.
    let mutation = json!({"query": "mutation { erase }"}).to_string();
    let response = send(body(&server, mutation).header("accept", GRAPHQL_RESPONSE)).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let answer = json_of(response).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{answer}");
}

#[tokio::test]
async fn content_types() {
    let server = served().await;
    let request = json!({"query": QUERY}).to_string();
    let post = |kind: Option<&str>| {
        let post = server.client().post(server.url("/graphql")).body(request.clone());
        kind.into_iter().fold(post, |post, kind| post.header("content-type", kind))
    };
    for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
        assert_eq!(send(post(Some(kind))).await.status(), StatusCode::OK, "{kind}");
    }
    for kind in [
        None,
        Some("text/plain"),
        Some("application/graphql"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("application/json; charset=utf-16"),
        Some("application/json; charset=iso-8859-1"),
        Some("application/json5"),
        Some("nonsense"),
        Some(""),
    ] {
        let message = refused(send(post(kind)).await, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
        assert!(message.contains("application/json"), "{kind:?}: {message}");
    }
}

#[tokio::test]
async fn invalid_bodies() {
    let server = served().await;
    for (text, part) in [
        ("", "not JSON"),
        ("{", "not JSON"),
        (QUERY, "not JSON"),
        ("{\"query\":\"{ dataset { name } }\"} x", "not JSON"),
        ("[{\"query\":\"{ dataset { name } }\"}]", "batches are not supported"),
        ("[]", "batches are not supported"),
        ("\"{ dataset { name } }\"", "one JSON object"),
        ("null", "one JSON object"),
        ("{}", "query is missing"),
        ("{\"Query\":\"{ dataset { name } }\"}", "query is missing"),
        ("{\"query\":null}", "query must be a string"),
        ("{\"query\":7}", "query must be a string"),
        ("{\"query\":\"{ dataset { name } }\",\"variables\":[]}", "variables must be an object"),
        ("{\"query\":\"{ dataset { name } }\",\"variables\":\"{}\"}", "variables must be an object"),
        ("{\"query\":\"{ dataset { name } }\",\"documentId\":1}", "documentId must be a string"),
        ("{\"query\":\"{ dataset { name } }\",\"operationName\":1}", "operationName must be a string"),
        ("{\"query\":\"{ dataset { name } }\",\"extensions\":1}", "extensions must be an object"),
    ] {
        for accept in ["application/json", GRAPHQL_RESPONSE] {
            let response = send(body(&server, text).header("accept", accept)).await;
            let message = refused(response, StatusCode::BAD_REQUEST).await;
            assert!(message.contains(part), "{text}: {message}");
        }
    }
    let message = refused(send(body(&server, vec![b'"', 0xff, b'"'])).await, StatusCode::BAD_REQUEST).await;
    assert!(message.contains("not JSON"), "{message}");
}

#[tokio::test]
async fn bodies_over_the_limit() {
    let server = served().await;
    let fits = json!({"query": format!("{QUERY} #{}", "x".repeat(250_000))}).to_string();
    assert_eq!(send(body(&server, fits)).await.status(), StatusCode::OK);

    let head = format!("POST /graphql HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n", server.address);
    // Rejected by its announced length.
    let announced = format!("{head}Content-Length: 300000\r\n\r\n");
    check_too_large(&exchange(&server, announced.as_bytes()).await);
    // Rejected once it has grown too large.
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..300 {
        chunked.extend_from_slice(b"400\r\n");
        chunked.extend_from_slice(&[b' '; 1024]);
        chunked.extend_from_slice(b"\r\n");
    }
    check_too_large(&exchange(&server, &chunked).await);
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
}

fn check_too_large(answer: &str) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer with a body");
    assert!(head.starts_with("HTTP/1.1 413 "), "{answer}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    let body: Value = body[..length.parse().expect("a number")].parse().expect("JSON");
    let message = body["errors"][0]["message"].as_str().expect("a message");
    assert!(message.contains("too large") && message.contains("262144 bytes"), "{answer}");
}

/// Sends bytes as they are, and reads one response. The server need not wait for the rest of a request that it rejects, so
/// sending may fail.
async fn exchange(server: &Server, request: &[u8]) -> String {
    let stream = TcpStream::connect(&server.address).await.expect("a connection");
    let (mut reader, mut writer) = stream.into_split();
    let send = async {
        writer.write_all(request).await.ok();
        writer
    };
    let receive = async {
        let mut answer = Vec::new();
        let mut chunk = [0; 4096];
        while !is_complete(&answer) {
            match reader.read(&mut chunk).await {
                Ok(count @ 1..) => answer.extend_from_slice(&chunk[..count]),
                _ => break,
            }
        }
        String::from_utf8(answer).expect("an answer in UTF-8")
    };
    tokio::join!(send, receive).1
}

/// Whether a response has its whole body.
fn is_complete(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| body.len() >= length)
}

#[tokio::test]
async fn media_types_of_the_answer() {
    let server = served().await;
    let ask = |query: &str, accept: Option<&str>| {
        let post = body(&server, json!({"query": query}).to_string());
        send(accept.into_iter().fold(post, |post, accept| post.header("accept", accept)))
    };
    let old_form = "application/json";
    for (accept, form) in [
        (None, old_form),
        (Some("*/*"), old_form),
        (Some("application/*"), old_form),
        (Some(old_form), old_form),
        (Some("application/json; charset=utf-8"), old_form),
        (Some("text/html, application/json;q=0.5"), old_form),
        (Some(GRAPHQL_RESPONSE), GRAPHQL_RESPONSE),
        (Some("application/graphql-response+json; charset=utf-8, application/json; q=0.9"), GRAPHQL_RESPONSE),
        (Some("application/json;q=0.1, application/graphql-response+json"), GRAPHQL_RESPONSE),
        (Some("application/json, application/graphql-response+json;q=0.1"), old_form),
    ] {
        let response = ask(QUERY, accept).await;
        assert_eq!(response.status(), StatusCode::OK, "{accept:?}");
        assert_eq!(response.headers()["content-type"], format!("{form}; charset=utf-8"), "{accept:?}");
        let vary: Vec<_> = response.headers().get_all("vary").iter().filter_map(|value| value.to_str().ok()).collect();
        assert!(vary.join(",").to_lowercase().split(',').any(|name| name.trim() == "accept"), "{vary:?}");
        assert_eq!(json_of(response).await["data"]["province"]["name"], "Zhejiang");
    }
    for accept in ["text/html", "image/png, text/*", "application/xml", "application/graphql-response+xml"] {
        refused(ask(QUERY, Some(accept)).await, StatusCode::NOT_ACCEPTABLE).await;
    }
    refused(ask(QUERY, Some("application/json;q=0")).await, StatusCode::NOT_ACCEPTABLE).await;

    // An invalid request: the newer media type has an error status, the older one has not.
    for (query, code) in [
        ("{ province(", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        for (accept, status) in [(GRAPHQL_RESPONSE, StatusCode::BAD_REQUEST), (old_form, StatusCode::OK)] {
            let response = ask(query, Some(accept)).await;
            assert_eq!(response.status(), status, "{query}");
            assert_eq!(response.headers()["content-type"], format!("{accept}; charset=utf-8"));
            let answer = json_of(response).await;
            assert_eq!(answer.get("data"), None, "{answer}");
            assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{query}: {answer}");
        }
    }
    // An error of a field is part of an answer.
    let response = ask("{ province(code: \"x y\") { name } dataset { name } }", Some(GRAPHQL_RESPONSE)).await;
    assert_eq!(response.status(), StatusCode::OK);
    let answer = json_of(response).await;
    assert_eq!(answer["data"]["province"], Value::Null, "{answer}");
    assert!(answer["data"]["dataset"]["name"].is_string(), "{answer}");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
    assert_eq!(answer["errors"][0]["extensions"].get("requestId"), None, "{answer}");
}

#[tokio::test]
async fn citations_on_request() {
    let server = served().await;
    let query = "{ stats(first: 3, filter: {source: {eq: \"ezhejiang-2021-04-01\"}}) { nodes { value } } }";
    let ask = |values: &[&str]| {
        let post = body(&server, json!({"query": query}).to_string());
        send(values.iter().fold(post, |post, value| post.header("x-atlas-citations", *value)))
    };
    let on = ask(&["on"]).await;
    assert_eq!(on.status(), StatusCode::OK);
    assert_eq!(on.headers()["vary"], "Accept, Accept-Encoding, GraphQL-Cost, X-Atlas-Citations");
    let on = json_of(on).await;
    let cited = on["extensions"]["citations"].as_array().expect("citations");
    assert_eq!(cited.len(), 1, "{on}");
    assert_eq!(cited[0]["slug"], "ezhejiang-2021-04-01");
    for values in [&[][..], &["off"]] {
        let off = ask(values).await;
        assert_eq!(off.status(), StatusCode::OK);
        assert_eq!(off.headers()["vary"], "Accept, Accept-Encoding, GraphQL-Cost, X-Atlas-Citations");
        let off = json_of(off).await;
        assert_eq!(off["data"], on["data"]);
        assert_eq!(off.get("extensions"), None, "{off}");
    }
    for values in [&["yes"][..], &["ON"], &[""], &["on, off"], &["on", "on"]] {
        let response = ask(values).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{values:?}");
        let answer = json_of(response).await;
        assert_eq!(answer["errors"][0]["message"], "The header X-Atlas-Citations must be on or off.");
        let extensions = json!({"code": "BAD_USER_INPUT", "argument": "X-Atlas-Citations"});
        assert_eq!(answer["errors"][0]["extensions"], extensions, "{values:?}");
    }
    // By GET too.
    let mut url = server.url("/graphql").parse::<reqwest::Url>().expect("an address");
    url.query_pairs_mut().append_pair("query", query);
    let get = json_of(send(server.client().get(url).header("X-Atlas-Citations", "on")).await).await;
    assert_eq!(get, on);
    // A request that is not executed cites nothing.
    let unknown = body(&server, json!({"query": "{ nothing }"}).to_string()).header("x-atlas-citations", "on");
    assert_eq!(json_of(send(unknown).await).await.get("extensions"), None);
}

#[tokio::test]
async fn limits() {
    let server = served().await;
    let deep = format!(
        "{{ {}dataset {{ name }}{} }}",
        "a: province(code: \"CN-ZJ\") { country { ".repeat(10),
        "} }".repeat(10)
    );
    let response = send(body(&server, json!({"query": deep}).to_string()).header("accept", GRAPHQL_RESPONSE)).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let answer = json_of(response).await;
    let extensions = &answer["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "LIMIT_EXCEEDED", "{answer}");
    assert!(extensions["actual"].as_i64() > extensions["limit"].as_i64(), "{answer}");

    // Each fragment spreads the next twice: two to the power of 60 fields.
    let link = |n| format!("fragment F{n} on Query {{ ...F{} ...F{} }}", n + 1, n + 1);
    let chain = (0..60).map(link).collect::<Vec<_>>().join(" ");
    let chain = format!("{{ ...F0 }} {chain} fragment F60 on Query {{ dataset {{ name }} }}");
    let answer = json_of(send(body(&server, json!({"query": chain}).to_string())).await).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED", "{answer}");

    let brackets = "{a".repeat(50_000);
    let response = send(body(&server, json!({"query": brackets}).to_string())).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(json_of(response).await["errors"][0]["message"].is_string());
    let lists = format!("{{ province(code: {}) {{ name }} }}", "[".repeat(100_000));
    let response = send(body(&server, json!({"query": lists}).to_string())).await;
    assert!(json_of(response).await["errors"][0]["message"].is_string());
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
}

#[tokio::test]
async fn request_ids() {
    let server = served().await;
    let echoed = async |id: &str| {
        let response = send(server.client().get(server.url("/healthz")).header("x-request-id", id)).await;
        response.headers()["x-request-id"].to_str().expect("an id").to_owned()
    };
    let longest = "x".repeat(128);
    for sane in ["7", "0198c0de-aaaa-7bbb-8ccc-dddddddddddd", "a/b:c=d+e", &longest] {
        assert_eq!(echoed(sane).await, sane);
    }
    let mut made = Vec::new();
    for absurd in ["", "two words", "a\tb", &"x".repeat(129)] {
        made.push(echoed(absurd).await);
    }
    let none = server.get("/healthz").await;
    made.push(none.headers()["x-request-id"].to_str().expect("an id").to_owned());
    for absurd in [&b"\xff\xfe"[..], "杭州".as_bytes()] {
        let head = [b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-Id: ", absurd, b"\r\n\r\n"].concat();
        let answer = exchange(&server, &head).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        made.push(answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).expect("an id").to_owned());
    }
    assert!(made.iter().all(|id| id.len() == 36 && id.is_ascii()), "{made:?}");
    made.sort();
    made.dedup();
    assert_eq!(made.len(), 7, "each is another");

    // The same id is in the log.
    assert_eq!(echoed("in-the-log").await, "in-the-log");
    server.process.stderr.line_with("in-the-log").await;
}

#[tokio::test]
async fn compression() {
    let server = served().await;
    let query = json!({"query": "{ provinces(first: 100) { nodes { name code gbCode } } }"}).to_string();
    let plain = send(body(&server, query.clone())).await;
    assert_eq!(plain.headers().get("content-encoding"), None);
    let plain = plain.bytes().await.expect("a body");
    let packed = send(body(&server, query).header("accept-encoding", "gzip")).await;
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let vary: Vec<_> = packed.headers().get_all("vary").iter().filter_map(|value| value.to_str().ok()).collect();
    assert!(vary.join(",").to_lowercase().contains("accept-encoding"), "{vary:?}");
    let packed = packed.bytes().await.expect("a body");
    assert!(packed.starts_with(&[0x1f, 0x8b]) && packed.len() < plain.len(), "{} of {}", packed.len(), plain.len());
}

#[tokio::test]
async fn malformed_http_does_no_harm() {
    let server = served().await;
    for request in [
        "NONSENSE\r\n\r\n",
        "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: nonsense\r\n\r\n",
        "GET /graphql?query={dataset{name}} HTTP/1.1\r\nHost: x\r\nAccept: ;;;\r\n\r\n",
    ] {
        let answer = exchange(&server, request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{request}: {answer}");
    }
    for query in ["%zz", "%ff", "%", "%00"] {
        let answer =
            exchange(&server, format!("GET /graphql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await;
        assert!(answer.contains("GRAPHQL_PARSE_FAILED"), "{query}: {answer}");
    }
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
}
