//! Conflicts and alternatives, found a second time among all figures that the API gives.

use std::collections::HashMap;

use serde_json::{Value, json};
use store::Store;

use crate::support::{ask_cited, data};

/// All nodes of a list, page by page.
async fn all(store: &Store, list: &str, size: usize, arguments: &str, fields: &str) -> Vec<Value> {
    let mut nodes = Vec::new();
    let mut after = String::new();
    loop {
        let query = format!(
            "{{ {list}(first: {size}{after}{arguments}) {{ nodes {{ {fields} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let answer = data(store, &query).await;
        let page = &answer[list];
        nodes.extend(page["nodes"].as_array().expect("nodes").iter().cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            return nodes;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
}

/// A value in millionths.
fn number(stat: &Value) -> i128 {
    let text = stat["value"].as_str().expect("a decimal");
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{fraction:0<6}").parse().expect("digits")
}

/// Millionths as text, without zeros at the end.
fn written(millionths: i128) -> String {
    let text = format!("{millionths:07}");
    let (whole, fraction) = text.split_at(text.len() - 6);
    format!("{whole}.{fraction}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[tokio::test]
async fn conflicts_are_the_figures_whose_values_differ() {
    let database = testkit::seeded().await;
    let figure = "subject { id } indicator { code } unit { code } period { start end } scope product
        threshold { value unit { code } } round { slug }";
    let fields = format!("{figure} key value preferred disputed alternatives {{ key }}");
    let stats = all(database.store(), "stats", 100, "", &fields).await;
    let of_figure = |stat: &Value| {
        let members = ["subject", "indicator", "unit", "period", "scope", "product", "threshold", "round"];
        members.map(|member| stat[member].to_string())
    };
    let mut figures: HashMap<_, Vec<&Value>> = HashMap::new();
    for stat in &stats {
        figures.entry(of_figure(stat)).or_default().push(stat);
    }
    let mut expected = Vec::new();
    for stat in &stats {
        let same = &figures[&of_figure(stat)];
        let differs = same.iter().any(|other| number(other) != number(stat));
        assert_eq!(stat["disputed"], differs, "{stat:#}");
        let keys = |list: &mut dyn Iterator<Item = &Value>| {
            let mut keys: Vec<String> = list.map(|stat| stat["key"].to_string()).collect();
            keys.sort();
            keys
        };
        let alternatives = stat["alternatives"].as_array().expect("alternatives");
        let mut others = same.iter().copied().filter(|other| other["key"] != stat["key"]);
        assert_eq!(keys(&mut alternatives.iter()), keys(&mut others), "{stat:#}");
        if stat["preferred"] == false {
            let preferred = same.iter().find(|other| other["preferred"] == true).expect("one is preferred");
            assert_eq!(alternatives[0]["key"], preferred["key"]);
        } else if differs {
            expected.push(stat);
        }
    }
    assert_eq!(expected.len(), 65);

    let fields = format!(
        "{figure} preferred {{ key }} stats {{ key value }} lowest {{ key value }} highest {{ key value }}
         spread {{ absolute percent }}"
    );
    for size in [9, 100] {
        let conflicts = all(database.store(), "conflicts", size, "", &fields).await;
        // In the order of the list of stats.
        let keys = |list: &mut dyn Iterator<Item = &Value>| list.map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            keys(&mut conflicts.iter().map(|conflict| &conflict["preferred"]["key"])),
            keys(&mut expected.iter().map(|stat| &stat["key"]))
        );
        for (conflict, preferred) in conflicts.iter().zip(&expected) {
            assert_eq!(of_figure(conflict), of_figure(preferred));
            let found = conflict["stats"].as_array().expect("stats");
            assert_eq!(found.len(), figures[&of_figure(preferred)].len());
            assert_eq!(found[0]["key"], preferred["key"]);
            let numbers = || found.iter().map(number);
            let (lowest, highest) = (numbers().min().expect("a value"), numbers().max().expect("a value"));
            for (end, value) in [("lowest", lowest), ("highest", highest)] {
                let first = found.iter().find(|stat| number(stat) == value).expect("a stat");
                assert_eq!(conflict[end]["key"], first["key"]);
            }
            let whole = number(preferred).abs();
            let percent = (2 * (highest - lowest) * 100 * 1_000_000 + whole) / (2 * whole);
            let spread = json!({"absolute": written(highest - lowest), "percent": written(percent)});
            assert_eq!(conflict["spread"], spread, "{conflict:#}");
        }
    }
}

#[tokio::test]
async fn a_spread_is_exact_and_in_percent_of_what_is_preferred() {
    let database = testkit::seeded().await;
    let query = r#"{ conflicts(filter: {round: {eq: "all-45-2022"}}) { nodes {
        preferred { value } lowest { value } highest { value } spread { absolute percent }
    } } }"#;
    for (preferred, other, absolute, percent) in [
        ("0", "3", "3", Value::Null),
        ("0.00", "-0.1", "0.10", Value::Null),
        ("-2", "3", "5", json!("250")),
        ("3.00", "2", "1.00", json!("33.333333")),
        ("-3", "-1", "2", json!("66.666667")),
        ("12345678901234567890.12345678", "0", "12345678901234567890.12345678", json!("100")),
        ("9999999999999999999999999999", "9999999999999999999999999998", "1", json!("0")),
    ] {
        database
            .execute(&format!(
                "update stat set value = {preferred} where key = 'o-2c0532ee961a';
                 update stat set value = {other} where key = 'o-0f10fdbfabe5'"
            ))
            .await;
        let answer = data(database.store(), query).await;
        let conflict = &answer["conflicts"]["nodes"][0];
        assert_eq!(conflict["preferred"]["value"], preferred);
        assert_eq!(conflict["spread"], json!({"absolute": absolute, "percent": percent}));
        let mut ends = [conflict["lowest"]["value"].clone(), conflict["highest"]["value"].clone()];
        ends.sort_by_key(|end| end != preferred);
        assert_eq!(ends, [json!(preferred), json!(other)]);
    }
}

#[tokio::test]
async fn a_spread_cites_the_sources_it_lies_between() {
    let database = testkit::seeded().await;
    let query = r#"{ conflicts(filter: {product: {eq: "synthetic diamond"}}) { nodes { spread { absolute } } } }"#;
    let asked = ask_cited(database.store(), query).await.json;
    let citations = asked["extensions"]["citations"].as_array().expect("citations");
    let slugs: Vec<&Value> = citations.iter().map(|source| &source["slug"]).collect();
    assert_eq!(slugs, ["chinadaily-zhecheng-2025-01-21", "menafn-zhengzhou-2023-09-21"]);
}
