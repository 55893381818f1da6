//! Subscriptions: an answer for each release, made from the data as it is then.

use std::sync::Arc;

use entity::ReleaseId;
use futures_util::{FutureExt, StreamExt, stream::BoxStream};
use graphql::{Answer, Request, Schema};
use serde_json::{Value, json};
use store::{ReleaseStamp, Store, Watched};
use testkit::Database;
use tokio::sync::watch;

const CHANGED: &str = "subscription { datasetChanged { version release { number } } }";

/// A database, and the news about it.
struct World {
    database: Database,
    store: Arc<Store>,
    releases: watch::Sender<Watched>,
}

impl World {
    async fn new() -> Self {
        let database = testkit::seeded().await;
        let store = Arc::new(database.another_store().await);
        database.execute("update release set loaded_at = to_timestamp(id)").await;
        let releases = watch::Sender::new(Watched { release: Some(stamp(1)), live: true });
        Self { database, store, releases }
    }

    async fn subscribe(&self, document: &str) -> Result<BoxStream<'static, Answer>, Value> {
        let schema = Schema::default();
        let checked = schema.check(Request::new(document)).map_err(|answer| json_of(*answer))?;
        assert!(checked.is_subscription() && !checked.is_query());
        let opened = schema.subscribe(checked, Arc::clone(&self.store), self.releases.subscribe()).await;
        opened.map_err(|answer| json_of(*answer))
    }

    /// Makes a release, and tells of it.
    async fn release(&self, number: i64) {
        let columns = "title, package, license, checksum, counts";
        let insert = format!(
            "insert into release (version, loaded_at, {columns})
             select 'version {number}', to_timestamp({number}), {columns} from release where id = 1"
        );
        self.database.execute(&insert).await;
        self.tell(number);
    }

    fn tell(&self, number: i64) {
        self.releases.send_replace(Watched { release: Some(stamp(number)), live: true });
    }
}

/// That of a release which is loaded as many seconds after 1970.
fn stamp(number: i64) -> ReleaseStamp {
    ReleaseStamp { loaded_at: number * 1_000_000, id: ReleaseId(number) }
}

fn json_of(answer: Answer) -> Value {
    serde_json::from_str(&answer.into_json("test-request")).expect("JSON")
}

async fn next(stream: &mut BoxStream<'static, Answer>) -> Value {
    json_of(stream.next().await.expect("an event"))
}

fn release(number: i64) -> Value {
    json!({"data": {"datasetChanged": {"version": format!("version {number}"), "release": {"number": number}}}})
}

#[tokio::test]
async fn an_answer_for_each_release() {
    let world = World::new().await;
    let mut stream = world.subscribe(CHANGED).await.expect("a subscription");
    assert!(stream.next().now_or_never().is_none(), "nothing is new");
    world.release(2).await;
    assert_eq!(next(&mut stream).await, release(2));
    // The same news once more, or other news about the same release, are none.
    world.tell(2);
    world.releases.send_replace(Watched { release: Some(stamp(2)), live: false });
    assert!(stream.next().now_or_never().is_none());
    // Of several at once the last.
    world.release(3).await;
    world.release(4).await;
    assert_eq!(next(&mut stream).await, release(4));
    assert!(stream.next().now_or_never().is_none());
    // When nobody watches any more, nothing will come.
    drop(world.releases);
    assert!(stream.next().await.is_none());
}

/// A number that comes again in a database that was made anew.
#[tokio::test]
async fn another_release_of_the_same_number_is_news() {
    let world = World::new().await;
    let mut stream = world.subscribe(CHANGED).await.expect("a subscription");
    world.release(2).await;
    assert_eq!(next(&mut stream).await, release(2));
    world.database.execute("update release set loaded_at = to_timestamp(7) where id = 2").await;
    let anew = ReleaseStamp { loaded_at: 7_000_000, ..stamp(2) };
    world.releases.send_replace(Watched { release: Some(anew), live: true });
    assert_eq!(next(&mut stream).await, release(2));
    assert!(stream.next().now_or_never().is_none());
}

