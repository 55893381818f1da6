//! Random texts as cursors: each is refused as bad input or gives a page, and never causes a fault of the server.

use async_graphql::Value as Literal;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use graphql::Limits;
use serde_json::{Value, json};
use store::Store;
use testkit::Random;

use crate::support::{ask_with, data};

const CASES: usize = 120;

/// Lists with orders of every type of column, and their arguments.
const LISTS: [(&str, &str); 9] = [
    ("stats", "orderBy: [{field: VALUE}]"),
    ("stats", "orderBy: [{field: PERIOD, direction: DESC}, {field: SUBJECT}]"),
    ("clusters", "orderBy: [{field: NAME_ZH, direction: DESC}]"),
    ("clusters", r#"orderBy: [{stat: {indicator: "output_value", period: LATEST}, direction: DESC}]"#),
    ("provinces", ""),
    ("sources", "orderBy: [{field: PUBLISHED, direction: DESC}]"),
    ("rounds", "orderBy: [{field: ANNOUNCED}]"),
    ("search", r#"query: "cluster""#),
    ("statGroups", "by: [QUALIFIER, PERIOD], orderBy: [{field: MAXIMUM, direction: DESC}]"),
];

/// Asks for what follows a cursor, or comes before it.
async fn page(store: &Store, (list, arguments): (&str, &str), forwards: bool, cursor: &str) -> Value {
    let (count, from) = if forwards { ("first", "after") } else { ("last", "before") };
    let query = format!(
        "query ($cursor: String) {{ {list}({count}: 2, {from}: $cursor, {arguments}) {{
           edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage }} }} }}"
    );
    ask_with(store, &query, json!({ "cursor": cursor })).await.json
}

/// Whether it was taken. What it must not be is a fault of the server.
async fn taken(store: &Store, list: (&str, &str), forwards: bool, cursor: &str) -> bool {
    let answer = page(store, list, forwards, cursor).await;
    let Some(errors) = answer.get("errors") else {
        let edges = answer["data"][list.0]["edges"].as_array().expect("edges");
        assert!(edges.len() <= 2 && edges.iter().all(|edge| edge["cursor"].is_string()), "{cursor:?}: {answer}");
        return true;
    };
    assert_eq!(errors.as_array().map(Vec::len), Some(1), "{cursor:?}: {answer}");
    let argument = if forwards { "after" } else { "before" };
    let limit = Limits::STRING_BYTES.value;
    let expected = if cursor.len() as u64 > limit {
        json!({"code": "LIMIT_EXCEEDED", "limit": limit, "actual": cursor.len()})
    } else {
        json!({"code": "BAD_USER_INPUT", "argument": argument})
    };
    assert_eq!(errors[0]["extensions"], expected, "{list:?}, {cursor:.200?}, {:.200}", decoded(cursor));
    assert!(answer["data"].is_null(), "{cursor:.200?}");
    false
}

