//! Parsers and checks for the values of settings.

use std::{ffi::OsStr, path::PathBuf, time::Duration};

use clap::builder::{OsStringValueParser, TypedValueParser};

/// Parses a directory, which may be empty: container files often set a variable to nothing instead of leaving it out.
pub(crate) fn directory() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

/// Parses a duration above zero, for settings where zero would mean no time at all.
pub(crate) fn positive_duration(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("it must be more than zero".to_owned()),
        Ok(duration) => Ok(duration),
        Err(error) => Err(format!("{error}; write it like 10s or 500ms")),
    }
}

/// The value, unless it is empty.
pub(crate) fn non_empty<T: AsRef<OsStr>>(value: Option<&T>) -> Option<&T> {
    value.filter(|value| !value.as_ref().is_empty())
}
