//! Every statement that a request can cause uses an index.

use std::fs;

use testkit::generated::Size;

use crate::{
    features,
    support::{ask, ask_with, folder, queries, variables},
};

#[tokio::test]
async fn no_case_needs_a_sequential_scan() {
    let database = testkit::seeded().await;
    let mut checked = 0;
    for case in queries(&folder("cases")).into_iter().chain(queries(&folder("contract"))) {
        let query = fs::read_to_string(&case).expect("a query");
        let asked = ask_with(database.store(), &query, variables(&case)).await;
        for (sql, plan) in asked.loader.session().recorded_plans().await.expect("plans") {
            assert!(!plan.contains("Seq Scan"), "{}\n{sql}\n{plan}", case.display());
            checked += 1;
        }
    }
    assert!(checked > 200, "only {checked} statements");
}

/// With as many stats as it takes for the planner, free to choose, to prefer an index wherever one helps.
#[tokio::test]
async fn no_feature_reads_all_stats() {
    let database = testkit::generated(Size { clusters: 1_000, stats: 50_000 }).await;
    for feature in features::all() {
        let variables = feature.variables(database.store()).await;
        let asked = ask_with(database.store(), &feature.query, variables).await;
        assert_eq!(features::fault(&asked.json), None, "{}", feature.name);
        let read_all = features::that_read_all_stats(&asked).await;
        assert!(read_all.is_empty(), "{}\n{}", feature.name, read_all.join("\n"));
    }
}

/// The test above would see it.
#[tokio::test]
async fn without_its_indexes_a_feature_reads_all_stats() {
    let database = testkit::generated(Size::of(5_000)).await;
    let indexes = "select format('drop index %I', indexrelid::regclass) from pg_index
         where indrelid = 'stat'::regclass and not indisunique";
    database
        .execute(&format!(
            "do $$ declare index text; begin for index in {indexes} loop execute index; end loop; end $$"
        ))
        .await;
    let query = r#"{ stats(filter: {indicator: {eq: "output_value"}}) { totalCount } }"#;
    let asked = ask(database.store(), query).await;
    assert_eq!(features::that_read_all_stats(&asked).await.len(), 1);
}
