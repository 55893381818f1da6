//! What an import finds out about each figure beside the others: which is preferred, headline, latest and disputed. The
//! rule is said a second time here, from its words, and compared with what the database holds.

use std::{cmp::Reverse, collections::HashMap, fmt::Write};

use entity::{
    SourceId, StatId,
    stat::{Model, PeriodBasis, Qualifier},
};
use import::Progress;
use measure::Decimal;
use store::{
    Store,
    dataset::Diff,
    list::{FilterOf, Page},
    stat::Stats,
};
use testkit::Random;

use crate::edited_package::EditedPackage;

const OBSERVATIONS: &str = "observations.csv";
const SOURCES: &str = "sources.csv";

/// All figures, and the dates of their sources.
struct Figures {
    stats: Vec<Model>,
    published: HashMap<SourceId, Option<String>>,
}

/// What a figure is among the others.
#[expect(clippy::struct_excessive_bools, reason = "as the columns are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    preferred: bool,
    headline: bool,
    latest: bool,
    disputed: bool,
}

fn number(decimal: &entity::Decimal) -> Decimal {
    Decimal::parse(&decimal.0).expect("a decimal")
}

impl Figures {
    async fn read(store: &Store) -> Self {
        let session = store.session();
        let page = Page {
            limit: 100_000,
            backwards: false,
            after: None,
            before: None,
            positions: false,
            more: false,
            brief: false,
        };
        let stats = session.list::<Stats>(&FilterOf::<Stats>::default(), &[], &page).await.expect("stats").rows;
        let stats: Vec<Model> = stats.into_iter().map(|listed| listed.row).collect();
        let ids: Vec<SourceId> = stats.iter().map(|stat| stat.source_id).collect();
        let sources = session.source_by_ids(&ids).await.expect("sources");
        let published = sources.into_iter().map(|source| (source.id, source.published_on)).collect();
        Self { stats, published }
    }

    /// What two figures must share to be one figure in two sources.
    fn is_same(one: &Model, other: &Model) -> bool {
        let threshold = |stat: &Model| stat.threshold_value.as_ref().map(number);
        Self::is_of_same_period(one, other)
            && (&one.scope, &one.product, one.round_id) == (&other.scope, &other.product, other.round_id)
            && (threshold(one), &one.threshold_unit_code) == (threshold(other), &other.threshold_unit_code)
    }

    fn is_of_same_period(one: &Model, other: &Model) -> bool {
        Self::is_of_same_kind(one, other)
            && (one.period_start, one.period_end) == (other.period_start, other.period_end)
    }

    fn is_of_same_kind(one: &Model, other: &Model) -> bool {
        (one.subject_id, one.indicator_id, &one.unit_code) == (other.subject_id, other.indicator_id, &other.unit_code)
    }

    /// The same figure in all sources, the preferred one first.
    fn of_figure<'a>(&self, stat: &Model, among: &[&'a Model]) -> Vec<&'a Model> {
        let mut same: Vec<&Model> = among.iter().copied().filter(|other| Self::is_same(stat, other)).collect();
        same.sort_by_key(|other| {
            let basis = match other.period_basis {
                PeriodBasis::Stated => 1,
                PeriodBasis::Publication => 2,
                PeriodBasis::Estimated => 3,
            };
            // `None` is less than any date, so it comes last when turned round.
            let published = Reverse(self.published[&other.source_id].as_deref());
            (basis, other.qualifier != Qualifier::Exact, published, other.key.as_str())
        });
        same
    }

    /// What each figure is, and the keys of the same figure in all sources.
    fn standings(&self) -> HashMap<&str, (Standing, Vec<&str>)> {
        let mut kinds: HashMap<_, Vec<&Model>> = HashMap::new();
        for stat in &self.stats {
            kinds.entry((stat.subject_id, stat.indicator_id, &stat.unit_code)).or_default().push(stat);
        }
        let mut standings = HashMap::new();
        for kind in kinds.values() {
            let preferred: Vec<&Model> =
                kind.iter().copied().filter(|stat| self.of_figure(stat, kind)[0].id == stat.id).collect();
            let headline: Vec<&Model> =
                preferred.iter().copied().filter(|stat| is_headline(stat, &preferred)).collect();
            let latest = headline.iter().max_by_key(|stat| (stat.period_end, stat.period_start));
            for stat in kind {
                let is_among = |list: &[&Model]| list.iter().any(|other| other.id == stat.id);
                let same = self.of_figure(stat, kind);
                let standing = Standing {
                    preferred: is_among(&preferred),
                    headline: is_among(&headline),
                    latest: latest.is_some_and(|latest| latest.id == stat.id),
                    disputed: same.iter().any(|other| number(&other.value) != number(&stat.value)),
                };
                standings.insert(stat.key.as_str(), (standing, same.iter().map(|stat| stat.key.as_str()).collect()));
            }
        }
        standings
    }

    fn get(&self, key: &str) -> Standing {
        standing(self.stats.iter().find(|stat| stat.key == key).expect(key))
    }
}

