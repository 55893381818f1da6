//! Series: gaps, changes and growth against a computation of their own, and what is refused.

use num_bigint::BigInt;
use serde_json::{Value, json};
use testkit::Database;

use crate::support::{ask, data, error};

/// Digits after the point in which values are compared.
const SCALE: usize = 28;
/// A province, an indicator and a source that have nothing to do with each other until a test says so.
const QUERY: &str = r#"province(code: "CN-QH") { series(indicator: "exports", source: "fred-exchange-rates-annual""#;

/// The same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((mixed ^ (mixed >> 31)) % u64::from(limit)).expect("less than the limit")
    }

    /// A decimal of up to 28 digits, as PostgreSQL writes it.
    fn decimal(&mut self) -> String {
        let digits = 1 + self.below(28);
        let number: String = (0..digits).map(|_| char::from_digit(self.below(10), 10).expect("a digit")).collect();
        let number = number.trim_start_matches('0');
        let scale = self.below(digits + 1) as usize;
        let padded = format!("{number:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        let sign = if !number.is_empty() && self.below(8) == 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// One kind of period: months from one to the next, months that it lasts, and how a period is written.
type Kind = (u32, u32, &'static str, fn(u32) -> String);

const KINDS: [Kind; 6] = [
    (12, 12, "YEAR", |month| format!("{:04}", month / 12)),
    (6, 6, "HALF_YEAR", |month| format!("{}/{}", year_month(month), year_month(month + 5))),
    (3, 3, "QUARTER", |month| format!("{}/{}", year_month(month), year_month(month + 2))),
    (1, 1, "MONTH", year_month),
    (12, 9, "INTERVAL", |month| format!("{}/{}", year_month(month), year_month(month + 8))),
    (36, 36, "INTERVAL", |month| format!("{}/{}", month / 12, month / 12 + 2)),
];

fn year_month(month: u32) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

/// A figure that is put into the database.
struct Figure {
    scope: String,
    /// Months since the beginning of the calendar.
    month: u32,
    months: u32,
    label: String,
    value: String,
    qualifier: &'static str,
}

async fn insert(database: &Database, figures: &[Figure]) {
    let rows: Vec<String> = figures
        .iter()
        .enumerate()
        .map(|(index, figure)| {
            let Figure { scope, month, months, label, value, qualifier } = figure;
            let start = format!("{}-01", year_month(*month));
            format!("('t-{index}', '{scope}', '{start}'::date, {months}, '{label}', {value}, '{qualifier}')")
        })
        .collect();
    let sql = format!(
        "insert into stat (key, subject_id, subject_kind, subject_key, indicator_id, indicator_code, value, unit_code,
            qualifier, period_label, period_start, period_end, period_basis, scope, source_id, preferred)
         select row.key, subject.id, subject.kind, subject.key, indicator.id, indicator.code, row.value, 'USD',
            row.qualifier, row.label, row.start, row.start + make_interval(months => row.months) - interval '1 day',
            'stated', row.scope, source.id, true
         from (values {}) as row(key, scope, start, months, label, value, qualifier), subject, indicator, source
         where subject.key = 'CN-QH' and indicator.code = 'exports' and source.slug = 'fred-exchange-rates-annual'",
        rows.join(", ")
    );
    database.execute(&sql).await;
}

/// A decimal as a whole number of units of its so-many-th place.
fn units(text: &str, scale: usize) -> BigInt {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(fraction.len() <= scale, "{text}");
    format!("{whole}{fraction:0<scale$}").parse().expect("a decimal")
}

fn ten(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

fn size(number: &BigInt) -> BigInt {
    number.magnitude().clone().into()
}

/// Whether the change between two figures is as it should be. Nothing is divided here: the percentage is right if it is
/// nearer to the truth than half of its last place.
fn check_change(old: &Figure, new: &Figure, change: &Value) {
    let zero = BigInt::ZERO;
    let (from, to) = (units(&old.value, SCALE), units(&new.value, SCALE));
    let difference = &to - &from;
    assert_eq!(units(change["absolute"].as_str().expect("a difference"), SCALE), difference, "{change}");
    assert_eq!(change["isExact"], old.qualifier == "exact" && new.qualifier == "exact", "{change}");
    let crosses = (from < zero && to > zero) || (from > zero && to < zero);
    let reason = if from == zero { "FROM_ZERO" } else { "ACROSS_ZERO" };
    if from == zero || crosses {
        assert_eq!((&change["percent"], &change["reason"]), (&Value::Null, &json!(reason)));
        return;
    }
    let percent = change["percent"].as_str().expect("a percentage");
    assert!(!percent.contains('.') || !percent.ends_with('0'), "{percent}");
    assert_eq!(change["reason"], Value::Null);
    let (shown, truth) = (units(percent, 6) * size(&from), difference * ten(8));
    let doubled = size(&(&shown - &truth)) * 2;
    assert!(doubled < size(&from) || (doubled == size(&from) && size(&shown) > size(&truth)), "{percent}");
}

/// Whether growth by so many percent a year leads from one figure to the other in so many months, as nearly as its last
/// place allows: f^months = (to / from)^12.
fn check_yearly(old: &Figure, new: &Figure, percent: &Value) {
    let (from, to) = (units(&old.value, SCALE), units(&new.value, SCALE));
    let months = new.month - old.month;
    if months < 12 || from <= BigInt::ZERO || to < BigInt::ZERO {
        assert_eq!(*percent, Value::Null);
        return;
    }
    let percent = percent.as_str().expect("a percentage");
    let twice = (units(percent, 6) + ten(8)) * 2;
    let unit = (ten(8) * 2_u8).pow(months) * to.pow(12);
    let bound = |factor: BigInt| factor.pow(months) * from.pow(12);
    assert!(bound(&twice + 1) > unit, "{percent}");
    assert!(twice == BigInt::ZERO || bound(&twice - 1) <= unit, "{percent}");
}

#[tokio::test]
async fn gaps_changes_and_growth_agree_with_another_computation() {
    let database = testkit::seeded().await;
    database.execute("delete from stat where indicator_code = 'exports'").await;
    let mut random = Random(20);
    let mut figures = Vec::new();
    let mut trials = Vec::new();
    for trial in 0..30 {
        let (step, months, frequency, label) = KINDS[trial % KINDS.len()];
        let first = (1900 * 12 + step * random.below(40)) / step * step;
        let places = random.below(24);
        let present: Vec<u32> = (0..places).filter(|_| random.below(4) > 0).chain([places]).collect();
        let start = figures.len();
        for place in &present {
            let month = first + place * step;
            figures.push(Figure {
                scope: format!("trial {trial:02}"),
                month,
                months,
                label: label(month),
                value: random.decimal(),
                qualifier: ["exact", "exact", "over", "about"][random.below(4) as usize],
            });
        }
        trials.push((start..figures.len(), step, frequency, label));
    }
    // Two that only differ by less than a float can tell, a fall to zero, and a rise from it.
    let edges = ["9999999999999999999999999998", "9999999999999999999999999999", "0.00", "5", "0", "-5", "-10", "5"];
    let start = figures.len();
    figures.extend(edges.into_iter().zip(2000..).map(|(value, year)| Figure {
        scope: "trial 99".to_owned(),
        month: year * 12,
        months: 12,
        label: year.to_string(),
        value: value.to_owned(),
        qualifier: "exact",
    }));
    trials.push((start..figures.len(), 12, "YEAR", KINDS[0].3));
    insert(&database, &figures).await;

    let change = "change { absolute percent isExact reason }";
    let query = format!(
        "{{ {QUERY}) {{ scope frequency points {{ period {{ label }} value gap {change} }}
            columns {{ periods values qualifiers gaps absoluteChanges percentChanges }}
            growth {{ from {{ label }} to {{ label }} {change} annualGrowthPercent }} }} }} }}"
    );
    let answer = data(database.store(), &query).await;
    let series = answer["province"]["series"].as_array().expect("series");
    assert_eq!(series.len(), trials.len());
    let (mut gaps, mut changes, mut yearly) = (0, 0, 0);
    for (series, (range, step, frequency, label)) in series.iter().zip(trials) {
        let figures = &figures[range];
        let (first, last) = (&figures[0], &figures[figures.len() - 1]);
        assert_eq!((&series["scope"], &series["frequency"]), (&json!(first.scope), &json!(frequency)));
        let points = series["points"].as_array().expect("points");
        assert_eq!(points.len(), ((last.month - first.month) / step + 1) as usize);
        let mut before: Option<&Figure> = None;
        let expected_months = (first.month..).step_by(step as usize);
        for (month, point) in expected_months.zip(points) {
            let figure = figures.iter().find(|figure| figure.month == month);
            assert_eq!(point["period"]["label"], label(month));
            assert_eq!(point["value"], json!(figure.map(|figure| &figure.value)));
            assert_eq!(point["gap"], figure.map_or(json!("NOT_IN_SOURCE"), |_| Value::Null));
            if let (Some(before), Some(figure)) = (before, figure) {
                check_change(before, figure, &point["change"]);
                changes += 1;
            } else {
                let reason = if month == first.month { "FIRST" } else { "GAP" };
                let none = json!({"absolute": null, "percent": null, "isExact": null, "reason": reason});
                assert_eq!(point["change"], none);
                gaps += 1;
            }
            before = figure;
        }
        let column = |get: fn(&Value) -> Value| points.iter().map(get).collect::<Value>();
        let columns = &series["columns"];
        assert_eq!(columns["periods"], column(|point| point["period"]["label"].clone()));
        assert_eq!(columns["values"], column(|point| point["value"].clone()));
        assert_eq!(columns["gaps"], column(|point| point["gap"].clone()));
        assert_eq!(columns["absoluteChanges"], column(|point| point["change"]["absolute"].clone()));
        assert_eq!(columns["percentChanges"], column(|point| point["change"]["percent"].clone()));
        let growth = &series["growth"];
        if figures.len() == 1 {
            assert_eq!(*growth, Value::Null);
            continue;
        }
        assert_eq!((&growth["from"]["label"], &growth["to"]["label"]), (&json!(first.label), &json!(last.label)));
        check_change(first, last, &growth["change"]);
        check_yearly(first, last, &growth["annualGrowthPercent"]);
        yearly += usize::from(!growth["annualGrowthPercent"].is_null());
    }
    assert!(gaps > 100 && changes > 150 && yearly > 10, "{gaps} gaps, {changes} changes, {yearly} yearly rates");
}

