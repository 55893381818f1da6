//! Every read that a user can reach has an index.

use std::fs;

use crate::support::{ask_with, folder, queries, variables};

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
