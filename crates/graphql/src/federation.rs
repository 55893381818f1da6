//! The API as a subgraph of Apollo Federation 2: the fields `_service` and `_entities`, which gateways use.
//!
//! async-graphql has an `_entities` of its own, which fails as a whole if one entity is unknown, and reports no path. So these
//! are ordinary fields, and async-graphql only exports the schema for gateways.

use async_graphql::{
    Any, Context, Result, SimpleObject, Value,
    registry::{MetaType, Registry},
};
use engine::schema_transform::SchemaTransform;

use crate::{argument_path::ArgumentPath, types::Entity};

/// Root fields, and their types, that only gateways use.
const FIELDS: [&str; 2] = ["_entities", "_service"];
const TYPES: [&str; 3] = ["_Any", "_Entity", "_Service"];

/// Makes the union of the types that other subgraphs can refer to by their natural key.
macro_rules! entities {
    ($($object:ident),+ $(,)?) => {
        /// Anything that other subgraphs can refer to by its natural key.
        #[derive(::async_graphql::Union)]
        #[graphql(crate = "crate::engine", name = "_Entity")]
        pub(crate) enum Entity {
            $($object($object),)+
        }

        impl Entity {
            /// The types, each with what its natural key looks like.
            pub(crate) const TYPES: &[(&str, $crate::natural_key::KeySyntax)] =
                &[$((stringify!($object), <$object as $crate::noun::Noun>::KEY)),+];

            /// What a type has under a key, if anything.
            pub(crate) async fn find(
                context: &::async_graphql::Context<'_>,
                type_name: &str,
                key: String,
            ) -> ::async_graphql::Result<Option<Self>> {
                $(if type_name == stringify!($object) {
                    let found = <$object as $crate::noun::Noun>::find(context, key).await?;
                    return Ok(found.map(Self::$object));
                })+
                Ok(None)
            }
        }
    };
}

pub(crate) use entities;

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
        let Some((_, key)) = Self::TYPES.iter().find(|(name, _)| *name == type_name) else {
            let names: Vec<&str> = Self::TYPES.iter().map(|(name, _)| *name).collect();
            return Err(at.member("__typename").refuse(format!("must be one of {}.", names.join(", "))));
        };
        let key = key.check(&at.member(key.field()).to_string(), text(key.field())?)?;
        Self::find(context, &type_name, key).await
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
        for (name, key) in Entity::TYPES {
            registry.add_keys(name, key.field());
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
