//! Random values as filters: each is refused as bad input, or means the same however it is written, and never causes a
//! fault of the server. They are drawn from the schema, so every new filter is covered.

use async_graphql::{
    Name, Value,
    indexmap::IndexMap,
    parser::{
        parse_schema,
        types::{BaseType, Type, TypeKind, TypeSystemDefinition},
    },
};
use graphql::Schema;
use serde_json::json;
use store::Store;
use testkit::Random;

use crate::support::ask_with;

const CASES: usize = 80;
const CODES: [&str; 3] = ["BAD_USER_INPUT", "LIMIT_EXCEEDED", "GRAPHQL_VALIDATION_FAILED"];

/// What there is to draw from.
struct World {
    /// Fields of each input type, with their types.
    inputs: IndexMap<String, Vec<(String, Type)>>,
    /// Values of each enumeration.
    choices: IndexMap<String, Vec<String>>,
}

impl World {
    fn new() -> Self {
        let document = parse_schema(Schema::sdl()).expect("the schema");
        let (mut inputs, mut choices) = (IndexMap::new(), IndexMap::new());
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            match definition.node.kind {
                TypeKind::InputObject(input) => {
                    let field = |field: async_graphql::parser::types::InputValueDefinition| {
                        (field.name.node.to_string(), field.ty.node)
                    };
                    inputs.insert(name, input.fields.into_iter().map(|it| field(it.node)).collect());
                }
                TypeKind::Enum(choice) => {
                    let values = choice.values.into_iter().map(|value| value.node.value.node.to_string());
                    choices.insert(name, values.collect());
                }
                _ => {}
            }
        }
        Self { inputs, choices }
    }

    /// A value of a type, or, one time in so many, of any other.
    fn value(&self, random: &mut Random, about: &str, kind: &Type, depth: usize, wrong: usize) -> Value {
        if wrong > 0 && random.below(wrong) == 0 {
            return anything(random, 2);
        }
        match &kind.base {
            BaseType::List(item) => {
                let count = if depth == 0 { 0 } else { random.below(4) };
                Value::List((0..count).map(|_| self.value(random, about, item, depth - 1, wrong)).collect())
            }
            BaseType::Named(name) => self.named(random, about, name, depth, wrong),
        }
    }

    fn named(&self, random: &mut Random, about: &str, name: &str, depth: usize, wrong: usize) -> Value {
        if let Some(choices) = self.choices.get(name) {
            return Value::Enum(Name::new(random.pick(choices)));
        }
        if let Some(fields) = self.inputs.get(name) {
            let mut object = IndexMap::new();
            for (field, kind) in fields {
                let about = if matches!(field.as_str(), "eq" | "in" | "and" | "or" | "not") { about } else { field };
                let likely = if kind.nullable { if fields.len() > 6 { 20 } else { 45 } } else { 100 };
                let nested = matches!(&kind.base, BaseType::Named(name) if self.inputs.contains_key(name.as_str()));
                if random.chance(likely) && (depth > 0 || !kind.nullable || !nested) {
                    object.insert(Name::new(field), self.value(random, about, kind, depth.saturating_sub(1), wrong));
                }
            }
            return Value::Object(object);
        }
        match name {
            "Boolean" => random.chance(50).into(),
            "Int" => i32::try_from(random.below(200)).expect("a small number").into(),
            "Decimal" => {
                (*random.pick(&["0", "-0", "1", "25", "55.50", "1000000000000", "120.16", "30.29", "999"])).into()
            }
            "Date" => (*random.pick(&["2020-01-01", "2021-03-22", "2022-12-31", "1949-10-01"])).into(),
            _ => (*random.pick(words(about))).into(),
        }
    }
}

/// Words for a part of a filter: most name something there is.
fn words(about: &str) -> &'static [&'static str] {
    match about {
        "province" => &["CN-ZJ", "330000", "CN-JS", "CN-GD", "CN-BJ", "CN-SD"],
        "city" => &["330382", "330100", "440300", "310000"],
        "industry" | "track" => &["new-materials", "advanced-equipment", "new-materials"],
        "indicator" => &["output_value", "gross_domestic_product", "product_types", "rd_intensity"],
        "unit" => &["percent", "CNY", "count", "nothing"],
        "round" => &["all-45-2022", "second-batch-2021"],
        "source" => &["ezhejiang-2021-04-01"],
        "contains" => &["a", "an", "江", "集群", "%", "_", "\\", "'", "x y", "City", "z"],
        "period" | "label" => &["2020", "2021", "2021-03", "2022-01/2022-06", "2021-03-22"],
        _ => &["", "no such thing", "全国", "above 10 billion yuan"],
    }
}

/// A value of no type in particular.
fn anything(random: &mut Random, depth: usize) -> Value {
    const NAMES: [&str; 12] =
        ["eq", "in", "and", "or", "not", "some", "gte", "province", "contains", "near", "km", "__proto__"];
    const TEXTS: [&str; 14] = [
        "",
        "\0",
        "a\0b",
        "1e400",
        "NaN",
        "-Infinity",
        "9999999999999999999999999999",
        "2021-02-30",
        "LATEST",
        "../../etc",
        "' or 1=1 --",
        "\u{202e}",
        "$1",
        "0.1e-5",
    ];
    match random.below(if depth == 0 { 7 } else { 9 }) {
        0 => Value::Null,
        1 => random.chance(50).into(),
        2 => (*random.pick(&[i64::MIN, -1, 0, 1, i64::MAX])).into(),
        3 => (*random.pick(&[0.1, -1e300, 1e-300, 5e15])).into(),
        4 => (*random.pick(&TEXTS)).into(),
        5 => "长".repeat(random.between(1, 300)).into(),
        6 => Value::Enum(Name::new(*random.pick(&["EAST", "CLUSTER", "NOTHING"]))),
        7 => Value::List((0..random.below(4)).map(|_| anything(random, depth - 1)).collect()),
        _ => {
            let members = (0..random.below(4)).map(|_| (Name::new(*random.pick(&NAMES)), anything(random, depth - 1)));
            Value::Object(members.collect())
        }
    }
}

