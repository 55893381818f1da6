//! Packages that are loaded into a database, and what becomes of them there.

use std::{
    fs,
    sync::{Arc, mpsc},
};

use import::{Error, Package, Progress};
use serde_json::json;
use store::{
    Store,
    dataset::{Diff, Outcome, PackageInfo, Table, TableDiff},
};

use crate::{
    edited_package::{EditedPackage, column, resource},
    log::Log,
};

const OBSERVATIONS: &str = "observations.csv";

async fn import(store: &Store, copied: &EditedPackage) -> Diff {
    import::import(store, &copied.package(), false, &Progress::quiet()).await.expect("a package that loads")
}

/// The tables that changed: added, changed and removed rows.
fn changed(changes: &Diff) -> Vec<(&'static str, u64, u64, u64)> {
    let tables = changes.tables.iter().filter(|table| !table.is_empty());
    tables.map(|&TableDiff { table, added, changed, removed }| (table.name(), added, changed, removed)).collect()
}

/// The figure of an observation, as the database has it; `None` if it is not there.
async fn figure(store: &Store, key: &str) -> Option<String> {
    let stats = store.session().stat_by_keys(&[key.to_owned()]).await.expect("stats");
    stats.first().map(|stat| stat.value.to_string())
}

async fn release(store: &Store) -> String {
    let release = store.session().release_current().await.expect("the release");
    format!("{:?}", release.map(|release| release.id))
}

#[tokio::test]
async fn the_bundled_package_loads() {
    let database = testkit::database().await;
    let summary = import::validate(&Package::bundled(), &Progress::quiet()).expect("no problem");
    let log = Log::default();
    let changes = import::import(database.store(), &Package::bundled(), false, &log.progress())
        .await
        .expect("a package that loads");
    let rows = |file: &str| summary.rows.iter().find(|(other, _)| other == file).map_or(0, |(_, rows)| *rows);
    assert_eq!(changes.table(Table::Stat).added, rows(OBSERVATIONS));
    assert_eq!(changes.table(Table::ClusterLocation).added, rows("cluster_locations.csv"));
    assert_eq!(changes.table(Table::Country).added, 1);
    assert!(changes.tables.iter().all(|table| table.added > 0 && table.changed == 0 && table.removed == 0));
    assert!(log.lines().contains(&format!("loaded {OBSERVATIONS}: {} rows", rows(OBSERVATIONS))), "{:?}", log.lines());

    let release = database.store().session().release_current().await.expect("the release").expect("a release");
    assert_eq!(release.checksum, summary.checksum);
    assert_eq!(
        (release.package, release.version, release.title, release.license),
        (summary.package.clone(), summary.version.clone(), summary.title.clone(), summary.license.clone())
    );
    assert_eq!(release.counts["stat"], json!(rows(OBSERVATIONS)));
    assert_eq!(release.counts["cluster_location"], json!(rows("cluster_locations.csv")));
    assert_eq!(release.counts.as_object().map(serde_json::Map::len), Some(Table::ALL.len()));
}

#[tokio::test]
async fn the_same_package_again_changes_nothing() {
    let database = testkit::seeded().await;
    let before = release(database.store()).await;
    let changes = import(database.store(), &EditedPackage::new()).await;
    assert_eq!(changed(&changes), []);
    assert!(changes.is_empty());
    assert_eq!(changes.to_string(), "Nothing changes: the database holds this package already.");
    assert_eq!(release(database.store()).await, before);
}

#[tokio::test]
async fn a_changed_figure_is_applied() {
    let database = testkit::seeded().await;
    let before = release(database.store()).await;
    let copied = EditedPackage::new();
    copied.set(OBSERVATIONS, 2, "value", "4711.5");
    let changes = import(database.store(), &copied).await;
    assert_eq!(changed(&changes), [("stat", 0, 1, 0)]);
    assert_eq!(figure(database.store(), &copied.get(OBSERVATIONS, 2, "id")).await.as_deref(), Some("4711.5"));
    assert_ne!(release(database.store()).await, before);
    assert!(matches!(changes.outcome, Outcome::Released(_)));
}