/// No other of its period is limited by as few things.
fn is_headline(stat: &Model, preferred: &[&Model]) -> bool {
    let limits = |stat: &Model| {
        [stat.scope.is_some(), stat.product.is_some(), stat.threshold_value.is_some(), stat.round_id.is_some()]
            .into_iter()
            .filter(|is_limited| *is_limited)
            .count()
    };
    let mut others = preferred.iter().filter(|other| other.id != stat.id && Figures::is_of_same_period(stat, other));
    others.all(|other| limits(other) > limits(stat))
}

fn standing(stat: &Model) -> Standing {
    let Model { preferred, headline, latest, disputed, .. } = *stat;
    Standing { preferred, headline, latest, disputed }
}

/// Checks the columns of all figures, and what is read of the same figure in other sources.
async fn check(store: &Store) -> Figures {
    let figures = Figures::read(store).await;
    let ids: Vec<StatId> = figures.stats.iter().map(|stat| stat.id).collect();
    let mut of_figures: HashMap<StatId, Vec<String>> = HashMap::new();
    for (id, stat) in store.session().stat_of_figures(&ids).await.expect("the same figures") {
        of_figures.entry(id).or_default().push(stat.key);
    }
    let expected = figures.standings();
    assert_eq!(expected.len(), figures.stats.len());
    for stat in &figures.stats {
        let (expected, same) = &expected[stat.key.as_str()];
        assert_eq!(standing(stat), *expected, "{stat:?}");
        assert_eq!(of_figures[&stat.id], *same, "{stat:?}");
    }
    figures
}

async fn import(store: &Store, copied: &EditedPackage) -> Diff {
    import::import(store, &copied.package(), false, &Progress::quiet()).await.expect("a package that loads")
}

fn changed(changes: &Diff) -> Vec<(&'static str, u64, u64, u64)> {
    let tables = changes.tables.iter().filter(|table| !table.is_empty());
    tables.map(|table| (table.table.name(), table.added, table.changed, table.removed)).collect()
}

/// The two figures of a province's output in 2024 that differ: the lines of the preferred one and of the other.
fn disputed_pair(copied: &EditedPackage) -> (usize, usize) {
    let line = |source: &str| {
        let text = copied.text(OBSERVATIONS);
        let start = ",province,CN-ZJ,gross_domestic_product,";
        let is_meant = |line: &str| line.contains(start) && line.contains(",2024,") && line.contains(source);
        text.lines().position(is_meant).expect("a figure") + 1
    };
    (line("nbs-revised-gdp-wikipedia"), line("nbs-gdp-revised-2006-2024"))
}

#[tokio::test]
async fn of_the_bundled_data() {
    let database = testkit::seeded().await;
    let figures = check(database.store()).await;
    let count = |is: fn(&Model) -> bool| figures.stats.iter().filter(|stat| is(stat)).count();
    assert_eq!(count(|stat| stat.disputed && stat.preferred), 65);
    assert!(count(|stat| !stat.preferred) > 200);
    assert!(count(|stat| stat.preferred && !stat.headline) > 50);
}

/// Figures of few subjects, periods and limits, so that many of them are the same in several sources.
fn random_observations(random: &mut Random, header: &str, sources: &[&str]) -> String {
    let mut text = format!("{header}\n");
    for number in 0..700 {
        let subject = random.pick(&["province,CN-ZJ", "city,330100", "country,CN"]);
        let indicator = random.pick(&["revenue", "output_value"]);
        let value = random.pick(&["1", "1.0", "1.00", "-1", "0", "0.0", "12345678901234567890.12345678"]);
        let unit = random.pick(&["CNY", "CNY", "CNY", "USD"]);
        let qualifier = random.pick(&["exact", "exact", "over", "nearly", "about", "at_least"]);
        let period = random.pick(&["2020", "2020-01/2020-12", "2021", "2021-01/2021-06", "2021-06", "2021-06-30"]);
        let basis = random.pick(&["stated", "stated", "publication", "estimated"]);
        let round = random.pick(&["", "", "", "", "all-45-2022"]);
        let scope = random.pick(&["", "", "a", "b"]);
        let product = random.pick(&["", "", "", "p"]);
        let threshold = random.pick(&[",", ",", ",", ",", "5,CNY", "5.0,CNY", "5,percent"]);
        let source = random.pick(sources);
        let key = (number * 7919) % 700;
        let _ = writeln!(
            text,
            "o-{key:012x},{subject},{indicator},{value},{unit},{qualifier},{period},{basis},{round},{scope},{product},{threshold},{source},,"
        );
    }
    text
}

