//! API keys: a file of keys, each with a rate limit of its own.

use std::{
    collections::HashMap,
    fs,
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use actix_web::http::header::HeaderMap;
use clap::Args;
use sha2::{Digest, Sha256};

use crate::settings::value::non_empty;

/// Settings of API keys.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub(crate) struct Settings {
    /// File of API keys with a limit of their own: on each line a key and, if it differs, its points per minute
    #[arg(long, env = "ATLAS_API_KEYS_FILE", global = true, value_name = "FILE")]
    pub(crate) api_keys_file: Option<PathBuf>,
}

const HEADER: &str = "x-api-key";

/// The SHA-256 of an API key: the keys themselves are not kept in memory.
pub(crate) type KeyHash = [u8; 32];

/// The file of API keys cannot be used. The message shows no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the API keys {} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("line {line} of the API keys {} must be a key and at most a number of points per minute", path.display())]
    Malformed { path: PathBuf, line: usize },
    #[error("line {line} of the API keys {} repeats the key of an earlier line", path.display())]
    Repeated { path: PathBuf, line: usize },
}

/// Reads the keys of the file in the settings and the points per minute of each; `None` for the limit of clients without
/// a key.
pub(crate) fn read(settings: &Settings) -> Result<HashMap<KeyHash, Option<NonZeroU32>>, Error> {
    non_empty(settings.api_keys_file.as_ref()).map_or_else(|| Ok(HashMap::new()), |path| read_file(path))
}

fn read_file(path: &Path) -> Result<HashMap<KeyHash, Option<NonZeroU32>>, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let mut keys = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let malformed = || Error::Malformed { path: path.to_owned(), line: index + 1 };
        let mut words = line.split_whitespace();
        let key = words.next().ok_or_else(malformed)?;
        let rate = words.next().map(|word| word.parse().map_err(|_| malformed())).transpose()?;
        if words.next().is_some() {
            return Err(malformed());
        }
        if keys.insert(Sha256::digest(key).into(), rate).is_some() {
            return Err(Error::Repeated { path: path.to_owned(), line: index + 1 });
        }
    }
    Ok(keys)
}

/// The hash of the API key in the headers of a request, whether or not the file has it.
pub(crate) fn in_headers(headers: &HeaderMap) -> Option<KeyHash> {
    Some(Sha256::digest(headers.get(HEADER)?.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_file_of_keys() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let read = |text: &str| {
            fs::write(file.path(), text).expect("a file");
            read(&Settings { api_keys_file: Some(file.path().to_owned()) })
        };
        let keys = read("# partners\n\nlarge 100\n  small\t\n").expect("keys");
        let rate = |key: &str| keys.get(&KeyHash::from(Sha256::digest(key))).copied();
        assert_eq!((rate("large"), rate("small")), (Some(NonZeroU32::new(100)), Some(None)));
        assert_eq!((rate("other"), keys.len()), (None, 2));
        for (text, line) in
            [("a 1 2\n", "line 1"), ("#\na x\n", "line 2"), ("a 0\n", "line 1"), ("a\nb\na 5\n", "line 3")]
        {
            let error = read(text).expect_err("no keys").to_string();
            assert!(error.starts_with(line), "{error}");
        }
        assert_eq!(super::read(&Settings { api_keys_file: Some(PathBuf::new()) }).expect("no file").len(), 0);
    }
}
