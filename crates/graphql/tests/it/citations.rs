//! Citations: of every source and of the dataset, and of what stands in a response.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Value, json};
use store::Store;

use crate::support::{ask, ask_cited, data};

/// The slugs that a response cites; they are distinct and in order.
fn cited(answer: &Value) -> Vec<String> {
    let list = answer["extensions"]["citations"].as_array().unwrap_or_else(|| panic!("citations: {answer:#}"));
    let slugs: Vec<String> = list.iter().map(|source| source["slug"].as_str().expect("a slug").to_owned()).collect();
    assert!(slugs.is_sorted_by(|one, next| one < next), "{slugs:?}");
    slugs
}

/// Every text under a member of this name, anywhere.
fn collect(value: &Value, name: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        Value::Object(members) => members.iter().for_each(|(key, value)| match value {
            Value::String(text) if key == name => {
                found.insert(text.clone());
            }
            other => collect(other, name, found),
        }),
        _ => {}
    }
}

/// Asks a query that shows the slug of each source it cites under the name `cited`; returns how many they are. `plain` is
/// the same query without those.
async fn check_cited(store: &Store, query: &str, plain: &str) -> usize {
    let mut shown = BTreeSet::new();
    collect(&data(store, query).await, "cited", &mut shown);
    let asked = ask_cited(store, plain).await;
    let without = ask(store, plain).await;
    assert_eq!(cited(&asked.json), shown.into_iter().collect::<Vec<_>>(), "{plain}");
    // Asking for it costs one statement more, and changes nothing else.
    assert_eq!(asked.json["data"], without.json["data"]);
    assert_eq!(without.json.get("extensions"), None);
    assert_eq!(asked.sql[..without.sql.len()], without.sql, "{plain}");
    assert_eq!(asked.sql.len(), without.sql.len() + 1, "{plain}");
    cited(&asked.json).len()
}

#[tokio::test]
async fn figures_cite_their_sources_whether_or_not_these_are_asked_for() {
    let database = testkit::seeded().await;
    let store = database.store();
    let list = |fields: &str| format!("{{ stats(first: 100) {{ nodes {{ {fields} }} }} }}");
    assert!(check_cited(store, &list("source { cited: slug }"), &list("value")).await > 5);
    let list = |fields: &str| format!("{{ stats(first: 30) {{ edges {{ node {{ {fields} }} }} }} }}");
    check_cited(store, &list("source { cited: slug }"), &list("period { label }")).await;
    let one = |fields: &str| format!("{{ stat(key: \"o-33aedf4ec28e\") {{ {fields} }} }}");
    assert_eq!(check_cited(store, &one("source { cited: slug }"), &one("citation")).await, 1);
}

#[tokio::test]
async fn rows_of_every_level_cite_their_own() {
    let database = testkit::seeded().await;
    let store = database.store();
    let nested = |source: &str, name_source: &str| {
        format!(
            "{{ province(code: \"CN-ZJ\") {{ clusters(first: 5) {{ nodes {{
                nameZh: name(language: ZH) {source} {name_source}
                awards {{ rank {source} round {{ winnersCount {source} contest {{ launched {source} }} }} }}
                locations {{ position {source} }}
                names {{ text {source} }}
                industry {{ name {source} }}
                stats(first: 7) {{ nodes {{ value {source} subject {{ name {name_source} }} }} }}
            }} }} }} }}"
        )
    };
    let both = "... on Cluster { nameEnSource { cited: slug } english: source { cited: slug } }";
    assert!(
        check_cited(store, &nested("source { cited: slug }", both), &nested("", "... on Cluster { name }")).await > 5
    );
    // What is asked of an interface.
    let stats = "stats(first: 50, filter: {subjectKind: {eq: CLUSTER}}, orderBy: [{field: SUBJECT}])";
    let shown = format!(
        "{{ {stats} {{ nodes {{ source {{ slug }} subject {{ ... on Cluster {{
        source {{ slug }} nameEnSource {{ slug }} }} }} }} }} }}"
    );
    let mut expected = BTreeSet::new();
    for stat in data(store, &shown).await["stats"]["nodes"].as_array().expect("stats") {
        let subject = &stat["subject"];
        let name = if subject["nameEnSource"].is_null() { &subject["source"] } else { &subject["nameEnSource"] };
        expected.extend([&stat["source"], name].map(|source| source["slug"].as_str().expect("a slug").to_owned()));
    }
    let asked = ask_cited(store, &format!("{{ {stats} {{ nodes {{ subject {{ name }} }} }} }}")).await.json;
    assert_eq!(cited(&asked), expected.into_iter().collect::<Vec<_>>());
    // By slug, and by id.
    let sources = ask_cited(store, "{ sources(first: 3) { nodes { title } } }").await.json;
    assert_eq!(cited(&sources).len(), 3);
    let id = data(store, "{ source(slug: \"geonames\") { id } }").await["source"]["id"].clone();
    let node = ask_cited(store, &format!("{{ node(id: {id}) {{ id }} }}")).await.json;
    assert_eq!(cited(&node), ["geonames"]);
}

