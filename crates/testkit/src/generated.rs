//! Data packages of any size, made up.
//!
//! Everything that is drawn for a cluster or a source depends on its number alone. So of two packages with as many stats
//! for each cluster the smaller one is the beginning of the larger one (but for the last sources), and the same page of
//! both has the same kind of rows.

mod base;
mod figures;
mod random;
#[cfg(test)]
mod tests;
mod words;

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    fs::{self, File},
    io,
    path::Path,
};

use sha2::{Digest, Sha256};

pub use self::random::Random;
use self::{
    base::Base,
    figures::{FIRST_YEAR, LAST_YEAR},
    words::{Look, Measure},
};

/// A source for so many stats.
const STATS_OF_SOURCE: usize = 200;
/// The first so many sources are cited for clusters throughout.
const YEARBOOKS: usize = 4;
/// Of a number of clusters above a threshold, in yuan.
const THRESHOLDS: [&str; 3] = ["10000000000", "100000000000", "1000000000000"];
const RATE: Measure = Measure { indicator: "exchange_rate_average", weight: 0, look: Look::Number, low: 1, high: 1 };

/// How large a generated package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    /// Clusters.
    pub clusters: usize,
    /// Stats: figures. Without clusters there are none.
    pub stats: usize,
}

impl Size {
    /// So many stats, in the usual shape: 50 for each cluster, of which 44 are about the cluster itself.
    #[must_use]
    pub const fn of(stats: usize) -> Self {
        Self { clusters: stats / 50, stats }
    }
}

/// Writes a package into a directory, which is made when missing. The same size makes the same bytes.
///
/// # Errors
///
/// When a file cannot be written.
pub fn write(size: Size, directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let title = format!("{} generated clusters with {} stats", size.clusters, size.stats);
    base::write(directory, &title, &fingerprint())?;
    Writing::start(size, directory)?.run()
}

/// The version of what is generated: it changes with the generator and with the bundled package.
pub(crate) fn fingerprint() -> String {
    let code = [
        include_str!("generated.rs"),
        include_str!("generated/base.rs"),
        include_str!("generated/figures.rs"),
        include_str!("generated/random.rs"),
        include_str!("generated/words.rs"),
    ];
    let digest = code.into_iter().chain(base::texts()).fold(Sha256::new(), Digest::chain_update);
    digest.finalize()[..6].iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The tables that get rows.
struct Writing {
    size: Size,
    base: Base,
    sources: csv::Writer<File>,
    clusters: csv::Writer<File>,
    locations: csv::Writer<File>,
    awards: csv::Writer<File>,
    names: csv::Writer<File>,
    stats: csv::Writer<File>,
    /// Stats so far, and those of them that are not about clusters.
    written: usize,
    others: usize,
    /// How often a name was given.
    given: HashMap<String, usize>,
}

/// What a figure is about, and all that figures of one series share.
#[derive(Clone, Copy)]
struct Series<'a> {
    kind: &'a str,
    subject: &'a str,
    measure: &'a Measure,
    unit: &'a str,
    scope: &'a str,
    product: &'a str,
    round: &'a str,
}

impl<'a> Series<'a> {
    fn of(kind: &'a str, subject: &'a str, measure: &'a Measure) -> Self {
        Self { kind, subject, measure, unit: "CNY", scope: "", product: "", round: "" }
    }
}

/// One figure of a source.
struct Figure<'a> {
    value: String,
    period: String,
    basis: &'a str,
    qualifier: &'a str,
    source: String,
}

/// What no two figures of one source share.
type UsedKeys = HashSet<[String; 8]>;