#[tokio::test]
async fn another_scale_is_a_change() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let key = copied.get(OBSERVATIONS, 2, "id");
    for value in ["55.5", "55.50", "55.500"] {
        copied.set(OBSERVATIONS, 2, "value", value);
        assert_eq!(changed(&import(database.store(), &copied).await), [("stat", 0, 1, 0)]);
        assert_eq!(figure(database.store(), &key).await.as_deref(), Some(value));
    }
}

#[tokio::test]
async fn a_figure_comes_out_as_it_went_in() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let values = [
        "12345678901234567890.123",
        "9999999999999999999999999999",
        "-0.0000000000000000000000000001",
        "0",
        "0.000",
        "100000000000000000000000.0000",
    ];
    let keys: Vec<String> = (0..values.len()).map(|index| copied.get(OBSERVATIONS, index + 2, "id")).collect();
    for (index, value) in values.iter().enumerate() {
        copied.set(OBSERVATIONS, index + 2, "value", value);
    }
    import(database.store(), &copied).await;
    for (key, value) in keys.iter().zip(values) {
        assert_eq!(figure(database.store(), key).await.as_deref(), Some(value));
    }
}

#[tokio::test]
async fn a_dropped_row_is_applied() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let key = copied.get(OBSERVATIONS, 2, "id");
    copied.delete_line(OBSERVATIONS, 2);
    assert_eq!(changed(&import(database.store(), &copied).await), [("stat", 0, 0, 1)]);
    assert_eq!(figure(database.store(), &key).await, None);
}

#[tokio::test]
async fn an_added_row_is_applied() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    copied.append_like(OBSERVATIONS, 2, &[("id", "o-000000000000"), ("value", "8.0"), ("period", "2019-02/2020-03")]);
    copied.append_like("names.csv", 2, &[("name", "another name")]);
    let changes = import(database.store(), &copied).await;
    assert_eq!(changed(&changes), [("stat", 1, 0, 0), ("name", 1, 0, 0)]);
    let stats = database.store().session().stat_by_keys(&["o-000000000000".to_owned()]).await.expect("stats");
    let stat = stats.first().expect("the stat");
    assert_eq!(stat.value.to_string(), "8.0");
    assert_eq!(stat.period_label, "2019-02/2020-03");
    assert_eq!(
        (stat.period_start.to_string(), stat.period_end.to_string()),
        ("2019-02-01".into(), "2020-03-31".into())
    );
}

#[tokio::test]
async fn a_renamed_cluster_keeps_its_id() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let slug = [copied.get("clusters.csv", 2, "slug")];
    let before = database.store().session().cluster_by_slugs(&slug).await.expect("clusters");
    copied.set("clusters.csv", 2, "name_en", "Another Name");
    assert_eq!(changed(&import(database.store(), &copied).await), [("cluster", 0, 1, 0)]);
    let after = database.store().session().cluster_by_slugs(&slug).await.expect("clusters");
    assert_eq!(after[0].name_en, "Another Name");
    assert_eq!(after[0].id, before[0].id);
}

#[tokio::test]
async fn a_cluster_goes_with_all_that_points_to_it_and_comes_back() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let slug = copied.get("clusters.csv", 2, "slug");
    for file in ["clusters.csv", "cluster_locations.csv", "awards.csv", "names.csv", OBSERVATIONS] {
        let kept: Vec<String> = copied
            .text(file)
            .lines()
            .filter(|line| !line.split(',').any(|field| field == slug))
            .map(|line| format!("{line}\n"))
            .collect();
        copied.write(file, kept.concat());
    }
    let gone = import(database.store(), &copied).await;
    assert_eq!(gone.table(Table::Cluster), TableDiff { table: Table::Cluster, added: 0, changed: 0, removed: 1 });
    assert!(gone.table(Table::Award).removed > 0 && gone.table(Table::ClusterLocation).removed > 0, "{gone}");
    let slugs = [slug];
    assert!(database.store().session().cluster_by_slugs(&slugs).await.expect("clusters").is_empty());

    let back = import(database.store(), &EditedPackage::new()).await;
    let turned: Vec<_> =
        changed(&gone).into_iter().map(|(table, added, changed, removed)| (table, removed, changed, added)).collect();
    assert_eq!(changed(&back), turned);
    assert_eq!(database.store().session().cluster_by_slugs(&slugs).await.expect("clusters").len(), 1);
}

