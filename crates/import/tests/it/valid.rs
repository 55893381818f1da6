//! Packages that are valid.

use import::{Package, Progress};
use serde_json::{Value, json};

use crate::{
    edited_package::{EditedPackage, column, resource},
    log::Log,
};

/// How many resources the bundled package has.
fn resources() -> usize {
    let descriptor: Value = serde_json::from_str(include_str!("../../../../data/datapackage.json")).expect("JSON");
    descriptor["resources"].as_array().expect("resources").len()
}

#[test]
fn the_bundled_package_has_no_problem() {
    let summary = import::validate(&Package::bundled(), &Progress::quiet()).expect("no problem");
    assert_eq!(summary.package, "china-advanced-manufacturing-clusters");
    assert_eq!(summary.license, "CC0-1.0");
    assert_eq!(summary.rows.len(), resources());
    assert!(summary.rows.iter().all(|(_, rows)| *rows > 0), "{:?}", summary.rows);
}

#[test]
fn the_bundled_package_is_the_one_in_the_directory() {
    let copied = EditedPackage::new();
    let quiet = Progress::quiet();
    assert_eq!(
        import::validate(&copied.package(), &quiet).expect("no problem"),
        import::validate(&Package::bundled(), &quiet).expect("no problem")
    );
}

#[test]
fn the_checksum_is_of_every_byte_of_the_files() {
    let copied = EditedPackage::new();
    let checksum = || import::validate(&copied.package(), &Progress::quiet()).expect("no problem").checksum;
    let before = checksum();
    copied.append_like("names.csv", 2, &[("name", "another name")]);
    let row_added = checksum();
    copied.describe(|descriptor| descriptor["description"] = json!("another description"));
    assert_ne!(before, row_added);
    assert_ne!(row_added, checksum());
    assert_eq!(checksum().len(), 64);
}

#[test]
fn another_package_may_have_its_own_units_keys_and_columns() {
    let copied = EditedPackage::new();
    copied.describe(|descriptor| {
        let id = column(descriptor, "observations", "id");
        id["constraints"] = json!({"required": true, "unique": true});
        for name in ["unit", "threshold_unit"] {
            column(descriptor, "observations", name)["constraints"]["enum"].take();
        }
        let schema = &mut resource(descriptor, "contests")["schema"];
        schema["fields"].as_array_mut().expect("fields").push(json!({"name": "prize", "type": "integer"}));
        schema["missingValues"] = json!(["", "n/a"]);
    });
    copied.append_like("observations.csv", 2, &[("id", "my/own:key"), ("unit", "bushels")]);
    let header = format!("{},prize", copied.line("contests.csv", 1));
    let row = format!("{},n/a", copied.line("contests.csv", 2));
    copied.set_line("contests.csv", 1, &header);
    copied.set_line("contests.csv", 2, &row);
    assert_eq!(copied.problems(), Vec::<String>::new());
}

#[test]
fn columns_may_stand_in_any_order() {
    let copied = EditedPackage::new();
    let turned = copied.text("industries.csv").lines().fold(String::new(), |turned, line| {
        let (first, rest) = line.split_once(',').expect("two columns");
        turned + rest + "," + first + "\n"
    });
    copied.write("industries.csv", turned);
    assert_eq!(copied.problems(), Vec::<String>::new());
}

#[test]
fn a_long_number_and_a_line_break_are_valid() {
    let copied = EditedPackage::new();
    copied.set("observations.csv", 2, "value", "12345678901234567890.123");
    copied.set("observations.csv", 3, "note", "\"two\nlines, and a \"\"quote\"\"\"");
    assert_eq!(copied.problems(), Vec::<String>::new());
}

#[test]
fn a_log_gets_one_line_a_file() {
    let log = Log::default();
    import::validate(&Package::bundled(), &log.progress()).expect("no problem");
    let lines = log.lines();
    assert_eq!(lines.len(), resources(), "{lines:?}");
    assert!(lines.contains(&"checked contests.csv: 1 row".to_owned()), "{lines:?}");
}
