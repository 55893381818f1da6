//! The SQL of a case as its file shows it: one clause a line, and the columns of a whole table as `<columns of table>`.
//!
//! A new column then changes `cases/columns.sql` and the cases that ask for it, not every case that reads the table. What
//! formatting hides is held by the hash of the text in front of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::LazyLock,
};

use regex::{Captures, Regex};
use sha2::{Digest, Sha256};
use sqlformat::{Dialect, FormatOptions, QueryParams};

use crate::support::folder;

/// Whole select lists, by the name that stands for them: the table, and the name it has in the statement.
pub(crate) type SelectLists = BTreeMap<String, BTreeSet<String>>;

/// The columns of each table, as `migrations/schema.md` lists them.
static TABLES: LazyLock<BTreeMap<BTreeSet<String>, String>> = LazyLock::new(|| {
    let schema = fs::read_to_string(folder("../../../migrations/schema.md")).expect("the tables");
    let (mut tables, mut table, mut columns) = (BTreeMap::new(), String::new(), BTreeSet::new());
    for line in schema.lines().chain(["## "]) {
        if let Some(name) = line.strip_prefix("## ") {
            tables.insert(std::mem::take(&mut columns), std::mem::replace(&mut table, name.to_owned()));
        } else if let Some((column, _)) = line.strip_prefix("| `").and_then(|row| row.split_once('`')) {
            columns.insert(column.to_owned());
        }
    }
    tables.remove(&BTreeSet::new());
    tables
});

/// A column in a select list, as our SQL or as SeaORM writes it.
const COLUMN: &str = r#"(?:(?:CAST\()?"?[a-z_]+"?\."?[a-z_]+"?(?: AS text\) AS "[a-z_]+"|::text as [a-z_]+)?)"#;
static COLUMNS: LazyLock<Regex> = LazyLock::new(|| {
    // The first one may be followed by more of its list that is no column of the table, such as `… as parent`.
    Regex::new(&format!(r"{COLUMN}(?:, {COLUMN})+")).expect("a pattern")
});
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"^(?:CAST\()?"?([a-z_]+)"?\."?([a-z_]+)"?"#).expect("a pattern"));
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"columns_of_([a-z_]+)").expect("a pattern"));

/// Statements as a file of a case has them; adds the select lists that they leave out.
pub(crate) fn readable(statements: &[String], lists: &mut SelectLists) -> String {
    let folded: Vec<String> = statements.iter().map(|statement| fold(statement, lists)).collect();
    let hash = Sha256::digest(folded.join("\n"));
    let options = FormatOptions {
        joins_as_top_level: true,
        max_inline_arguments: Some(100),
        max_inline_block: 60,
        max_inline_top_level: Some(100),
        dialect: Dialect::PostgreSql,
        ..FormatOptions::default()
    };
    let mut text = format!("-- SHA-256 of the statements: {hash:x}\n");
    for statement in folded {
        let statement = sqlformat::format(&statement, &QueryParams::None, &options);
        text.push('\n');
        text.push_str(&PLACEHOLDER.replace_all(&statement, "<columns of $1>"));
        text.push('\n');
    }
    text
}

/// The select lists that the files of the cases leave out.
pub(crate) fn columns(lists: &SelectLists) -> String {
    let mut text = "-- The select lists that the cases write as <columns of table>.\n".to_owned();
    for (table, lists) in lists {
        text.extend(["\n-- ", table, "\n"]);
        for list in lists {
            text.push_str(list);
            text.push('\n');
        }
    }
    text
}

/// A long answer as its size and its hash: `rows` counts the items of all its lists.
pub(crate) fn summary(answer: &serde_json::Value) -> serde_json::Value {
    let hash = Sha256::digest(answer.to_string());
    serde_json::json!({ "rows": rows(answer), "sha256": format!("{hash:x}") })
}

fn rows(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => items.len() + items.iter().map(rows).sum::<usize>(),
        serde_json::Value::Object(members) => members.values().map(rows).sum(),
        _ => 0,
    }
}

/// Writes a name in place of each select list that has all columns of a table.
fn fold(statement: &str, lists: &mut SelectLists) -> String {
    let fold_list = |found: &Captures<'_>| {
        let mut folded = Vec::new();
        let mut columns: Vec<&str> = found[0].split(", ").collect();
        while let Some(first) = columns.first() {
            let qualifier = split(first).0;
            let same = columns.iter().take_while(|column| split(column).0 == qualifier).count();
            // The longest run that is a whole table.
            let whole = (2..=same).rev().find_map(|length| {
                let names = columns[..length].iter().map(|column| split(column).1.to_owned()).collect();
                TABLES.get(&names).map(|table| (table, length))
            });
            match whole {
                Some((table, length)) => {
                    lists.entry(table.clone()).or_default().insert(columns[..length].join(", "));
                    folded.push(format!("columns_of_{table}"));
                    columns.drain(..length);
                }
                None => folded.push(columns.remove(0).to_owned()),
            }
        }
        folded.join(", ")
    };
    COLUMNS.replace_all(statement, fold_list).into_owned()
}

/// The qualifier and the name of a column.
fn split(column: &str) -> (&str, &str) {
    let parts = NAME.captures(column).expect("a column");
    let [qualifier, name] = [1, 2].map(|group| parts.get(group).expect("a part").as_str());
    (qualifier, name)
}
