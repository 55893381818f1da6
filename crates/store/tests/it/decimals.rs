//! A figure comes back as it was written: every digit, and the scale.

use store::{
    filter::Filter,
    list::Page,
    order::Direction::Ascending,
    stat::{self, Stats},
};

use crate::support::first;

/// In the order of their values.
const FIGURES: [&str; 8] = [
    "-12345678901234567890.123",
    "-0.0000000000000000000000000001",
    "0.00",
    "55.5",
    "55.50",
    "100",
    "12345678901234567890.123",
    "9999999999999999999999999999",
];

#[tokio::test]
async fn of_figures_and_thresholds() {
    let database = testkit::seeded().await;
    for (number, figure) in FIGURES.iter().enumerate() {
        database
            .execute(&format!(
                "insert into stat (key, subject_id, subject_kind, subject_key, indicator_id, indicator_code, value, unit_code,
                                   qualifier, period_label, period_start, period_end, period_basis, product,
                                   threshold_value, threshold_unit_code, source_id)
                 select 'exact-{number}', subject_id, subject_kind, subject_key, indicator_id, indicator_code, {figure},
                        unit_code, 'exact', '2024', '2024-01-01', '2024-12-31', 'stated', 'exactness',
                        {figure}, unit_code, source_id
                 from stat order by key limit 1"
            ))
            .await;
    }
    let session = database.store().session();

    // Through SeaORM, by key.
    let keys: Vec<String> = (0..FIGURES.len()).map(|number| format!("exact-{number}")).collect();
    let mut rows = session.stat_by_keys(&keys).await.expect("stats by key");
    rows.sort_by(|one, other| one.key.cmp(&other.key));
    assert_eq!(rows.iter().map(|row| row.value.0.as_str()).collect::<Vec<_>>(), FIGURES);
    assert!(rows.iter().all(|row| row.threshold_value.as_ref() == Some(&row.value)));

    // Through a list, with the position as well, and on from there.
    let filter = Filter::Is(stat::Condition::Products(vec!["exactness".to_owned()]));
    let order = [(stat::Field::Value, Ascending)];
    let mut page = first(1);
    for figure in FIGURES {
        let rows = session.list::<Stats>(&filter, &order, &page).await.expect("a page").rows;
        assert_eq!(rows[0].row.value.0, figure);
        assert_eq!(rows[0].row.threshold_value.as_ref().map(|value| value.0.as_str()), Some(figure));
        let position = rows[0].position.clone().expect("a position");
        assert_eq!(position[0].as_deref(), Some(figure));
        page = Page { after: Some(position), ..page };
    }
}

#[tokio::test]
async fn of_coordinates() {
    let database = testkit::seeded().await;
    database
        .execute("update province set latitude = 30.10, longitude = 120.000000000000000000001 where code = 'CN-ZJ'")
        .await;
    let session = database.store().session();
    let found = session.province_by_codes(&["CN-ZJ".to_owned()]).await.expect("a province");
    let text = |value: &Option<entity::Decimal>| value.as_ref().map(ToString::to_string);
    assert_eq!(text(&found[0].latitude).as_deref(), Some("30.10"));
    assert_eq!(text(&found[0].longitude).as_deref(), Some("120.000000000000000000001"));
}