#[tokio::test]
async fn facts_with_sources_of_their_own_cite_these() {
    let database = testkit::seeded().await;
    let store = database.store();
    let facts = [
        ("code", "codeSource"),
        ("gbCode", "gbCodeSource"),
        ("region", "regionSource"),
        ("abbreviationZh", "abbreviationSource"),
        ("latitude", "coordinatesSource"),
        ("longitude", "coordinatesSource"),
        ("wikidata", "wikidataSource"),
    ];
    for (fact, source) in facts {
        let of = |field: &str| format!("{{ province(code: \"CN-ZJ\") {{ {field} }} }}");
        assert_eq!(check_cited(store, &of(&format!("{source} {{ cited: slug }}")), &of(fact)).await, 1, "{fact}");
    }
    for (fact, source) in [facts[0], facts[4], facts[5]] {
        let of = |field: &str| format!("{{ city(code: \"330382\") {{ {field} }} }}");
        assert_eq!(check_cited(store, &of(&format!("{source} {{ cited: slug }}")), &of(fact)).await, 1, "{fact}");
    }
    // An English name that is printed somewhere is from there; a Chinese one is from the source of the cluster.
    let clusters = "{ clusters(first: 100) { nodes { slug source { slug } nameEnSource { slug } } } }";
    let clusters = data(store, clusters).await["clusters"]["nodes"].take();
    let differs = |cluster: &&Value| {
        !cluster["nameEnSource"].is_null() && cluster["nameEnSource"]["slug"] != cluster["source"]["slug"]
    };
    let cluster = clusters.as_array().expect("clusters").iter().find(differs).expect("one with two sources");
    for (language, source) in [("EN", "nameEnSource"), ("ZH", "source")] {
        let name = format!("{{ cluster(slug: {}) {{ name(language: {language}) }} }}", cluster["slug"]);
        assert_eq!(json!(cited(&ask_cited(store, &name).await.json)), json!([cluster[source]["slug"]]));
    }
    // That a cluster lies in a city comes from its location: one more statement reads these for all clusters.
    let of = |field: &str| format!("{{ clusters(first: 20) {{ nodes {{ source {{ cited: slug }} {field} }} }} }}");
    let mut shown = BTreeSet::new();
    collect(&data(store, &of("locations { source { cited: slug } }")).await, "cited", &mut shown);
    for field in ["cities { name }", "provinces { name }"] {
        let asked = ask_cited(store, &of(field)).await;
        assert_eq!(cited(&asked.json), shown.iter().cloned().collect::<Vec<_>>());
        assert_eq!(asked.sql.len(), ask(store, &of(field)).await.sql.len() + 2);
    }
}

#[tokio::test]
async fn what_is_read_and_not_shown_is_not_cited() {
    let database = testkit::seeded().await;
    let store = database.store();
    for query in [
        "{ provinces { nodes { name } } }",
        "{ units { nodes { code } } indicators(first: 5) { nodes { name } } country(code: \"CN\") { name } }",
        "{ stats { totalCount pageInfo { hasNextPage endCursor } edges { cursor } } }",
        "{ clusters(filter: {stats: {some: {source: {eq: \"ezhejiang-2021-04-01\"}}}}) { totalCount } }",
        "{ stat(key: \"o-none\") { value } }",
        "{ stats(first: 3) { nodes { value @skip(if: true) __typename } } }",
        "{ dataset { title citation } }",
    ] {
        let asked = ask_cited(store, query).await;
        assert_eq!(asked.json["extensions"]["citations"], json!([]), "{query}");
        assert_eq!(asked.sql, ask(store, query).await.sql, "{query}");
    }
    // The page reads one row more, to know whether there is a next page. Here that one is of another source.
    let ordered = "{ stats(first: 100) { nodes { source { slug } } } }";
    let all = data(store, ordered).await;
    let sources: Vec<&str> = all["stats"]["nodes"]
        .as_array()
        .expect("stats")
        .iter()
        .map(|stat| stat["source"]["slug"].as_str().expect("a slug"))
        .collect();
    let limit = (1..sources.len()).find(|&limit| !sources[..limit].contains(&sources[limit])).expect("a change");
    for limit in [limit, limit + 1] {
        let page = format!("{{ stats(first: {limit}) {{ nodes {{ value }} pageInfo {{ hasNextPage }} }} }}");
        let shown: BTreeSet<&str> = sources[..limit].iter().copied().collect();
        let asked = ask_cited(store, &page).await.json;
        assert_eq!(asked["data"]["stats"]["pageInfo"]["hasNextPage"], true);
        assert_eq!(cited(&asked), shown.into_iter().collect::<Vec<_>>(), "{limit}");
    }
}

