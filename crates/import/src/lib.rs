#![doc = include_str!("../README.md")]

mod check;
mod contract;
mod csv;
mod descriptor;
mod load;
mod package;
mod problem;
mod progress;
mod rows;
mod rule;
mod schema;
mod units;

use std::{fmt, io};

use store::{
    Store,
    dataset::{self, Diff},
};

pub use package::Package;
pub use problem::{Problem, Problems};
pub use progress::Progress;

/// What a valid package holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Summary {
    /// Name of the package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Name of the licence of its data.
    pub license: String,
    /// SHA-256 over its files: of the list that `sha256sum` prints for `datapackage.json` and the files it names, in its order.
    pub checksum: String,
    /// Its files, in the order of the descriptor, and how many rows each has.
    pub rows: Vec<(String, u64)>,
}

/// Why a package was not imported. The database is then as it was before.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The package has problems.
    #[error("{0}")]
    Invalid(Problems),
    /// A file was changed after it was checked.
    #[error("{0} changed while it was imported; nothing was loaded; import the package again")]
    Changed(String),
    /// A file that was checked cannot be read any more.
    #[error("{file} cannot be read any more: {source}; nothing was loaded")]
    Read {
        /// The file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// The store says no.
    #[error(transparent)]
    Store(#[from] dataset::Error),
}

/// Checks a package. Writes nothing.
pub fn validate(package: &Package, progress: &Progress) -> Result<Summary, Problems> {
    check::check(package, progress).map(|checked| checked.summary)
}

/// Checks a package and brings the database to what it says, in one transaction. With `dry_run`, finds out what would
/// change and writes nothing.
///
/// While another import runs, this one says so and waits.
pub async fn import(store: &Store, package: &Package, dry_run: bool, progress: &Progress) -> Result<Diff, Error> {
    let checked = check::check(package, progress).map_err(Error::Invalid)?;
    let changes = load::load(store, package, &checked, dry_run, progress).await;
    progress.clear();
    changes
}

/// `1 row`, `2 rows`
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// `china-advanced-manufacturing-clusters 2026.11.23: 12 files, 6383 rows`
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: u64 = self.rows.iter().map(|(_, rows)| rows).sum();
        let files = counted(self.rows.len() as u64, "file");
        write!(f, "{} {}: {files}, {}", self.package, self.version, counted(rows, "row"))
    }
}