#[tokio::test]
async fn what_a_client_missed_comes_at_once() {
    let world = World::new().await;
    world.release(2).await;
    let mut stream = world.subscribe(&CHANGED.replace("Changed", "Changed(since: 1)")).await.expect("a subscription");
    assert_eq!(next(&mut stream).await, release(2));
    assert!(stream.next().now_or_never().is_none());
    world.release(3).await;
    assert_eq!(next(&mut stream).await, release(3));

    let mut stream = world.subscribe(&CHANGED.replace("Changed", "Changed(since: 3)")).await.expect("a subscription");
    assert!(stream.next().now_or_never().is_none());
    world.release(4).await;
    assert_eq!(next(&mut stream).await, release(4));
}

/// The current release is no news, even where nothing was heard of it yet.
#[tokio::test]
async fn the_first_news_may_be_old() {
    let world = World::new().await;
    world.releases.send_replace(Watched { release: None, live: false });
    let mut stream = world.subscribe(CHANGED).await.expect("a subscription");
    world.tell(1);
    assert!(stream.next().now_or_never().is_none());
    world.release(2).await;
    assert_eq!(next(&mut stream).await, release(2));
}

#[tokio::test]
async fn fragments_aliases_and_variables() {
    let world = World::new().await;
    let documents = [
        "subscription { ...root } fragment root on Subscription { ...inner ...inner }
         fragment inner on Subscription { datasetChanged { ...fields } }
         fragment fields on Dataset { version release { number } }",
        "subscription { ... on Subscription { ... { datasetChanged { version release { number } } } } }",
        "subscription Only($skip: Boolean = false) { datasetChanged { version @skip(if: $skip) release { number } } }",
    ];
    for (document, number) in documents.into_iter().zip(2..) {
        let mut stream = world.subscribe(document).await.expect(document);
        world.release(number).await;
        assert_eq!(next(&mut stream).await, release(number));
    }
    let mut stream = world.subscribe("subscription { changed: datasetChanged(since: 1) { name } }").await.expect("one");
    assert_eq!(
        next(&mut stream).await,
        json!({"data": {"changed": {"name": "china-advanced-manufacturing-clusters"}}})
    );
}

#[tokio::test]
async fn what_is_refused() {
    let world = World::new().await;
    for (document, part) in [
        ("subscription { nothing }", "nothing"),
        ("subscription { datasetChanged }", "datasetChanged"),
        ("subscription { datasetChanged { nothing } }", "nothing"),
        ("subscription { datasetChanged(since: \"1\") { name } }", "since"),
        ("subscription { a: datasetChanged { name } b: datasetChanged { name } }", "exactly one field"),
        (
            "subscription { datasetChanged { name } ...more } fragment more on Subscription { b: datasetChanged { name } }",
            "exactly one",
        ),
        ("subscription { __typename }", "__typename"),
        ("subscription { datasetChanged @skip(if: true) { name } }", "exactly one field"),
        ("subscription { ...no } fragment no on Query { dataset { name } }", "no"),
        ("subscription { ... on Query { dataset { name } } }", "Query"),
    ] {
        let Err(answer) = world.subscribe(document).await else { panic!("not refused: {document}") };
        assert_eq!(answer.get("data"), None, "{answer}");
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{answer}");
        assert!(error["message"].as_str().is_some_and(|message| message.contains(part)), "{answer}");
    }
    // By its value, not by its type: that is found by the field.
    let mut stream =
        world.subscribe("subscription { datasetChanged(since: null) { name } }").await.expect("a subscription");
    let answer = next(&mut stream).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
    assert_eq!(answer["errors"][0]["extensions"]["argument"], "since", "{answer}");
}

/// The subscription outlives a database that is away.
#[tokio::test]
async fn an_error_comes_in_place_of_what_cannot_be_read() {
    let world = World::new().await;
    let mut stream = world.subscribe(CHANGED).await.expect("a subscription");
    world.database.execute("alter table release rename to gone").await;
    world.tell(2);
    let answer = next(&mut stream).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "INTERNAL_SERVER_ERROR", "{answer}");
    assert_eq!(answer["data"], Value::Null);
    world.database.execute("alter table gone rename to release").await;
    world.release(2).await;
    assert_eq!(next(&mut stream).await, release(2));
}
