//! The rows of one file of a package, by the columns of its schema.

use std::{
    fmt::Write,
    io::{self, Read},
};

use sha2::{Digest, Sha256};

use crate::{
    csv::{Reader, Row},
    package::{Content, Package},
    progress::Progress,
    schema::Resource,
};

/// An open file, of which the header line is read.
pub(crate) struct Rows<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) reader: Reader<Watched<'a>>,
    /// The header line at first, then the row that was read last.
    pub(crate) row: Row,
    /// Fields in the header line; 0 if the file is empty.
    pub(crate) width: usize,
    places: Vec<Option<usize>>,
}

/// A reader that tells how far it is, and knows the SHA-256 of what it has read.
pub(crate) struct Watched<'a> {
    reader: Box<dyn Read + Send + Sync>,
    digest: Sha256,
    progress: &'a Progress,
}

impl<'a> Rows<'a> {
    pub(crate) fn open(
        package: &Package,
        resource: &'a Resource,
        progress: &'a Progress,
        action: &str,
    ) -> io::Result<Self> {
        let Content { reader, size } = package.open(resource.file())?;
        progress.begin(action, resource.file(), size);
        let mut reader = Reader::new(Watched { reader, digest: Sha256::new(), progress });
        let mut row = Row::default();
        let width = if reader.read(&mut row)? { row.len() } else { 0 };
        let names: Vec<Option<&[u8]>> = (0..width).map(|index| row.field(index).map(|(name, _)| name)).collect();
        let places = resource.columns.iter().map(|column| {
            let name = column.name.as_bytes();
            names.iter().position(|other| *other == Some(name))
        });
        let places = places.collect();
        Ok(Self { resource, reader, row, width, places })
    }

    /// Reads the next row; false at the end of the file.
    pub(crate) fn next(&mut self) -> io::Result<bool> {
        self.reader.read(&mut self.row)
    }

    /// Where a column stands in a row; `None` if the file does not have it.
    pub(crate) fn place(&self, column: usize) -> Option<usize> {
        self.places[column]
    }

    /// What stands in a column, and on which line; `None` if the row has no such field.
    pub(crate) fn field(&self, column: usize) -> Option<(&[u8], u64)> {
        self.row.field(self.places[column]?)
    }

    /// The value in a column; `None` if it is missing, or not text.
    pub(crate) fn value(&self, column: usize) -> Option<&str> {
        let text = str::from_utf8(self.field(column)?.0).ok()?;
        (!self.is_missing(text)).then_some(text)
    }

    /// Whether a field with this text stands for a value that is not there.
    pub(crate) fn is_missing(&self, text: &str) -> bool {
        self.resource.missing.iter().any(|missing| missing == text)
    }

    /// The values in several columns as one text; `None` if one of them is missing. No value has a NUL in it.
    pub(crate) fn key(&self, columns: &[usize]) -> Option<Box<str>> {
        let mut key = String::new();
        for column in columns {
            if !key.is_empty() {
                key.push('\0');
            }
            key.push_str(self.value(*column)?);
        }
        Some(key.into_boxed_str())
    }

    /// The SHA-256 of the file, in hexadecimal, when all of it is read.
    pub(crate) fn checksum(self) -> String {
        hexadecimal(self.reader.into_input().digest)
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.digest.update(&buffer[..count]);
        self.progress.advance(count as u64);
        Ok(count)
    }
}

/// The digest as `sha256sum` prints it.
pub(crate) fn hexadecimal(digest: Sha256) -> String {
    digest.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