#[tokio::test]
async fn a_source_with_another_key_is_another_source() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let source = copied.get("awards.csv", 2, "source");
    let turn = |field: &str| if field == source { "another-key".to_owned() } else { field.to_owned() };
    let turn_line = |line: &str| line.split(',').map(turn).collect::<Vec<_>>().join(",") + "\n";
    let summary = import::validate(&copied.package(), &Progress::quiet()).expect("no problem");
    for (file, _) in summary.rows {
        copied.write(&file, copied.text(&file).lines().map(turn_line).collect::<String>());
    }
    let changes = import(database.store(), &copied).await;
    assert_eq!(changes.table(Table::Source), TableDiff { table: Table::Source, added: 1, changed: 0, removed: 1 });
    assert!(changes.table(Table::Award).changed > 0, "{changes}");
    assert!(changes.tables.iter().skip(1).all(|table| table.added == 0 && table.removed == 0), "{changes}");
}

#[tokio::test]
async fn rows_may_swap_unique_values_and_move_in_a_tree() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let (first, second) = (copied.get("provinces.csv", 2, "gb_code"), copied.get("provinces.csv", 3, "gb_code"));
    copied.set("provinces.csv", 2, "gb_code", &second);
    copied.set("provinces.csv", 3, "gb_code", &first);
    // The row above comes after the row below it, and is new.
    copied.append_like("industries.csv", 2, &[("slug", "z-above"), ("kind", "field"), ("parent", "")]);
    copied.set("industries.csv", 2, "parent", "z-above");
    let changes = import(database.store(), &copied).await;
    assert_eq!(changed(&changes), [("province", 0, 2, 0), ("industry", 1, 1, 0)]);
}

#[tokio::test]
async fn units_are_those_in_use() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    copied.describe(|descriptor| {
        column(descriptor, "observations", "unit")["constraints"]["enum"].take();
    });
    copied.set(OBSERVATIONS, 2, "unit", "bushels");
    assert_eq!(changed(&import(database.store(), &copied).await), [("unit", 1, 0, 0), ("stat", 0, 1, 0)]);
    assert_eq!(changed(&import(database.store(), &EditedPackage::new()).await), [("unit", 0, 0, 1), ("stat", 0, 1, 0)]);
}

#[tokio::test]
async fn text_stays_as_it_is() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let text = " tab\t, backslash \\N \\t, \"quotes\", 引号, line\r\nbreak ";
    copied.set(OBSERVATIONS, 2, "note", &format!("\"{}\"", text.replace('"', "\"\"")));
    import(database.store(), &copied).await;
    let key = copied.get(OBSERVATIONS, 2, "id");
    let stats = database.store().session().stat_by_keys(&[key]).await.expect("stats");
    assert_eq!(stats[0].note.as_deref(), Some(text));
}

#[tokio::test]
async fn words_for_true_and_for_nothing_are_the_package_s_own() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    copied.describe(|descriptor| {
        let seed = column(descriptor, "sources", "seed");
        (seed["trueValues"], seed["falseValues"]) = (json!(["yes", "true"]), json!(["no", "false"]));
        resource(descriptor, "sources")["schema"]["missingValues"] = json!(["-"]);
    });
    let seed = copied.find("sources.csv", "seed", "true");
    copied.set("sources.csv", seed, "seed", "yes");
    copied.set("sources.csv", seed, "url", "-");
    copied.set("sources.csv", seed, "note", "");
    let before = copied.get("sources.csv", seed, "id");
    import(database.store(), &copied).await;
    let sources = database.store().session().source_by_slugs(&[before]).await.expect("sources");
    assert_eq!((sources[0].seed, sources[0].url.as_deref(), sources[0].note.as_deref()), (true, None, None));
}

#[tokio::test]
async fn another_version_of_the_same_rows_is_a_release() {
    let database = testkit::seeded().await;
    let before = release(database.store()).await;
    let copied = EditedPackage::new();
    copied.describe(|descriptor| descriptor["version"] = json!("another"));
    let changes = import(database.store(), &copied).await;
    assert_eq!(changed(&changes), []);
    assert!(matches!(changes.outcome, Outcome::Released(_)));
    assert_ne!(release(database.store()).await, before);
    assert!(import(database.store(), &copied).await.is_empty());
}

