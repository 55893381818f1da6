//! A data package: a directory, or the copy inside the program.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read},
    path::{Component, Path, PathBuf},
};

use rust_embed::RustEmbed;

/// The file that describes the others.
pub(crate) const DESCRIPTOR: &str = "datapackage.json";

#[derive(RustEmbed)]
#[folder = "../../data"]
#[include = "*.csv"]
#[include = "*.json"]
#[include = "README.md"]
struct Bundle;

/// A data package (Frictionless: `datapackage.json` and CSV files). Nothing is read before it is validated or imported.
#[derive(Clone, Debug)]
pub struct Package(Origin);

#[derive(Clone, Debug)]
enum Origin {
    Directory(PathBuf),
    Bundled,
}

/// An open file and its size in bytes.
pub(crate) struct Content {
    pub(crate) reader: Box<dyn Read + Send + Sync>,
    pub(crate) size: u64,
}

impl Package {
    /// The package in a directory.
    #[must_use]
    pub fn in_directory(directory: impl Into<PathBuf>) -> Self {
        Self(Origin::Directory(directory.into()))
    }

    /// The copy of `/data` inside the program.
    #[must_use]
    pub fn bundled() -> Self {
        Self(Origin::Bundled)
    }

    /// Opens a file of the package.
    pub(crate) fn open(&self, path: &str) -> io::Result<Content> {
        match &self.0 {
            Origin::Directory(directory) => open_inside(directory, path),
            Origin::Bundled => {
                let data = bundled(path).ok_or(io::ErrorKind::NotFound)?;
                let size = data.len() as u64;
                Ok(Content { reader: Box::new(io::Cursor::new(data)), size })
            }
        }
    }
}

/// A file of the bundled package.
pub(crate) fn bundled(path: &str) -> Option<Cow<'static, [u8]>> {
    Bundle::get(path).map(|file| file.data)
}

/// Whether a path of a descriptor stays within the package.
pub(crate) fn is_inside(path: &str) -> bool {
    let mut components = Path::new(path).components();
    !path.is_empty()
        && !path.contains(['\\', ':', '\0'])
        && components.all(|component| matches!(component, Component::Normal(_)))
}

fn open_inside(directory: &Path, path: &str) -> io::Result<Content> {
    let directory = directory.canonicalize().map_err(|error| {
        // Told apart from a file that is missing in a directory that is there.
        io::Error::other(format!("the directory {} cannot be opened: {error}", directory.display()))
    })?;
    let file = directory.join(path).canonicalize()?;
    // A link may lead out of the package where its path does not; and reading a pipe or a device might never end.
    if !file.starts_with(&directory) {
        return Err(io::Error::other("it is a link that leads out of the package"));
    }
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let file = File::open(file)?;
    let size = file.metadata()?.len();
    Ok(Content { reader: Box::new(file), size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_within_the_package() {
        for path in ["clusters.csv", "tables/clusters.csv"] {
            assert!(is_inside(path), "{path}");
        }
        for path in
            ["", "../x.csv", "a/../../x.csv", "/etc/passwd", "./x.csv", "C:\\x.csv", "https://example.org/x.csv"]
        {
            assert!(!is_inside(path), "{path}");
        }
    }

    #[test]
    fn the_bundle_is_the_data_directory() {
        let mut content = Package::bundled().open(DESCRIPTOR).expect("the bundle has a descriptor");
        let mut text = String::new();
        content.reader.read_to_string(&mut text).expect("the descriptor is UTF-8");
        assert_eq!(text, include_str!("../../../data/datapackage.json"));
    }
}
