//! The check of a package: every file is read once for the keys that others point to, then once for everything else.
//! Of a row that others do not point to, only a hash of its keys stays in memory.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt::Write,
    hash::{BuildHasher, RandomState},
    io,
};

use sha2::{Digest, Sha256};

use crate::{
    Summary,
    contract::COUNTRY,
    counted,
    csv::FaultKind,
    descriptor::{BYTE_ORDER_MARK, Descriptor, unreadable},
    package::{DESCRIPTOR, Package},
    problem::{Place, Problem, Problems},
    progress::Progress,
    rows::{Rows, hexadecimal},
    schema::{self, Resource, Schema, Target},
};

/// The unit of an indicator whose figures come in several: it has no usual one.
pub(crate) const NO_USUAL_UNIT: &str = "varies";

/// A valid package, and what is known of it after the check.
pub(crate) struct Checked {
    pub(crate) schema: Schema,
    pub(crate) summary: Summary,
    /// Codes of all units in use.
    pub(crate) units: BTreeSet<String>,
    /// SHA-256 of the file of each resource.
    pub(crate) checksums: Vec<String>,
}

/// The keys that others point to.
struct Keys<'a> {
    schema: &'a Schema,
    sets: HashMap<Target, KeySet>,
}

struct KeySet {
    keys: HashSet<Box<str>>,
    /// Whether all keys of the file could be read. If not, nothing is said of rows that point to those that were not.
    complete: bool,
}

/// Checks everything. Nothing is written anywhere.
pub(crate) fn check(package: &Package, progress: &Progress) -> Result<Checked, Problems> {
    let mut problems = Problems::default();
    let (descriptor, bytes) = match Descriptor::read(package) {
        Ok(read) => read,
        Err(problem) => {
            problems.push(Place::default(), problem);
            return Err(problems);
        }
    };
    let schema = Schema::new(&descriptor, &mut problems);
    let keys = Keys::read(package, &schema);
    let mut units = BTreeSet::new();
    let mut rows = Vec::new();
    let mut checksums = Vec::new();
    for (index, resource) in schema.resources.iter().enumerate() {
        let mut file = FileCheck { index: index + 1, resource, keys: &keys, problems: &mut problems };
        let read = if resource.path.is_some() { file.run(package, progress, &mut units) } else { None };
        let (count, checksum) = read.unwrap_or_default();
        if resource.path.is_some() {
            progress.end(&format!("checked {}: {}", resource.file(), counted(count, "row")));
        }
        rows.push((resource.file().to_owned(), count));
        checksums.push(checksum);
    }
    progress.clear();
    if !problems.is_empty() {
        return Err(problems);
    }
    let summary = Summary {
        package: descriptor.name.clone().unwrap_or_default(),
        version: descriptor.version.clone().unwrap_or_default(),
        title: descriptor.title.clone().unwrap_or_default(),
        license: schema::license(&descriptor).unwrap_or_default().to_owned(),
        checksum: checksum(&bytes, &schema, &checksums),
        rows,
    };
    Ok(Checked { schema, summary, units, checksums })
}

/// The SHA-256 of a list of files with their own: of what `sha256sum` prints for the descriptor and the files it names, in
/// its order. So `sha256sum datapackage.json provinces.csv … | sha256sum` gives it, too.
fn checksum(descriptor: &[u8], schema: &Schema, checksums: &[String]) -> String {
    let mut list = format!("{}  {DESCRIPTOR}\n", hexadecimal(Sha256::new_with_prefix(descriptor)));
    for (resource, checksum) in schema.resources.iter().zip(checksums) {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{checksum}  {}", resource.file());
    }
    hexadecimal(Sha256::new_with_prefix(list))
}