fn figure(month: u32, months: u32, label: &str, value: &str, qualifier: &'static str) -> Figure {
    Figure { scope: "one".to_owned(), month, months, label: label.to_owned(), value: value.to_owned(), qualifier }
}

/// Two figures of one source for one period never become two points of one series.
#[tokio::test]
async fn several_figures_for_one_period_make_several_series() {
    let database = testkit::seeded().await;
    let year = |year: u32| year * 12;
    insert(
        &database,
        &[
            figure(year(2020), 12, "2020", "10", "exact"),
            figure(year(2021), 12, "2021", "12", "over"),
            figure(year(2021), 12, "2021-01/2021-12", "13", "exact"),
            figure(year(2022), 12, "2022", "14", "over"),
            figure(year(2022), 12, "2022", "15", "about"),
        ],
    )
    .await;
    let query = format!("{{ {QUERY}) {{ columns {{ periods values qualifiers }} }} }} }}");
    let series = data(database.store(), &query).await["province"]["series"].take();
    let expected = json!([
        {"columns": {"periods": ["2020", "2021-01/2021-12", "2022"], "values": ["10", "13", "14"],
            "qualifiers": ["EXACT", "EXACT", "OVER"]}},
        {"columns": {"periods": ["2021", "2022"], "values": ["12", "15"], "qualifiers": ["OVER", "ABOUT"]}},
    ]);
    assert_eq!(series, expected);
}

