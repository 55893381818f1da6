//! What is found after an import.

use import::{Package, Progress};
use store::{
    Store,
    filter::Filter,
    list::Page,
    search::{Hits, SearchQuery, query_tokens},
};

use crate::edited_package::EditedPackage;

/// What a query finds, each by kind, key and text, best first.
async fn found(store: &Store, query: &str) -> Vec<String> {
    let session = store.session();
    let matches = session.search_matches(&query_tokens(query)).await.expect("senses");
    let matches = matches.into_iter().map(|(_, sense)| sense).collect();
    let page =
        Page { limit: 100, backwards: false, after: None, before: None, positions: false, more: false, brief: false };
    let filter = Filter::Is(SearchQuery::new(query, matches, None));
    let hits = session.list::<Hits>(&filter, &[], &page).await.expect("hits");
    hits.rows.into_iter().map(|hit| format!("{:?} {} {}", hit.row.kind, hit.row.key, hit.row.text)).collect()
}

async fn import(store: &Store, package: &Package, dry_run: bool) -> bool {
    import::import(store, package, dry_run, &Progress::quiet()).await.expect("a package that loads").is_empty()
}

#[tokio::test]
async fn a_renamed_cluster_is_found_by_its_new_name_only() {
    let database = testkit::seeded().await;
    let store = database.store();
    let copied = EditedPackage::new();
    let (slug, old) = (copied.get("clusters.csv", 2, "slug"), copied.get("clusters.csv", 2, "name_en"));
    assert_eq!(found(store, &old).await, [format!("Cluster {slug} {old}")]);
    copied.set("clusters.csv", 2, "name_en", "Quuxville Zymurgy Cluster");
    import(store, &copied.package(), true).await;
    assert_eq!(found(store, "zymurgy").await, Vec::<String>::new(), "a dry run writes nothing");
    import(store, &copied.package(), false).await;
    let renamed = [format!("Cluster {slug} Quuxville Zymurgy Cluster")];
    assert_eq!(found(store, "zymurgy").await, renamed);
    assert_eq!(found(store, "zymrugy").await, renamed, "also with a typing error: the new word is known");
    assert_eq!(found(store, &old).await, Vec::<String>::new());

    import(store, &EditedPackage::new().package(), false).await;
    assert_eq!(found(store, "zymurgy").await, Vec::<String>::new());
    assert_eq!(found(store, "zymrugy").await, Vec::<String>::new());
    assert_eq!(found(store, &old).await, [format!("Cluster {slug} {old}")]);
}

#[tokio::test]
async fn a_name_that_goes_is_not_found() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let line = copied.find("names.csv", "name", "中国声谷");
    let hefei = format!("Cluster {} 中国声谷", copied.get("names.csv", line, "subject"));
    assert!(found(database.store(), "中国声谷").await.contains(&hefei));
    copied.delete_line("names.csv", line);
    import(database.store(), &copied.package(), false).await;
    assert!(!found(database.store(), "中国声谷").await.contains(&hefei));
}

/// As in a database of a program that knew nothing of search.
#[tokio::test]
async fn an_import_of_the_same_package_fills_what_is_missing() {
    let database = testkit::seeded().await;
    let before = found(database.store(), "electronics").await;
    assert!(before.contains(&"City 330382 China's Capital of Electronics".to_owned()), "{before:?}");
    database.execute("delete from search where kind <> 'source'; delete from search where text like '%a%'").await;
    database.execute("refresh materialized view search_word").await;
    assert_ne!(found(database.store(), "electronics").await, before);
    assert!(import(database.store(), &Package::bundled(), false).await, "nothing changes");
    assert_eq!(found(database.store(), "electronics").await, before);
    assert_eq!(found(database.store(), "elecrtonics").await, before);
}

/// What is found does not depend on what the database takes for a letter.
#[tokio::test]
async fn a_database_of_any_locale_finds_the_same() {
    let database = testkit::seeded().await;
    database.execute("create database plain template template0 lc_ctype 'C' lc_collate 'C'").await;
    let plain = Store::with_options(database.options().clone().database("plain"), 2).await.expect("a store");
    plain.migrate().await.expect("migrations");
    import(&plain, &Package::bundled(), false).await;
    for (query, least) in [
        ("浙", 2),
        ("浙江", 2),
        ("集群", 50),
        ("温州市乐清电气集群", 1),
        ("温州乐清电器集群", 1),
        ("yueqing ELECTR", 1),
        ("yueqnig electircal", 1),
        ("五金 永康", 0),
        ("CN-ZJ", 1),
        ("５Ｇ", 0),
    ] {
        let seeded = found(database.store(), query).await;
        assert!(seeded.len() >= least, "{query}: {seeded:?}");
        assert_eq!(found(&plain, query).await, seeded, "{query}");
    }
    plain.close().await;
}