/// Before each stage of the import, the last of which is just before the commit, every table is read by somebody else.
#[tokio::test]
async fn readers_do_not_wait_for_an_import() {
    let database = Arc::new(testkit::seeded().await);
    let copied = EditedPackage::new();
    copied.set(OBSERVATIONS, 2, "value", "4711");
    copied.set("clusters.csv", 2, "name_en", "Another Name");
    copied.append_like("names.csv", 2, &[("name", "another name")]);
    copied.delete_line("names.csv", 3);
    let tables = Table::ALL.into_iter().map(Table::name).chain(["subject", "search", "search_word", "release"]);
    let read: Vec<String> = tables.map(|table| format!("perform 1 from {table} limit 1;")).collect();
    let read = format!("set lock_timeout = '5s'; do $$ begin {} end $$", read.concat());
    let (log, reader) = (Log::default(), Arc::clone(&database));
    let progress = log.progress_with(move |_| {
        let (reader, read) = (Arc::clone(&reader), read.clone());
        // On a thread of its own, for the import waits meanwhile.
        let reading = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime")
                .block_on(reader.execute(&read));
        });
        reading.join().expect("a reader that is not blocked");
    });
    let changes = import::import(database.store(), &copied.package(), false, &progress).await.expect("an import");
    assert_eq!(changed(&changes), [("cluster", 0, 1, 0), ("stat", 0, 1, 0), ("name", 1, 0, 1)]);
    let stages = ["writing the tables", "preparing search", "gathering statistics"];
    assert_eq!(log.lines()[log.lines().len() - stages.len()..], stages);
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let database = testkit::seeded().await;
    let before = release(database.store()).await;
    let copied = EditedPackage::new();
    let key = copied.get(OBSERVATIONS, 2, "id");
    let figure_before = figure(database.store(), &key).await;
    copied.set(OBSERVATIONS, 2, "value", "4711");
    copied.delete_line(OBSERVATIONS, 3);
    let dry = import::import(database.store(), &copied.package(), true, &Progress::quiet()).await.expect("a dry run");
    assert_eq!(changed(&dry), [("stat", 0, 1, 1)]);
    assert_eq!(dry.outcome, Outcome::DryRun);
    assert_eq!(
        dry.to_string(),
        "table                added   changed   removed\n\
         stat                     0         1         1\n\
         Dry run: nothing was written."
    );
    assert_eq!(figure(database.store(), &key).await, figure_before);
    assert_eq!(release(database.store()).await, before);
    assert_eq!(changed(&import(database.store(), &copied).await), changed(&dry));
}

#[tokio::test]
async fn an_invalid_package_writes_nothing() {
    let database = testkit::database().await;
    let copied = EditedPackage::new();
    copied.set(OBSERVATIONS, 2, "value", "1e5");
    let result = import::import(database.store(), &copied.package(), false, &Progress::quiet()).await;
    assert!(matches!(result, Err(Error::Invalid(problems)) if problems.total() == 1));
    assert_eq!(release(database.store()).await, "None");
    assert_eq!(figure(database.store(), &copied.get(OBSERVATIONS, 3, "id")).await, None);
}

#[tokio::test]
async fn a_package_that_changes_during_the_import_is_refused() {
    let database = testkit::seeded().await;
    let before = release(database.store()).await;
    let copied = EditedPackage::new();
    copied.set(OBSERVATIONS, 2, "value", "4711");
    let file = copied.path(OBSERVATIONS);
    let progress = Log::default().progress_with(move |line| {
        if line.starts_with("loaded sources.csv") {
            let text = fs::read_to_string(&file).expect("the file");
            fs::write(&file, text.replacen(",4711,", ",4712,", 1)).expect("the file");
        }
    });
    let error = import::import(database.store(), &copied.package(), false, &progress).await.expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        "observations.csv changed while it was imported; nothing was loaded; import the package again"
    );
    assert_eq!(release(database.store()).await, before);
    // The half-sent file left neither the lock nor the connection in a bad state.
    assert_eq!(changed(&import(database.store(), &copied).await), [("stat", 0, 1, 0)]);
    assert_eq!(figure(database.store(), &copied.get(OBSERVATIONS, 2, "id")).await.as_deref(), Some("4712"));
}