#[tokio::test]
async fn too_many_points_are_refused_and_never_cut() {
    let database = testkit::seeded().await;
    let months = (1900 * 12..).take(1001).map(|month| figure(month, 1, &year_month(month), "1", "exact"));
    insert(&database, &months.collect::<Vec<_>>()).await;
    let refused = json!({"code": "LIMIT_EXCEEDED", "limit": 1000, "actual": 1001});
    let message = "The series of one subject have more than 1000 points together, gaps included. \
                   Ask for a shorter time with from and to, or for one source.";
    let ask_series = async |arguments: &str| {
        let query = format!("{{ {QUERY}{arguments}) {{ columns {{ values }} }} }} dataset {{ name }} }}");
        ask(database.store(), &query).await.json
    };
    let answer = ask_series("").await;
    assert_eq!(answer["errors"][0]["extensions"], refused);
    assert_eq!(answer["errors"][0]["message"], message);
    // Only the field itself is null.
    assert_eq!(answer["data"]["province"]["series"], Value::Null);
    assert!(answer["data"]["dataset"].is_object());
    for (arguments, count) in [(", from: \"1900-02\"", 1000), (", to: \"1983-04-29\"", 999)] {
        let answer = ask_series(arguments).await;
        let values = answer["data"]["province"]["series"][0]["columns"]["values"].as_array().map(Vec::len);
        assert_eq!(values, Some(count), "{arguments}\n{answer}");
    }
    // The same at the root, where one subject does not take the others with it.
    let query =
        r#"{ series(indicator: "exports", kind: PROVINCE, subjects: ["CN-ZJ", "CN-QH"]) { series { scope } } }"#;
    let answer = ask(database.store(), query).await.json;
    assert!(answer["data"]["series"][0]["series"].is_array());
    assert_eq!(answer["data"]["series"][1]["series"], Value::Null);
    assert_eq!(answer["errors"][0]["path"], json!(["series", 1, "series"]));

    // Two figures can be far apart: the gaps between them count too.
    database.execute("delete from stat where key like 't-%'").await;
    insert(&database, &[figure(1000 * 12, 1, "1000-01", "1", "exact"), figure(9999 * 12, 1, "9999-01", "1", "exact")])
        .await;
    let answer = ask_series("").await;
    let refused = json!({"code": "LIMIT_EXCEEDED", "limit": 1000, "actual": 8999 * 12 + 1});
    assert_eq!(answer["errors"][0]["extensions"], refused);
}

