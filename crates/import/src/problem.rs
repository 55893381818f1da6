//! What is wrong with a package: where, and in plain words.

use std::fmt;

use crate::counted;

/// How many problems are kept and shown; the rest is counted.
const SHOWN: usize = 200;
/// How many characters of a wrong value are shown.
const VALUE: usize = 60;

/// One thing that is wrong with a package.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// File, as the package names it.
    pub file: String,
    /// Physical line in the file, counted from 1; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// Column, by its name; in `datapackage.json` the resource and the column, such as `clusters.slug`.
    pub column: Option<String>,
    /// The value as it stands there; a long one is cut and ends in `…`.
    pub value: Option<String>,
    /// What is wrong and what is allowed.
    pub rule: String,
}

/// All problems of a package: the first 200, and how many there are.
#[derive(Debug, Default)]
pub struct Problems {
    /// Sorted by file, line and column.
    kept: Vec<(Place, Problem)>,
    total: u64,
}

/// Sorts problems: index of the file, line, index of the column.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) line: u64,
    pub(crate) column: usize,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn of_file(file: &str, rule: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, column: None, value: None, rule: rule.into() }
    }

    pub(crate) fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    pub(crate) fn column(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }

    pub(crate) fn value(self, value: &str) -> Self {
        let mut shown: String = value.chars().take(VALUE).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        Self { value: Some(shown), ..self }
    }
}

/// `clusters.csv, line 12, column industry: "cars" is not in industries.csv (column slug)`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {}", column.escape_debug())?;
        }
        write!(f, ": ")?;
        if let Some(value) = &self.value {
            // Escaped: a value may hold line breaks, or codes that a terminal would obey.
            write!(f, "{value:?} ")?;
        }
        write!(f, "{}", self.rule)
    }
}

impl Problems {
    /// How many problems there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The first of them, at most 200, by file, line and column.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.kept.iter().map(|(_, problem)| problem)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Adds a problem. Only the first 200 by place are kept, so that a million of them need no more memory.
    pub(crate) fn push(&mut self, place: Place, problem: Problem) {
        self.total += 1;
        let index = self.kept.partition_point(|(other, _)| *other <= place);
        if index < SHOWN {
            self.kept.insert(index, (place, problem));
            self.kept.truncate(SHOWN);
        }
    }
}

/// One problem a line, and how many more there are.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.iter() {
            writeln!(f, "{problem}")?;
        }
        match self.total - self.kept.len() as u64 {
            0 => write!(f, "{}.", counted(self.total, "problem")),
            more => write!(f, "… and {more} more; {} problems in all.", self.total),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_by_place_are_kept() {
        let mut problems = Problems::default();
        for line in (1..=1000).rev() {
            problems.push(Place { line, ..Place::default() }, Problem::of_file("a.csv", "is wrong").line(line));
        }
        let lines: Vec<u64> = problems.iter().filter_map(|problem| problem.line).collect();
        assert_eq!(lines, (1..=200).collect::<Vec<_>>());
        assert!(problems.to_string().ends_with("\n… and 800 more; 1000 problems in all."));
    }

    #[test]
    fn a_problem_is_one_line() {
        let problem = Problem::of_file("a.csv", "is wrong").line(3).column("b").value(&"中\n\u{1b}".repeat(30));
        let text = problem.to_string();
        assert!(text.starts_with(r#"a.csv, line 3, column b: "中\n\u{1b}中"#), "{text}");
        assert!(text.ends_with(r#"\u{1b}…" is wrong"#), "{text}");
    }
}
