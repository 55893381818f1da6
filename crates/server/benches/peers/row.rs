//! The table.

use std::{fs, path::Path};

use serde::Serialize;
use serde_json::json;

use crate::Bench;

/// One line: ours beside another. The larger the ratio, the better are we.
#[derive(Serialize)]
pub(crate) struct Row {
    name: String,
    ours: f64,
    reference: f64,
    ratio: f64,
    bar: Option<f64>,
    #[serde(skip)]
    unit: &'static str,
}

/// Which of two is better.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    More,
    Less,
}

impl Row {
    /// Of pairs of ours and the other, one for each round.
    pub(crate) fn new(
        name: String,
        unit: &'static str,
        better: Better,
        bar: Option<f64>,
        pairs: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        let (ours, references): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let ratios = ours.iter().zip(&references).map(|(ours, reference)| match better {
            Better::More => ours / reference,
            Better::Less => reference / ours,
        });
        let ratio = median(ratios.collect());
        Self { name, ours: median(ours), reference: median(references), ratio, bar, unit }
    }

    /// Of seconds that must stay below a limit.
    pub(crate) fn limit(name: String, limit: f64, bar: Option<f64>, seconds: impl IntoIterator<Item = f64>) -> Self {
        Self::new(name, "s", Better::Less, bar, seconds.into_iter().map(|seconds| (seconds, limit)))
    }
}

/// Of none it is no number.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 0 => f64::midpoint(values[count / 2 - 1], values[count / 2]),
        count => values[count / 2],
    }
}

pub(crate) fn print(rows: &[Row], bench: &Bench) {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let (stats, version) = (bench.plan.stats, bench.database.version());
    println!("\n{stats} stats, {processors} processors, PostgreSQL {version}; ratio: how many times better ours is\n");
    println!("{:<58}{:>11}{:>11}  {:<14}{:>8}{:>7}", "", "ours", "reference", "unit", "ratio", "bar");
    for row in rows {
        let (bar, met) = match row.bar {
            Some(bar) => (format!("{bar}"), if row.ratio >= bar { "met" } else { "NOT MET" }),
            None => (String::new(), ""),
        };
        let Row { name, ours, reference, ratio, unit, .. } = row;
        println!("{name:<58}{:>11}{:>11}  {unit:<14}{ratio:>8.2}{bar:>7}  {met}", number(*ours), number(*reference));
    }
}

pub(crate) fn write(rows: &[Row], path: &Path) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory for the results");
    fs::write(path, format!("{:#}\n", json!({ "rows": rows }))).expect("a file for the results");
    println!("\nWritten to bench/results/{}", path.file_name().expect("a name").display());
}

/// With some four digits that count.
fn number(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}
