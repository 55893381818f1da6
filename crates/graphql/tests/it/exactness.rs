//! No figure passes through a float.

use serde_json::Value;

use crate::support::data;

#[tokio::test]
async fn figures_come_back_as_they_were_written() {
    let database = testkit::seeded().await;
    let values = [
        "12345678901234567890.123",
        "55.50",
        "0.00",
        "-0.0000000000000000000000000001",
        "9999999999999999999999999999",
        "9999999999999999999999999.999",
        "123456789012345678901234567890123456789.5",
    ];
    for value in values {
        let sql = format!(
            "update stat set value = {value}, threshold_value = {value}, threshold_unit_code = unit_code
             where key = 'o-ffefe67219b4'"
        );
        database.execute(&sql).await;
        let query = r#"{ stat(key: "o-ffefe67219b4") { value threshold { value } } }"#;
        let answer = data(database.store(), query).await;
        assert_eq!(answer["stat"]["value"], value);
        assert_eq!(answer["stat"]["threshold"]["value"], value);
    }
}

#[tokio::test]
async fn figures_are_ordered_and_paged_by_all_their_digits() {
    let database = testkit::seeded().await;
    // These differ by less than a double can tell.
    let update = "update stat set value = 12345678901234567890 + (rank.number % 7) * 0.001
         from (select id, row_number() over (order by key) as number from stat where indicator_code = 'rd_intensity') as rank
         where rank.id = stat.id";
    database.execute(update).await;
    let list = |arguments: &str| {
        format!(
            r#"{{ indicator(code: "rd_intensity") {{ stats(first: 50, orderBy: [{{field: VALUE}}]{arguments})
               {{ nodes {{ key value }} pageInfo {{ hasNextPage endCursor }} }} }} }}"#
        )
    };
    let mut values = Vec::new();
    let mut keys = std::collections::HashSet::new();
    let mut after = String::new();
    loop {
        let answer = data(database.store(), &list(&after)).await;
        let page = &answer["indicator"]["stats"];
        for node in page["nodes"].as_array().expect("nodes") {
            values.push(node["value"].as_str().expect("a text").to_owned());
            assert!(keys.insert(node["key"].clone()), "a row came twice");
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    let count = data(database.store(), r#"{ indicator(code: "rd_intensity") { stats { totalCount } } }"#).await;
    assert_eq!(values.len() as u64, count["indicator"]["stats"]["totalCount"].as_u64().expect("a count"));
    // All have the same number of digits, so the order of the texts is that of the figures.
    assert!(values.is_sorted());
    values.dedup();
    assert_eq!(values.len(), 7);
}

/// The number in a text such as "over 1.34 trillion yuan", written out by moving the point.
fn read_back(text: &str, words: &[(&str, usize)]) -> String {
    let start = text.find(|first: char| first.is_ascii_digit() || first == '-').expect("a number");
    let rest = &text[start..];
    let end = rest.find(|last: char| !(last.is_ascii_digit() || "-,.".contains(last))).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let number = number.replace(',', "");
    let Some((_, zeros)) = words.iter().find(|(word, _)| rest.starts_with(word)) else { return number };
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    assert!(fraction.len() <= *zeros, "{text} has a digit too many");
    format!("{whole}{fraction:0<zeros$}")
}

#[tokio::test]
async fn every_figure_reads_back_from_its_words() {
    let database = testkit::seeded().await;
    let english = [(" trillion", 12), (" billion", 9), (" million", 6)];
    let chinese = [("万亿", 12), ("亿", 8), ("万", 4)];
    let (mut read, mut worded) = (0, 0);
    let mut after = Value::Null;
    loop {
        let query = format!(
            "{{ stats(first: 100, after: {after}, orderBy: [{{field: INDICATOR}}]) {{
               nodes {{ value formatted zh: formatted(language: ZH) }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let mut answer = data(database.store(), &query).await;
        for node in answer["stats"]["nodes"].as_array().expect("nodes") {
            let text = |field: &str| node[field].as_str().expect("a text").to_owned();
            assert_eq!(read_back(&text("formatted"), &english), text("value"), "{node}");
            assert_eq!(read_back(&text("zh"), &chinese), text("value"), "{node}");
            read += 1;
            worded += usize::from(text("formatted").contains("illion"));
        }
        after = answer["stats"]["pageInfo"]["endCursor"].take();
        if answer["stats"]["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    let count = data(database.store(), "{ stats { totalCount } }").await;
    assert_eq!(read, count["stats"]["totalCount"].as_u64().expect("a count"));
    assert!(worded > 1000, "only {worded} with a word");
}
