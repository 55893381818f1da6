//! Which exchange rate an amount is converted by, and how exactly.

use serde_json::{Value, json};
use testkit::Database;

use crate::support::{ask, data};

/// The first half of 2022 in yuan: 32,710,000,000 of them. The rate of the year is 6.7290.
const YUAN: &str = "o-ffefe67219b4";
/// Rates like that of 2022, but each with something of its own.
const COPY: &str = "insert into stat
    (key, value, unit_code, qualifier, period_label, period_start, period_end, period_basis, scope, product, source_id,
     subject_id, subject_kind, subject_key, indicator_id, indicator_code)
    select v.key, v.value, v.unit_code, v.qualifier, 'x', v.first_day::date, v.last_day::date, v.basis, v.scope, v.product,
        (select id from source where slug = v.source),
        subject_id, subject_kind, subject_key, indicator_id, indicator_code
    from stat, (values ROWS) as v (key, value, unit_code, qualifier, first_day, last_day, basis, scope, product, source)
    where stat.key = 'o-9de267efd5f8'";

async fn add_rates(database: &Database, rows: &str) {
    database.execute(&COPY.replace("ROWS", rows)).await;
}

async fn convert(database: &Database, key: &str, arguments: &str) -> Value {
    let fields = "value reason rate { value unitCode stat { key } }";
    let query = format!(r#"{{ stat(key: "{key}") {{ valueIn({arguments}) {{ {fields} }} }} }}"#);
    data(database.store(), &query).await["stat"]["valueIn"].take()
}

async fn rate_of(database: &Database) -> Value {
    convert(database, YUAN, r#"unit: "USD""#).await["rate"]["stat"]["key"].take()
}

#[tokio::test]
async fn the_rate_is_that_of_the_shortest_period_around_the_figure() {
    let database = testkit::seeded().await;
    assert_eq!(rate_of(&database).await, "o-9de267efd5f8");
    // None of these is the rate of the country, or none contains the first half of 2022.
    add_rates(
        &database,
        "('scoped', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', 'black market', null, 'fred-exchange-rates-annual'),
         ('product', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', null, 'notes', 'fred-exchange-rates-annual'),
         ('late', 6, 'CNY_per_USD', 'exact', '2022-01-02', '2022-06-30', 'stated', null, null, 'fred-exchange-rates-annual'),
         ('early', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-29', 'stated', null, null, 'fred-exchange-rates-annual'),
         ('zero', 0, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', null, null, 'fred-exchange-rates-annual'),
         ('long', 6, 'CNY_per_USD', 'exact', '2021-01-01', '2022-12-31', 'stated', null, null, 'fred-exchange-rates-annual')",
    )
    .await;
    assert_eq!(rate_of(&database).await, "o-9de267efd5f8");
    // Each of these goes before all above it.
    for row in [
        "('e-estimated', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'estimated', null, null, 'fred-exchange-rates-annual')",
        "('d-rounded', 6, 'CNY_per_USD', 'about', '2022-01-01', '2022-06-30', 'stated', null, null, 'fred-exchange-rates-annual')",
        "('c-undated', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', null, null, 'undated')",
        "('b-old', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', null, null, 'old')",
        "('z-new', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', null, null, 'new')",
        "('a-new', 6, 'CNY_per_USD', 'exact', '2022-01-01', '2022-06-30', 'stated', null, null, 'new')",
    ] {
        database
            .execute(
                "insert into source (slug, title, publisher, published_on, accessed_on, language, seed)
                 select v.slug, 'x', 'x', v.published_on, '2026-01-01', 'en', false
                 from (values ('undated', null), ('old', '2020'), ('new', '2020-06')) as v (slug, published_on)
                 on conflict do nothing",
            )
            .await;
        add_rates(&database, row).await;
        assert_eq!(rate_of(&database).await, row[2..].split('\'').next().expect("a key"));
    }
}

#[tokio::test]
async fn a_rate_serves_both_ways_whichever_way_it_is_quoted() {
    let database = testkit::seeded().await;
    let quoted = convert(&database, YUAN, r#"unit: "USD""#).await;
    assert_eq!(quoted["rate"]["unitCode"], "CNY_per_USD");
    // 32710000000 / 6.7290 = 4861049190.07281914…
    assert_eq!(quoted["value"], "4861049190.07");
    database
        .execute("insert into unit (code, name_en, name_zh, kind) values ('USD_per_CNY', 'x', 'x', 'exchange_rate')")
        .await;
    add_rates(
        &database,
        "('inverse', 0.15, 'USD_per_CNY', 'exact', '2022-01-01', '2022-06-30', 'stated', null, null, 'fred-exchange-rates-annual')",
    )
    .await;
    let inverse = convert(&database, YUAN, r#"unit: "USD""#).await;
    assert_eq!(
        inverse,
        json!({
            "value": "4906500000", "reason": null,
            "rate": {"value": "0.15", "unitCode": "USD_per_CNY", "stat": {"key": "inverse"}},
        })
    );
    // 886730000000 / 0.15 = 5911533333333.33…
    let back = convert(&database, "o-7ee9e54ebca2", r#"unit: "CNY", scale: HUNDRED_MILLION"#).await;
    assert_eq!(back["value"], "59115.3333333333");
}

#[tokio::test]
async fn without_a_rate_there_is_no_value_but_a_reason() {
    let database = testkit::seeded().await;
    let gone = |reason| json!({"value": null, "reason": reason, "rate": null});
    assert_eq!(convert(&database, YUAN, r#"unit: "USD", rate: SOURCE"#).await, gone("NO_EQUIVALENT"));
    database
        .execute("insert into unit (code, name_en, name_zh, kind) values ('EUR', 'euros', '欧元', 'currency')")
        .await;
    assert_eq!(convert(&database, YUAN, r#"unit: "EUR""#).await, gone("NO_RATE"));
    // The figure reaches beyond every period for which there is a rate.
    database.execute(&format!("update stat set period_start = '2021-12-31' where key = '{YUAN}'")).await;
    assert_eq!(convert(&database, YUAN, r#"unit: "USD""#).await, gone("NO_RATE"));
    let as_it_is = convert(&database, YUAN, r#"unit: "CNY", scale: HUNDRED_MILLION"#).await;
    assert_eq!(as_it_is, json!({"value": "327.1", "reason": null, "rate": null}));
}

#[tokio::test]
async fn long_amounts_are_converted_to_the_last_digit() {
    let database = testkit::seeded().await;
    let set = |value: &str| format!("update stat set value = {value} where key = '{YUAN}'");
    for (value, arguments, converted) in [
        ("9999999999999999999999999999", r#"unit: "USD""#, "1486104919007281914103135681.23"),
        ("0.00", r#"unit: "USD""#, "0"),
        ("-0.0336450", r#"unit: "USD""#, "-0.01"),
        ("-0.0336449", r#"unit: "USD""#, "0"),
        ("9999999999999999999999999999", "scale: TRILLION", "9999999999999999.999999999999"),
        (
            "123456789012345678901234567890123456789.50",
            "scale: TEN_THOUSAND",
            "12345678901234567890123456789012345.678950",
        ),
    ] {
        database.execute(&set(value)).await;
        let answer = convert(&database, YUAN, arguments).await;
        assert_eq!(answer["value"], converted, "{value}");
    }
}

/// A unit of another kind is the fault of the question, and leaves the rest of the answer as it is.
#[tokio::test]
async fn a_wrong_unit_says_which_would_do() {
    let database = testkit::seeded().await;
    for (key, unit, message) in [
        (YUAN, "persons", "unit is of another kind: a figure in CNY cannot be given in persons. Possible: a currency."),
        (YUAN, "share", "unit is of another kind: a figure in CNY cannot be given in share. Possible: a currency."),
        (
            YUAN,
            "CNY_per_USD",
            "unit is of another kind: a figure in CNY cannot be given in CNY_per_USD. Possible: a currency.",
        ),
        (
            "o-66d5258fa86c",
            "CNY",
            "unit is of another kind: a figure in percent cannot be given in CNY. Possible: share, percent, per_mille.",
        ),
        (
            "o-def650254747",
            "vehicles",
            "unit is of another kind: a figure in persons cannot be given in vehicles. Possible: persons.",
        ),
        (
            "o-b5f43815896a",
            "CNY",
            "unit is of another kind: a figure in CNY_per_USD cannot be given in CNY. Possible: CNY_per_USD.",
        ),
        (YUAN, "dollars", "unit names no unit: there is none \"dollars\"; did you mean \"USD\"?"),
        (YUAN, "US$", "unit must be a code of letters, digits and underscores, such as CNY or percent, not \"US$\"."),
    ] {
        let query = format!(r#"{{ stat(key: "{key}") {{ key valueIn(unit: "{unit}") {{ value }} }} }}"#);
        let asked = ask(database.store(), &query).await;
        let error = &asked.json["errors"][0];
        assert_eq!(error["message"], message);
        assert_eq!((&error["extensions"]["code"], &error["extensions"]["argument"]), (&json!("BAD_USER_INPUT"), &json!("unit")));
        assert_eq!(error["path"], json!(["stat", "valueIn"]));
        assert_eq!(asked.json["data"], json!({"stat": {"key": key, "valueIn": null}}));
    }
}
