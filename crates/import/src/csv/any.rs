//! The reader on any bytes: what was written by another library comes back, what another library reads is read alike,
//! and nothing makes it panic or lose count of the lines.

use std::{fs, path::Path};

use csv::{QuoteStyle, Terminator};
use testkit::Random;

use super::*;

/// A row as this reader has it: its line, and the lines and bytes of its fields.
#[derive(Debug, PartialEq, Eq)]
struct Read {
    line: u64,
    fields: Vec<(u64, Vec<u8>)>,
    faults: Vec<Fault>,
    blank: bool,
}

/// Gives a few bytes at a time.
struct Dripping<'a>(&'a [u8], Random);

impl io::Read for Dripping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.between(1, 7).min(self.0.len()).min(buffer.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

fn rows(input: impl io::Read) -> (Vec<Read>, Option<u64>) {
    let mut reader = Reader::new(input);
    let (mut rows, mut row) = (Vec::new(), Row::default());
    while reader.read(&mut row).expect("bytes in memory can be read") {
        let fields = (0..row.len()).filter_map(|index| row.field(index)).map(|(bytes, line)| (line, bytes.to_vec()));
        rows.push(Read { line: row.line, fields: fields.collect(), faults: row.faults.clone(), blank: row.is_blank() });
    }
    (rows, reader.carriage_return)
}

/// What must hold of any input.
fn check(input: &[u8], random: Random) -> (Vec<Read>, Option<u64>) {
    let shown = String::from_utf8_lossy(input);
    let (found, carriage_return) = rows(input);
    assert_eq!(rows(Dripping(input, random)).0, found, "in pieces: {shown:?}");
    let lines = input.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let mut last = 0;
    for row in &found {
        assert!(row.line > last && row.line <= lines, "{row:?} of {shown:?}");
        last = row.line;
        assert!(row.fields.iter().all(|(line, _)| (row.line..=lines).contains(line)), "{row:?} of {shown:?}");
        assert!(row.fields.is_sorted_by_key(|(line, _)| *line), "{row:?} of {shown:?}");
        assert!(row.faults.iter().all(|fault| fault.field < row.fields.len()), "{row:?} of {shown:?}");
    }
    (found, carriage_return)
}

/// What is well formed is read as the other library reads it.
fn compare(input: &[u8], random: Random) -> bool {
    let (found, carriage_return) = check(input, random);
    let well_formed = found.iter().all(|row| row.faults.is_empty() && !row.blank);
    // The other library takes a carriage return for the end of a line wherever it stands.
    if !well_formed || carriage_return.is_some() || input.starts_with(BYTE_ORDER_MARK) {
        return false;
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
    let theirs: Vec<Vec<Vec<u8>>> = reader
        .byte_records()
        .map(|record| record.expect("any bytes are a record").iter().map(<[u8]>::to_vec).collect())
        .collect();
    let ours: Vec<Vec<Vec<u8>>> =
        found.into_iter().map(|row| row.fields.into_iter().map(|(_, bytes)| bytes).collect()).collect();
    assert_eq!(ours, theirs, "{:?}", String::from_utf8_lossy(input));
    true
}

/// Pieces that mean something, and some that do not.
const PIECES: [&[u8]; 14] = [
    b",",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\r",
    b" ",
    b"a",
    b"b1",
    b"\xe6\x9d\xad",
    b"\xff",
    b"\0",
    BYTE_ORDER_MARK,
    b",\"x\"",
];

fn pieces(random: &mut Random, most: usize) -> Vec<u8> {
    (0..random.below(most)).flat_map(|_| random.pick(&PIECES).iter().copied()).collect()
}

#[test]
fn any_bytes() {
    let mut compared = 0;
    for case in 0..20_000 {
        let mut random = Random::of("any bytes", case);
        let input = pieces(&mut random, 24);
        compared += usize::from(compare(&input, random));
    }
    assert!(compared > 1000, "only {compared} were well formed");
}

/// Records that another library has written come back with their lines.
#[test]
fn what_was_written_is_read() {
    for case in 0..3_000 {
        let mut random = Random::of("written", case);
        let style = *random.pick(&[QuoteStyle::Necessary, QuoteStyle::Always, QuoteStyle::NonNumeric]);
        let ends_in_carriage_return = random.chance(30);
        let terminator = if ends_in_carriage_return { Terminator::CRLF } else { Terminator::Any(b'\n') };
        let mut writer =
            csv::WriterBuilder::new().quote_style(style).terminator(terminator).flexible(true).from_writer(Vec::new());
        let mut expected = Vec::new();
        let mut line = 1;
        for _ in 0..random.between(1, 6) {
            let fields: Vec<Vec<u8>> = (0..random.between(1, 5)).map(|_| pieces(&mut random, 6)).collect();
            let (start, mut lines) = (line, Vec::new());
            for field in &fields {
                lines.push(line);
                line += field.iter().filter(|byte| **byte == b'\n').count() as u64;
            }
            line += 1;
            writer.write_record(&fields).expect("memory can be written");
            expected.push((start, lines.into_iter().zip(fields).collect::<Vec<_>>()));
        }
        let written = writer.into_inner().expect("memory can be written");
        if written.starts_with(BYTE_ORDER_MARK) {
            continue;
        }
        let (found, carriage_return) = check(&written, random);
        assert_eq!(carriage_return.is_some(), ends_in_carriage_return, "{:?}", String::from_utf8_lossy(&written));
        assert!(found.iter().all(|row| row.faults.is_empty()), "{found:?}");
        let found: Vec<_> = found.into_iter().map(|row| (row.line, row.fields)).collect();
        assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(&written));
    }
}

/// The files of the bundled package with a few bytes changed.
#[test]
fn real_files_with_changes() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let files = fs::read_dir(data).expect("the data").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|name| name == "csv")).collect();
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    let (mut cases, mut compared) = (0, 0);
    for file in files {
        let whole = fs::read(&file).expect("a file of the data");
        assert!(compare(&whole, Random::of("whole", 0)), "{}", file.display());
        let start: Vec<u8> = whole.split_inclusive(|byte| *byte == b'\n').take(20).flatten().copied().collect();
        for case in 0..200 {
            let mut random = Random::of("changed", case);
            let mut input = start.clone();
            for _ in 0..random.between(1, 4) {
                let place = random.below(input.len());
                let end = input.len().min(place + random.below(4));
                let piece = *random.pick(&PIECES);
                input.splice(place..end, piece.iter().copied());
            }
            cases += 1;
            compared += usize::from(compare(&input, random));
        }
    }
    assert!(compared > cases / 10, "only {compared} of {cases} were well formed");
}
