//! Rows of a CSV file (RFC 4180), read strictly: whatever is not well formed is told with the line it stands on.
//!
//! A general CSV library reads what it can and skips what it cannot: blank lines, stray quotation marks, a quote that is
//! never closed. Figures need the opposite, so this reader is our own. It never changes the text of a field.

use std::io::{self, Read};

/// The longest row that is read, in bytes. A quotation mark that is never closed must not pull a whole file into memory.
const LONGEST_ROW: usize = 1024 * 1024;
const BUFFER: usize = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads rows one after the other.
pub(crate) struct Reader<R> {
    input: R,
    buffer: Vec<u8>,
    position: usize,
    line: u64,
    ended: bool,
    /// Whether the file starts with a byte order mark, which is not part of the first field.
    pub(crate) byte_order_mark: bool,
    /// The first line that ends in a carriage return, which is not part of the last field.
    pub(crate) carriage_return: Option<u64>,
}

/// One row; reused for the next.
#[derive(Default)]
pub(crate) struct Row {
    /// Physical line on which the row starts, counted from 1.
    pub(crate) line: u64,
    pub(crate) faults: Vec<Fault>,
    text: Vec<u8>,
    fields: Vec<Field>,
}

#[derive(Clone, Copy)]
struct Field {
    line: u64,
    start: usize,
    end: usize,
}

/// A place where a row is not well formed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Fault {
    pub(crate) line: u64,
    /// Which field of the row, counted from 0.
    pub(crate) field: usize,
    pub(crate) kind: FaultKind,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum FaultKind {
    /// A quotation mark within a field that does not start with one.
    StrayQuote,
    /// Text between a closing quotation mark and the next comma.
    TextAfterQuote,
    /// The file ends within quotation marks, or the row gets too long within them.
    UnclosedQuote,
    /// The row is longer than this reader takes.
    TooLong,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum State {
    /// Before the first character of a field.
    Start,
    /// In a field without quotation marks, or behind a closing one where nothing may stand.
    Plain,
    Quoted,
    /// Behind a quotation mark within a quoted field: the end of the field, or the first half of a doubled one.
    Quote,
}

impl<R: Read> Reader<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            position: 0,
            line: 1,
            ended: false,
            byte_order_mark: false,
            carriage_return: None,
        }
    }

    /// Reads the next row into `row`; false at the end of the file.
    pub(crate) fn read(&mut self, row: &mut Row) -> io::Result<bool> {
        row.clear(self.line);
        if self.ended {
            return Ok(false);
        }
        let mut state = State::Start;
        let mut any = false;
        loop {
            let Some(byte) = self.next()? else {
                self.ended = true;
                if state == State::Quoted {
                    row.fault(FaultKind::UnclosedQuote);
                }
                row.close_field();
                return Ok(any);
            };
            any = true;
            match (state, byte) {
                (State::Start, b'"') => state = State::Quoted,
                (State::Quoted, b'"') => state = State::Quote,
                (State::Quote, b'"') => {
                    row.text.push(b'"');
                    state = State::Quoted;
                }
                (State::Quoted, _) => row.text.push(byte),
                (_, b',') => {
                    row.close_field();
                    row.open_field(self.line);
                    state = State::Start;
                }
                (_, b'\n') => {
                    if state != State::Quote && row.text.len() > row.current().start && row.text.ends_with(b"\r") {
                        row.text.pop();
                    }
                    self.line += 1;
                    row.close_field();
                    return Ok(true);
                }
                (_, b'\r') => {
                    self.carriage_return.get_or_insert(self.line);
                    // Dropped if a line feed follows, which only the next round knows; behind a quote there is nothing to keep.
                    if state != State::Quote {
                        row.text.push(byte);
                        state = State::Plain;
                    }
                }
                (State::Quote, _) => {
                    row.fault(FaultKind::TextAfterQuote);
                    row.text.push(byte);
                    state = State::Plain;
                }
                (State::Plain, b'"') => {
                    row.fault(FaultKind::StrayQuote);
                    row.text.push(byte);
                }
                (State::Start | State::Plain, _) => {
                    row.text.push(byte);
                    state = State::Plain;
                }
            }
            if byte == b'\n' {
                self.line += 1;
            }
            if row.text.len() + row.fields.len() > LONGEST_ROW {
                row.fault(if state == State::Quoted { FaultKind::UnclosedQuote } else { FaultKind::TooLong });
                row.close_field();
                self.ended = true;
                return Ok(true);
            }
        }
    }

    /// The input, when there is nothing more to read of it.
    pub(crate) fn into_input(self) -> R {
        self.input
    }

    fn next(&mut self) -> io::Result<Option<u8>> {
        if self.position == self.buffer.len() {
            self.fill()?;
        }
        let byte = self.buffer.get(self.position).copied();
        self.position += usize::from(byte.is_some());
        Ok(byte)
    }

    fn fill(&mut self) -> io::Result<()> {
        let first = self.buffer.is_empty();
        self.buffer.clear();
        self.position = 0;
        self.input.by_ref().take(BUFFER as u64).read_to_end(&mut self.buffer)?;
        if first && self.buffer.starts_with(BYTE_ORDER_MARK) {
            self.byte_order_mark = true;
            self.position = BYTE_ORDER_MARK.len();
        }
        Ok(())
    }
}