impl Writing {
    fn start(size: Size, directory: &Path) -> io::Result<Self> {
        let open = |name: &str, like: &'static str, keep: fn(&[String]) -> bool| {
            let mut writer = csv::Writer::from_path(directory.join(name))?;
            writer.write_record(like.lines().next().unwrap_or_default().split(','))?;
            for row in base::rows(like).filter(|row| keep(row)) {
                writer.write_record(row)?;
            }
            io::Result::Ok(writer)
        };
        Ok(Self {
            size,
            base: Base::read(),
            sources: open("sources.csv", base::SOURCES, |_| true)?,
            clusters: open("clusters.csv", base::CLUSTERS, |_| false)?,
            locations: open("cluster_locations.csv", base::LOCATIONS, |_| false)?,
            awards: open("awards.csv", base::AWARDS, |_| false)?,
            names: open("names.csv", base::NAMES, |row| row[0] != "cluster")?,
            stats: open("observations.csv", base::STATS, |_| false)?,
            written: 0,
            others: 0,
            given: HashMap::new(),
        })
    }

    fn run(mut self) -> io::Result<()> {
        for source in 0..self.source_count() {
            self.source(source)?;
        }
        let mut taken = UsedKeys::new();
        let mut newest_source = 0;
        for cluster in 0..self.size.clusters {
            let source = self.written / STATS_OF_SOURCE;
            if source != newest_source {
                // What is not about clusters cites the newest source only, so no older one can be met again.
                taken.clear();
                newest_source = source;
            }
            let (slug, product) = self.cluster(cluster, source)?;
            let stats = self.size.stats * (cluster + 1) / self.size.clusters - self.written;
            let others = stats * 3 / 25;
            self.stats_of_cluster(cluster, &slug, product, stats - others, source)?;
            let mut random = Random::of("other", cluster);
            for _ in 0..others {
                self.other(&mut random, source, &mut taken)?;
            }
        }
        for file in [self.sources, self.clusters, self.locations, self.awards, self.names, self.stats] {
            file.into_inner().map_err(csv::IntoInnerError::into_error)?;
        }
        Ok(())
    }

    fn source_count(&self) -> usize {
        self.size.stats.div_ceil(STATS_OF_SOURCE).max(1)
    }

    fn source(&mut self, number: usize) -> io::Result<()> {
        let mut random = Random::of("source", number);
        let city = random.pick(&self.base.cities);
        let publisher = random.pick(&words::PUBLISHERS);
        let year = random.between(FIRST_YEAR + 1, LAST_YEAR + 1);
        let (month, day) = (random.between(1, 12), random.between(1, 28));
        let (language, title, publisher) = if publisher.is_ascii() {
            let title = format!("{} industry in figures: report {number} of {year}", city.name_en);
            ("en", title, format!("{} {publisher}", city.name_en))
        } else {
            (
                "zh",
                format!("{}产业集群{year}年统计资料({number})", city.name_zh),
                format!("{}{publisher}", city.name_zh),
            )
        };
        let url = format!("https://example.org/{language}/{year}/{number}.htm");
        let date = match random.below(10) {
            0 => String::new(),
            1 => year.to_string(),
            2 => format!("{year}-{month:02}"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let url = if random.chance(4) { "" } else { &url };
        let id = source_id(number);
        self.sources.write_record([&id, &title, &publisher, url, &date, "2026-11-23", language, "false", ""])?;
        Ok(())
    }

    /// Writes a cluster with its places, awards and other names. Returns its slug and what it makes.
    fn cluster(&mut self, number: usize, source: usize) -> io::Result<(String, &'static str)> {
        let mut random = Random::of("cluster", number);
        let source = source_id(source);
        let trade = random.pick(&words::TRADES);
        let (style_en, style_zh) = *random.pick(&words::STYLES);
        let places = self.places(&mut random);
        let first = places.iter().find_map(|(_, city)| city.map(|city| &self.base.cities[city]));
        let (place_en, place_zh) = first.map_or(("Inland", "内陆"), |city| (&*city.name_en, &*city.name_zh));
        let name_en = format!("{place_en} {style_en}{} Cluster", trade.en);
        let name_zh = format!("{place_zh}{style_zh}{}集群", trade.zh);
        let slug = slug(&name_en);
        let [name_en, name_zh, slug] =
            [(name_en, " "), (name_zh, "第"), (slug, "-")].map(|(name, mark)| numbered(&mut self.given, name, mark));
        let track = if random.chance(80) { trade.track } else { "" };
        let known = random.chance(96);
        let (industry, basis) = if known { (trade.industry, "assigned") } else { ("", "") };
        let origin_zh = if random.chance(90) { "source" } else { "compiled" };
        let (origin_en, source_en) = if random.chance(15) { ("source", &*source) } else { ("translated", "") };
        let verification = if random.chance(97) { "named" } else { "partial" };
        self.clusters.write_record([
            &*slug,
            &name_en,
            &name_zh,
            origin_zh,
            origin_en,
            source_en,
            industry,
            basis,
            if known { track } else { "" },
            verification,
            &source,
            "",
        ])?;
        for (index, (province, city)) in places.iter().enumerate() {
            let city = city.map_or("", |city| &*self.base.cities[city].code);
            let role = match random.below(10) {
                0..4 if index == 0 => "lead",
                4 => "core",
                _ => "",
            };
            let position = (index + 1).to_string();
            self.locations.write_record([&slug, &position, province, city, role, &source])?;
        }
        let mut rounds: Vec<&String> = Vec::new();
        for _ in 0..*random.weighted(&[0, 1, 1, 1, 2], |_| 1) {
            let round = random.pick(&self.base.rounds);
            if !rounds.contains(&round) {
                let rank = if random.chance(50) { random.between(1, 35).to_string() } else { String::new() };
                self.awards.write_record([&*slug, round, &rank, &source, verification, ""])?;
                rounds.push(round);
            }
        }
        let aliases = [
            ("en", "nickname", format!("{} Capital {number}", trade.en)),
            ("zh", "nickname", format!("中国{}之都{number}", trade.zh)),
            ("en", "variant", name_en.to_lowercase()),
            ("zh", "abbreviation", format!("{place_zh}{}", trade.zh)),
        ];
        for (language, kind, name) in aliases {
            if random.chance(20) {
                self.names.write_record(["cluster", &slug, &name, language, kind, &source, ""])?;
            }
        }
        Ok((slug, trade.product))
    }

    /// One to three places: provinces, most with a city.
    fn places(&self, random: &mut Random) -> Vec<(String, Option<usize>)> {
        let mut places: Vec<(String, Option<usize>)> = Vec::new();
        for _ in 0..random.weighted(&[(1, 55), (2, 30), (3, 15)], |one| one.1).0 {
            let city = random.below(self.base.cities.len());
            let place = if random.chance(6) {
                (random.pick(&self.base.provinces).clone(), None)
            } else {
                (self.base.cities[city].province.clone(), Some(city))
            };
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// The figures about a cluster: series of years with gaps, some figures from two sources.
    fn stats_of_cluster(
        &mut self,
        cluster: usize,
        slug: &str,
        product: &str,
        mut count: usize,
        source: usize,
    ) -> io::Result<()> {
        let mut random = Random::of("series", cluster);
        let mut taken = UsedKeys::new();
        while count > 0 {
            let measure = random.weighted(&words::OF_CLUSTERS, |measure| measure.weight);
            let series = Series {
                unit: figures::unit(&mut random, measure),
                scope: if random.chance(25) { words::SCOPES[random.below(words::SCOPES.len())] } else { "" },
                product: if measure.look == Look::Quantity || random.chance(25) { product } else { "" },
                ..Series::of("cluster", slug, measure)
            };
            // A yearbook, which has figures about many clusters, or the report on a few of them.
            let first = if random.chance(15) { random.below(YEARBOOKS.min(self.source_count())) } else { source };
            let second = if source > 0 { source - 1 } else { 1 % self.source_count() };
            let mut level = random.skewed(measure.low, measure.high);
            let start = random.between(FIRST_YEAR, LAST_YEAR);
            for year in start..=LAST_YEAR.min(start + random.below(14)) {
                level = figures::next_level(&mut random, measure, level);
                if random.chance(15) {
                    continue; // a gap
                }
                let mut figure = figure(&mut random, measure.look, level, year, first);
                count -= self.stat(&mut random, series, &figure, &mut taken)?;
                if count > 0 && random.chance(9) {
                    figure.source = source_id(second);
                    if random.chance(60) {
                        let other = (level * random.between(90, 112) / 100).clamp(measure.low, measure.high);
                        figure.value = figures::value(&mut random, measure.look, other);
                        figure.qualifier = figures::qualifier(&mut random);
                    }
                    count -= self.stat(&mut random, series, &figure, &mut taken)?;
                }
                if count == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// One figure about something else than a cluster: at first yearly exchange rates and the product of each province, so
    /// that every size has them, and now and then the exchange rate of a month.
    fn other(&mut self, random: &mut Random, source: usize, taken: &mut UsedKeys) -> io::Result<()> {
        const YEARS: usize = LAST_YEAR + 1 - FIRST_YEAR;
        let number = self.others;
        self.others += 1;
        let month = (number % 50 == 49).then_some(number / 50).filter(|month| *month < 12 * YEARS);
        let rate = match month {
            _ if number < YEARS => Some((FIRST_YEAR + number, String::new())),
            Some(month) => Some((FIRST_YEAR + month / 12, format!("-{:02}", month % 12 + 1))),
            None => None,
        };
        if let Some((year, month)) = rate {
            let series = Series { unit: "CNY_per_USD", ..Series::of("country", "CN", &RATE) };
            let figure = stated(figures::rate(random, year), format!("{year}{month}"), source);
            self.stat(random, series, &figure, taken)?;
        } else if let Some(province) = self.base.provinces.get(number - YEARS).cloned() {
            let series = Series::of("province", &province, &words::OF_PLACES[0]);
            let level = random.skewed(series.measure.low, series.measure.high);
            let figure = stated(figures::value(random, series.measure.look, level), LAST_YEAR.to_string(), source);
            self.stat(random, series, &figure, taken)?;
        } else {
            while self.stat_of_other(random, source, taken)? == 0 {}
        }
        Ok(())
    }

    /// Tries to write one figure about a province, a city, the country, an industry or a round.
    fn stat_of_other(&mut self, random: &mut Random, source: usize, taken: &mut UsedKeys) -> io::Result<usize> {
        let (kind, subject) = match random.below(100) {
            0..60 => ("province", random.pick(&self.base.provinces).clone()),
            60..85 => ("city", random.pick(&self.base.cities).code.clone()),
            85..93 => ("country", "CN".to_owned()),
            93..97 => ("industry", random.pick(&self.base.industries).clone()),
            _ => ("contest_round", random.pick(&self.base.rounds).clone()),
        };
        let measures: &[Measure] =
            if matches!(kind, "industry" | "contest_round") { &words::OF_OTHERS } else { &words::OF_PLACES };
        let measure = random.weighted(measures, |measure| measure.weight);
        let round = if measure.look == Look::Winners { random.pick(&self.base.rounds).clone() } else { String::new() };
        let series = Series {
            unit: figures::unit(random, measure),
            scope: if random.chance(8) { words::SCOPES[random.below(words::SCOPES.len())] } else { "" },
            product: if random.chance(20) { "high-tech manufacturing" } else { "" },
            round: &round,
            ..Series::of(kind, &subject, measure)
        };
        let level = random.skewed(measure.low, measure.high);
        let year = random.between(FIRST_YEAR, LAST_YEAR);
        let figure = figure(random, measure.look, level, year, source);
        self.stat(random, series, &figure, taken)
    }

    /// Writes a figure, unless its source has one for the same thing already. Returns how many were written.
    fn stat(
        &mut self,
        random: &mut Random,
        series: Series,
        figure: &Figure,
        taken: &mut UsedKeys,
    ) -> io::Result<usize> {
        let Series { kind, subject, measure, unit, scope, product, round } = series;
        let Figure { value, period, basis, qualifier, source } = figure;
        let indicator = measure.indicator;
        if !taken.insert([subject, indicator, unit, scope, product, round, period, source].map(str::to_owned)) {
            return Ok(0);
        }
        let (threshold, threshold_unit) =
            if measure.look == Look::OverThreshold { (*random.pick(&THRESHOLDS), "CNY") } else { ("", "") };
        let as_printed = figures::as_printed(random, value, unit, qualifier);
        let key = key(self.written);
        self.stats.write_record([
            &*key,
            kind,
            subject,
            indicator,
            value,
            unit,
            qualifier,
            period,
            basis,
            round,
            scope,
            product,
            threshold,
            threshold_unit,
            source,
            &as_printed,
            "",
        ])?;
        self.written += 1;
        Ok(1)
    }
}

fn figure(random: &mut Random, look: Look, level: usize, year: usize, source: usize) -> Figure<'static> {
    let (period, basis) = figures::period(random, year);
    let value = figures::value(random, look, level);
    Figure { value, period, basis, qualifier: figures::qualifier(random), source: source_id(source) }
}

fn stated(value: String, period: String, source: usize) -> Figure<'static> {
    Figure { value, period, basis: "stated", qualifier: "exact", source: source_id(source) }
}

fn source_id(number: usize) -> String {
    format!("generated-{number:06}")
}

/// `o-` and twelve hexadecimal digits, which look random and never repeat: each step can be undone.
fn key(number: usize) -> String {
    const DIGITS: u64 = (1 << 48) - 1;
    let mut mixed = (number as u64).wrapping_mul(0x9e37_79b9_7f4b) & DIGITS;
    mixed ^= mixed >> 25;
    mixed = mixed.wrapping_mul(0xbf58_476d_1ce5) & DIGITS;
    mixed ^= mixed >> 23;
    format!("o-{mixed:012x}")
}

fn slug(name: &str) -> String {
    let words = name.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// A name that was not given before: with a number from the second time on.
fn numbered(given: &mut HashMap<String, usize>, name: String, mark: &str) -> String {
    let count = given.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}{mark}{count}") }
}
