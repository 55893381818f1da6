//! Every read that a user can reach has an index.

use std::fs;

use testkit::generated::Size;

use crate::{
    feature,
    support::{ask_with, folder, queries, variables},
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

/// With as many stats as it takes for a sequential scan to look cheap where it is not, and the planner free to choose.
#[tokio::test]
async fn no_feature_reads_all_stats() {
    let database = testkit::generated(Size { clusters: 1_000, stats: 50_000 }).await;
    for feature in feature::all() {
        let variables = feature.variables(database.store()).await;
        let asked = ask_with(database.store(), &feature.query, variables).await;
        assert_eq!(feature::fault(&asked.json), None, "{}", feature.name);
        for (sql, plan) in asked.loader.session().chosen_plans().await.expect("plans") {
            assert!(!feature::reads_all_stats(&plan), "{}\n{sql}\n{plan}", feature.name);
        }
    }
}
