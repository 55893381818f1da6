//! The API as a subgraph of Apollo Federation 2: the fields `_service` and `_entities`, which gateways use.
//!
//! async-graphql has an `_entities` of its own, which fails as a whole if one entity is unknown, and reports no path. So these
//! are ordinary fields, and async-graphql only exports the schema for gateways.

use async_graphql::{
    Any, Context, Result, SimpleObject, Union, Value,
    registry::{MetaType, Registry},
};
use engine::schema_transform::SchemaTransform;

use crate::{
    argument_path::ArgumentPath,
    natural_key::KeySyntax,
    types::{city::City, cluster::Cluster, indicator::Indicator, province::Province, stat::Stat},
};

/// The types that other subgraphs can refer to, each with the field that is its natural key.
const ENTITIES: [(&str, &str, KeySyntax); 5] = [
    ("City", "code", KeySyntax::City),
    ("Cluster", "slug", KeySyntax::Slug),
    ("Indicator", "code", KeySyntax::IndicatorCode),
    ("Province", "code", KeySyntax::Province),
    ("Stat", "key", KeySyntax::StatKey),
];

/// Root fields, and their types, that only gateways use.
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
    /// The entity of a representation, if it exists.
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
    /// The service of the schema that is running.
    pub(crate) fn read(context: &Context<'_>) -> Self {
        let FederationSdl(sdl) = context.data_unchecked();
        Self { sdl: sdl() }
    }
}

/// Makes the schema for gateways. In the data of the schema, since the text is made from the types, of which `_service` is
/// one.
pub(crate) struct FederationSdl(pub(crate) fn() -> &'static str);

/// Adds keys to the types that other subgraphs can refer to, and marks as shareable what every API with pages defines.
pub(crate) struct ForGateways;

impl SchemaTransform for ForGateways {
    fn transform(registry: &mut Registry) {
        for (name, key, _) in ENTITIES {
            registry.add_keys(name, key);
        }
        if let Some(MetaType::Object { shareable, .. }) = registry.types.get_mut("PageInfo") {
            *shareable = true;
        }
    }
}

/// Removes the fields and types that only gateways use.
pub(crate) struct WithoutGatewayFields;

impl SchemaTransform for WithoutGatewayFields {
    fn transform(registry: &mut Registry) {
        registry.types.retain(|name, _| !TYPES.contains(&name.as_str()));
        if let Some(MetaType::Object { fields, .. }) = registry.types.get_mut("Query") {
            fields.retain(|name, _| !FIELDS.contains(&name.as_str()));
        }
    }
}