impl Row {
    /// How many fields the row has.
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether the line has nothing on it.
    pub(crate) fn is_blank(&self) -> bool {
        self.fields.len() == 1 && self.text.is_empty()
    }

    /// The bytes of a field, and the physical line on which it starts.
    pub(crate) fn field(&self, index: usize) -> Option<(&[u8], u64)> {
        let field = self.fields.get(index)?;
        Some((&self.text[field.start..field.end], field.line))
    }

    fn clear(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.faults.clear();
        self.fields.clear();
        self.open_field(line);
    }

    fn open_field(&mut self, line: u64) {
        self.fields.push(Field { line, start: self.text.len(), end: self.text.len() });
    }

    fn close_field(&mut self) {
        let end = self.text.len();
        if let Some(field) = self.fields.last_mut() {
            field.end = end;
        }
    }

    fn current(&self) -> Field {
        self.fields.last().copied().unwrap_or(Field { line: self.line, start: 0, end: 0 })
    }

    /// One fault a field is enough: what follows in the same field follows from it.
    fn fault(&mut self, kind: FaultKind) {
        let field = self.fields.len() - 1;
        if self.faults.last().is_none_or(|fault| fault.field != field) {
            self.faults.push(Fault { line: self.current().line, field, kind });
        }
    }
}

#[cfg(test)]
mod any;

#[cfg(test)]
mod tests {
    use super::*;

    type Fields = Vec<(u64, String)>;

    fn read(text: &str) -> (Vec<Fields>, Vec<Fault>, Option<u64>) {
        let mut reader = Reader::new(text.as_bytes());
        let (mut rows, mut faults, mut row) = (Vec::new(), Vec::new(), Row::default());
        while reader.read(&mut row).expect("bytes in memory can be read") {
            faults.extend_from_slice(&row.faults);
            let fields = (0..row.len()).filter_map(|index| row.field(index));
            rows.push(fields.map(|(bytes, line)| (line, String::from_utf8_lossy(bytes).into_owned())).collect());
        }
        (rows, faults, reader.carriage_return)
    }

    fn fields(fields: &[(u64, &str)]) -> Fields {
        fields.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn lines_are_counted_through_quoted_line_breaks() {
        let (rows, faults, _) = read("a,b\n\"x\n\"\"y\"\"\",z\n\"\",  c \n");
        assert_eq!(
            rows,
            [fields(&[(1, "a"), (1, "b")]), fields(&[(2, "x\n\"y\""), (3, "z")]), fields(&[(4, ""), (4, "  c ")]),]
        );
        assert_eq!(faults, []);
    }

    #[test]
    fn the_last_line_needs_no_line_end() {
        assert_eq!(read("a,b").0, [fields(&[(1, "a"), (1, "b")])]);
        assert_eq!(read("a,").0, [fields(&[(1, "a"), (1, "")])]);
        assert_eq!(read("").0, Vec::<Fields>::new());
        assert_eq!(read("a\n\n").0, [fields(&[(1, "a")]), fields(&[(2, "")])]);
    }

    #[test]
    fn carriage_returns_are_told_once_and_do_not_stick_to_the_text() {
        let (rows, faults, carriage_return) = read("a,b\r\n\"c\",\"d\"\r\ne,\r\n");
        assert_eq!(rows, [fields(&[(1, "a"), (1, "b")]), fields(&[(2, "c"), (2, "d")]), fields(&[(3, "e"), (3, "")])]);
        assert_eq!((faults, carriage_return), (vec![], Some(1)));
    }

    #[test]
    fn carriage_returns_in_quotes_are_text() {
        let (rows, _, carriage_return) = read("\"a\r\nb\"\n");
        assert_eq!((rows, carriage_return), (vec![fields(&[(1, "a\r\nb")])], None));
    }

    #[test]
    fn quotes_out_of_place_are_faults() {
        let fault = |line, field, kind| vec![Fault { line, field, kind }];
        assert_eq!(read("a,b\"c\",d\n").1, fault(1, 1, FaultKind::StrayQuote));
        assert_eq!(read("a\n\"b\"c,d\n").1, fault(2, 0, FaultKind::TextAfterQuote));
        assert_eq!(read("a,b\nc,\"d\ne,f\n").1, fault(2, 1, FaultKind::UnclosedQuote));
    }

    #[test]
    fn a_row_has_a_longest_length() {
        let long = "x".repeat(LONGEST_ROW + 1);
        assert_eq!(read(&long).1, [Fault { line: 1, field: 0, kind: FaultKind::TooLong }]);
        let unclosed = format!("a\n\"{long}");
        assert_eq!(read(&unclosed).1, [Fault { line: 2, field: 0, kind: FaultKind::UnclosedQuote }]);
    }
}