#[tokio::test]
async fn bad_arguments_are_named() {
    let database = testkit::seeded().await;
    let cases = [
        ("indicator: \"gdp\"", "indicator", "indicator names no indicator: there is none \"gdp\"."),
        (
            "indicator: \"G D P\"",
            "indicator",
            "indicator must be a code of lower-case letters, digits and single underscores, such as gross_domestic_product, not \"G D P\".",
        ),
        ("indicator: \"exports\", source: \"x\"", "source", "source names no source: there is none \"x\"."),
        (
            "indicator: \"exports\", source: null",
            "source",
            "source must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "indicator: \"exports\", from: \"2021-13\"",
            "from",
            "from must be a year, month or day such as \"2021\", \"2021-03\" or \"2021-03-22\", not \"2021-13\".",
        ),
        (
            "indicator: \"exports\", to: 2021",
            "to",
            "to must be a year, month or day such as \"2021\", \"2021-03\" or \"2021-03-22\", not 2021.",
        ),
        (
            "indicator: \"exports\", from: null",
            "from",
            "from must not be null: give it a value, or leave it out to match everything.",
        ),
        (
            "indicator: \"exports\", from: \"2021\", to: \"2020-12\"",
            "to",
            "to must not end before from starts: 2020-12 is before 2021. Exchange them.",
        ),
        (
            "indicator: \"exports\", preferredOnly: null",
            "preferredOnly",
            "preferredOnly must not be null: give it a value, or leave it out to match everything.",
        ),
        // Also where there is nothing to convert.
        ("indicator: \"exports\", unit: \"XYZ\"", "unit", "unit names no unit: there is none \"XYZ\"."),
        (
            "indicator: \"gross_domestic_product\", unit: \"percent\"",
            "unit",
            "unit is of another kind: a figure in CNY cannot be given in percent. Possible: a currency.",
        ),
    ];
    for (arguments, path, message) in cases {
        let of_one = format!("{{ province(code: \"CN-ZJ\") {{ series({arguments}) {{ scope }} }} }}");
        let many = format!("{{ series({arguments}, kind: PROVINCE, subjects: [\"CN-ZJ\"]) {{ series {{ scope }} }} }}");
        for query in [of_one, many] {
            let error = error(database.store(), &query).await;
            assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": path}), "{query}\n{error}");
            assert_eq!(error["message"], message);
        }
    }
    // A time that lies within the other is no reversed one.
    for arguments in [
        "from: \"2021\", to: \"2021-01\"",
        "from: \"2021-06\", to: \"2021\"",
        "from: \"2021-06-30\", to: \"2021-06-30\"",
    ] {
        data(
            database.store(),
            &format!("{{ country(code: \"CN\") {{ series(indicator: \"exports\", {arguments}) {{ scope }} }} }}"),
        )
        .await;
    }
}

#[tokio::test]
async fn keys_of_subjects_are_named_by_their_place() {
    let database = testkit::seeded().await;
    let ask_for = async |kind: &str, keys: &[&str]| {
        let query =
            format!("{{ series(indicator: \"exports\", kind: {kind}, subjects: {keys:?}) {{ subject {{ name }} }} }}");
        ask(database.store(), &query).await.json
    };
    for (kind, keys, message) in [
        (
            "PROVINCE",
            ["CN-ZJ", "330000", "CN-QQ"],
            "names no province: there is none \"CN-QQ\"; did you mean \"CN-QH\"?",
        ),
        ("CITY", ["330382", "330382", "330383"], "names no city: there is none \"330383\"; did you mean \"330382\"?"),
        (
            "CITY",
            ["330382", "330382", "Yueqing"],
            "must be a GB/T 2260 code of six digits, such as 330382, not \"Yueqing\".",
        ),
        (
            "CONTEST",
            ["advanced-manufacturing-clusters", "advanced-manufacturing-clusters", "x"],
            "names no contest: there is none \"x\".",
        ),
    ] {
        let answer = ask_for(kind, &keys).await;
        assert_eq!(answer["data"]["series"], Value::Null);
        let extensions = &answer["errors"][0]["extensions"];
        assert_eq!((&extensions["code"], &extensions["argument"]), (&json!("BAD_USER_INPUT"), &json!("subjects[2]")));
        assert_eq!(answer["errors"][0]["message"], format!("subjects[2] {message}"));
    }
    let answer = ask_for("COUNTRY", &["CN"; 100]).await;
    assert_eq!(answer["data"]["series"].as_array().map(Vec::len), Some(100));
    let answer = ask_for("COUNTRY", &["CN"; 101]).await;
    assert_eq!(answer["errors"][0]["extensions"], json!({"code": "BAD_USER_INPUT", "argument": "subjects"}));
    assert_eq!(answer["errors"][0]["message"], "subjects takes at most 100 keys, not 101.");
}
