//! The reference pages of settings, metrics and limits are generated from the program. `UPDATE=1` rewrites their tables.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

use serde_json::Value;

use crate::{
    atlas::run,
    telemetry::{ask, metrics, metrics_address, served},
};

/// The table of a page of docs/reference, which starts with this header: its rows, and what is around them.
struct Table {
    name: &'static str,
    header: &'static str,
    text: String,
}

impl Table {
    fn new(name: &'static str, header: &'static str) -> Self {
        let text = fs::read_to_string(Self::path(name)).expect("a page");
        Self { name, header, text }
    }

    fn path(name: &str) -> String {
        format!("{}/../../docs/reference/{name}", env!("CARGO_MANIFEST_DIR"))
    }

    /// The page before the rows, the rows, and the page after them.
    fn parts(&self) -> (&str, &str, &str) {
        let at = self.text.find(self.header).unwrap_or_else(|| panic!("{} has no table {}", self.name, self.header));
        let divider = at + self.header.len() + 1;
        let start = divider + self.text[divider..].find('\n').expect("a divider") + 1;
        let rows = self.text[start..].split_inclusive('\n').take_while(|line| line.starts_with('|'));
        let end = start + rows.map(str::len).sum::<usize>();
        (&self.text[..start], &self.text[start..end], &self.text[end..])
    }

    /// The cells of each row.
    fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        self.parts().1.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
    }

    /// Compares the rows of the page with these, or rewrites them.
    fn compare(&self, rows: &[Vec<String>]) {
        let (before, _, after) = self.parts();
        let rows: String =
            rows.iter().map(|cells| format!("| {} |\n", cells.join(" | ")).replace("  |", " |")).collect();
        let text = format!("{before}{rows}{after}");
        if env::var_os("UPDATE").is_some_and(|update| update == "1") {
            fs::write(Path::new(&Self::path(self.name)), text).expect("a page to rewrite");
        } else {
            assert!(self.text == text, "docs/reference/{} differs: UPDATE=1 rewrites it\n{text}", self.name);
        }
    }
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// Flag, variable, default and description of each setting in the text of `--help`.
fn settings(help: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for entry in help.split("\n      --").skip(1) {
        let (flag, text) = entry.split_once('\n').expect("a description");
        let flag = flag.split([' ', ',']).next().unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((text, variable)) = text.split_once(" [env: ") else { continue };
        let default =
            variable.split_once("[default: ").and_then(|(_, rest)| rest.split(']').next()).unwrap_or_default();
        let variable = variable.split(['=', ']']).next().unwrap_or_default();
        let (text, values) = text.split_once(" Possible values: - ").unwrap_or((text, ""));
        let values = values.split(" - ").filter_map(|value| value.split_once(": "));
        let values: Vec<String> = values.map(|(value, text)| format!("{}: {}", code(value), text.trim())).collect();
        let description = if values.is_empty() { text.to_owned() } else { format!("{text}. {}", values.join("; ")) };
        rows.push(vec![format!("`--{flag}`"), code(variable), code(default), description]);
    }
    rows
}

#[tokio::test]
async fn the_settings_page_has_every_setting_of_the_program() {
    let rows = settings(&run(["serve", "--help"]).await.success().stdout);
    assert!(rows.len() > 30, "{rows:?}");
    Table::new("settings.md", "| flag | variable | default | description |").compare(&rows);
}

#[tokio::test]
async fn the_metrics_page_has_every_metric_of_the_server() {
    let server = served(&["--metrics-listen", "127.0.0.1:0"]).await;
    let address = metrics_address(&server).await;
    ask(&server, "m", "?", &[]).await;
    let text = metrics(&server, &address).await;
    let described = |kind: &str| -> BTreeMap<String, String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(kind)?.split_once(' '));
        lines.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    };
    let (kinds, helps) = (described("# TYPE "), described("# HELP "));
    let table = Table::new("metrics.md", "| metric | type | labels | description |");
    // The text format shows a label only once it has a value: the labels are written by hand.
    let labels: BTreeMap<String, String> =
        table.rows().map(|cells| (cells[0].trim_matches('`').to_owned(), cells[2].to_owned())).collect();
    let mut rows = Vec::new();
    for (name, kind) in &kinds {
        let (end, kind) = match kind.as_str() {
            "counter" => ("_total", "counter"),
            "info" => ("_info", "gauge"),
            other => ("", other),
        };
        let full = format!("{name}{end}");
        let label = labels.get(&full).cloned().unwrap_or_default();
        let help = helps.get(name).unwrap_or_else(|| panic!("{name} has no description"));
        let shown = text.lines().find_map(|line| line.strip_prefix(&full)?.strip_prefix('{')?.split('=').next());
        assert!(shown.is_none_or(|shown| label.contains(shown)), "{full} has the label {shown:?}");
        rows.push(vec![code(&full), kind.to_owned(), label, help.clone()]);
    }
    table.compare(&rows);
}

#[tokio::test]
async fn the_limits_page_has_every_limit_of_the_server() {
    // Off the loopback address there is a rate limit by default.
    let server = served(&["--rate-limit", "300000"]).await;
    let answer = server.query("{ serviceLimits { name value unit description } }").await;
    let limits = answer["serviceLimits"].as_array().expect("limits");
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut names = BTreeSet::new();
    let mut rows = Vec::new();
    for limit in limits {
        assert!(names.insert(text(&limit["name"])), "{limit}");
        let cells = ["name", "value", "unit", "description"].map(|member| text(&limit[member]));
        let [name, value, unit, description] = cells;
        rows.push(vec![code(&name), value, unit, description]);
    }
    Table::new("limits.md", "| limit | value | unit | description |").compare(&rows);
}