#[tokio::test]
async fn what_an_error_takes_away_is_not_cited() {
    let database = testkit::seeded().await;
    let store = database.store();
    let query = "{
        gone: cluster(slug: \"wenzhou-yueqing-electrical\") { name stats(first: 0) { totalCount } }
        kept: source(slug: \"geonames\") { title }
    }";
    let asked = ask_cited(store, query).await.json;
    assert_eq!(asked["data"], json!({"gone": null, "kept": {"title": asked["data"]["kept"]["title"]}}));
    assert_eq!(asked["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(cited(&asked), ["geonames"]);
    let list = "{ stats(first: 2) { nodes { value subject { stats(first: 0) { totalCount } } } } }";
    let asked = ask_cited(store, list).await.json;
    assert_eq!(asked["data"], Value::Null);
    assert_eq!(cited(&asked), <[&str; 0]>::default());
}

#[tokio::test]
async fn a_citation_says_what_the_source_says() {
    let database = testkit::seeded().await;
    let fields = "slug title publisher url publishedOn accessedOn language citation";
    let query = format!("{{ source(slug: \"sh-nev-2021\") {{ {fields} }} }}");
    let asked = ask_cited(database.store(), &query).await.json;
    assert_eq!(asked["extensions"]["citations"], json!([asked["data"]["source"]]));
}

/// All bundled sources, with every style.
async fn sources(store: &Store) -> Vec<Value> {
    let mut sources = Vec::new();
    let mut after = Value::Null;
    loop {
        let query = format!(
            "{{ sources(first: 100, after: {after}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{
                slug title publisher url publishedOn accessedOn language
                plain: citation apa: citation(style: APA) bibtex: citation(style: BIBTEX) csl: citation(style: CSL_JSON)
            }} }} }}"
        );
        let mut page = data(store, &query).await["sources"].take();
        sources.append(page["nodes"].as_array_mut().expect("sources"));
        if page["pageInfo"]["hasNextPage"] == false {
            return sources;
        }
        after = page["pageInfo"]["endCursor"].take();
    }
}

#[tokio::test]
async fn every_source_can_be_cited_in_every_style() {
    let database = testkit::seeded().await;
    let sources = sources(database.store()).await;
    assert!(sources.len() > 300);
    let mut keys = HashSet::new();
    for source in &sources {
        let text = |name: &str| source[name].as_str().unwrap_or_else(|| panic!("{name} of {source:#}"));
        let title = text("title").strip_suffix(" (title not stored)");
        let title = title.map_or_else(|| text("title").to_owned(), |description| format!("[{description}]"));

        // BibTeX: braces balance within each line, none else stand around values, and keys are unique.
        let bibtex = text("bibtex");
        let (first, rest) = bibtex.split_once(",\n").expect("a key");
        assert_eq!(first, format!("@misc{{{}", text("slug")));
        assert!(keys.insert(first.to_owned()), "{first} twice");
        let mut names = Vec::new();
        for line in rest.strip_suffix("\n}").expect("an end").lines() {
            let (name, value) = line.trim().trim_end_matches(',').split_once(" = ").expect("a field");
            names.push(name);
            if name == "month" {
                assert!(value.len() == 3, "{value}");
                continue;
            }
            assert!(value.starts_with('{') && value.ends_with('}'), "{line}");
            let depths = value.chars().scan(0, |depth: &mut i32, character| {
                *depth += i32::from(character == '{') - i32::from(character == '}');
                Some(*depth)
            });
            let depths: Vec<i32> = depths.collect();
            assert_eq!(depths.iter().position(|depth| *depth == 0), Some(depths.len() - 1), "{line}");
        }
        for name in ["author", "title", "year", "urldate", "language"] {
            assert!(names.contains(&name), "{name} of {bibtex}");
        }
        assert_eq!(names.contains(&"url"), source["url"].is_string());
        assert_eq!(names.contains(&"month"), source["publishedOn"].as_str().is_some_and(|date| date.len() > 4));

        // CSL-JSON: the members its schema knows, and every fact as it is.
        let items: Value = serde_json::from_str(text("csl")).expect("JSON");
        assert_eq!(items.as_array().map(Vec::len), Some(1));
        let item = items[0].as_object().expect("an item");
        let known = ["id", "type", "author", "title", "URL", "issued", "accessed", "language"];
        assert!(item.keys().all(|name| known.contains(&name.as_str())), "{item:?}");
        assert_eq!(item["id"], source["slug"]);
        assert_eq!(item["type"], "webpage");
        assert_eq!(item["author"], json!([{"literal": source["publisher"]}]));
        assert_eq!(item["title"], title);
        assert_eq!(item.get("URL").unwrap_or(&Value::Null), &source["url"]);
        assert_eq!(item["language"], source["language"]);
        assert_eq!(date_of(&item["accessed"]), source["accessedOn"]);
        assert_eq!(item.get("issued").map_or(Value::Null, date_of), source["publishedOn"]);

        for style in ["plain", "apa"] {
            let citation = text(style);
            assert!(citation.starts_with(text("publisher")), "{citation}");
            for part in [title.as_str(), source["url"].as_str().unwrap_or_default()] {
                assert!(citation.contains(part), "{part} in {citation}");
            }
            assert_eq!(citation.contains("n.d."), source["publishedOn"].is_null(), "{citation}");
        }
        assert!(text("plain").contains(text("accessedOn")));
        assert_eq!(text("apa").contains("Retrieved"), source["publishedOn"].is_null());
    }
    assert_eq!(keys.len(), sources.len());
}