/// Imported one over the other, so that most figures change what they are.
#[tokio::test]
async fn of_random_data() {
    let database = testkit::database().await;
    let copied = EditedPackage::new();
    let dates = ["", "", "2020-12-31", "2021", "2021", "2021-03", "2021-03-05", "2021-03-05", "2022"];
    for (index, date) in dates.iter().enumerate() {
        copied.set(SOURCES, index + 2, "published_on", date);
    }
    let sources: Vec<String> = (0..dates.len()).map(|index| copied.get(SOURCES, index + 2, "id")).collect();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    let header = copied.line(OBSERVATIONS, 1);
    let mut random = Random::of("figures", 0);
    for _ in 0..4 {
        copied.write(OBSERVATIONS, random_observations(&mut random, &header, &sources));
        import(database.store(), &copied).await;
        let figures = check(database.store()).await;
        let count = |is: &dyn Fn(&Model) -> bool| figures.stats.iter().filter(|stat| is(stat)).count();
        assert!(count(&|stat| !stat.preferred) > 100);
        assert!(count(&|stat| stat.disputed) > 50 && count(&|stat| !stat.disputed) > 50);
        assert!(count(&|stat| stat.headline) > 10 && count(&|stat| stat.preferred && !stat.headline) > 50);
        assert!(count(&|stat| stat.latest) > 5 && count(&|stat| stat.headline && !stat.latest) > 5);
        assert!(import(database.store(), &copied).await.is_empty());
    }
    // With a part of the figures gone, and with another date of a source.
    let kept: Vec<String> = copied.text(OBSERVATIONS).lines().take(400).map(|line| format!("{line}\n")).collect();
    copied.write(OBSERVATIONS, kept.concat());
    copied.set(SOURCES, 2, "published_on", "2023");
    import(database.store(), &copied).await;
    assert_eq!(check(database.store()).await.stats.len(), 399);
}

#[tokio::test]
async fn without_its_source_the_preferred_figure_leaves_its_place_to_the_next() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let (preferred, other) = disputed_pair(&copied);
    let (preferred_key, other_key) = (copied.get(OBSERVATIONS, preferred, "id"), copied.get(OBSERVATIONS, other, "id"));
    let before = check(database.store()).await;
    let (all, none) = (before.get(&preferred_key), before.get(&other_key));
    assert_eq!(all, Standing { preferred: true, headline: true, latest: all.latest, disputed: true });
    assert_eq!(none, Standing { preferred: false, headline: false, latest: false, disputed: true });
    copied.delete_line(OBSERVATIONS, preferred);
    assert_eq!(changed(&import(database.store(), &copied).await), [("stat", 0, 1, 1)]);
    let after = check(database.store()).await;
    assert_eq!(after.get(&other_key), Standing { disputed: false, ..all });
    // And back.
    assert_eq!(changed(&import(database.store(), &EditedPackage::new()).await), [("stat", 1, 1, 0)]);
    assert_eq!(check(database.store()).await.get(&other_key), none);
}

#[tokio::test]
async fn a_corrected_figure_is_no_longer_disputed() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let (preferred, other) = disputed_pair(&copied);
    // Another scale is the same number.
    let value = format!("{}.00", copied.get(OBSERVATIONS, preferred, "value"));
    copied.set(OBSERVATIONS, other, "value", &value);
    assert_eq!(changed(&import(database.store(), &copied).await), [("stat", 0, 2, 0)]);
    let figures = check(database.store()).await;
    for line in [preferred, other] {
        assert!(!figures.get(&copied.get(OBSERVATIONS, line, "id")).disputed);
    }
}

/// The date of a source is not in the row of the figure, but decides what it is.
#[tokio::test]
async fn a_source_published_later_is_preferred() {
    let database = testkit::seeded().await;
    let copied = EditedPackage::new();
    let (preferred, other) = disputed_pair(&copied);
    let source = copied.find(SOURCES, "id", &copied.get(OBSERVATIONS, other, "source"));
    copied.set(SOURCES, source, "published_on", "2999");
    let changes = import(database.store(), &copied).await;
    assert_eq!(changed(&changes).first(), Some(&("source", 0, 1, 0)));
    let figures = check(database.store()).await;
    assert!(!figures.get(&copied.get(OBSERVATIONS, preferred, "id")).preferred);
    assert!(figures.get(&copied.get(OBSERVATIONS, other, "id")).preferred);
}

/// A migration leaves the columns false.
#[tokio::test]
async fn a_database_from_before_the_columns_is_filled_by_the_next_import() {
    let database = testkit::seeded().await;
    database.execute("update stat set preferred = false, headline = false, latest = false, disputed = false").await;
    let copied = EditedPackage::new();
    let changes = import(database.store(), &copied).await;
    let figures = check(database.store()).await;
    let nothing = Standing { preferred: false, headline: false, latest: false, disputed: false };
    let filled = figures.stats.iter().filter(|stat| standing(stat) != nothing).count();
    assert!(filled > 5000);
    assert_eq!(changed(&changes), [("stat", 0, u64::try_from(filled).expect("a number"), 0)]);
    assert!(import(database.store(), &copied).await.is_empty());
}
