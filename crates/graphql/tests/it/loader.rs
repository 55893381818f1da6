//! One statement a level, also where a level is so large that the executor takes it in several turns.

use crate::support::ask;

#[tokio::test]
async fn long_lists_in_long_lists_take_one_statement_a_level() {
    let database = testkit::seeded().await;
    let query = |provinces: u32, stats: u32| {
        format!(
            r#"{{ provinces(first: {provinces}) {{ nodes {{ stats(first: {stats}, filter: {{unit: {{eq: "CNY"}}}}) {{ nodes {{
               source {{ slug }} indicator {{ unit {{ kind }} }} subject {{ ... on Province {{ capital }} }}
               valueIn(unit: "USD") {{ rate {{ stat {{ source {{ slug }} indicator {{ code }} }} }} }} }} }} }} }} }}"#
        )
    };
    let few = ask(database.store(), &query(3, 3)).await;
    assert!(few.json.get("errors").is_none(), "{:#}", few.json);
    for (provinces, stats) in [(34, 100), (34, 3), (3, 100)] {
        let many = ask(database.store(), &query(provinces, stats)).await;
        assert_eq!(many.sql.len(), few.sql.len(), "{provinces} provinces, {stats} stats\n{}", many.sql.join("\n"));
    }
}
