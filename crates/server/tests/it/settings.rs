//! The settings, as `--help` and the README tell them.

use std::collections::BTreeMap;

use crate::atlas::run;

/// Flag, variable and default of each setting in the text of `--help`.
fn in_help(help: &str) -> BTreeMap<String, (String, Option<String>)> {
    let text = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let flags = text.match_indices(" --").map(|(start, _)| start).collect::<Vec<_>>();
    let mut found = BTreeMap::new();
    for (index, start) in flags.iter().enumerate() {
        let entry = &text[*start + 1..flags.get(index + 1).copied().unwrap_or(text.len())];
        let flag = entry.split([' ', ',']).next().unwrap_or_default();
        let Some((_, variable)) = entry.split_once("[env: ") else { continue };
        let variable = variable.split(['=', ']']).next().unwrap_or_default();
        let default = entry.split_once("[default: ").map(|(_, rest)| rest.split(']').next().unwrap_or_default());
        found.insert(flag.to_owned(), (variable.to_owned(), default.map(str::to_owned)));
    }
    found
}

#[tokio::test]
async fn the_readme_has_each_setting_with_its_variable_and_default() {
    let help = run(["serve", "--help"]).await.success().stdout;
    let settings = in_help(&help);
    assert!(settings.len() > 10, "{help}");
    let readme = include_str!("../../../../README.md");
    let mut listed: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for line in readme.lines().filter(|line| line.starts_with("| `--")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        listed.insert(cells[1].trim_matches('`'), (cells[2].trim_matches('`'), cells[3].trim_matches('`')));
    }
    for (flag, (variable, default)) in &settings {
        let Some((listed_variable, listed_default)) = listed.get(flag.as_str()) else {
            panic!("the README has no row for {flag} ({variable}, {default:?})");
        };
        assert_eq!(listed_variable, variable, "{flag}");
        if let Some(default) = default {
            assert_eq!(listed_default, default, "{flag}");
        }
    }
    for flag in listed.keys() {
        assert!(settings.contains_key(*flag), "{flag} of the README is no setting");
    }
}