fn object(name: &str, value: Value) -> Value {
    Value::Object(IndexMap::from([(Name::new(name), value)]))
}

/// Counts with filters given as variables, all in one request.
async fn counts(store: &Store, list: &str, input: &str, filters: &[Value]) -> Result<Vec<i64>, String> {
    let places = || 0..filters.len();
    let variables: Vec<String> = places().map(|place| format!("$f{place}: {input}")).collect();
    let fields: Vec<String> =
        places().map(|place| format!("c{place}: {list}(filter: $f{place}) {{ totalCount }} ")).collect();
    let query = format!("query ({}) {{ {} }}", variables.join(", "), fields.concat());
    let values: serde_json::Map<String, serde_json::Value> = filters
        .iter()
        .enumerate()
        .map(|(place, filter)| (format!("f{place}"), filter.clone().into_json().expect("JSON")))
        .collect();
    let answer = ask_with(store, &query, json!(values)).await.json;
    read(&answer, filters.len())
}

/// The counts of an answer, or the code of its error.
fn read(answer: &serde_json::Value, count: usize) -> Result<Vec<i64>, String> {
    if let Some(errors) = answer["errors"].as_array() {
        let error = &errors[0]["extensions"];
        let code = error["code"].as_str().unwrap_or_default().to_owned();
        assert!(CODES.contains(&code.as_str()), "{answer}");
        // What has another shape altogether is refused by the engine, which does not say where it stands.
        let shapeless = errors[0]["message"].as_str().is_some_and(|message| message.contains("xpected input type"));
        assert!(code != "BAD_USER_INPUT" || error["argument"].is_string() || shapeless, "{answer}");
        return Err(code);
    }
    let number = |place| answer["data"][format!("c{place}")]["totalCount"].as_i64().expect("a count");
    Ok((0..count).map(number).collect())
}

/// Any filter of a list; so many times in a hundred at least it must be one that tells rows apart.
async fn check(list: &str, input: &str) {
    let database = testkit::seeded().await;
    let store = database.store();
    let world = World::new();
    let kind = Type::new(input).expect("a type");
    let whole = counts(store, list, input, &[Value::Object(IndexMap::new())]).await.expect("a count")[0];
    let (mut good, mut telling, mut refused) = (0, 0, 0);
    for case in 0..CASES {
        let mut random = Random::of(input, case);
        // Half of them without anything wrong on purpose.
        let wrong = if random.chance(50) { 0 } else { 15 };
        let depth = random.between(1, 5);
        let filter = world.value(&mut random, list, &kind, depth, wrong);
        let alone = counts(store, list, input, std::slice::from_ref(&filter)).await;
        let spelled = [
            object("and", Value::List(vec![filter.clone()])),
            object("or", Value::List(vec![filter.clone()])),
            object("not", object("not", filter.clone())),
            object("and", Value::List(vec![filter.clone(), filter.clone(), Value::Object(IndexMap::new())])),
            object("or", Value::List(vec![object("or", Value::List(Vec::new())), filter.clone()])),
            object("not", filter.clone()),
        ];
        let Ok(found) = alone else {
            refused += 1;
            for spelled in spelled {
                let within = counts(store, list, input, std::slice::from_ref(&spelled)).await;
                assert!(within.is_err(), "{filter} is refused, but not {spelled}: {within:?}");
            }
            continue;
        };
        let found = found[0];
        good += 1;
        telling += usize::from(found > 0 && found < whole);
        if filter == Value::Null {
            continue;
        }
        let same = counts(store, list, input, &spelled).await.expect("what is good alone is good within others");
        let (opposite, same) = same.split_last().expect("counts");
        assert!(same.iter().all(|count| *count == found), "{filter}: {found}, but {same:?}");
        assert_eq!(*opposite, whole - found, "not {filter}");
        // In the document, where words of enumerations are written as such.
        let query = format!("{{ c0: {list}(filter: {filter}) {{ totalCount }} }}");
        let written = ask_with(store, &query, serde_json::Value::Null).await.json;
        assert_eq!(read(&written, 1), Ok(vec![found]), "{query}");
    }
    assert!(good > CASES / 8 && telling > CASES / 16 && refused > CASES / 8, "{list}: {good}, {telling}, {refused}");
}

#[tokio::test]
async fn of_stats() {
    Box::pin(check("stats", "StatFilter")).await;
}

#[tokio::test]
async fn of_clusters() {
    Box::pin(check("clusters", "ClusterFilter")).await;
}

#[tokio::test]
async fn of_provinces() {
    Box::pin(check("provinces", "ProvinceFilter")).await;
}

#[tokio::test]
async fn of_cities() {
    Box::pin(check("cities", "CityFilter")).await;
}
