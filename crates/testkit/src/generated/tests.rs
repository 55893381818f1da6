use std::collections::HashMap;

use import::{Package, Progress};

use super::*;

fn written(size: Size) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    write(size, directory.path()).expect("a package");
    directory
}

fn text(directory: &tempfile::TempDir, file: &str) -> String {
    fs::read_to_string(directory.path().join(file)).expect(file)
}

#[test]
fn a_package_of_any_size_is_valid_and_as_large_as_asked() {
    let some = [Size::of(1_000), Size::of(20_000), Size { clusters: 7, stats: 1_234 }, Size { clusters: 0, stats: 0 }];
    for size in some {
        let package = written(size);
        let summary = import::validate(&Package::in_directory(package.path()), &Progress::quiet());
        let rows: HashMap<String, u64> = summary.expect("a valid package").rows.into_iter().collect();
        assert_eq!(rows["clusters.csv"], size.clusters as u64);
        assert_eq!(rows["observations.csv"], size.stats as u64);
    }
}

#[test]
fn the_smaller_is_the_beginning_of_the_larger() {
    let (small, again, large) = (written(Size::of(1_000)), written(Size::of(1_000)), written(Size::of(10_000)));
    for file in ["clusters.csv", "cluster_locations.csv", "awards.csv", "names.csv", "observations.csv", "sources.csv"]
    {
        assert_eq!(text(&small, file), text(&again, file), "{file}");
        assert!(text(&large, file).starts_with(&text(&small, file)), "{file}");
    }
}

/// What features are about must be there at every size.
#[test]
fn figures_are_of_every_kind() {
    let package = written(Size::of(1_000));
    let file = text(&package, "observations.csv");
    let rows: Vec<Vec<&str>> = file.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let has = |column: usize, text: &str| rows.iter().any(|row| row[column] == text);
    for kind in ["cluster", "province", "city", "country", "industry"] {
        assert!(has(1, kind), "{kind}");
    }
    for qualifier in ["exact", "over", "nearly", "about", "at_least"] {
        assert!(has(6, qualifier), "{qualifier}");
    }
    for basis in ["stated", "publication", "estimated"] {
        assert!(has(8, basis), "{basis}");
    }
    assert_eq!(rows.iter().filter(|row| row[3] == "exchange_rate_average").count(), 25 + 2);
    let digits = |value: &str| value.bytes().filter(u8::is_ascii_digit).count();
    assert!(rows.iter().any(|row| digits(row[4]) == 1) && rows.iter().any(|row| digits(row[4]) > 20));
    assert!(rows.iter().any(|row| row[7].contains('/')) && rows.iter().any(|row| row[7].len() == 7));

    let mut figures: HashMap<[&str; 7], Vec<[&str; 2]>> = HashMap::new();
    let mut values: HashMap<[&str; 2], usize> = HashMap::new();
    for row in &rows {
        let figure = [row[2], row[3], row[5], row[7], row[9], row[10], row[11]];
        figures.entry(figure).or_default().push([row[14], row[4]]);
        *values.entry([row[3], row[4]]).or_default() += 1;
    }
    assert!(values.values().any(|count| *count > 5), "ties");
    let sources = figures.values().filter(|sources| sources.len() > 1).count();
    let differing = figures.values().filter(|sources| sources.iter().any(|source| source[1] != sources[0][1])).count();
    assert!(sources > 30 && differing > 15 && differing < sources, "{differing} of {sources} differ");
}
