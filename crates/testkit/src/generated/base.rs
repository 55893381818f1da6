//! The real rows under the generated ones: provinces, cities, industries, the contest, its rounds and the indicators of
//! the bundled package, with the sources they cite.

use std::{fs, io, path::Path, sync::LazyLock};

use serde_json::{Value, json};

/// The bundled package.
const PACKAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
/// Files with generated rows.
const GENERATED: [&str; 6] =
    ["sources.csv", "names.csv", "clusters.csv", "cluster_locations.csv", "awards.csv", "observations.csv"];
/// Name and text of all other files of the package, which are copied unchanged.
static KEPT: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let descriptor: Value = serde_json::from_str(DESCRIPTOR).expect("the bundled descriptor is valid");
    let resources = descriptor["resources"].as_array().expect("the bundled descriptor has resources");
    let files = resources.iter().filter_map(|resource| resource["path"].as_str());
    let kept = files.filter(|file| !GENERATED.contains(file));
    kept.map(|file| {
        let text = fs::read_to_string(Path::new(PACKAGE).join(file));
        (file.to_owned(), text.unwrap_or_else(|error| panic!("{file}: {error}")))
    })
    .collect()
});
/// Files that generated rows are added to.
pub(super) const SOURCES: &str = include_str!("../../../../data/sources.csv");
pub(super) const NAMES: &str = include_str!("../../../../data/names.csv");
/// Files of which only the header line is taken over, and the description of all.
pub(super) const CLUSTERS: &str = include_str!("../../../../data/clusters.csv");
pub(super) const LOCATIONS: &str = include_str!("../../../../data/cluster_locations.csv");
pub(super) const AWARDS: &str = include_str!("../../../../data/awards.csv");
pub(super) const STATS: &str = include_str!("../../../../data/observations.csv");
const DESCRIPTOR: &str = include_str!("../../../../data/datapackage.json");

/// Everything that a generated package depends on, in a fixed order.
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    let others = [SOURCES, NAMES, CLUSTERS, LOCATIONS, AWARDS, STATS, DESCRIPTOR];
    KEPT.iter().map(|(_, text)| text.as_str()).chain(others)
}

/// A city.
pub(super) struct City {
    pub(super) code: String,
    pub(super) name_en: String,
    pub(super) name_zh: String,
    pub(super) province: String,
}

/// What figures and clusters can point to.
pub(super) struct Base {
    pub(super) provinces: Vec<String>,
    pub(super) cities: Vec<City>,
    pub(super) industries: Vec<String>,
    /// Rounds that clusters can win in.
    pub(super) rounds: Vec<String>,
}

impl Base {
    pub(super) fn read() -> Self {
        let table = |name: &str| rows(&KEPT.iter().find(|(file, _)| file == name).expect("a file of the base").1);
        let first = |mut row: Vec<String>| row.swap_remove(0);
        let city = |mut row: Vec<String>| City {
            province: row.swap_remove(5),
            name_zh: row.swap_remove(2),
            name_en: row.swap_remove(1),
            code: row.swap_remove(0),
        };
        Self {
            provinces: table("provinces.csv").map(first).collect(),
            cities: table("cities.csv").map(city).collect(),
            industries: table("industries.csv").map(first).collect(),
            rounds: table("rounds.csv").filter(|row| row[4] != "aggregate").map(first).collect(),
        }
    }
}

/// The rows of a file of the bundled package, without its header line.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<String>> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_records();
    rows.map(|row| row.expect("the bundled package is valid").iter().map(str::to_owned).collect())
}

/// Writes what is taken over as it stands, and the descriptor under a name of its own.
pub(super) fn write(directory: &Path, title: &str, version: &str) -> io::Result<()> {
    for (name, text) in KEPT.iter() {
        fs::write(directory.join(name), text)?;
    }
    let mut descriptor: Value = serde_json::from_str(DESCRIPTOR)?;
    for key in ["name", "id"] {
        descriptor[key] = json!("generated-clusters");
    }
    descriptor["version"] = json!(version);
    descriptor["title"] = json!(title);
    descriptor["description"] = json!("Made up, for tests and measurements: none of its figures is true.");
    fs::write(directory.join("datapackage.json"), format!("{descriptor:#}\n"))
}