/// For a failure to be read.
fn decoded(cursor: &str) -> String {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn text(random: &mut Random) -> String {
    const PIECES: [&str; 24] = [
        "",
        "a",
        "Z",
        "=",
        "-",
        "_",
        "+",
        "/",
        "\0",
        "\u{feff}",
        "杭",
        "\u{10ffff}",
        "WyJ",
        "\"",
        "[",
        "]",
        ",",
        "null",
        "1e9",
        "2021-01-01",
        "0001-01-01",
        "'; --",
        "%00",
        "\n",
    ];
    (0..random.below(12)).map(|_| *random.pick(&PIECES)).collect()
}

/// A value of a position: some that the database can compare, some that it cannot.
fn position(random: &mut Random) -> Value {
    const TEXTS: [&str; 34] = [
        "",
        "0",
        "-0",
        "00",
        "1",
        "-1",
        "+1",
        "1.0",
        "1.",
        ".5",
        "1e5",
        "NaN",
        "Infinity",
        "-Infinity",
        "9223372036854775807",
        "9223372036854775808",
        "2147483648",
        "0.0000000000000000000000000000000000001",
        "2021-01-01",
        "2021-02-30",
        "-0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "294277-01-01",
        "infinity",
        "0001-01-01 BC",
        "a\0b",
        "\0",
        "浙江",
        "\u{202e}",
        " 1",
        "1 ",
        "true",
        "0x10",
    ];
    match random.below(12) {
        0 => Value::Null,
        1 => json!(random.below(1000)),
        2 => json!(true),
        3 => json!([]),
        4 => json!({"a": 1}),
        5 => json!("9".repeat(random.between(1, 200_000))),
        6 => json!(format!("0.{}", "9".repeat(random.between(1, 20_000)))),
        _ => json!(random.pick(&TEXTS)),
    }
}

/// A real cursor with one thing changed, in its text or in what it says.
fn changed(random: &mut Random, real: &str) -> String {
    if random.chance(30) {
        let mut letters: Vec<char> = real.chars().collect();
        let place = random.below(letters.len());
        match random.below(4) {
            0 => letters.truncate(place),
            1 => letters.insert(place, *random.pick(&['A', 'z', '0', '-', '_', '=', '+', '浙'])),
            2 => letters[place] = *random.pick(&['A', 'z', '0', '-', '_']),
            _ => {
                letters.remove(place);
            }
        }
        return letters.into_iter().collect();
    }
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(real).expect("a real cursor");
    let mut cursor: Value = serde_json::from_slice(&bytes).expect("a real cursor");
    let positions = cursor[2].as_array_mut().expect("a position");
    let place = random.below(positions.len());
    match random.below(8) {
        0 => positions.push(position(random)),
        1 => {
            positions.remove(place);
        }
        2 => cursor[2] = position(random),
        3 => cursor[0] = position(random),
        4 => cursor[1] = position(random),
        _ => positions[place] = position(random),
    }
    BASE64_URL_SAFE_NO_PAD.encode(cursor.to_string())
}

#[tokio::test]
async fn any_text_as_a_cursor() {
    let database = testkit::seeded().await;
    for case in 0..CASES {
        let mut random = Random::of("text as a cursor", case);
        let list = *random.pick(&LISTS);
        let forwards = random.chance(50);
        let plain = text(&mut random);
        taken(database.store(), list, forwards, &plain).await;
        let encoded = BASE64_URL_SAFE_NO_PAD.encode(text(&mut random));
        taken(database.store(), list, forwards, &encoded).await;
        let positions: Vec<Value> = (0..random.below(4)).map(|_| position(&mut random)).collect();
        let guessed = json!([random.pick(&["stat", "cluster", "province"]), text(&mut random), positions]);
        taken(database.store(), list, forwards, &BASE64_URL_SAFE_NO_PAD.encode(guessed.to_string())).await;
        // In the document itself it is no other text.
        let query = format!("{{ provinces(after: {}) {{ totalCount }} }}", Literal::from(plain.clone()));
        let written = ask_with(database.store(), &query, Value::Null).await.json;
        let code = &written["errors"][0]["extensions"]["code"];
        assert!(
            ["BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED"].iter().any(|expected| code == expected),
            "{plain:?}: {written}"
        );
    }
}

#[tokio::test]
async fn real_cursors_with_changes() {
    let database = testkit::seeded().await;
    let store = database.store();
    let mut taken_as_is = 0;
    for (number, list) in LISTS.into_iter().enumerate() {
        let query = format!("{{ {}(first: 12, {}) {{ edges {{ cursor }} }} }}", list.0, list.1);
        let answer = data(store, &query).await;
        let edges = answer[list.0]["edges"].as_array().expect("edges");
        let cursors: Vec<&str> = edges.iter().map(|edge| edge["cursor"].as_str().expect("a cursor")).collect();
        assert!(cursors.len() > 4, "{list:?}");
        // As they are, they lead to what follows them.
        for (place, cursor) in cursors.iter().enumerate().take(cursors.len() - 2) {
            let following = page(store, list, true, cursor).await;
            let following = following["data"][list.0]["edges"].as_array().expect("edges");
            let following: Vec<_> = following.iter().map(|edge| edge["cursor"].as_str().expect("a cursor")).collect();
            assert_eq!(following, cursors[place + 1..place + 3], "{list:?}");
        }
        for case in 0..CASES / 2 {
            let mut random = Random::of("changed cursor", number * CASES + case);
            let real = *random.pick(&cursors);
            let cursor = changed(&mut random, real);
            let forwards = random.chance(50);
            taken_as_is += usize::from(taken(store, list, forwards, &cursor).await);
        }
    }
    // Most changes are found out; some make a position that could be.
    assert!((10..CASES * LISTS.len() / 4).contains(&taken_as_is), "{taken_as_is}");
}