impl<'a> Keys<'a> {
    /// Reads the keys of every resource that others point to, of broken rows, too: a row that points to one is not at fault.
    fn read(package: &Package, schema: &'a Schema) -> Self {
        let mut sets: HashMap<Target, KeySet> = schema::targets(schema)
            .into_iter()
            .map(|target| (target, KeySet { keys: HashSet::new(), complete: false }))
            .collect();
        for (index, resource) in schema.resources.iter().enumerate() {
            let mut sets: Vec<_> = sets.iter_mut().filter(|(target, _)| target.resource == index).collect();
            if sets.is_empty() || resource.path.is_none() {
                continue;
            }
            // A file that cannot be read is told by the check that follows; its sets stay incomplete.
            let complete = read_keys(package, resource, &mut sets).unwrap_or(false);
            for (_, set) in sets {
                set.complete &= complete;
            }
        }
        Self { schema, sets }
    }

    fn has(&self, target: &Target, key: &str) -> bool {
        self.sets.get(target).is_none_or(|set| !set.complete || set.keys.contains(key))
    }
}

fn read_keys(package: &Package, resource: &Resource, sets: &mut [(&Target, &mut KeySet)]) -> io::Result<bool> {
    let quiet = Progress::quiet();
    let mut rows = Rows::open(package, resource, &quiet, "")?;
    let mut complete = rows.row.faults.is_empty();
    for (target, set) in &mut *sets {
        set.complete = target.columns.iter().all(|column| rows.place(*column).is_some());
    }
    while rows.next()? {
        // Quotation marks out of place hide where a row ends.
        complete &= rows.row.faults.is_empty();
        for (target, set) in &mut *sets {
            set.keys.extend(rows.key(&target.columns));
        }
    }
    Ok(complete)
}

/// The check of one file.
struct FileCheck<'a> {
    /// Place of the file among the files; the descriptor is 0.
    index: usize,
    resource: &'a Resource,
    keys: &'a Keys<'a>,
    problems: &'a mut Problems,
}

/// What one file has shown so far, for rules that compare rows.
struct Seen {
    /// For each key of the resource, a hash of the values of each row: eight bytes, however long they are.
    hashes: Vec<Vec<u64>>,
    hasher: RandomState,
    /// For each row of a tree, the row above and the line, in the order of the file.
    parents: Vec<(Box<str>, Box<str>, u64)>,
}

