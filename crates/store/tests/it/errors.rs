//! What a caller and a person can tell from an error.

use std::{path::Path, time::Duration};

use store::{
    Config, Error, Store,
    embedded_postgres::{Purpose, TemporaryPostgres},
};

async fn refused(url: &str) -> Error {
    let config = Config {
        database_url: Some(url.to_owned()),
        state_dir: Path::new("/nonexistent").to_owned(),
        pg_bin: None,
        max_connections: 1,
        acquire_timeout: Duration::from_secs(3),
    };
    let error = Store::connect(&config, Purpose::Command("test")).await.expect_err(url);
    let text = error.to_string();
    for secret in ["s3cret", "s3%63ret", "owner"] {
        assert!(!text.contains(secret) && !format!("{error:?}").contains(secret), "{secret} in: {error:?}");
    }
    assert!(!text.contains('\n') && text.contains("DATABASE_URL"), "{text}");
    error
}

#[tokio::test]
async fn what_is_no_address_is_told_apart() {
    for url in [
        "",
        "localhost",
        "owner:s3cret@localhost/atlas",
        "mysql://owner:s3cret@localhost/atlas",
        "postgres://owner:s3cret@localhost:port/atlas",
        "postgres://owner:s3cret@localhost:99999/atlas",
        "postgres://owner:s3cret@[::1/atlas",
        "postgres://owner:s3cret@/atlas?sslmode=s3cret",
        "postgres://owner:s3cret@localhost/atlas?port=s3cret",
    ] {
        let error = refused(url).await;
        assert!(matches!(error, Error::Address(_)), "{url}: {error:?}");
        assert!(!error.is_unavailable(), "{url} will not come back");
    }
}

#[tokio::test]
async fn nobody_listens_there() {
    let error = refused("postgres://owner:s3cret@127.0.0.1:1/atlas").await;
    assert!(matches!(error, Error::Connect { .. }) && error.is_unavailable(), "{error:?}");
    assert!(error.to_string().contains("127.0.0.1:1, database atlas"), "{error}");

    let error = refused("postgres://owner:s3cret@%2Fnonexistent/atlas").await;
    assert!(matches!(error, Error::Connect { .. }), "{error:?}");
    assert!(error.to_string().contains("/nonexistent (socket), database atlas"), "{error}");
}

#[tokio::test]
async fn there_is_no_such_database() {
    let database = testkit::database().await;
    let options = database.options().clone().database("no_such_database");
    let error = Store::with_options(options, 1).await.expect_err("no database");
    let text = error.to_string();
    assert!(matches!(error, Error::Connect { .. }) && text.contains("no_such_database"), "{text}");
    assert!(!text.contains('\n'), "{text}");
}

#[tokio::test]
async fn a_database_that_goes_away_is_unavailable() {
    let postgres = TemporaryPostgres::start(&std::env::temp_dir()).await.expect("a PostgreSQL");
    let store = Store::with_options(postgres.connect_options(), 2).await.expect("a store");
    store.migrate().await.expect("migrations");
    let reading = store.session();
    assert_eq!(reading.release_current().await.expect("an answer"), None);

    drop(postgres);

    let error = reading.release_current().await.expect_err("the connection is gone");
    assert!(error.is_unavailable(), "{error:?}");
    let error = store.session().release_current().await.expect_err("the database is gone");
    assert!(error.is_unavailable(), "{error:?}");
    let error = store.readiness().await.expect_err("the database is gone");
    assert!(error.is_unavailable(), "{error:?}");
    assert_eq!(error.to_string(), "the database cannot be reached");
}

#[tokio::test]
async fn a_statement_that_fails_is_another_matter() {
    let database = testkit::database().await;
    database.execute("drop table stat").await;
    let session = database.store().session();
    let error = session.stat_by_keys(&["key".to_owned()]).await.expect_err("no table");
    assert!(matches!(error, Error::Statement(_)) && !error.is_unavailable(), "{error:?}");
    // The snapshot is lost with it.
    let error = session.release_current().await.expect_err("the transaction has failed");
    assert!(matches!(error, Error::Statement(_)), "{error:?}");
    assert_eq!(database.store().session().release_current().await.expect("another session"), None);

    let database = testkit::database().await;
    database.execute("alter table unit drop constraint unit_kind_check").await;
    database.execute("insert into unit (code, name_en, name_zh, kind) values ('x', 'X', 'X', 'unheard-of')").await;
    let error = database.store().session().unit_by_codes(&["x".to_owned()]).await.expect_err("no such kind");
    assert!(matches!(error, Error::Row(_)) && !error.is_unavailable(), "{error:?}");
}
