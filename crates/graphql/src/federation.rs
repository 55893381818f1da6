//! What the API is as a subgraph of Apollo Federation 2: what a gateway asks `_service` and `_entities`.
//!
//! The engine has an `_entities` of its own, which fails as a whole if one thing is unknown and tells no path. So these
//! are fields like all others, and only the text for the gateway is written by the engine.

use std::sync::LazyLock;

use async_graphql::{
    Any, Context, Result, SDLExportOptions, SimpleObject, Union, Value,
    registry::{MetaType, Registry},
};

use crate::{
    argument_path::ArgumentPath,
    natural_key::KeySyntax,
    schema::{Options, builder, exported},
    schema_transform::{SchemaTransform, Transformed},
    types::{city::City, cluster::Cluster, indicator::Indicator, province::Province, stat::Stat},
};

/// The types that other subgraphs can refer to, each by the field that is its natural key.
const ENTITIES: [(&str, &str, KeySyntax); 5] = [
    ("City", "code", KeySyntax::City),
    ("Cluster", "slug", KeySyntax::Slug),
    ("Indicator", "code", KeySyntax::IndicatorCode),
    ("Province", "code", KeySyntax::Province),
    ("Stat", "key", KeySyntax::StatKey),
];

/// What is for gateways alone: fields of the root, and their types.
const FIELDS: [&str; 2] = ["_entities", "_service"];
const TYPES: [&str; 3] = ["_Any", "_Entity", "_Service"];

/// Anything that other subgraphs can refer to by its natural key.
#[derive(Union)]
#[graphql(crate = "crate::engine", name = "_Entity")]
pub(crate) enum Entity {
    /// A city, by `code`.
    City(City),
    /// A cluster, by `slug`.
    Cluster(Cluster),
    /// An indicator, by `code`.
    Indicator(Indicator),
    /// A province, by `code`.
    Province(Province),
    /// A stat, by `key`.
    Stat(Stat),
}

impl Entity {
    /// What a representation stands for, if there is such a thing.
    pub(crate) async fn fetch(
        context: &Context<'_>,
        at: ArgumentPath<'_>,
        representation: &Any,
    ) -> Result<Option<Self>> {
        let text = |name: &'static str| match &representation.0 {
            Value::Object(members) => match members.get(name) {
                Some(Value::String(text)) => Ok(text.clone()),
                _ => Err(at.member(name).refuse("must be a text.")),
            },
            _ => Err(at.refuse("must be an object with `__typename` and the key of that type.")),
        };
        let type_name = text("__typename")?;
        let Some((_, key, shape)) = ENTITIES.into_iter().find(|(name, ..)| *name == type_name) else {
            let names = ENTITIES.map(|(name, ..)| name).join(", ");
            return Err(at.member("__typename").refuse(format!("must be one of {names}.")));
        };
        let key = shape.check(&at.member(key).to_string(), text(key)?)?;
        Ok(match &*type_name {
            "City" => City::by_key(context, key).await?.map(Self::City),
            "Cluster" => Cluster::by_key(context, key).await?.map(Self::Cluster),
            "Indicator" => Indicator::by_key(context, key).await?.map(Self::Indicator),
            "Province" => Province::by_key(context, key).await?.map(Self::Province),
            _ => Stat::by_key(context, key).await?.map(Self::Stat),
        })
    }
}

/// This API as one of several that a gateway puts together.
#[derive(SimpleObject)]
#[graphql(crate = "crate::engine", name = "_Service")]
pub(crate) struct Service {
    /// The schema with the directives of Apollo Federation 2, in the schema definition language. Subscriptions are not in
    /// it.
    sdl: &'static str,
}

impl Service {
    pub(crate) fn new() -> Self {
        Self { sdl: federated() }
    }
}

/// The schema as gateways need it.
pub(crate) fn federated() -> &'static str {
    static SDL: LazyLock<String> = LazyLock::new(|| {
        let engine = builder(&Options::default()).register_output_type::<Transformed<Federated>>().finish();
        exported(&engine, SDLExportOptions::federation)
    });
    &SDL
}

/// The schema as it is published: without what only a gateway asks.
pub(crate) fn published() -> &'static str {
    static SDL: LazyLock<String> = LazyLock::new(|| {
        let engine = builder(&Options::default()).register_output_type::<Transformed<Alone>>().finish();
        exported(&engine, |options| options)
    });
    &SDL
}

/// Gives the types that other subgraphs can refer to their keys, and lets others have what each API with pages has.
struct Federated;

impl SchemaTransform for Federated {
    fn transform(registry: &mut Registry) {
        for (name, key, _) in ENTITIES {
            registry.add_keys(name, key);
        }
        if let Some(MetaType::Object { shareable, .. }) = registry.types.get_mut("PageInfo") {
            *shareable = true;
        }
    }
}

/// Takes away what is for gateways.
struct Alone;

impl SchemaTransform for Alone {
    fn transform(registry: &mut Registry) {
        registry.types.retain(|name, _| !TYPES.contains(&name.as_str()));
        if let Some(MetaType::Object { fields, .. }) = registry.types.get_mut("Query") {
            fields.retain(|name, _| !FIELDS.contains(&name.as_str()));
        }
    }
}