impl FileCheck<'_> {
    /// Number of rows and checksum; `None` if the file cannot be read.
    fn run(&mut self, package: &Package, progress: &Progress, units: &mut BTreeSet<String>) -> Option<(u64, String)> {
        match self.read(package, progress, units) {
            Ok(read) => Some(read),
            Err(error) => {
                self.push(Place::default(), unreadable(self.resource.file(), &error));
                None
            }
        }
    }

    fn read(
        &mut self,
        package: &Package,
        progress: &Progress,
        units: &mut BTreeSet<String>,
    ) -> io::Result<(u64, String)> {
        let mut rows = Rows::open(package, self.resource, progress, "checking")?;
        let mut count = 0;
        if self.header(&rows) {
            let hashes = vec![Vec::new(); self.resource.keys.len()];
            let mut seen = Seen { hashes, hasher: RandomState::new(), parents: Vec::new() };
            while rows.next()? {
                count += 1;
                self.row(&rows, &mut seen);
                self.collect_units(&rows, units);
            }
            self.circles(&seen.parents);
            self.repeated_keys(package, progress, seen)?;
        }
        if rows.reader.byte_order_mark {
            self.at_line(1, BYTE_ORDER_MARK);
        }
        if let Some(line) = rows.reader.carriage_return {
            self.at_line(line, "the line has a carriage return; lines must end in a line feed (LF) alone");
        }
        Ok((count, rows.checksum()))
    }

    /// Checks the header line; false if the rows below make no sense without a better one.
    fn header(&mut self, rows: &Rows) -> bool {
        if rows.width == 0 {
            self.push(Place::default(), self.problem("the file is empty; its first line must name the columns"));
            return false;
        }
        if rows.row.is_blank() {
            self.at_line(1, "the line is blank; the first line must name the columns");
            return false;
        }
        if self.faults(rows) {
            return false;
        }
        let mut names: Vec<&str> = Vec::new();
        for index in 0..rows.width {
            let Some((bytes, line)) = rows.row.field(index) else { continue };
            let place = Place { line, column: index, ..Place::default() };
            let problem = |rule: String| self.problem(rule).line(line);
            let problem = match std::str::from_utf8(bytes) {
                Err(error) => problem(not_utf8(bytes, error)).value(&String::from_utf8_lossy(bytes)),
                Ok(name) if names.contains(&name) => problem("the column appears twice".to_owned()).column(name),
                Ok(name) if self.resource.column(name).is_none() => {
                    names.push(name);
                    let known: Vec<&str> = self.resource.columns.iter().map(|column| column.name.as_str()).collect();
                    let rule = format!("the column is not in {DESCRIPTOR}; it has: {}", known.join(", "));
                    problem(rule).column(name)
                }
                Ok(name) => {
                    names.push(name);
                    continue;
                }
            };
            self.push(place, problem);
        }
        for (index, column) in self.resource.columns.iter().enumerate() {
            if !names.contains(&column.name.as_str()) {
                let place = Place { line: 1, column: rows.width + index, ..Place::default() };
                self.push(place, self.problem("the column is missing").line(1).column(&column.name));
            }
        }
        true
    }

    fn row(&mut self, rows: &Rows, seen: &mut Seen) {
        let line = rows.row.line;
        if self.faults(rows) {
            return;
        }
        if rows.row.is_blank() {
            return self.at_line(line, "the line is blank; it must be deleted");
        }
        if rows.row.len() != rows.width {
            let fields = counted(rows.row.len() as u64, "field");
            return self.at_line(line, &format!("the row has {fields}; the header line has {}", rows.width));
        }
        let well_formed: Vec<bool> = (0..self.resource.columns.len()).map(|column| self.cell(rows, column)).collect();
        for (columns, hashes) in self.resource.keys.iter().zip(&mut seen.hashes) {
            hashes.extend(rows.key(columns).map(|key| seen.hasher.hash_one(&key)));
        }
        self.references(rows, &well_formed);
        self.subject(rows, &well_formed);
        if let Some((a, b)) = self.resource.pair
            && rows.value(a).is_some() != rows.value(b).is_some()
        {
            let (given, empty) = if rows.value(a).is_some() { (a, b) } else { (b, a) };
            let given = &self.resource.columns[given].name;
            self.at_column(rows, empty, None, format!("is empty although {given} is given; give both or neither"));
        }
        if let Some((key, parent)) = self.resource.parent
            && let (Some(key), Some((_, line))) = (rows.value(key), rows.field(parent))
            && let Some(parent) = rows.value(parent)
        {
            seen.parents.push((key.into(), parent.into(), line));
        }
    }

    /// Whether the row is not well formed; what is in it cannot be told then.
    fn faults(&mut self, rows: &Rows) -> bool {
        for fault in &rows.row.faults {
            let rule = match fault.kind {
                FaultKind::StrayQuote => {
                    "the field has a quotation mark within; it must be quoted as a whole, and the mark within doubled"
                }
                FaultKind::TextAfterQuote => {
                    "the field goes on after its closing quotation mark; a quotation mark within must be doubled"
                }
                FaultKind::UnclosedQuote => {
                    "the field opens a quotation mark that is never closed; the file was not read beyond it"
                }
                FaultKind::TooLong => "the row is longer than 1 MiB; the file was not read beyond it",
            };
            let place = Place { line: fault.line, column: fault.field, ..Place::default() };
            let column =
                self.resource.columns.iter().enumerate().find(|(index, _)| rows.place(*index) == Some(fault.field));
            let problem = self.problem(rule).line(fault.line);
            let problem = match column {
                Some((_, column)) if fault.kind != FaultKind::TooLong => problem.column(&column.name),
                _ => problem,
            };
            self.push(place, problem);
        }
        !rows.row.faults.is_empty()
    }

    /// Checks one value by itself. True if it is well formed, so that more can be asked of it.
    fn cell(&mut self, rows: &Rows, index: usize) -> bool {
        // A column that the file does not have is told once, at its header line.
        let Some((bytes, _)) = rows.field(index) else { return false };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.at_column(rows, index, Some(&String::from_utf8_lossy(bytes)), not_utf8(bytes, error));
                return false;
            }
        };
        let column = &self.resource.columns[index];
        let refused = if text.contains('\0') {
            Some("has a NUL character, which the database cannot keep".to_owned())
        } else if rows.is_missing(text) {
            let refused = column.rules.iter().find_map(crate::rule::Rule::refuses_nothing);
            if let Some(rule) = refused {
                self.at_column(rows, index, None, rule);
                return false;
            }
            None
        } else {
            column.kind.refuses(text).or_else(|| column.rules.iter().find_map(|rule| rule.refuses(text)))
        };
        let Some(rule) = refused else { return true };
        self.at_column(rows, index, Some(text), rule);
        false
    }

    /// Keys must not repeat. Those of rows with other problems count, too.
    /// They are compared only where their hashes are the same, so that a file without a repeated key is not read again.
    fn repeated_keys(&mut self, package: &Package, progress: &Progress, seen: Seen) -> io::Result<()> {
        let repeated: Vec<HashSet<u64>> = seen.hashes.into_iter().map(repeated).collect();
        if repeated.iter().all(HashSet::is_empty) {
            return Ok(());
        }
        let mut rows = Rows::open(package, self.resource, progress, "comparing keys of")?;
        let mut lines: Vec<HashMap<Box<str>, u64>> = vec![HashMap::new(); repeated.len()];
        while rows.next()? {
            if !is_whole(&rows) {
                continue;
            }
            for ((columns, repeated), lines) in self.resource.keys.iter().zip(&repeated).zip(&mut lines) {
                let (Some(key), Some(&last)) = (rows.key(columns), columns.last()) else { continue };
                if !repeated.contains(&seen.hasher.hash_one(&key)) {
                    continue;
                }
                let line = rows.row.line;
                let first = *lines.entry(key).or_insert(line);
                if first == line {
                    continue;
                }
                let rule = if columns.len() == 1 {
                    format!("is the same as on line {first}; every row must have its own")
                } else {
                    let names: Vec<&str> =
                        columns.iter().map(|column| self.resource.columns[*column].name.as_str()).collect();
                    format!("makes the same key as on line {first}; every row must have its own {}", names.join(" + "))
                };
                self.at_column(&rows, last, rows.value(last), rule);
            }
        }
        Ok(())
    }

    fn references(&mut self, rows: &Rows, well_formed: &[bool]) {
        let resource = self.resource;
        for reference in &resource.references {
            let well_formed = reference.columns.iter().all(|column| well_formed[*column]);
            let Some(key) = rows.key(&reference.columns).filter(|_| well_formed) else { continue };
            if !self.keys.has(&reference.target, &key)
                && let Some(&last) = reference.columns.last()
            {
                let rule = self.not_in(&reference.target);
                self.at_column(rows, last, rows.value(last), rule);
            }
        }
    }

    fn subject(&mut self, rows: &Rows, well_formed: &[bool]) {
        let Some(subject) = &self.resource.subject else { return };
        if !well_formed[subject.kind] || !well_formed[subject.key] {
            return;
        }
        let (Some(kind), Some(key)) = (rows.value(subject.kind), rows.value(subject.key)) else { return };
        let rule = match subject.targets.iter().find(|(name, _)| *name == kind) {
            Some((_, target)) if !self.keys.has(target, key) => self.not_in(target),
            None if kind == "country" && key != COUNTRY.0 => format!("is not the country {}", COUNTRY.0),
            _ => return,
        };
        self.at_column(rows, subject.key, Some(key), rule);
    }

    fn not_in(&self, target: &Target) -> String {
        let resource = &self.keys.schema.resources[target.resource];
        let columns: Vec<&str> = target.columns.iter().map(|column| resource.columns[*column].name.as_str()).collect();
        format!("is not in {} (column {})", resource.file(), columns.join(" + "))
    }

    /// A row must not stand above itself. Each circle is told once, at its first row.
    fn circles(&mut self, parents: &[(Box<str>, Box<str>, u64)]) {
        let Some((_, column)) = self.resource.parent else { return };
        let above: HashMap<&str, (&str, u64)> =
            parents.iter().map(|(key, parent, line)| (&**key, (&**parent, *line))).collect();
        let mut done: HashSet<&str> = HashSet::new();
        for (start, _, _) in parents {
            let mut path: Vec<&str> = Vec::new();
            let mut at: &str = start;
            // Up until there is no row above, or a row that was met before: on this way (a circle) or on an earlier one.
            let circle = loop {
                if !done.insert(at) {
                    break path.iter().position(|key| *key == at);
                }
                path.push(at);
                let Some((parent, _)) = above.get(at) else { break None };
                at = parent;
            };
            let rows = circle.map_or(&[][..], |from| &path[from..]);
            let first = rows.iter().filter_map(|key| Some((key, above.get(key)?))).min_by_key(|(_, (_, line))| *line);
            if let Some((key, (parent, line))) = first {
                let rule = format!("leads from {key} back to {key}; a row cannot stand above itself");
                let problem = self.problem(rule).line(*line).column(&self.resource.columns[column].name).value(parent);
                self.push(Place { line: *line, column, ..Place::default() }, problem);
            }
        }
    }

    fn collect_units(&self, rows: &Rows, units: &mut BTreeSet<String>) {
        let columns: &[&str] = match self.resource.name.as_str() {
            "observations" => &["unit", "threshold_unit"],
            "indicators" => &["unit"],
            _ => &[],
        };
        for column in columns.iter().filter_map(|name| self.resource.column(name)) {
            if let Some(unit) = rows.value(column).filter(|unit| *unit != NO_USUAL_UNIT && !units.contains(*unit)) {
                units.insert(unit.to_owned());
            }
        }
    }

    /// Adds a problem of a line as a whole.
    fn at_line(&mut self, line: u64, rule: &str) {
        self.push(Place { line, ..Place::default() }, self.problem(rule).line(line));
    }

    /// Adds a problem of a value, on the line on which its field starts.
    fn at_column(&mut self, rows: &Rows, column: usize, value: Option<&str>, rule: String) {
        let line = rows.field(column).map_or(rows.row.line, |(_, line)| line);
        let problem = self.problem(rule).line(line).column(&self.resource.columns[column].name);
        let problem = match value {
            Some(value) => problem.value(value),
            None => problem,
        };
        self.push(Place { line, column: rows.place(column).unwrap_or(0), ..Place::default() }, problem);
    }

    fn problem(&self, rule: impl Into<String>) -> Problem {
        Problem::of_file(self.resource.file(), rule)
    }

    fn push(&mut self, place: Place, problem: Problem) {
        self.problems.push(Place { file: self.index, ..place }, problem);
    }
}

/// Whether the fields of a row are what the header line says.
fn is_whole(rows: &Rows) -> bool {
    rows.row.faults.is_empty() && !rows.row.is_blank() && rows.row.len() == rows.width
}

/// Those that come more than once.
fn repeated(mut hashes: Vec<u64>) -> HashSet<u64> {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> String {
    let valid = error.valid_up_to();
    let byte = bytes.get(valid).copied().unwrap_or_default();
    format!("is not UTF-8: byte {} of the field is {byte:#04X}", valid + 1)
}
