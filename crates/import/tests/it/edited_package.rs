//! A copy of the bundled package in a directory of its own, to be changed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use import::{Package, Progress};
use serde_json::Value;
use tempfile::TempDir;

/// The copy. Lines are counted from 1, so that 1 is the header line. The directory is deleted in the end.
pub(crate) struct EditedPackage {
    directory: TempDir,
}

impl EditedPackage {
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().expect("a temporary directory");
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        for entry in fs::read_dir(data).expect("the bundled data") {
            let file = entry.expect("an entry of the bundled data").path();
            let name = file.file_name().expect("a name");
            fs::copy(&file, directory.path().join(name)).expect("a copied file");
        }
        Self { directory }
    }

    pub(crate) fn package(&self) -> Package {
        Package::in_directory(self.directory.path())
    }

    /// Every problem that is shown, as it prints.
    pub(crate) fn problems(&self) -> Vec<String> {
        match import::validate(&self.package(), &Progress::quiet()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.directory.path().join(file)
    }

    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).expect("a text file")
    }

    pub(crate) fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(file), content).expect("a file written");
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).expect("a file removed");
    }

    pub(crate) fn line(&self, file: &str, line: usize) -> String {
        self.text(file).lines().nth(line - 1).expect("a line").to_owned()
    }

    pub(crate) fn set_line(&self, file: &str, line: usize, text: &str) {
        let mut content = self.text(file);
        let start: usize = content.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let end = start + content[start..].find('\n').expect("a line end");
        content.replace_range(start..end, text);
        self.write(file, content);
    }

    pub(crate) fn delete_line(&self, file: &str, line: usize) {
        let content = self.text(file);
        let kept = content.split_inclusive('\n').enumerate().filter(|(index, _)| index + 1 != line);
        self.write(file, kept.map(|(_, text)| text).collect::<String>());
    }

    /// Adds a line at the end, and gives its number.
    pub(crate) fn append(&self, file: &str, text: &str) -> usize {
        let content = format!("{}{text}\n", self.text(file));
        let line = content.lines().count();
        self.write(file, content);
        line
    }

    /// Adds a copy of a line with other values in some columns, and gives its number.
    pub(crate) fn append_like(&self, file: &str, line: usize, values: &[(&str, &str)]) -> usize {
        let mut fields = fields(&self.line(file, line));
        for (column, value) in values {
            (*value).clone_into(&mut fields[self.column(file, column)]);
        }
        self.append(file, &fields.join(","))
    }

    /// What stands in a column, as it is written.
    pub(crate) fn get(&self, file: &str, line: usize, column: &str) -> String {
        fields(&self.line(file, line)).swap_remove(self.column(file, column))
    }

    pub(crate) fn set(&self, file: &str, line: usize, column: &str, value: &str) {
        let mut fields = fields(&self.line(file, line));
        value.clone_into(&mut fields[self.column(file, column)]);
        self.set_line(file, line, &fields.join(","));
    }

    /// The first line with a value in a column.
    pub(crate) fn find(&self, file: &str, column: &str, value: &str) -> usize {
        let index = self.column(file, column);
        let text = self.text(file);
        text.lines().position(|line| fields(line).get(index).is_some_and(|field| field == value)).expect("a row") + 1
    }

    /// Changes the descriptor.
    pub(crate) fn describe(&self, change: impl FnOnce(&mut Value)) {
        let mut descriptor = serde_json::from_str(&self.text("datapackage.json")).expect("a descriptor");
        change(&mut descriptor);
        self.write("datapackage.json", descriptor.to_string());
    }

    fn column(&self, file: &str, column: &str) -> usize {
        fields(&self.line(file, 1)).iter().position(|field| field == column).expect("a column")
    }
}

/// The resource of a descriptor.
pub(crate) fn resource<'a>(descriptor: &'a mut Value, name: &str) -> &'a mut Value {
    let resources = descriptor["resources"].as_array_mut().expect("resources");
    resources.iter_mut().find(|resource| resource["name"] == name).expect("a resource")
}

/// The column of a resource of a descriptor.
pub(crate) fn column<'a>(descriptor: &'a mut Value, name: &str, column: &str) -> &'a mut Value {
    let fields = resource(descriptor, name)["schema"]["fields"].as_array_mut().expect("fields");
    fields.iter_mut().find(|field| field["name"] == column).expect("a column")
}

/// The fields of a line, with the quotation marks they are written in.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        quoted ^= character == '"';
        if character == ',' && !quoted {
            fields.push(String::new());
        } else if let Some(field) = fields.last_mut() {
            field.push(character);
        }
    }
    fields
}
