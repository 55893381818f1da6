//! Packages with something wrong in them: each is the bundled one with one thing broken, and the problems are told with
//! file, line, column, value and rule.

use std::{fs, os::unix};

use import::{Package, Progress};
use serde_json::{Value, json};

use crate::edited_package::{EditedPackage, column, resource};

/// Breaks a copy, and says what the problems are.
type Break = fn(&EditedPackage) -> Vec<String>;

#[test]
fn broken_packages_are_refused() {
    let mut failed = Vec::new();
    for (name, break_it) in CASES {
        let copied = EditedPackage::new();
        let expected = break_it(&copied);
        let found = copied.problems();
        if found != expected {
            failed.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(failed.is_empty(), "{} of {} cases:\n{}", failed.len(), CASES.len(), failed.join("\n"));
}

fn one(problem: impl Into<String>) -> Vec<String> {
    vec![problem.into()]
}

/// Sets a value in the second line of a file; the problem is the one of that value.
fn value(copied: &EditedPackage, file: &str, column: &str, value: &str, rule: &str) -> Vec<String> {
    copied.set(file, 2, column, value);
    one(format!("{file}, line 2, column {column}: \"{value}\" {rule}"))
}

/// Changes the descriptor; the problem is this one, in the descriptor.
fn descriptor(copied: &EditedPackage, change: impl FnOnce(&mut Value), problem: &str) -> Vec<String> {
    copied.describe(change);
    one(format!("datapackage.json{problem}"))
}

const NUMBER: &str =
    "is not a plain decimal number such as -1234.50 (no exponent, separators, plus sign or leading zeros)";
const PERIOD: &str = "is not a year, month or day (such as 2021, 2021-04 or 2021-04-01)";

const CASES: &[(&str, Break)] = &[
    // The descriptor.
    ("no descriptor", |copied| {
        copied.remove("datapackage.json");
        one("datapackage.json: the file is missing")
    }),
    ("descriptor is not JSON", |copied| {
        copied.write("datapackage.json", "{\n  \"name\": \"x\",\n}\n");
        one("datapackage.json, line 3: the file is not valid JSON: trailing comma (character 1 of the line)")
    }),
    ("descriptor is of another shape", |copied| {
        copied.write("datapackage.json", "{\n  \"resources\": \"clusters.csv\"\n}\n");
        one(
            "datapackage.json, line 2: the file is not as a data package has it: invalid type: string \"clusters.csv\", \
             expected a sequence (character 29 of the line)",
        )
    }),
    ("descriptor with a byte order mark", |copied| {
        copied.write("datapackage.json", format!("\u{feff}{}", copied.text("datapackage.json")));
        one("datapackage.json, line 1: the file starts with a byte order mark; save it as UTF-8 without one")
    }),
    ("no version", |copied| descriptor(copied, |it| it["version"] = Value::Null, ": the package has no version")),
    ("no licence", |copied| {
        let rule = ": the package has no licence: licenses needs an entry with a name, title or path";
        descriptor(copied, |it| it["licenses"] = json!([{}]), rule)
    }),
    ("resource missing", |copied| {
        let remove = |it: &mut Value| {
            let resources = it["resources"].as_array_mut().expect("resources");
            resources.retain(|resource| resource["name"] != "names");
        };
        descriptor(copied, remove, ": the resource names is missing")
    }),
    ("resource described twice", |copied| {
        let repeat = |it: &mut Value| {
            let names = resource(it, "names").clone();
            it["resources"].as_array_mut().expect("resources").push(names);
        };
        descriptor(copied, repeat, ": the resource names is described twice")
    }),
    ("column missing in the descriptor", |copied| {
        copied.describe(|it| {
            let fields = resource(it, "contests")["schema"]["fields"].as_array_mut().expect("fields");
            fields.retain(|field| field["name"] != "aim");
        });
        vec![
            "datapackage.json, column contests.aim: the column is missing".to_owned(),
            "contests.csv, line 1, column aim: the column is not in datapackage.json; it has: id, name_en, name_zh, \
             organizer_en, organizer_zh, launched, criteria, source"
                .to_owned(),
        ]
    }),
    ("column of another type", |copied| {
        let change = |it: &mut Value| column(it, "observations", "value")["type"] = json!("string");
        descriptor(copied, change, ", column observations.value: the column must have the type number")
    }),
    ("column of an unknown type", |copied| {
        let add = |it: &mut Value| column(it, "clusters", "note")["type"] = json!("geopoint");
        descriptor(
            copied,
            add,
            ", column clusters.note: the column has the type geopoint with the format default; supported are string \
             (default or uri), number, integer, year, date and boolean (default)",
        )
    }),
    ("pattern is no regular expression", |copied| {
        let change = |it: &mut Value| column(it, "clusters", "note")["constraints"] = json!({"pattern": "("});
        descriptor(
            copied,
            change,
            ", column clusters.note: the column has a pattern that is not a regular expression: (",
        )
    }),
    ("minimum is no number", |copied| {
        let change = |it: &mut Value| column(it, "awards", "rank")["constraints"]["minimum"] = json!("one");
        descriptor(copied, change, ", column awards.rank: the column has a minimum that is not a number: one")
    }),
    ("foreign key to nowhere", |copied| {
        let change = |it: &mut Value| {
            let keys = &mut resource(it, "awards")["schema"]["foreignKeys"];
            let key = json!({"fields": "note", "reference": {"resource": "notes", "fields": "id"}});
            keys.as_array_mut().expect("keys").push(key);
        };
        descriptor(copied, change, ": the foreign key note of awards leads nowhere")
    }),
    ("foreign key to a column that is not there", |copied| {
        let change = |it: &mut Value| {
            let keys = &mut resource(it, "awards")["schema"]["foreignKeys"];
            let key = json!({"fields": ["note"], "reference": {"resource": "sources", "fields": ["key"]}});
            keys.as_array_mut().expect("keys").push(key);
        };
        descriptor(copied, change, ": the foreign key note of awards leads nowhere")
    }),
    ("another delimiter", |copied| {
        let change = |it: &mut Value| resource(it, "awards")["dialect"]["delimiter"] = json!(";");
        descriptor(copied, change, ": the delimiter of awards must be \",\"")
    }),
    ("another encoding", |copied| {
        let change = |it: &mut Value| resource(it, "awards")["encoding"] = json!("gb18030");
        descriptor(copied, change, ": the encoding of awards must be utf-8")
    }),
    ("path to the directory above", |copied| {
        let change = |it: &mut Value| resource(it, "names")["path"] = json!("../names.csv");
        let rule = ": the path of names leads out of the package; it must be a file within: ../names.csv";
        descriptor(copied, change, rule)
    }),
    ("absolute path", |copied| {
        let change = |it: &mut Value| resource(it, "names")["path"] = json!("/etc/passwd");
        let rule = ": the path of names leads out of the package; it must be a file within: /etc/passwd";
        descriptor(copied, change, rule)
    }),
    ("several paths", |copied| {
        let change = |it: &mut Value| resource(it, "names")["path"] = json!(["a.csv", "b.csv"]);
        descriptor(copied, change, ": the resource names has no path of one file")
    }),
    // Files.
    ("file missing", |copied| {
        copied.remove("names.csv");
        one("names.csv: the file is missing")
    }),
    ("file that others point to missing", |copied| {
        copied.remove("sources.csv");
        one("sources.csv: the file is missing")
    }),
    ("directory instead of a file", |copied| {
        copied.remove("names.csv");
        fs::create_dir(copied.path("names.csv")).expect("a directory");
        one("names.csv: the file cannot be read: it is not a regular file")
    }),
    ("link out of the package", |copied| {
        copied.remove("names.csv");
        unix::fs::symlink("/etc/passwd", copied.path("names.csv")).expect("a link");
        one("names.csv: the file cannot be read: it is a link that leads out of the package")
    }),
    ("empty file", |copied| {
        copied.write("names.csv", "");
        one("names.csv: the file is empty; its first line must name the columns")
    }),
    ("blank first line", |copied| {
        copied.write("names.csv", format!("\n{}", copied.text("names.csv")));
        one("names.csv, line 1: the line is blank; the first line must name the columns")
    }),
    ("blank line", |copied| {
        copied.set_line("names.csv", 3, &format!("\n{}", copied.line("names.csv", 3)));
        one("names.csv, line 3: the line is blank; it must be deleted")
    }),
    ("blank last line", |copied| {
        let line = copied.append("names.csv", "");
        one(format!("names.csv, line {line}: the line is blank; it must be deleted"))
    }),
    ("byte order mark", |copied| {
        copied.write("clusters.csv", format!("\u{feff}{}", copied.text("clusters.csv")));
        one("clusters.csv, line 1: the file starts with a byte order mark; save it as UTF-8 without one")
    }),
    ("CRLF", |copied| {
        copied.write("clusters.csv", copied.text("clusters.csv").replace('\n', "\r\n"));
        one("clusters.csv, line 1: the line has a carriage return; lines must end in a line feed (LF) alone")
    }),
    ("CRLF in some lines", |copied| {
        for line in [3, 5] {
            copied.set_line("names.csv", line, &format!("{}\r", copied.line("names.csv", line)));
        }
        one("names.csv, line 3: the line has a carriage return; lines must end in a line feed (LF) alone")
    }),
    ("too few fields", |copied| {
        copied.set_line("contests.csv", 2, "advanced-manufacturing-clusters,Contest");
        one("contests.csv, line 2: the row has 2 fields; the header line has 9")
    }),
    ("too many fields", |copied| {
        let line = copied.append("names.csv", "city,150100,x,zh,nickname,bjqnb-hohhot,,more");
        one(format!("names.csv, line {line}: the row has 8 fields; the header line has 7"))
    }),
    ("too long a row", |copied| {
        let line = copied.append("names.csv", &"x".repeat(1024 * 1024));
        one(format!("names.csv, line {line}: the row is longer than 1 MiB; the file was not read beyond it"))
    }),
    ("quotation mark never closed", |copied| {
        // No mark further down closes it, and the rows that it swallows are not missed by those that point to them.
        copied.write("sources.csv", copied.text("sources.csv").replace('"', ""));
        copied.set("sources.csv", 3, "title", "\"a title");
        one(
            "sources.csv, line 3, column title: the field opens a quotation mark that is never closed; the file was not \
             read beyond it",
        )
    }),
    ("quotation mark within a field", |copied| {
        copied.set("clusters.csv", 4, "note", "so-called \"cluster\"");
        one(
            "clusters.csv, line 4, column note: the field has a quotation mark within; it must be quoted as a whole, and \
             the mark within doubled",
        )
    }),
    ("text behind a quoted field", |copied| {
        copied.set("clusters.csv", 4, "note", "\"so\" called");
        one("clusters.csv, line 4, column note: the field goes on after its closing quotation mark; a quotation mark \
             within must be doubled")
    }),
    ("not UTF-8", |copied| {
        copied.set("clusters.csv", 3, "name_zh", "<here>");
        let text = copied.text("clusters.csv");
        let (before, after) = text.split_once("<here>").expect("the place");
        copied.write("clusters.csv", [before.as_bytes(), b"ab\xB1\xA3", after.as_bytes()].concat());
        one("clusters.csv, line 3, column name_zh: \"ab\u{fffd}\u{fffd}\" is not UTF-8: byte 3 of the field is 0xB1")
    }),
    ("NUL", |copied| {
        copied.set("clusters.csv", 3, "note", "a\0b");
        one("clusters.csv, line 3, column note: \"a\\0b\" has a NUL character, which the database cannot keep")
    }),
    ("lines are counted through line breaks in fields", |copied| {
        copied.set("names.csv", 2, "note", "\"one\ntwo\nthree\"");
        copied.set("names.csv", 5, "kind", "joke");
        one("names.csv, line 5, column kind: \"joke\" is not one of: nickname, variant, also_known_as, abbreviation")
    }),
    ("the line is that of the field", |copied| {
        copied.set("observations.csv", 2, "source", "nowhere");
        copied.set("observations.csv", 2, "scope", "\"one\ntwo\"");
        one("observations.csv, line 3, column source: \"nowhere\" is not in sources.csv (column id)")
    }),
    // Header lines.
    ("duplicate column", |copied| {
        copied.set("names.csv", 1, "note", "kind");
        vec![
            "names.csv, line 1, column kind: the column appears twice".to_owned(),
            "names.csv, line 1, column note: the column is missing".to_owned(),
        ]
    }),
    ("unknown column", |copied| {
        let turned = copied.text("awards.csv").lines().fold(String::new(), |text, line| text + line + ",x\n");
        copied.write("awards.csv", turned);
        one(
            "awards.csv, line 1, column x: the column is not in datapackage.json; it has: cluster, round, rank, source, \
             verification, note",
        )
    }),
    ("missing column", |copied| {
        copied.set("clusters.csv", 1, "slug", "Slug");
        vec![
            "clusters.csv, line 1, column Slug: the column is not in datapackage.json; it has: slug, name_en, name_zh, \
             name_zh_origin, name_en_origin, name_en_source, industry, industry_basis, track, verification, source, note"
                .to_owned(),
            "clusters.csv, line 1, column slug: the column is missing".to_owned(),
        ]
    }),
    // Types.
    ("number with an exponent", |copied| value(copied, "observations.csv", "value", "1e5", NUMBER)),
    ("number with separators", |copied| {
        copied.set("observations.csv", 2, "value", "\"1,000\"");
        one(format!("observations.csv, line 2, column value: \"1,000\" {NUMBER}"))
    }),
    ("number with a plus sign", |copied| value(copied, "observations.csv", "value", "+1", NUMBER)),
    ("number with a leading zero", |copied| value(copied, "observations.csv", "value", "01", NUMBER)),
    ("number with white space", |copied| value(copied, "observations.csv", "value", " 1", NUMBER)),
    ("not a number", |copied| value(copied, "observations.csv", "value", "NaN", NUMBER)),
    ("infinite", |copied| value(copied, "observations.csv", "value", "INF", NUMBER)),
    ("negative zero", |copied| {
        let rule = "is a negative zero; write it without the minus";
        value(copied, "observations.csv", "value", "-0.0", rule)
    }),
    ("number of 29 digits", |copied| {
        let rule = "has more than 28 digits";
        value(copied, "observations.csv", "value", "12345678901234567890123456789", rule)
    }),
    ("integer with a point", |copied| {
        value(copied, "rounds.csv", "winners_count", "35.0", "is not a whole number such as 12")
    }),
    ("integer out of range", |copied| {
        let rule = "is not between -2147483648 and 2147483647";
        value(copied, "rounds.csv", "winners_count", "2147483648", rule)
    }),
    ("year of two digits", |copied| {
        value(copied, "contests.csv", "launched", "19", "is not a year between 1000 and 9999")
    }),
    ("date that does not exist", |copied| {
        value(copied, "rounds.csv", "announced_on", "2021-02-30", "has a day that does not exist")
    }),
    ("date without a day", |copied| {
        value(copied, "sources.csv", "accessed_on", "2021-02", "is not a date (such as 2021-04-01)")
    }),
    ("boolean in other words", |copied| value(copied, "sources.csv", "seed", "no", "is not one of: true, false")),
    ("address without a scheme", |copied| {
        let rule = "is not an address that starts with http:// or https://";
        value(copied, "sources.csv", "url", "www.example.org", rule)
    }),
    ("address that a browser would run", |copied| {
        let rule = "is not an address that starts with http:// or https://";
        value(copied, "sources.csv", "url", "javascript:alert(1)", rule)
    }),
    // Constraints.
    ("required value missing", |copied| {
        copied.set("clusters.csv", 2, "name_en", "");
        one("clusters.csv, line 2, column name_en: is empty; a value is required")
    }),
    ("pattern", |copied| {
        let rule = "does not match the pattern ^Q[1-9][0-9]*$";
        value(copied, "provinces.csv", "wikidata", "Q0", rule)
    }),
    ("pattern is for the whole value", |copied| {
        copied.describe(|it| column(it, "clusters", "note")["constraints"] = json!({"pattern": "a|b"}));
        copied.set("clusters.csv", 2, "note", "abc");
        let problems = copied.problems();
        assert!(
            problems.contains(&"clusters.csv, line 2, column note: \"abc\" does not match the pattern a|b".to_owned())
        );
        problems
    }),
    ("value that is not listed", |copied| {
        let rule = "is not one of: exact, over, nearly, about, at_least";
        value(copied, "observations.csv", "qualifier", "under", rule)
    }),
    ("minimum", |copied| value(copied, "cluster_locations.csv", "position", "0", "is less than the minimum of 1")),
    ("maximum", |copied| value(copied, "provinces.csv", "latitude", "90.01", "is more than the maximum of 90")),
    ("longest length", |copied| {
        let rule = "is longer than the maximum of 1 character";
        value(copied, "provinces.csv", "abbreviation_zh", "皖皖", rule)
    }),
    ("long value is cut", |copied| {
        copied.set("observations.csv", 2, "as_printed", &"字".repeat(61));
        let shown = "字".repeat(60);
        let rule = "is longer than the maximum of 60 characters";
        one(format!("observations.csv, line 2, column as_printed: \"{shown}…\" {rule}"))
    }),
    ("longer than the database can index", |copied| {
        copied.set("sources.csv", 2, "title", &"t".repeat(501));
        let shown = "t".repeat(60);
        one(format!("sources.csv, line 2, column title: \"{shown}…\" is longer than the maximum of 500 characters"))
    }),
    ("key with white space", |copied| {
        copied.describe(|it| column(it, "observations", "id")["constraints"]["pattern"] = Value::Null);
        let rule = "is not a code of 1 to 100 characters without white space";
        value(copied, "observations.csv", "id", "o 1", rule)
    }),
    ("constraint that the package leaves out", |copied| {
        copied.describe(|it| column(it, "clusters", "verification")["constraints"] = json!({}));
        value(copied, "clusters.csv", "verification", "hearsay", "is not one of: named, partial")
    }),
    // Keys.
    ("duplicate key", |copied| {
        let id = copied.get("observations.csv", 2, "id");
        let line = copied.append_like("observations.csv", 3, &[("id", &id)]);
        one(format!(
            "observations.csv, line {line}, column id: \"{id}\" is the same as on line 2; every row must have its own"
        ))
    }),
    ("duplicate value of a unique column", |copied| {
        let name = copied.get("clusters.csv", 2, "name_zh");
        copied.set("clusters.csv", 3, "name_zh", &name);
        one(format!(
            "clusters.csv, line 3, column name_zh: \"{name}\" is the same as on line 2; every row must have its own"
        ))
    }),
    ("duplicate key of several columns", |copied| {
        let line = copied.append_like("awards.csv", 2, &[]);
        let round = copied.get("awards.csv", 2, "round");
        one(format!(
            "awards.csv, line {line}, column round: \"{round}\" makes the same key as on line 2; every row must have its \
             own cluster + round"
        ))
    }),
    ("key that several rows repeat, of which one is broken", |copied| {
        let id = copied.get("observations.csv", 2, "id");
        let broken = copied.append("observations.csv", &id);
        let lines = [3, 4].map(|like| copied.append_like("observations.csv", like, &[("id", &id)]));
        let fields = copied.line("observations.csv", 1).split(',').count();
        let mut problems =
            one(format!("observations.csv, line {broken}: the row has 1 field; the header line has {fields}"));
        problems.extend(lines.map(|line| {
            format!("observations.csv, line {line}, column id: \"{id}\" is the same as on line 2; every row must have its own")
        }));
        problems
    }),
    // References.
    ("foreign key", |copied| {
        let rule = "is not in industries.csv (column slug)";
        value(copied, "clusters.csv", "industry", "cars", rule)
    }),
    ("foreign key to the same file", |copied| {
        let line = copied.find("rounds.csv", "id", "2024-contest");
        copied.set("rounds.csv", line, "parent", "all-81");
        one(format!("rounds.csv, line {line}, column parent: \"all-81\" is not in rounds.csv (column id)"))
    }),
    ("foreign key that the package leaves out", |copied| {
        copied.describe(|it| resource(it, "awards")["schema"]["foreignKeys"] = json!([]));
        value(copied, "awards.csv", "source", "nowhere", "is not in sources.csv (column id)")
    }),
    ("subject of an observation", |copied| {
        copied.set("observations.csv", 2, "subject_type", "cluster");
        value(copied, "observations.csv", "subject", "nowhere", "is not in clusters.csv (column slug)")
    }),
    ("subject of another kind", |copied| {
        copied.set("observations.csv", 2, "subject_type", "province");
        value(copied, "observations.csv", "subject", "330100", "is not in provinces.csv (column iso_code)")
    }),
    ("subject that is another country", |copied| {
        copied.set("observations.csv", 2, "subject_type", "country");
        value(copied, "observations.csv", "subject", "US", "is not the country CN")
    }),
    ("subject of a name", |copied| {
        copied.set("names.csv", 2, "subject_type", "contest_round");
        value(copied, "names.csv", "subject", "nowhere", "is not in rounds.csv (column id)")
    }),
    ("row that is pointed to and broken is one problem", |copied| {
        let slug = copied.get("awards.csv", 2, "cluster");
        let line = copied.find("clusters.csv", "slug", &slug);
        copied.set("clusters.csv", line, "verification", "hearsay");
        one(format!("clusters.csv, line {line}, column verification: \"hearsay\" is not one of: named, partial"))
    }),
    // Rules between columns and rows.
    ("threshold without a unit", |copied| {
        copied.set("observations.csv", 2, "threshold", "100");
        one(
            "observations.csv, line 2, column threshold_unit: is empty although threshold is given; give both or neither",
        )
    }),
    ("unit without a threshold", |copied| {
        copied.set("observations.csv", 2, "threshold_unit", "CNY");
        one(
            "observations.csv, line 2, column threshold: is empty although threshold_unit is given; give both or neither",
        )
    }),
    ("month that does not exist", |copied| {
        value(copied, "observations.csv", "period", "2021-13", "has a month that does not exist")
    }),
    ("day that does not exist", |copied| {
        value(copied, "observations.csv", "period", "2021-02-30", "has a day that does not exist")
    }),
    ("period that ends before it starts", |copied| {
        value(copied, "observations.csv", "period", "2021/2020-12", "ends before it starts")
    }),
    ("year before 1000", |copied| {
        value(copied, "observations.csv", "period", "0999", "has a year that is not between 1000 and 9999")
    }),
    ("period in other digits", |copied| value(copied, "observations.csv", "period", "２０２１", PERIOD)),
    ("day of publication that does not exist", |copied| {
        value(copied, "sources.csv", "published_on", "2023-02-29", "has a day that does not exist")
    }),
    ("row above itself", |copied| {
        let slug = copied.get("industries.csv", 2, "slug");
        let rule = format!("leads from {slug} back to {slug}; a row cannot stand above itself");
        value(copied, "industries.csv", "parent", &slug, &rule)
    }),
    ("circle of rows", |copied| {
        let (below, above) =
            (copied.find("rounds.csv", "id", "2024-contest"), copied.find("rounds.csv", "id", "all-80-2024"));
        copied.set("rounds.csv", above, "parent", "2024-contest");
        let (first, value) = if below < above { (below, "all-80-2024") } else { (above, "2024-contest") };
        let key = copied.get("rounds.csv", first, "id");
        one(format!(
            "rounds.csv, line {first}, column parent: \"{value}\" leads from {key} back to {key}; a row cannot stand above \
             itself"
        ))
    }),
];

#[test]
fn a_directory_that_is_not_there_is_told() {
    let package = Package::in_directory("/nowhere/at/all");
    let problems = import::validate(&package, &Progress::quiet()).expect_err("a problem");
    assert_eq!(
        problems.to_string(),
        "datapackage.json: the file cannot be read: the directory /nowhere/at/all cannot be opened: No such file or \
         directory (os error 2)\n1 problem."
    );
}

#[test]
fn problems_of_several_files_are_told_together_in_order() {
    let copied = EditedPackage::new();
    let last = copied.append("sources.csv", "x");
    copied.set("clusters.csv", 5, "industry", "cars");
    copied.set("clusters.csv", 3, "verification", "hearsay");
    copied.set("clusters.csv", 3, "name_en", "");
    copied.set("provinces.csv", 2, "latitude", "north");
    copied.describe(|it| it["title"] = Value::Null);
    assert_eq!(
        copied.problems(),
        [
            "datapackage.json: the package has no title".to_owned(),
            format!("provinces.csv, line 2, column latitude: \"north\" {NUMBER}"),
            "clusters.csv, line 3, column name_en: is empty; a value is required".to_owned(),
            "clusters.csv, line 3, column verification: \"hearsay\" is not one of: named, partial".to_owned(),
            "clusters.csv, line 5, column industry: \"cars\" is not in industries.csv (column slug)".to_owned(),
            format!("sources.csv, line {last}: the row has 1 field; the header line has 9"),
        ]
    );
}

#[test]
fn the_first_200_problems_are_shown_and_the_rest_is_counted() {
    let copied = EditedPackage::new();
    for _ in 0..300 {
        copied.append("names.csv", "x");
    }
    let problems = import::validate(&copied.package(), &Progress::quiet()).expect_err("300 problems");
    assert_eq!(problems.total(), 300);
    assert_eq!(problems.iter().count(), 200);
    let text = problems.to_string();
    assert!(text.ends_with("\n… and 100 more; 300 problems in all."), "{text}");
    assert_eq!(text.lines().count(), 201);
}

#[test]
fn a_problem_tells_its_parts() {
    let copied = EditedPackage::new();
    copied.set("clusters.csv", 3, "industry", "cars");
    let problems = import::validate(&copied.package(), &Progress::quiet()).expect_err("a problem");
    let problem = problems.iter().next().expect("a problem");
    assert_eq!(problem.file, "clusters.csv");
    assert_eq!(problem.line, Some(3));
    assert_eq!(problem.column.as_deref(), Some("industry"));
    assert_eq!(problem.value.as_deref(), Some("cars"));
    assert_eq!(problem.rule, "is not in industries.csv (column slug)");
}
