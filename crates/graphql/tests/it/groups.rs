//! Groups against what they are said to be: computed a second time here, from the lists of the API or from the figures
//! themselves, with whole numbers of any length.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt::Write,
};

use num_bigint::{BigInt, BigUint, Sign};
use serde_json::{Value, json};
use store::Store;

use crate::support::{ask_cited, data, error};

/// All nodes of a connection at the root, page by page.
async fn all(store: &Store, list: &str, arguments: &str, selection: &str) -> Vec<Value> {
    let mut nodes = Vec::new();
    let mut after = String::new();
    loop {
        let query = format!(
            "{{ {list}(first: 100{after}{arguments}) {{ nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let mut page = data(store, &query).await[list].take();
        nodes.append(page["nodes"].as_array_mut().expect("nodes"));
        if page["pageInfo"]["hasNextPage"] == false {
            return nodes;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
}

// Exactness ----------------------------------------------------------------------------------------------------------

/// The same numbers at every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 ^ (self.0 >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 17
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A decimal with 1 to 28 digits, of which 0 to 28 stand after the point.
    fn decimal(&mut self) -> String {
        let count = 1 + self.below(28);
        let mut digits: String =
            (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("a digit"))).collect();
        let scale = usize::try_from(self.below(29)).expect("a scale");
        while digits.len() <= scale {
            digits.insert(0, '0');
        }
        if scale > 0 {
            digits.insert(digits.len() - scale, '.');
        }
        if self.below(3) == 0 { format!("-{digits}") } else { digits }
    }
}

/// A decimal as a whole number of its last digits, and how many of these stand after the point.
fn parse(text: &str) -> (BigInt, usize) {
    let scale = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    (text.replace('.', "").parse().expect("a decimal"), scale)
}

fn at_scale(text: &str, scale: usize) -> BigInt {
    let (digits, own) = parse(text);
    digits * BigInt::from(10).pow(u32::try_from(scale - own).expect("a scale"))
}

fn written(digits: &BigInt, scale: usize) -> String {
    let mut text = digits.magnitude().to_string();
    while text.len() <= scale {
        text.insert(0, '0');
    }
    if scale > 0 {
        text.insert(text.len() - scale, '.');
    }
    if digits.sign() == Sign::Minus { format!("-{text}") } else { text }
}

fn without_zeros(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What is expected of the figures of one group.
fn expected(figures: &[String]) -> Value {
    let scale = figures.iter().map(|figure| parse(figure).1).max().expect("figures");
    let digits: Vec<BigInt> = figures.iter().map(|figure| at_scale(figure, scale)).collect();
    let sum: BigInt = digits.iter().sum();
    let count = BigUint::from(figures.len());
    let dividend = sum.magnitude() * BigUint::from(1_000_000_u32);
    let (mut average, rest) = (&dividend / &count, &dividend % &count);
    if rest * 2_u32 >= count {
        average += 1_u32;
    }
    let average = BigInt::from_biguint(if average == BigUint::ZERO { Sign::NoSign } else { sum.sign() }, average);
    json!({
        "count": figures.len(),
        "sum": written(&sum, scale),
        "average": without_zeros(&written(&average, scale + 6)),
        "minimum": without_zeros(&written(digits.iter().min().expect("figures"), scale)),
        "maximum": without_zeros(&written(digits.iter().max().expect("figures"), scale)),
    })
}

#[tokio::test]
async fn sums_and_averages_are_those_of_an_independent_computation() {
    let database = testkit::seeded().await;
    let provinces = all(database.store(), "provinces", "", "code").await;
    let mut random = Random(20_211);
    // Each province has at most one figure for a product and year, as one source would give it.
    let mut slots: Vec<(usize, u64, u64)> = (0..provinces.len())
        .flat_map(|province| (0..10).flat_map(move |year| (0..30).map(move |product| (province, year, product))))
        .collect();
    while slots.len() > 10_000 {
        let index = random.below(slots.len() as u64);
        slots.swap_remove(usize::try_from(index).expect("an index"));
    }
    let mut groups: BTreeMap<(u64, u64), Vec<String>> = BTreeMap::new();
    let mut products: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    let mut rows = String::new();
    for (province, year, product) in slots {
        let value = random.decimal();
        let code = provinces[province]["code"].as_str().expect("a code");
        let comma = if rows.is_empty() { "" } else { ", " };
        let _ = write!(rows, "{comma}('{code}', {}, 'p{product:02}', {value})", 2001 + year);
        groups.entry((product, year)).or_default().push(value.clone());
        products.entry(product).or_default().push(value);
    }
    assert_eq!(products.values().map(Vec::len).sum::<usize>(), 10_000);
    let insert = format!(
        "insert into stat (key, subject_id, subject_kind, subject_key, indicator_id, indicator_code, value, unit_code,
                           qualifier, period_label, period_start, period_end, period_basis, product, source_id, preferred)
         select 'random-' || row_number() over (), subject.id, subject.kind, subject.key, indicator.id, indicator.code,
                random.value, 'CNY', 'exact', random.year::text, make_date(random.year, 1, 1),
                make_date(random.year, 12, 31), 'stated', random.product, (select min(id) from source), true
         from (values {rows}) as random(code, year, product, value)
         join subject on subject.kind = 'province' and subject.key = random.code
         join indicator on indicator.code = 'investment'"
    );
    database.execute(&insert).await;

    let filter =
        r#"filter: {indicator: {eq: "investment"}, subjectKind: {eq: PROVINCE}, period: {end: {lt: "2011-01-01"}}}"#;
    let measures = "product period { label } count sum sumUnavailableReason average minimum maximum";
    let of = |group: &Value| {
        let (count, sum) = (&group["count"], &group["sum"]);
        json!({"count": count, "sum": sum, "average": group["average"], "minimum": group["minimum"], "maximum": group["maximum"]})
    };
    // One year each: with sums.
    let found = all(database.store(), "statGroups", &format!(", by: [PRODUCT, PERIOD], {filter}"), measures).await;
    assert_eq!(found.len(), groups.len());
    for (((product, year), figures), group) in groups.iter().zip(&found) {
        assert_eq!(group["product"], format!("p{product:02}"));
        assert_eq!(group["period"]["label"], (2001 + year).to_string());
        assert_eq!(group["sumUnavailableReason"], Value::Null);
        assert_eq!(of(group), expected(figures), "{figures:?}");
    }
    // Ten years together: without sums, but their averages need them.
    let found = all(database.store(), "statGroups", &format!(", by: [PRODUCT], {filter}"), measures).await;
    assert_eq!(found.len(), products.len());
    for (figures, group) in products.values().zip(&found) {
        assert_eq!(group["sumUnavailableReason"], "SEVERAL_PERIODS");
        let mut expected = expected(figures);
        expected["sum"] = Value::Null;
        assert_eq!(of(group), expected);
    }
    // Compared and put in order by all their digits.
    let mut sums: Vec<(BigInt, String)> = groups
        .values()
        .map(|figures| expected(figures)["sum"].as_str().expect("a sum").to_owned())
        .map(|sum| (at_scale(&sum, 28), sum))
        .collect();
    sums.sort();
    let arguments =
        format!(r#", by: [PRODUCT, PERIOD], {filter}, orderBy: [{{field: SUM}}], having: {{sum: {{gt: "0"}}}}"#);
    let found = all(database.store(), "statGroups", &arguments, "sum").await;
    let positive: Vec<Value> =
        sums.iter().filter(|(sum, _)| sum.sign() == Sign::Plus).map(|(_, sum)| json!({"sum": sum})).collect();
    assert_eq!(found, positive);
}

// Membership ---------------------------------------------------------------------------------------------------------

/// The values at a path, through lists; null where there are none.
fn values(row: &Value, path: &[&str]) -> BTreeSet<String> {
    fn collect(value: &Value, path: &[&str], found: &mut BTreeSet<String>) {
        match (value, path) {
            (Value::Array(items), _) => items.iter().for_each(|item| collect(item, path, found)),
            (value, [name, rest @ ..]) if value.is_object() => collect(&value[name], rest, found),
            (Value::Null, _) => {}
            (value, _) => {
                found.insert(value.to_string());
            }
        }
    }
    let mut found = BTreeSet::new();
    collect(row, path, &mut found);
    if found.is_empty() {
        found.insert("null".to_owned());
    }
    found
}

/// Counts rows by what they have at a path.
fn counted(rows: &[Value], path: &[&str]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for value in rows.iter().flat_map(|row| values(row, path)) {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

/// The counts of groups by what they have at a path; groups that differ in other things are put together.
fn counts(groups: &[Value], path: &[&str]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for group in groups {
        let value = values(group, path).pop_first().expect("a value");
        *counts.entry(value).or_default() += group["count"].as_u64().expect("a count");
    }
    counts
}

#[tokio::test]
async fn clusters_are_in_the_groups_of_what_they_have() {
    let database = testkit::seeded().await;
    let selection = "provinces { code region } locations { city { code } } industry { slug } track { slug }
        awards { round { slug } } verification";
    let dimensions: [(&str, &str, &[&str], &[&str]); 7] = [
        ("PROVINCE", "province { code }", &["province", "code"], &["provinces", "code"]),
        ("REGION", "region", &["region"], &["provinces", "region"]),
        ("CITY", "city { code }", &["city", "code"], &["locations", "city", "code"]),
        ("INDUSTRY", "industry { slug }", &["industry", "slug"], &["industry", "slug"]),
        ("TRACK", "track { slug }", &["track", "slug"], &["track", "slug"]),
        ("ROUND", "round { slug }", &["round", "slug"], &["awards", "round", "slug"]),
        ("VERIFICATION", "verification", &["verification"], &["verification"]),
    ];
    for filter in ["", r#", filter: {province: {in: ["CN-ZJ", "CN-BJ"]}}"#, r#", filter: {round: {eq: "all-45-2022"}}"#]
    {
        let mut clusters = all(database.store(), "clusters", filter, selection).await;
        // A location of which only the province is known is one without a city.
        for location in clusters.iter_mut().flat_map(|cluster| cluster["locations"].as_array_mut().expect("locations"))
        {
            if location["city"].is_null() {
                *location = json!({"city": {"code": ""}});
            }
        }
        for (dimension, selection, path, of_cluster) in dimensions {
            let arguments = format!(", by: [{dimension}]{filter}");
            let groups = all(database.store(), "clusterGroups", &arguments, &format!("{selection} count")).await;
            let mut expected = counted(&clusters, of_cluster);
            if let Some(unknown) = expected.remove("\"\"") {
                expected.insert("null".to_owned(), unknown);
            }
            assert_eq!(counts(&groups, path), expected, "{dimension}{filter}");
            assert_eq!(groups.len(), expected.len(), "{dimension}{filter}");
            let query = format!("{{ clusterGroups(by: [{dimension}]{filter}) {{ totalCount }} }}");
            assert_eq!(data(database.store(), &query).await["clusterGroups"]["totalCount"], groups.len());
        }
    }
    // The same by the other way to ask.
    for group in all(database.store(), "clusterGroups", ", by: [PROVINCE]", "province { code } count").await {
        let query =
            format!("{{ clusters(filter: {{province: {{eq: {}}}}}) {{ totalCount }} }}", group["province"]["code"]);
        assert_eq!(data(database.store(), &query).await["clusters"]["totalCount"], group["count"]);
    }
}

#[tokio::test]
async fn stats_are_in_the_groups_of_what_they_have() {
    let database = testkit::seeded().await;
    let selection =
        "value qualifier scope product period { start end } source { slug } indicator { code } unit { code }
        round { slug } threshold { value unit { code } }
        subject { kind: __typename id
            ... on City { province { place: code region } }
            ... on Cluster { provinces { place: code region } field: industry { slug } }
            ... on Industry { slug } }";
    let filter = "filter: {not: {subjectKind: {in: [PROVINCE, COUNTRY]}}, preferredOnly: true}";
    let mut stats = all(database.store(), "stats", &format!(", {filter}"), selection).await;
    assert!(stats.len() > 500);
    // Where it lies, wherever that stands in its kind of subject.
    for stat in &mut stats {
        let places = match &stat["subject"] {
            subject if subject["kind"] == "City" => subject["province"].clone(),
            subject => subject["provinces"].clone(),
        };
        let industry = match &stat["subject"] {
            subject if subject["kind"] == "Cluster" => subject["field"]["slug"].clone(),
            subject => subject["slug"].clone(),
        };
        stat["places"] = places;
        stat["industry"] = industry;
    }
    let dimensions: [(&str, &str, &[&str], &[&str]); 12] = [
        ("SUBJECT", "subject { id }", &["subject", "id"], &["subject", "id"]),
        ("PROVINCE", "province { code }", &["province", "code"], &["places", "place"]),
        ("REGION", "region", &["region"], &["places", "region"]),
        ("INDUSTRY", "industry { slug }", &["industry", "slug"], &["industry"]),
        ("PERIOD", "period { start end }", &["period", "start"], &["period", "start"]),
        ("SOURCE", "source { slug }", &["source", "slug"], &["source", "slug"]),
        ("QUALIFIER", "qualifier", &["qualifier"], &["qualifier"]),
        ("INDICATOR", "indicator { code }", &["indicator", "code"], &["indicator", "code"]),
        ("UNIT", "unit { code }", &["unit", "code"], &["unit", "code"]),
        ("SCOPE", "scope", &["scope"], &["scope"]),
        ("PRODUCT", "product", &["product"], &["product"]),
        ("ROUND", "round { slug }", &["round", "slug"], &["round", "slug"]),
    ];
    let key = "indicator { code } unit { code } scope product round { slug } threshold { value unit { code } }";
    for (dimension, selection, path, of_stat) in dimensions {
        let arguments = format!(", by: [{dimension}], {filter}");
        let selection = format!("{selection} {key} count");
        let groups = all(database.store(), "statGroups", &arguments, &selection).await;
        assert_eq!(counts(&groups, path), counted(&stats, of_stat), "{dimension}");
        // No two groups have the same key.
        let keys: HashSet<String> = groups
            .iter()
            .map(|group| {
                let mut group = group.clone();
                group["count"] = Value::Null;
                group.to_string()
            })
            .collect();
        assert_eq!(keys.len(), groups.len(), "{dimension}");
    }
}

// Sums that would mislead ----------------------------------------------------------------------------------------------

/// Inserts figures of 2030 of an indicator that the data has nowhere else: subjects with what else is particular.
async fn insert(database: &testkit::Database, indicator: &str, figures: &[(&str, &str, &str)]) {
    for (number, (kind, subject, particular)) in figures.iter().enumerate() {
        let particular = if particular.is_empty() { "null, null, null, null" } else { particular };
        let sql = format!(
            "insert into stat (key, subject_id, subject_kind, subject_key, indicator_id, indicator_code, value, unit_code,
                               qualifier, period_label, period_start, period_end, period_basis, source_id, preferred,
                               headline, scope, product, threshold_value, threshold_unit_code)
             select '{indicator}-{kind}-{subject}-{number}', subject.id, subject.kind, subject.key, indicator.id,
                    indicator.code, {number} + 1, 'count', 'exact', '2030', '2030-01-01', '2030-12-31', 'stated',
                    (select min(id) + {number} from source), true, true, {particular}
             from subject, indicator
             where subject.kind = '{kind}' and subject.key = '{subject}' and indicator.code = '{indicator}'"
        );
        database.execute(&sql).await;
    }
}

async fn sum(store: &Store, list: &str, arguments: &str) -> Value {
    let query = format!("{{ {list}({arguments}) {{ nodes {{ count sum sumUnavailableReason average }} }} }}");
    let groups = data(store, &query).await[list]["nodes"].take();
    assert_eq!(groups.as_array().map(Vec::len), Some(1), "{arguments}: {groups}");
    groups[0].clone()
}

#[tokio::test]
async fn what_lies_inside_another_subject_of_the_group_is_not_counted_twice() {
    let database = testkit::seeded().await;
    let cases = [
        // Yueqing is a county-level city of Wenzhou; Hangzhou is beside both.
        ("city", [("city", "330382"), ("city", "330300")], [("city", "330382"), ("city", "330100")]),
        // The first is a track of the second, not of the third.
        (
            "industry",
            [("industry", "aerospace-equipment"), ("industry", "high-end-equipment")],
            [("industry", "aerospace-equipment"), ("industry", "new-materials")],
        ),
        // The running total holds the list that holds the batch.
        (
            "round",
            [("round", "first-batch-2021"), ("round", "all-80-2024")],
            [("round", "first-batch-2021"), ("round", "2024-contest")],
        ),
    ];
    for (kind, overlapping, beside) in cases {
        for (indicator, subjects) in [("employment", overlapping), ("population", beside)] {
            insert(&database, indicator, &subjects.map(|(kind, key)| (kind, key, ""))).await;
        }
        let of = |indicator: &str| {
            format!(
                "by: [PERIOD], filter: {{indicator: {{eq: {indicator:?}}}, unit: {{eq: \"count\"}},
                 subjectKind: {{eq: {}}}, period: {{label: {{eq: \"2030\"}}}}}}",
                kind.to_uppercase()
            )
        };
        let refused =
            json!({"count": 2, "sum": null, "sumUnavailableReason": "OVERLAPPING_SUBJECTS", "average": "1.5"});
        assert_eq!(sum(database.store(), "statGroups", &of("employment")).await, refused, "{kind}");
        let added = json!({"count": 2, "sum": "3", "sumUnavailableReason": null, "average": "1.5"});
        assert_eq!(sum(database.store(), "statGroups", &of("population")).await, added, "{kind}");
    }
}

#[tokio::test]
async fn headline_figures_with_different_limits_are_not_added() {
    let database = testkit::seeded().await;
    let clusters = ["baoding-power-new-energy-equipment", "wenzhou-yueqing-electrical"];
    let clusters = clusters.map(|slug| ("cluster", slug));
    let stat = r#"by: [VERIFICATION], stat: {indicator: "exports", unit: "count", period: "2030"}, having: {minimum: {gte: 0}}"#;
    let limits = ["'a', null, null, null", "null, 'a', null, null", "null, null, 1, 'count'", ""];
    for (one, first) in limits.iter().enumerate() {
        for (other, second) in limits.iter().enumerate() {
            database.execute("delete from stat where period_label = '2030'").await;
            insert(
                &database,
                "exports",
                &[(clusters[0].0, clusters[0].1, first), (clusters[1].0, clusters[1].1, second)],
            )
            .await;
            let found = sum(database.store(), "clusterGroups", stat).await;
            let (sum, refusal) =
                if one == other { (json!("3"), Value::Null) } else { (Value::Null, json!("SEVERAL_SCOPES")) };
            assert_eq!((&found["sum"], &found["sumUnavailableReason"]), (&sum, &refusal), "{first} and {second}");
            assert_eq!(found["average"], "1.5");
        }
    }
    // A scope that is asked for is one scope.
    database.execute("delete from stat where period_label = '2030'").await;
    insert(&database, "exports", &clusters.map(|(kind, slug)| (kind, slug, limits[0]))).await;
    let scoped = stat.replace("period:", r#"scope: "a", period:"#);
    assert_eq!(sum(database.store(), "clusterGroups", &scoped).await["sum"], "3");
}

#[tokio::test]
async fn a_sum_of_nothing_is_no_group() {
    let database = testkit::database().await;
    for query in [
        "{ statGroups(by: [INDICATOR]) { totalCount nodes { sum } } }",
        "{ clusterGroups(by: [ROUND]) { totalCount nodes { sum } } }",
    ] {
        let answer = data(database.store(), query).await;
        assert_eq!(answer.as_object().expect("a field").values().next(), Some(&json!({"totalCount": 0, "nodes": []})));
    }
}

// Bad input ------------------------------------------------------------------------------------------------------------

const BAD: [(&str, &str, &str, &str); 18] = [
    ("statGroups", "by: []", "by", "groups by nothing: name at least one dimension."),
    ("clusterGroups", "by: []", "by", "groups by nothing: name at least one dimension."),
    (
        "statGroups",
        "by: [REGION, PROVINCE, PERIOD, SOURCE, SUBJECT, SUBJECT_KIND]",
        "by",
        "takes at most 5 dimensions, not 6.",
    ),
    ("statGroups", "by: [REGION, PERIOD, REGION]", "by[2]", "repeats a dimension; leave it out."),
    ("clusterGroups", "by: [ROUND, ROUND]", "by[1]", "repeats a dimension; leave it out."),
    (
        "clusterGroups",
        "by: [ROUND], orderBy: [{field: KEY}, {field: COUNT}, {field: KEY}, {field: COUNT}, {field: KEY}, {field: KEY}]",
        "orderBy",
        "takes at most 5 entries, not 6.",
    ),
    (
        "clusterGroups",
        "by: [ROUND], orderBy: [{field: KEY}, {field: KEY}]",
        "orderBy",
        "names a field twice; leave one out.",
    ),
    ("clusterGroups", "by: [ROUND], orderBy: [{field: COUNT}, {field: SUM}]", "orderBy[1].field", FIGURES),
    ("clusterGroups", "by: [ROUND], having: {sum: {gt: 1}}", "having.sum", FIGURES),
    ("clusterGroups", "by: [ROUND], having: {count: {gt: 1}, maximum: {}}", "having.maximum", FIGURES),
    ("statGroups", "by: [ROUND], having: null", "having", NULL),
    ("statGroups", "by: [ROUND], having: {average: null}", "having.average", NULL),
    ("statGroups", "by: [ROUND], having: {count: {gte: null}}", "having.count.gte", NULL),
    ("statGroups", "by: [ROUND], having: {minimum: {in: [1, 1.5]}}", "having.minimum.in[1]", ""),
    ("statGroups", r#"by: [ROUND], having: {sum: {lt: "NaN"}}"#, "having.sum.lt", ""),
    ("statGroups", "by: [ROUND], filter: null", "filter", NULL),
    (
        "statGroups",
        r#"by: [ROUND], filter: {or: [{indicator: {eq: "gdp"}}]}"#,
        "filter.or[0].indicator",
        r#"names no indicator: there is none "gdp"."#,
    ),
    (
        "clusterGroups",
        r#"by: [ROUND], stat: {indicator: "output_volume"}"#,
        "stat.unit",
        "must be given: output_volume is counted in several units.",
    ),
];
const NULL: &str = "must not be null: give it a value, or leave it out to match everything.";
const FIGURES: &str = "needs figures: say with stat which figure of each cluster is meant.";

#[tokio::test]
async fn bad_questions_are_named() {
    let database = testkit::seeded().await;
    for (list, arguments, argument, message) in BAD {
        let query = format!("{{ {list}({arguments}) {{ totalCount }} }}");
        let error = error(database.store(), &query).await;
        assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": argument}), "{query}");
        assert_eq!(error["path"], json!([list]), "{query}");
        if !message.is_empty() {
            assert_eq!(error["message"], format!("{argument} {message}"), "{query}");
        }
    }
    for by in ["null", "[null]", "[REGION, null]", "[COLOUR]"] {
        let error = error(database.store(), &format!("{{ statGroups(by: {by}) {{ totalCount }} }}")).await;
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{by}");
    }
}

#[tokio::test]
async fn a_cursor_is_good_for_the_same_dimensions_in_the_same_order() {
    let database = testkit::seeded().await;
    let answer = data(database.store(), "{ clusterGroups(by: [PROVINCE]) { pageInfo { endCursor } } }").await;
    let cursor = &answer["clusterGroups"]["pageInfo"]["endCursor"];
    data(database.store(), &format!("{{ clusterGroups(by: [PROVINCE], after: {cursor}) {{ nodes {{ count }} }} }}"))
        .await;
    for (list, arguments) in [
        ("clusterGroups", "by: [REGION]"),
        ("clusterGroups", "by: [PROVINCE], orderBy: [{field: COUNT}]"),
        ("statGroups", "by: [PROVINCE]"),
        ("clusters", "first: 1"),
    ] {
        let error =
            error(database.store(), &format!("{{ {list}({arguments}, after: {cursor}) {{ totalCount }} }}")).await;
        assert_eq!(error["extensions"], json!({"code": "BAD_USER_INPUT", "argument": "after"}), "{list} {arguments}");
    }
}

// Sources --------------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn groups_cite_the_sources_of_their_figures() {
    let database = testkit::seeded().await;
    let cited = async |query: &str| -> BTreeSet<String> {
        let answer = ask_cited(database.store(), query).await.json;
        let list = answer["extensions"]["citations"].as_array().cloned().unwrap_or_else(|| panic!("{answer:#}"));
        list.iter().map(|source| source["slug"].to_string()).collect()
    };
    for preferred in [true, false] {
        let filter = r#"{indicator: {eq: "rd_intensity"}, period: {label: {eq: "2023"}}}"#;
        let query = format!(
            "{{ statGroups(by: [INDICATOR], filter: {filter}, preferredOnly: {preferred}) {{ nodes {{ average }} }} }}"
        );
        let arguments = format!(", filter: {{and: [{filter}, {{preferredOnly: {preferred}}}]}}");
        let stats = all(database.store(), "stats", &arguments, "source { slug }").await;
        let sources: BTreeSet<String> = stats.iter().flat_map(|stat| values(stat, &["source", "slug"])).collect();
        assert_eq!(cited(&query).await, sources);
    }
    let query = |stat: &str| format!("{{ clusterGroups(by: [INDUSTRY]{stat}) {{ edges {{ node {{ maximum }} }} }} }}");
    assert_eq!(cited(&query("")).await.len(), 0);
    assert!(cited(&query(r#", stat: {indicator: "output_value"}"#)).await.len() > 20);
}
