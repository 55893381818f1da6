//! Hearing of releases while PostgreSQL dies and is restarted.

use store::{Store, Watched};

use crate::scratch::{Scratch, execute, kill, text};

#[tokio::test]
async fn a_restart_is_noticed() {
    let scratch = Scratch::new();
    let postgres = scratch.serve().await;
    let options = postgres.connect_options();
    let store = Store::with_options(options.clone(), 2).await.expect("a store");
    store.migrate().await.expect("migrations");
    let mut releases = store.watch();
    assert_eq!(releases.wait_for(|watched| watched.live).await.expect("it listens").release, None);
    execute(
        &options,
        "insert into release (package, version, title, license, checksum, counts)
         select 'test', 'version', 'title', 'license', repeat('0', 64), '{}'",
    )
    .await;
    let release = text(&options, "select max(id)::text from release").await;
    let is_seen = |watched: &Watched| watched.release.is_some_and(|seen| seen.id.0.to_string() == release);
    releases.wait_for(is_seen).await.expect("the release");

    kill(scratch.postmaster());
    releases.wait_for(|watched| !watched.live).await.expect("it goes on");
    let back = *releases.wait_for(|watched| watched.live).await.expect("it listens again");
    // A database that is not durable may have lost it in the crash: what counts is what is there.
    let kept = text(&options, "select coalesce(max(id)::text, '') from release").await;
    assert_eq!(back.release.map_or_else(String::new, |seen| seen.id.0.to_string()), kept);
    store.close().await;
    postgres.stop().await;
}