/// A date of CSL-JSON in ISO 8601.
fn date_of(date: &Value) -> Value {
    let parts = date["date-parts"][0].as_array().expect("parts");
    let parts: Vec<String> = parts.iter().map(|part| format!("{:02}", part.as_u64().expect("a number"))).collect();
    parts.join("-").into()
}

/// Not a case, because the day of loading is part of it.
#[tokio::test]
async fn the_dataset_can_be_cited() {
    let database = testkit::seeded().await;
    let query = "{ dataset { title version license loadedAt plain: citation apa: citation(style: APA)
        bibtex: citation(style: BIBTEX) csl: citation(style: CSL_JSON) } }";
    let dataset = data(database.store(), query).await["dataset"].take();
    let text = |name: &str| dataset[name].as_str().expect("a text");
    let (title, version, license, day) = (text("title"), text("version"), text("license"), &text("loadedAt")[..10]);
    assert_eq!(
        text("plain"),
        format!("“{title}”, version {version}, Cluster Atlas, {day}. Data set, licence {license}.")
    );
    assert!(text("apa").starts_with(&format!("{title} (Version {version}) [Data set, licence {license}]. (")));
    assert!(text("apa").ends_with("). Cluster Atlas."), "{}", text("apa"));
    let bibtex = text("bibtex");
    assert!(
        bibtex.starts_with(&format!(
            "@misc{{china-advanced-manufacturing-clusters-{version},\n  title = {{{{{title}}}}},"
        ))
    );
    for field in [
        format!("  version = {{{version}}},\n"),
        format!("  year = {{{}}},\n", &day[..4]),
        format!("  note = {{Data set, licence {license}}}\n}}"),
    ] {
        assert!(bibtex.contains(&field), "{bibtex}");
    }
    let items: Value = serde_json::from_str(text("csl")).expect("JSON");
    assert_eq!(items[0]["type"], "dataset");
    assert_eq!((&items[0]["title"], &items[0]["version"]), (&dataset["title"], &dataset["version"]));
    assert_eq!(date_of(&items[0]["issued"]), day);
    let empty = testkit::database().await;
    assert_eq!(data(empty.store(), "{ dataset { citation } }").await, json!({"dataset": null}));
}

#[tokio::test]
async fn series_cite_their_source_and_the_rates_that_convert_what_is_shown() {
    let database = testkit::seeded().await;
    let store = database.store();
    let of = |arguments: &str, fields: &str| {
        let series = format!("series(indicator: \"gross_domestic_product\", from: \"2019\", to: \"2024\"{arguments})");
        format!("{{ province(code: \"CN-ZJ\") {{ {series} {{ {fields} }} }} }}")
    };
    let source = of("", "source { cited: slug }");
    let and_rates = of(", unit: \"USD\"", "source { cited: slug } points { rate { stat { source { cited: slug } } } }");
    for fields in ["frequency", "columns { values }", "points { value }", "growth { annualGrowthPercent }"] {
        assert_eq!(check_cited(store, &source, &of("", fields)).await, 2, "{fields}");
    }
    for fields in ["frequency", "columns { periods gaps }", "points { period { label } gap }"] {
        assert_eq!(check_cited(store, &source, &of(", unit: \"USD\"", fields)).await, 2, "{fields}");
    }
    for fields in [
        "columns { values }",
        "columns { absoluteChanges }",
        "columns { percentChanges }",
        "points { value }",
        "points { change { percent } }",
        "growth { change { absolute } }",
        "growth { annualGrowthPercent }",
    ] {
        assert_eq!(check_cited(store, &and_rates, &of(", unit: \"USD\"", fields)).await, 3, "{fields}");
    }
}
