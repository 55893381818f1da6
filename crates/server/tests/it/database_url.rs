//! A PostgreSQL of one's own, by `DATABASE_URL`: used as it is, missed when it is away, found again when it is back.

use reqwest::StatusCode;
use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use store::embedded_postgres::{self, Config, Opened, Purpose};
use testkit::until;

use crate::{
    atlas::{Server, run},
    sandbox::Sandbox,
};

/// The address of a database that is reached by a socket.
pub(crate) fn url(options: &PgConnectOptions) -> String {
    let socket = options.get_socket().expect("a socket").display().to_string().replace('/', "%2F");
    format!("postgres://{}@{socket}/{}", options.get_username(), options.get_database().expect("a name"))
}

#[tokio::test]
async fn an_empty_database_is_migrated_and_loaded_once() {
    let database = testkit::database().await;
    let url = url(database.options());
    let server = Server::on_database(&url).await;
    let query = "{ dataset { release { number } } stats(first: 1) { totalCount } }";
    let before = server.query(query).await;
    assert_eq!(before["dataset"]["release"]["number"], 1);
    assert_eq!(before["stats"]["totalCount"], 5440);
    server.stop().await.success();

    let server = Server::on_database(&url).await;
    assert_eq!(server.query(query).await, before);
    let ended = server.stop().await.success();
    assert!(!ended.stderr.contains("loading"), "{ended:?}");
}

/// Both serve the data; only one loads it.
#[tokio::test]
async fn two_servers_can_share_a_database() {
    let database = testkit::database().await;
    let url = url(database.options());
    let (one, other) = tokio::join!(Server::on_database(&url), Server::on_database(&url));
    let query = "{ releases { totalCount } stats(first: 1) { totalCount } }";
    let shown = one.query(query).await;
    assert_eq!(shown, other.query(query).await);
    assert_eq!(shown["releases"]["totalCount"], 1);
    one.stop().await.success();
    assert_eq!(other.query(query).await, shown);
}

#[tokio::test]
async fn an_outage_is_told_and_survived() {
    let sandbox = Sandbox::new();
    let config = Config { state_dir: sandbox.state_dir(), pg_bin: None, durable: false };
    let open = async || match embedded_postgres::open(&config, Purpose::Serve).await.expect("a PostgreSQL") {
        Opened::Owned(postgres) => postgres,
        Opened::Shared(_) => panic!("nobody else runs it"),
    };
    let postgres = open().await;
    let url = url(&postgres.connect_options());
    let server = Server::on_database(&url).await;
    let query = "{ province(code: \"CN-ZJ\") { name stats(first: 2) { nodes { value } } } }";
    let before = server.query(query).await;
    let kept = async |status: &'static str| {
        until(status, async || (server.post(query).await.headers()["cache-status"] == status).then_some(())).await;
    };
    kept("ClusterAtlas; hit").await;
    assert_eq!(server.status("/readyz").await, StatusCode::OK);

    postgres.stop().await;
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let text = ready.text().await.expect("a text");
    assert!(text.starts_with("not ready"), "{text}");
    assert_eq!(server.status("/healthz").await, StatusCode::OK);
    check_unavailable(&server, "{ province(code: \"CN-ZJ\") { gbCode } }").await;
    // What is kept is still answered, and says so.
    kept("ClusterAtlas; hit; detail=database-unavailable").await;
    assert_eq!(server.query(query).await, before);
    let address = server.address.as_str();
    assert_eq!(run(["doctor", "--ready", "--listen", address]).await.code(), Some(1));

    let postgres = open().await;
    until("it is ready again", async || (server.status("/readyz").await == StatusCode::OK).then_some(())).await;
    assert_eq!(server.query(query).await, before);
    run(["doctor", "--ready", "--listen", address]).await.success();
    server.stop().await.success();
    postgres.stop().await;
}

async fn check_unavailable(server: &Server, query: &str) {
    let request = server.client().post(server.url("/graphql")).header("x-request-id", "outage-1");
    let response = request.json(&serde_json::json!({"query": query})).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()["x-request-id"], "outage-1");
    let answer: Value = response.json().await.expect("JSON");
    assert_eq!(answer["data"]["province"], Value::Null, "{answer}");
    let error = &answer["errors"][0];
    assert_eq!(error["extensions"]["code"], "UNAVAILABLE", "{answer}");
    assert_eq!(error["extensions"]["requestId"], "outage-1", "{answer}");
    let message = error["message"].as_str().expect("a message").to_lowercase();
    for cause in ["select", "sqlx", "pool", "socket", "os error", "postgres", "%2f", "/"] {
        assert!(!message.contains(cause), "{cause}: {answer}");
    }
    // Where the cause is: in the log, under the id.
    let log = server.process.stderr.text();
    let logged = log.lines().find(|line| line.contains("outage-1") && line.contains("ERROR"));
    assert!(logged.is_some_and(|line| line.contains("cannot be reached")), "{log}");
}