#[tokio::test]
async fn what_the_database_refuses_is_told_by_table_and_constraint() {
    let database = testkit::database().await;
    let info = PackageInfo {
        package: "a".to_owned(),
        version: "1".to_owned(),
        title: "A".to_owned(),
        license: "CC0-1.0".to_owned(),
        checksum: "0".repeat(64),
    };
    let cases: [(Table, &[&str], &str); 3] = [
        (
            Table::Unit,
            &["x", "x", "x", "nonsense"],
            "the database refuses the rows of table unit: new row for relation \"unit\" violates check constraint \
             \"unit_kind_check\"",
        ),
        (
            Table::Industry,
            &["a", "A", "甲", "field", "", "nowhere", ""],
            "the database refuses the rows of table industry: null value in column \"source_id\" of relation \"industry\" \
             violates not-null constraint (",
        ),
        (
            Table::Source,
            &["a", "A", "A", "", "2021", "2021-02-30", "en", "true", ""],
            "the database refuses the rows of table source: date/time field value out of range: \"2021-02-30\"",
        ),
    ];
    for (table, cells, expected) in cases {
        let mut load = database.store().dataset_begin(|| ()).await.expect("a load");
        let mut copy = load.copy(table).await.expect("a copy");
        copy.row(cells.iter().map(|cell| (!cell.is_empty()).then_some(*cell))).await.expect("a row");
        copy.finish().await.expect("the end of the rows");
        let error = load.finish(&info, false, |_| ()).await.expect_err("a refusal").to_string();
        assert!(error.starts_with(expected) && error.ends_with("; nothing was loaded"), "{error}");
    }
    assert_eq!(release(database.store()).await, "None");
}

/// The first import is held between its first file and its last until the second has said that it waits.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn of_two_imports_at_once_the_second_waits() {
    let database = testkit::seeded().await;
    let stores = [Arc::new(database.another_store().await), Arc::new(database.another_store().await)];
    let (first, second) = (EditedPackage::new(), EditedPackage::new());
    let key = first.get(OBSERVATIONS, 2, "id");
    first.set(OBSERVATIONS, 2, "value", "1.1");
    first.set("clusters.csv", 2, "name_en", "First");
    second.set(OBSERVATIONS, 2, "value", "2.2");
    let (holds, held) = tokio::sync::oneshot::channel();
    let (waits, waiting) = mpsc::channel();

    let mut holds = Some(holds);
    let first_progress = Log::default().progress_with(move |line| {
        if line.starts_with("loaded sources.csv") {
            let told = holds.take().map(|holds| holds.send(()));
            assert_eq!(told, Some(Ok(())));
            tokio::task::block_in_place(|| waiting.recv()).expect("the second import waits");
        }
    });
    let log = Log::default();
    let second_progress = log.progress_with(move |line| {
        if line == "another import is running; waiting for it" {
            waits.send(()).expect("the first import listens");
        }
    });
    let run = |store: &Arc<Store>, package: Package, progress: Progress| {
        let store = Arc::clone(store);
        tokio::spawn(async move { import::import(&store, &package, false, &progress).await })
    };
    let first_run = run(&stores[0], first.package(), first_progress);
    held.await.expect("the first import holds the lock");
    let second_run = run(&stores[1], second.package(), second_progress);
    let first_result = first_run.await.expect("the first import ends");
    let second_result = second_run.await.expect("the second import ends");
    let first_changes = first_result.expect("the first import");
    let second_changes = second_result.expect("the second import");
    assert_eq!(changed(&first_changes), [("cluster", 0, 1, 0), ("stat", 0, 1, 0)]);
    // Against what the first has committed, not against what was there when the second began.
    assert_eq!(changed(&second_changes), [("cluster", 0, 1, 0), ("stat", 0, 1, 0)]);
    let (Outcome::Released(one), Outcome::Released(two)) = (first_changes.outcome, second_changes.outcome) else {
        panic!("two releases: {first_changes} {second_changes}");
    };
    assert!(one < two);
    assert!(log.lines().contains(&"another import is running; waiting for it".to_owned()));
    assert_eq!(figure(database.store(), &key).await.as_deref(), Some("2.2"));
    assert!(import(database.store(), &second).await.is_empty(), "all of the second package, and nothing of the first");
}
